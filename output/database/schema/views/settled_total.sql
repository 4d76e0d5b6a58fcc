-- The total that each report states of what counts: as it was read, or where people agreed to or
-- rejected tables, the sum of what those that count state; empty where one of them states none.
-- `stated_page` and `stated_words` are where tables that count state it, the first page of several.
CREATE VIEW settled_total AS
SELECT
    r.report,
    CASE
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
    w.words AS stated_words
FROM report AS r
LEFT JOIN (
    SELECT report, min(page) AS page, group_concat(text, '; ') AS words
    FROM (SELECT t.report, e.page, e.text
          FROM extracted_table AS t
          JOIN table_standing AS s ON s.extracted_table = t.extracted_table AND s.counts
          JOIN evidence AS e ON e.evidence = t.stated_evidence
          ORDER BY t.report, e.page, e.top)
    GROUP BY report
) AS w ON w.report = r.report;
