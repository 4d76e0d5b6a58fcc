-- All officers of a period, each deployment once, beside the total that the report itself states.
CREATE VIEW officers_by_period AS
SELECT
    o.period,
    max(o.reference_date) AS reference_date,
    sum(o.officers) AS officers,
    sum(o.most) AS officers_max,
    count(DISTINCT o.mission) AS missions,
    count(*) AS deployments,
    sum(o.unread) AS unread,
    sum(o.at_least) AS at_least,
    sum(o.approximate) AS approximate,
    sum(o.unsure) AS unsure,
    substr(min(o.origin_order), 2) AS origin,
    (SELECT sum(t.stated_total) FROM current_report AS r
     JOIN settled_total AS t ON t.report = r.report
     WHERE r.period = o.period AND r.series = o.series) AS stated_total,
    o.series,
    sum(o.sums) AS sums
FROM marked_officers AS o
GROUP BY o.series, o.period;
