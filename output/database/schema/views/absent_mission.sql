-- Missions of a series that a period with figures has none of, and what is known of why: `waiting`
-- where a table that a person has yet to agree to has it, `ended` where it was listed before and
-- not since, and its last year or a sentence since then says so, else `not listed`.
CREATE VIEW absent_mission AS
WITH
    listed AS MATERIALIZED (SELECT series, period, year, place FROM listed_period),
    figures AS MATERIALIZED (
        SELECT DISTINCT l.series, l.period, l.place, o.mission
        FROM officers AS o
        JOIN listed AS l ON l.series = o.series AND l.period = o.period
        WHERE o.mission <> 'unknown-unnamed'
    ),
    waits AS MATERIALIZED (
        SELECT w.series, w.period, w.mission, l.place, count(*) AS waiting,
            sum(w.officers) AS officers, sum(w.officers_max) AS officers_max
        FROM waiting_deployment AS w
        LEFT JOIN listed AS l ON l.series = w.series AND l.period = w.period
        GROUP BY w.series, w.period, w.mission
    ),
    spans AS MATERIALIZED (
        SELECT series, mission, min(named_at) AS first_place, max(place) AS last_place
        FROM (SELECT series, mission, place, place AS named_at FROM figures
              UNION ALL SELECT series, mission, place, NULL FROM waits)
        GROUP BY series, mission
    ),
    told AS MATERIALIZED (
        SELECT DISTINCT l.series, s.mission, l.place
        FROM statement AS s
        JOIN current_report AS r ON r.report = s.report
        JOIN listed AS l ON l.series = r.series AND l.period = r.period
        LEFT JOIN standing_decision AS d ON d.subject = s.subject
        WHERE s.status = 'ended' AND d.action IS NOT 'reject'
    )
SELECT
    l.series,
    l.period,
    m.mission,
    m.name AS mission_name,
    CASE
        WHEN w.mission IS NOT NULL THEN 'waiting'
        WHEN s.first_place < l.place AND s.last_place < l.place AND (
            m.last_year <= l.year
            OR EXISTS (SELECT 1 FROM told AS t
                       WHERE t.series = l.series AND t.mission = m.mission
                         AND t.place > s.last_place AND t.place <= l.place)
        ) THEN 'ended'
        ELSE 'not listed'
    END AS standing,
    w.waiting,
    w.officers AS waiting_officers,
    w.officers_max AS waiting_officers_max
FROM listed AS l
JOIN spans AS s ON s.series = l.series
JOIN mission AS m ON m.mission = s.mission
LEFT JOIN waits AS w
    ON w.series = l.series AND w.period = l.period AND w.mission = m.mission
WHERE m.mission <> 'unknown-unnamed'
  AND NOT EXISTS (SELECT 1 FROM figures AS f
                  WHERE f.series = l.series AND f.period = l.period AND f.mission = m.mission);
