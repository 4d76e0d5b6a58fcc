-- All officers of a period, each deployment once, beside the total that the report itself states.
-- `total_unsure` counts open findings by which the total may be wrong: errors, and totals that the
-- report states and its rows do not make. What waits for a person to agree is in no figure.
CREATE VIEW officers_by_period AS
WITH
    doubted AS MATERIALIZED (
        SELECT series, period, count(*) AS findings
        FROM to_review
        WHERE severity = 'error' OR code IN ('total-mismatch', 'decided-total-mismatch')
        GROUP BY series, period
    ),
    waiting AS MATERIALIZED (
        SELECT r.series, r.period, count(*) AS deployments, sum(d.officers) AS officers
        FROM table_standing AS t
        JOIN current_report AS r ON r.report = t.report
        JOIN deployment AS d ON d.extracted_table = t.extracted_table
        WHERE t.standing = 'to-agree' AND t.decided IS NULL AND NOT t.counts
        GROUP BY r.series, r.period
    ),
    stated AS MATERIALIZED (
        SELECT t.series, t.period, sum(t.stated_total) AS total, min(t.stated_page) AS page,
            group_concat(t.stated_words, '; ') AS words
        FROM settled_total AS t
        JOIN current_report AS r ON r.report = t.report
        WHERE t.stated_total IS NOT NULL
        GROUP BY t.series, t.period
    )
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
    s.total AS stated_total,
    o.series,
    sum(o.sums) AS sums,
    coalesce(d.findings, 0) AS total_unsure,
    coalesce(w.deployments, 0) AS waiting,
    coalesce(w.officers, 0) AS waiting_officers,
    s.page AS stated_page,
    s.words AS stated_words,
    sum(o.unchecked) AS unchecked
FROM marked_officers AS o
LEFT JOIN doubted AS d ON d.series = o.series AND d.period = o.period
LEFT JOIN waiting AS w ON w.series = o.series AND w.period = o.period
LEFT JOIN stated AS s ON s.series = o.series AND s.period = o.period
GROUP BY o.series, o.period;
