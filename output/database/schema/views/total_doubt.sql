-- Open findings by which a total may be wrong: errors, and totals that the report states and its
-- rows do not make.
CREATE VIEW total_doubt AS
SELECT series, period, report, finding
FROM to_review
WHERE severity = 'error'
    OR code IN ('total-mismatch', 'total-against-text', 'decided-total-mismatch');
