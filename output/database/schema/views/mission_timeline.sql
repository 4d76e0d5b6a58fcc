-- When each mission was listed. `gaps` counts the periods between its first and its last that the
-- database has and that do not list it; those that the database has not are not counted.
CREATE VIEW mission_timeline AS
WITH
    numbered AS MATERIALIZED (SELECT series, period, place FROM listed_period),
    spans AS (
        SELECT
            o.series,
            o.mission,
            o.mission_name,
            o.organisation,
            min(n.place) AS first_place,
            max(n.place) AS last_place,
            count(*) AS periods,
            min(o.officers) AS least_officers,
            max(o.officers_max) AS most_officers
        FROM officers_by_mission AS o
        JOIN numbered AS n ON n.series = o.series AND n.period = o.period
        GROUP BY o.series, o.mission
    )
SELECT
    l.mission,
    l.mission_name,
    l.organisation,
    a.period AS first_period,
    b.period AS last_period,
    l.periods,
    l.last_place - l.first_place + 1 - l.periods AS gaps,
    l.least_officers,
    l.most_officers,
    m.first_year,
    m.last_year,
    l.series
FROM spans AS l
JOIN mission AS m ON m.mission = l.mission
JOIN numbered AS a ON a.series = l.series AND a.place = l.first_place
JOIN numbered AS b ON b.series = l.series AND b.place = l.last_place;
