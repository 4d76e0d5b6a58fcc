-- Any two periods of a series against each other, mission by mission. `missing` counts the periods
-- of its length between the two that the database has no figures for. `difference` is of the least
-- numbers; `difference_least` and `difference_most` tell what it can be, and are empty where a
-- least number or one that was not readable leaves that open. `change` is new, ended, more, fewer,
-- same, uncertain, waiting, rejected, not listed or unread: what is certain whatever the numbers are, else
-- `uncertain`; a mission is `waiting` where a table that is to be agreed has it, and `ended` only
-- where its last year, a stated none or a statement says so. `continues_as` and `continued_from` name missions by whose years it
-- goes on or went before, where the other period lists them. The marks of either period are as
-- `officers_by_mission` has them, `unsure` those of both. Give both periods in WHERE.
CREATE VIEW comparison AS
WITH
    by_mission AS MATERIALIZED (SELECT * FROM officers_by_mission),
    listed AS MATERIALIZED (SELECT * FROM listed_period),
    -- (grouped, though each is there once, so that it is looked up by an index)
    absence AS MATERIALIZED (
        SELECT series, period, mission, max(standing) AS standing
        FROM absent_mission
        GROUP BY series, period, mission
    ),
    -- by period and mission those that go on from it (ahead), and those that it goes on from
    goes_on AS MATERIALIZED (
        SELECT o.series, o.period, s.mission, s.ahead, group_concat(o.mission, '+') AS missions
        FROM (SELECT predecessor AS mission, successor AS other, 1 AS ahead FROM mission_succession
              UNION ALL SELECT successor, predecessor, 0 FROM mission_succession) AS s
        JOIN by_mission AS o ON o.mission = s.other
        GROUP BY o.series, o.period, s.mission, s.ahead
    )
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
        WHEN now.mission IS NULL THEN absent.standing
        WHEN before.mission IS NULL AND absent.standing = 'waiting' THEN 'waiting'
        WHEN before.mission IS NULL AND now.officers_max = 0 THEN 'same'
        WHEN before.mission IS NULL OR before.officers_max = 0 AND now.officers > 0 THEN 'new'
        WHEN now.officers_max = 0 AND before.officers > 0 THEN 'ended'
        WHEN now.officers > before.officers_max AND before.at_least = 0 THEN 'more'
        WHEN now.officers_max < before.officers AND now.at_least = 0 THEN 'fewer'
        WHEN now.officers = before.officers_max AND now.officers_max = before.officers
            AND now.at_least + before.at_least + now.approximate + before.approximate = 0
            THEN 'same'
        ELSE 'uncertain'
    END AS change,
    coalesce(now.unsure, 0) + coalesce(before.unsure, 0) AS unsure,
    CASE WHEN now.mission IS NULL THEN other.missions END AS continues_as,
    CASE WHEN before.mission IS NULL THEN other.missions END AS continued_from,
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
    now.unchecked,
    CASE WHEN before.unread = 0 AND before.at_least = 0 THEN now.officers - before.officers_max END
        AS difference_least,
    CASE WHEN now.unread = 0 AND now.at_least = 0 THEN now.officers_max - before.officers END
        AS difference_most
FROM listed AS a
JOIN listed AS b ON b.series = a.series AND a.place < b.place
-- (CROSS, so that what a period has of a mission is looked up by an index)
CROSS JOIN mission AS m
LEFT JOIN by_mission AS now
    ON now.period = b.period AND now.mission = m.mission AND now.series = b.series
LEFT JOIN by_mission AS before
    ON before.period = a.period AND before.mission = m.mission AND before.series = a.series
-- (once, for it is long to prepare: one of the two periods has the mission)
LEFT JOIN absence AS absent
    ON absent.period = CASE WHEN now.mission IS NULL THEN b.period ELSE a.period END
        AND absent.mission = m.mission AND absent.series = b.series
LEFT JOIN goes_on AS other
    ON other.period = CASE WHEN now.mission IS NULL THEN b.period ELSE a.period END
        AND other.mission = m.mission AND other.series = b.series
        AND other.ahead = (now.mission IS NULL)
WHERE now.mission IS NOT NULL OR before.mission IS NOT NULL;
