-- One row a deployment, after decisions, with its place on the page. `country` joins the codes of
-- a deployment in several countries with +, so that summing `officers` never counts one twice.
CREATE VIEW officers AS
-- (MATERIALIZED and before the decisions, so that SQLite looks these up by an index)
WITH settled AS MATERIALIZED (
    SELECT extracted_table, standing, decided, decision, counts FROM table_standing
),
closed AS MATERIALIZED (
    SELECT subject FROM agreed_finding
)
SELECT
    r.period,
    -- (what a person says of the report goes before what its tables state)
    CASE WHEN json_type(r.as_read, '$.reference_date') IS NOT NULL THEN r.reference_date
        ELSE coalesce(t.reference_date, r.reference_date) END AS reference_date,
    m.mission,
    m.name AS mission_name,
    m.organisation,
    CASE
        WHEN s.corrected_countries IS NOT NULL
            THEN (SELECT group_concat(value, '+') FROM json_each(s.corrected_countries))
        ELSE (SELECT group_concat(country, '+')
              FROM (SELECT country FROM deployment_country WHERE deployment = d.deployment
                    ORDER BY position))
    END AS country,
    coalesce(s.corrected_officers, d.officers) AS officers,
    CASE WHEN s.corrected_officers IS NULL THEN d.officers_max END AS officers_max,
    CASE WHEN s.corrected_officers IS NULL THEN d.qualifier END AS qualifier,
    d.confidence,
    CASE
        WHEN s.action IS NULL THEN NULL
        WHEN s.unusable THEN 'conflict'
        WHEN s.count_as_written IS NOT d.count_as_written THEN 'conflict'
        WHEN m.mission <> s.corrected_mission THEN 'conflict'
        WHEN s.action = 'correct' THEN 'corrected'
        WHEN s.action = 'add' THEN 'added'
        ELSE 'approved'
    END AS decided,
    (SELECT count(*)
     FROM finding_deployment AS l JOIN finding AS f ON f.finding = l.finding
     WHERE l.deployment = d.deployment AND f.severity <> 'info'
       AND f.subject NOT IN (SELECT subject FROM closed)) AS findings,
    r.origin,
    r.report,
    r.file,
    e.page,
    e.x0, e.top, e.x1, e.bottom,
    d.mission_as_written,
    d.country_as_written,
    d.count_as_written,
    d.deployment,
    r.series,
    -- Who a person counts are officers of the series.
    CASE WHEN s.corrected_officers IS NULL AND d.added IS NULL THEN d.scope ELSE 'police' END
        AS scope,
    (SELECT group_concat(coalesce(scope || ' ' || officers, scope), ', ')
     FROM (SELECT scope, officers FROM deployment_part WHERE deployment = d.deployment
           ORDER BY position)) AS of_which
FROM deployment AS d
JOIN current_report AS r ON r.report = d.report
JOIN settled AS w ON w.extracted_table = d.extracted_table
LEFT JOIN standing_decision AS s ON s.subject = d.subject
-- A mission that is no longer there must not take the row with it.
JOIN mission AS m ON m.mission = coalesce(
    (SELECT mission FROM mission WHERE mission = s.corrected_mission), d.mission)
JOIN extracted_table AS t ON t.extracted_table = d.extracted_table
JOIN evidence AS e ON e.evidence = d.count_evidence
-- A row counts where its table does. One of which a person says that it is right, or which a person
-- added, counts whatever its table is, unless the table was rejected after that. (One that was added
-- elsewhere on the page is none of the table: as in table_standing.)
WHERE s.action IS NOT 'reject'
  AND (d.added IS NOT NULL
          AND NOT (w.decided IS 'rejected' AND w.decision > coalesce(s.number, d.added)
                   AND EXISTS (
                       SELECT 1
                       FROM evidence AS a
                       JOIN table_cell AS c ON c.extracted_table = d.extracted_table
                       JOIN evidence AS p ON p.evidence = c.evidence AND p.page = a.page
                       WHERE a.evidence = d.evidence AND a.bottom - a.top < 100
                       GROUP BY a.evidence
                       HAVING (a.top + a.bottom) / 2 BETWEEN min(p.top) - (a.bottom - a.top)
                           AND max(p.bottom) + (a.bottom - a.top)))
       OR s.action IN ('approve', 'correct')
          AND NOT (w.decided IS 'rejected' AND w.decision > s.number)
       OR w.counts AND (d.counted OR w.standing <> 'counted'));
