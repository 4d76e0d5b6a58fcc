-- Any two periods of a series against each other, mission by mission. `missing` counts the periods
-- of its length between the two that the database has no figures for. `change` is new, ended,
-- more, fewer, same, not listed or unread; a mission is `ended` only where its last year, a stated
-- none or a statement says so. `continues_as` and `continued_from` name missions by whose years it
-- goes on or went before, where the other period lists them. The marks of either period are as
-- `officers_by_mission` has them, `unsure` those of both. Give both periods in WHERE.
CREATE VIEW comparison AS
WITH
    by_mission AS MATERIALIZED (SELECT * FROM officers_by_mission),
    listed AS MATERIALIZED (SELECT * FROM listed_period),
    succession AS MATERIALIZED (SELECT predecessor, successor FROM mission_succession)
SELECT
    b.period,
    a.period AS previous_period,
    b.step - a.step - (b.place - a.place) AS missing,
    m.mission,
    m.name AS mission_name,
    m.organisation,
    before.officers AS previous_officers,
    before.officers_max AS previous_officers_max,
    now.officers,
    now.officers_max,
    now.officers - before.officers AS difference,
    CASE
        WHEN now.unread > 0 OR before.unread > 0 THEN 'unread'
        WHEN now.mission IS NULL AND (
            m.last_year <= b.year
            OR EXISTS (SELECT 1 FROM statement AS s JOIN current_report AS r USING (report)
                       WHERE r.period = b.period AND r.series = b.series
                         AND s.mission = m.mission AND s.status = 'ended')
        ) THEN 'ended'
        WHEN now.mission IS NULL THEN 'not listed'
        WHEN before.mission IS NULL AND now.officers = 0 THEN 'same'
        WHEN before.mission IS NULL OR before.officers = 0 AND now.officers > 0 THEN 'new'
        WHEN now.officers = 0 AND before.officers > 0 THEN 'ended'
        WHEN now.officers > before.officers THEN 'more'
        WHEN now.officers < before.officers THEN 'fewer'
        ELSE 'same'
    END AS change,
    coalesce(now.unsure, 0) + coalesce(before.unsure, 0) AS unsure,
    CASE WHEN now.mission IS NULL THEN (
        SELECT group_concat(s.successor, '+')
        FROM succession AS s JOIN by_mission AS o ON o.mission = s.successor
        WHERE s.predecessor = m.mission AND o.period = b.period AND o.series = b.series
    ) END AS continues_as,
    CASE WHEN before.mission IS NULL THEN (
        SELECT group_concat(s.predecessor, '+')
        FROM succession AS s JOIN by_mission AS o ON o.mission = s.predecessor
        WHERE s.successor = m.mission AND o.period = a.period AND o.series = a.series
    ) END AS continued_from,
    -- (+, so that nobody who asks for a series has all its pairs looked up before the period)
    +b.series AS series,
    before.unread AS previous_unread,
    before.at_least AS previous_at_least,
    before.approximate AS previous_approximate,
    before.unsure AS previous_unsure,
    before.sums AS previous_sums,
    before.origin AS previous_origin,
    before.unchecked AS previous_unchecked,
    now.unread,
    now.at_least,
    now.approximate,
    now.unsure AS now_unsure,
    now.sums,
    now.origin,
    now.unchecked
FROM listed AS a
JOIN listed AS b ON b.series = a.series AND a.place < b.place
JOIN mission AS m
LEFT JOIN by_mission AS now
    ON now.period = b.period AND now.mission = m.mission AND now.series = b.series
LEFT JOIN by_mission AS before
    ON before.period = a.period AND before.mission = m.mission AND before.series = a.series
WHERE now.mission IS NOT NULL OR before.mission IS NOT NULL;
