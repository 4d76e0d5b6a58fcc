-- Officers an organisation in a period; NULL for missions of which it is not known who runs them.
CREATE VIEW officers_by_organisation AS
SELECT
    o.period,
    max(o.reference_date) AS reference_date,
    o.organisation,
    n.name_nl AS organisation_name,
    sum(o.officers) AS officers,
    sum(o.most) AS officers_max,
    count(DISTINCT o.mission) AS missions,
    sum(o.unread) AS unread,
    sum(o.at_least) AS at_least,
    sum(o.approximate) AS approximate,
    sum(o.unsure) AS unsure,
    substr(min(o.origin_order), 2) AS origin,
    o.series,
    sum(o.sums) AS sums,
    sum(o.unchecked) AS unchecked
FROM marked_officers AS o
LEFT JOIN organisation AS n ON n.organisation = o.organisation
WHERE o.named
GROUP BY o.series, o.period, o.organisation;
