-- What sentences of the reports that count tell, with what people decided on it and whether it is
-- sure: nothing that is still open speaks against how it was read, or a person said that it is right.
CREATE VIEW statements AS
WITH
    open AS (
        SELECT statement_id, message
        FROM finding
        WHERE statement_id IS NOT NULL
          AND subject NOT IN (SELECT subject FROM agreed_finding)
    )
SELECT
    r.period,
    s.kind,
    s.mission,
    m.name AS mission_name,
    (SELECT group_concat(country, '+')
     FROM (SELECT country FROM statement_country
           WHERE statement_id = s.statement_id ORDER BY position)) AS country,
    coalesce(d.corrected_officers, s.officers) AS officers,
    CASE WHEN d.corrected_officers IS NULL THEN s.officers_max END AS officers_max,
    CASE WHEN d.corrected_officers IS NULL THEN s.qualifier END AS qualifier,
    s.nationality,
    s.status,
    CASE
        WHEN d.action = 'reject' THEN 0
        WHEN d.action IN ('approve', 'correct') THEN 1
        ELSE NOT EXISTS (SELECT 1 FROM open WHERE open.statement_id = s.statement_id)
    END AS sure,
    (SELECT group_concat(message, char(10)) FROM open
     WHERE open.statement_id = s.statement_id) AS findings,
    d.action AS decided,
    s.sentence,
    s.confidence,
    r.origin,
    r.report,
    r.file,
    e.page,
    e.x0, e.top, e.x1, e.bottom,
    s.subject,
    s.statement_id,
    r.series
FROM statement AS s
JOIN current_report AS r ON r.report = s.report
JOIN evidence AS e ON e.evidence = s.evidence
LEFT JOIN mission AS m ON m.mission = s.mission
LEFT JOIN standing_decision AS d ON d.subject = s.subject AND NOT d.unusable;
