-- What people made of each finding. `closed_by` is the number of the decision that closed it, empty
-- while it is open: the one that settled it; the last on its rows, where they decided on each of
-- these; the one on its table, where they rejected that, or agreed to it and it asked no more. What
-- is for the record only the first closes. `waits` is 1 for what is about a table that a person has
-- yet to agree to, or about its rows.
CREATE VIEW finding_standing AS
WITH
    of_rows AS MATERIALIZED (
        SELECT l.finding, CASE WHEN count(*) = count(s.number) THEN max(s.number) END AS decision
        FROM finding_deployment AS l
        JOIN deployment AS d ON d.deployment = l.deployment
        LEFT JOIN standing_decision AS s
            ON s.subject = d.subject AND s.count_as_written IS d.count_as_written
            AND NOT s.unusable
        GROUP BY l.finding
    ),
    agreed AS MATERIALIZED (SELECT subject, number FROM agreed_finding)
SELECT
    f.finding,
    f.report,
    coalesce(
        a.number,
        CASE
            WHEN f.severity = 'info' OR f.code = 'decision-unconfirmed' THEN NULL
            WHEN o.decision IS NOT NULL THEN o.decision
            WHEN f.code = 'decision-unplaced' THEN NULL
            WHEN w.decided = 'rejected' OR f.code IN ('table-to-agree', 'nationality-unsure')
                THEN w.decision
        END
    ) AS closed_by,
    coalesce(w.standing = 'to-agree' AND NOT w.counts, 0) AS waits,
    w.extracted_table
FROM finding AS f
LEFT JOIN deployment AS d ON d.deployment = f.deployment
LEFT JOIN agreed AS a ON a.subject = f.subject
LEFT JOIN of_rows AS o ON o.finding = f.finding
LEFT JOIN table_standing AS w ON w.extracted_table = coalesce(f.extracted_table, d.extracted_table);
