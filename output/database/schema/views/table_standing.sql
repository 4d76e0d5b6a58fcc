-- What becomes of each table: `standing` as it was read, and what people decided. `decided` is
-- agreed or rejected; or by-row, where a person said yes to a row of it or added one in it, and so
-- agreed to the table. `decision` is the number of the decision that says so.
CREATE VIEW table_standing AS
SELECT
    t.extracted_table,
    t.report,
    t.subject,
    t.standing,
    CASE s.action
        WHEN 'agree' THEN 'agreed'
        WHEN 'reject' THEN 'rejected'
        ELSE CASE WHEN b.decision IS NOT NULL THEN 'by-row' END
    END AS decided,
    coalesce(s.number, b.decision) AS decision,
    CASE
        WHEN s.action = 'reject' THEN 0
        WHEN t.standing = 'counted' THEN 1
        ELSE s.action IS 'agree' OR b.decision IS NOT NULL
    END AS counts,
    r.period,
    r.series
FROM extracted_table AS t
JOIN report AS r ON r.report = t.report
LEFT JOIN standing_decision AS s ON s.subject = t.subject
LEFT JOIN (
    SELECT d.extracted_table, max(s.number) AS decision
    FROM standing_decision AS s
    JOIN deployment AS d ON d.subject = s.subject
    JOIN extracted_table AS o ON o.extracted_table = d.extracted_table
    WHERE s.action IN ('approve', 'correct', 'add')
      AND (o.standing = 'to-agree' OR o.standing = 'other' AND o.counted_before)
      -- A row that was added elsewhere on the page says nothing of the table.
      AND (d.added IS NULL OR EXISTS (
          SELECT 1
          FROM evidence AS e
          JOIN table_cell AS c ON c.extracted_table = d.extracted_table
          JOIN evidence AS p ON p.evidence = c.evidence AND p.page = e.page
          WHERE e.evidence = d.evidence AND e.bottom - e.top < 100
          GROUP BY e.evidence
          HAVING (e.top + e.bottom) / 2 BETWEEN min(p.top) - (e.bottom - e.top)
              AND max(p.bottom) + (e.bottom - e.top)))
    GROUP BY d.extracted_table
) AS b ON b.extracted_table = t.extracted_table;
