-- The periods of each series that have figures, oldest first: `place` counts those that the
-- database has, `step` the periods of that length since the year 0, had or not.
CREATE VIEW listed_period AS
SELECT
    l.series,
    l.period,
    p.year,
    p.first_day,
    row_number() OVER (PARTITION BY l.series ORDER BY p.first_day, l.period) AS place,
    CAST(strftime('%Y', p.first_day) AS INTEGER) * s.parts
        + (CAST(strftime('%m', p.first_day) AS INTEGER) - 1) * s.parts / 12 AS step
FROM (
    SELECT DISTINCT r.series, r.period
    FROM current_report AS r
    WHERE r.report IN (SELECT report FROM officers)
) AS l
JOIN period AS p ON p.period = l.period
JOIN series AS s ON s.series = l.series;
