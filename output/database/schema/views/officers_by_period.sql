-- All officers of a period, each deployment once, beside the total that the report itself states.
-- `total_unsure` counts open findings by which the total may be wrong (total_doubt). What waits for a person to agree is in no figure, nor
-- are rows that name no mission (`nameless`): both are told beside it. `rejected` counts rows that
-- people looked at and that count no more.
CREATE VIEW officers_by_period AS
WITH
    doubted AS MATERIALIZED (
        SELECT series, period, count(*) AS findings
        FROM total_doubt
        GROUP BY series, period
    ),
    waiting AS MATERIALIZED (
        SELECT series, period, count(*) AS deployments, sum(officers) AS officers
        FROM waiting_deployment
        GROUP BY series, period
    ),
    rejected AS MATERIALIZED (
        SELECT r.series, r.period, count(*) AS deployments
        FROM standing_decision AS s
        JOIN deployment AS d ON d.subject = s.subject
        JOIN current_report AS r ON r.report = d.report
        WHERE s.action = 'reject'
        GROUP BY r.series, r.period
    ),
    -- (of several reports of a period each has to state a total: one alone is not that of all)
    unstated AS MATERIALIZED (
        SELECT DISTINCT o.series, o.period
        FROM marked_officers AS o
        JOIN settled_total AS t ON t.report = o.report
        WHERE o.named AND t.stated_total IS NULL
    ),
    stated AS MATERIALIZED (
        SELECT *
        FROM (
            SELECT t.*,
                sum(t.stated_total) OVER every AS total,
                group_concat(t.stated_words, '; ') OVER every AS words,
                row_number() OVER (PARTITION BY t.series, t.period
                                   ORDER BY t.stated_page IS NULL, t.stated_page, t.report)
                    AS number
            FROM settled_total AS t
            JOIN current_report AS r ON r.report = t.report
            WHERE t.stated_total IS NOT NULL
              AND (t.series, t.period) NOT IN (SELECT series, period FROM unstated)
            WINDOW every AS (PARTITION BY t.series, t.period ORDER BY t.report
                             ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
        )
        WHERE number = 1
    )
SELECT
    o.period,
    max(o.reference_date) AS reference_date,
    CASE WHEN max(o.named) THEN sum(CASE WHEN o.named THEN o.officers END) ELSE 0 END AS officers,
    CASE WHEN max(o.named) THEN sum(CASE WHEN o.named THEN o.most END) ELSE 0 END AS officers_max,
    count(DISTINCT CASE WHEN o.named THEN o.mission END) AS missions,
    sum(o.named) AS deployments,
    sum(o.named AND o.unread) AS unread,
    sum(o.named AND o.at_least) AS at_least,
    sum(o.named AND o.approximate) AS approximate,
    sum(o.named AND o.unsure) AS unsure,
    substr(min(o.origin_order), 2) AS origin,
    s.total AS stated_total,
    o.series,
    sum(o.named AND o.sums) AS sums,
    coalesce(d.findings, 0) AS total_unsure,
    coalesce(w.deployments, 0) AS waiting,
    coalesce(w.officers, 0) AS waiting_officers,
    s.stated_page,
    s.words AS stated_words,
    sum(o.named AND o.unchecked) AS unchecked,
    sum(NOT o.named) AS nameless,
    coalesce(sum(CASE WHEN NOT o.named THEN o.officers END), 0) AS nameless_officers,
    s.report AS stated_report,
    s.stated_x0,
    s.stated_top,
    s.stated_x1,
    s.stated_bottom,
    coalesce(j.deployments, 0) AS rejected
FROM marked_officers AS o
LEFT JOIN doubted AS d ON d.series = o.series AND d.period = o.period
LEFT JOIN waiting AS w ON w.series = o.series AND w.period = o.period
LEFT JOIN rejected AS j ON j.series = o.series AND j.period = o.period
LEFT JOIN stated AS s ON s.series = o.series AND s.period = o.period
GROUP BY o.series, o.period;
