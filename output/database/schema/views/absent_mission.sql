-- Missions of a series that a period with figures has none of, and what is known of why: `waiting`
-- where a table that a person has yet to agree to has it; `rejected` where the report lists it and a
-- person rejected its rows; `ended` where it was listed before, and a
-- sentence since then says so, or its last year where it was not listed again; else `not listed`.
CREATE VIEW absent_mission AS
WITH
    -- what there is of each mission in a period: figures, rows that wait, a sentence that it ended
    there AS MATERIALIZED (
        SELECT series, period, mission, 1 AS figure, 0 AS ended, 0 AS waiting,
            NULL AS officers, NULL AS officers_max, 0 AS rejected
        FROM officers
        WHERE mission <> 'unknown-unnamed'
        GROUP BY series, period, mission
        UNION ALL
        SELECT series, period, mission, 0, 0, count(*), sum(officers), sum(officers_max), 0
        FROM waiting_deployment
        WHERE mission <> 'unknown-unnamed'
        GROUP BY series, period, mission
        UNION ALL
        SELECT DISTINCT r.series, r.period, s.mission, 0, 1, 0, NULL, NULL, 0
        FROM statement AS s
        JOIN current_report AS r ON r.report = s.report
        LEFT JOIN standing_decision AS d ON d.subject = s.subject
        WHERE s.status = 'ended' AND d.action IS NOT 'reject'
        UNION ALL
        SELECT DISTINCT r.series, r.period, d.mission, 0, 0, 0, NULL, NULL, 1
        FROM standing_decision AS s
        JOIN deployment AS d ON d.subject = s.subject
        JOIN current_report AS r ON r.report = d.report
        WHERE s.action = 'reject'
    ),
    -- the same of every period with figures, where there is nothing too
    every AS (
        SELECT l.series, l.period, l.year, l.place, m.mission,
            max(t.figure) AS figure, max(t.ended) AS ended, sum(t.waiting) AS waiting,
            sum(t.officers) AS officers, sum(t.officers_max) AS officers_max,
            max(t.rejected) AS rejected
        FROM listed_period AS l
        JOIN (SELECT DISTINCT series, mission FROM there WHERE figure OR waiting) AS m
            ON m.series = l.series
        LEFT JOIN there AS t
            ON t.series = l.series AND t.period = l.period AND t.mission = m.mission
        GROUP BY l.series, l.period, m.mission
    ),
    told AS (
        SELECT *,
            max(figure) OVER before AS was_listed,
            max(CASE WHEN figure OR waiting THEN place END) OVER before AS last_before,
            max(CASE WHEN figure OR waiting THEN place END) OVER (PARTITION BY series, mission)
                AS last_place,
            max(CASE WHEN ended THEN place END) OVER (
                PARTITION BY series, mission ORDER BY place
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS last_ended
        FROM every
        WINDOW before AS (PARTITION BY series, mission ORDER BY place
                          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    )
SELECT
    t.series,
    t.period,
    m.mission,
    m.name AS mission_name,
    CASE
        WHEN t.waiting THEN 'waiting'
        WHEN t.rejected THEN 'rejected'
        WHEN t.was_listed AND (t.last_ended > t.last_before
                               OR m.last_year <= t.year AND t.last_place < t.place)
            THEN 'ended'
        ELSE 'not listed'
    END AS standing,
    nullif(t.waiting, 0) AS waiting,
    t.officers AS waiting_officers,
    t.officers_max AS waiting_officers_max
FROM told AS t
JOIN mission AS m ON m.mission = t.mission
WHERE coalesce(t.figure, 0) = 0;
