-- Officers a mission in a period, with the marks of `marked_officers`.
CREATE VIEW officers_by_mission AS
SELECT
    o.period,
    max(o.reference_date) AS reference_date,
    o.mission,
    o.mission_name,
    o.organisation,
    sum(o.officers) AS officers,
    sum(o.most) AS officers_max,
    count(*) AS deployments,
    sum(o.unread) AS unread,
    sum(o.at_least) AS at_least,
    sum(o.approximate) AS approximate,
    sum(o.unsure) AS unsure,
    substr(min(o.origin_order), 2) AS origin,
    o.series,
    sum(o.sums) AS sums,
    sum(o.unchecked) AS unchecked
FROM marked_officers AS o
WHERE o.named
GROUP BY o.series, o.period, o.mission;
