-- Rows of tables that a person has yet to agree to: in no figure, and told beside it.
CREATE VIEW waiting_deployment AS
SELECT
    r.series,
    r.period,
    d.deployment,
    d.mission,
    d.officers,
    coalesce(d.officers_max, d.officers) AS officers_max,
    d.extracted_table,
    r.report
FROM table_standing AS t
JOIN current_report AS r ON r.report = t.report
JOIN deployment AS d ON d.extracted_table = t.extracted_table
LEFT JOIN standing_decision AS s ON s.subject = d.subject
WHERE t.standing = 'to-agree' AND t.decided IS NULL AND NOT t.counts AND s.action IS NOT 'reject';
