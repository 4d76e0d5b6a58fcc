-- The total that each report states of what counts: as it was read, or where people agreed to or
-- rejected tables, the sum of what those that count state; empty where one of them states none.
-- Where a person said what the report states, it is that. `stated_page` and the box are where tables
-- that count state it, the first of several; `stated_words` are the words of all.
CREATE VIEW settled_total AS
SELECT
    r.report,
    CASE
        -- what a person said of the report goes before what its tables state
        WHEN json_type(r.as_read, '$.stated_total') IS NOT NULL THEN r.stated_total
        WHEN EXISTS (SELECT 1 FROM table_standing AS t
                     WHERE t.report = r.report AND t.decided IS NOT NULL)
            THEN (SELECT CASE WHEN count(*) = count(t.stated_total) THEN sum(t.stated_total) END
                  FROM extracted_table AS t
                  JOIN table_standing AS s ON s.extracted_table = t.extracted_table
                  WHERE t.report = r.report AND s.counts
                    AND EXISTS (SELECT 1 FROM deployment AS d
                                WHERE d.extracted_table = t.extracted_table AND d.added IS NULL))
        ELSE r.stated_total
    END AS stated_total,
    r.period,
    r.series,
    w.page AS stated_page,
    w.words AS stated_words,
    w.x0 AS stated_x0,
    w.top AS stated_top,
    w.x1 AS stated_x1,
    w.bottom AS stated_bottom
FROM report AS r
LEFT JOIN (
    SELECT t.report, e.page, e.x0, e.top, e.x1, e.bottom,
        group_concat(e.text, '; ') OVER (PARTITION BY t.report ORDER BY e.page, e.top, e.evidence
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS words,
        row_number() OVER (PARTITION BY t.report ORDER BY e.page, e.top, e.evidence) AS number
    FROM extracted_table AS t
    JOIN table_standing AS s ON s.extracted_table = t.extracted_table AND s.counts
    JOIN evidence AS e ON e.evidence = t.stated_evidence
) AS w ON w.report = r.report AND w.number = 1;
