-- Schema 16 as it was, its views behind its tables.
DROP VIEW changes;
DROP VIEW comparison;
DROP VIEW current_report;
DROP VIEW decision_in_force;
DROP VIEW deployment_place;
DROP VIEW items;
DROP VIEW listed_period;
DROP VIEW marked_officers;
DROP VIEW mission_succession;
DROP VIEW mission_timeline;
DROP VIEW officers;
DROP VIEW officers_by_country;
DROP VIEW officers_by_mission;
DROP VIEW officers_by_organisation;
DROP VIEW officers_by_period;
DROP VIEW officers_by_region;
DROP VIEW officers_with_others;
DROP VIEW settled_total;
DROP VIEW standing_decision;
DROP VIEW statements;
DROP VIEW table_standing;
DROP VIEW to_review;
DROP VIEW waiting_decision;
-- No table changes: views tell which missions a period has none of and why, what waits for a person,
-- and what a difference of ranges can be at least and at most.
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
-- Each period against the one before it in the database, of the same series.
CREATE VIEW changes AS
SELECT c.*
FROM (SELECT series, period, lag(period) OVER (PARTITION BY series ORDER BY place)
          AS previous_period
      FROM listed_period) AS p
-- (CROSS, so that the few pairs come first)
CROSS JOIN comparison AS c
    ON c.period = p.period AND c.previous_period = p.previous_period AND c.series = p.series;
-- Any two periods of a series against each other, mission by mission. `missing` counts the periods
-- of its length between the two that the database has no figures for. `difference` is of the least
-- numbers; `difference_least` and `difference_most` tell what it can be, and are empty where a
-- least number or one that was not readable leaves that open. `change` is new, ended, more, fewer,
-- same, uncertain, waiting, not listed or unread: what is certain whatever the numbers are, else
-- `uncertain`; a mission is `waiting` where a table that is to be agreed has it, and `ended` only
-- where its last year, a stated none or a statement says so. `continues_as` and `continued_from` name missions by whose years it
-- goes on or went before, where the other period lists them. The marks of either period are as
-- `officers_by_mission` has them, `unsure` those of both. Give both periods in WHERE.
CREATE VIEW comparison AS
WITH
    by_mission AS MATERIALIZED (SELECT * FROM officers_by_mission),
    listed AS MATERIALIZED (SELECT * FROM listed_period),
    absence AS MATERIALIZED (SELECT series, period, mission, standing FROM absent_mission),
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
    now.unchecked,
    CASE WHEN before.unread = 0 AND before.at_least = 0 THEN now.officers - before.officers_max END
        AS difference_least,
    CASE WHEN now.unread = 0 AND now.at_least = 0 THEN now.officers_max - before.officers END
        AS difference_most
FROM listed AS a
JOIN listed AS b ON b.series = a.series AND a.place < b.place
JOIN mission AS m
LEFT JOIN by_mission AS now
    ON now.period = b.period AND now.mission = m.mission AND now.series = b.series
LEFT JOIN by_mission AS before
    ON before.period = a.period AND before.mission = m.mission AND before.series = a.series
-- (once, for it is long to prepare: one of the two periods has the mission)
LEFT JOIN absence AS absent
    ON absent.period = CASE WHEN now.mission IS NULL THEN b.period ELSE a.period END
        AND absent.mission = m.mission AND absent.series = b.series
WHERE now.mission IS NOT NULL OR before.mission IS NOT NULL;
-- Of all reports of a series, period and annex the one that counts: official before unknown before
-- transcript before invented, then the newest document date, then the one with more deployments.
-- Order of arrival plays no part. A report of the same period without an annex number is held to
-- be of any annex. A report that is of no series, or of no period, counts nowhere.
CREATE VIEW current_report AS
SELECT r.*
FROM report AS r
WHERE r.period IS NOT NULL
  AND r.series IS NOT NULL
  AND NOT EXISTS (
      SELECT 1
      FROM report AS o
      WHERE o.period = r.period
        AND o.series = r.series
        AND o.report <> r.report
        AND o.deployments > 0
        AND (o.annex = r.annex OR o.annex IS NULL OR r.annex IS NULL)
        AND (o.weight, coalesce(o.document_date, ''), o.deployments, o.report)
          > (r.weight, coalesce(r.document_date, ''), r.deployments, r.report)
  );
-- Decisions that hold: those of one person that need no second one, and those that another person
-- confirmed.
CREATE VIEW decision_in_force AS
SELECT d.*
FROM decision AS d
WHERE d.action <> 'confirm'
  AND (d.eyes = 1
       OR EXISTS (SELECT 1 FROM decision AS c
                  WHERE c.subject = d.subject AND c.action = 'confirm'
                    AND CAST(c.value AS INTEGER) = d.number
                    AND lower(trim(c.reviewer)) <> lower(trim(d.reviewer))));
-- The countries of each deployment, after decisions, in the order of the page.
CREATE VIEW deployment_place AS
SELECT dc.deployment, dc.country, dc.position
FROM deployment_country AS dc
JOIN deployment AS d ON d.deployment = dc.deployment
LEFT JOIN standing_decision AS s ON s.subject = d.subject
WHERE s.corrected_countries IS NULL
UNION ALL
SELECT d.deployment, j.value, CAST(j.key AS INTEGER)
FROM standing_decision AS s
JOIN deployment AS d ON d.subject = s.subject
JOIN json_each(s.corrected_countries) AS j
WHERE s.corrected_countries IS NOT NULL;
-- What other extractors found in the reports that count, with its place on the page.
CREATE VIEW items AS
SELECT
    r.period,
    i.extractor,
    i.kind,
    i.mission,
    m.name AS mission_name,
    i.label,
    i.value,
    i.unit,
    i.as_written,
    i.confidence,
    r.origin,
    r.report,
    r.file,
    e.page,
    e.x0, e.top, e.x1, e.bottom,
    i.subject,
    i.details,
    i.item,
    r.series
FROM item AS i
JOIN current_report AS r ON r.report = i.report
JOIN evidence AS e ON e.evidence = i.evidence
LEFT JOIN mission AS m ON m.mission = i.mission;
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
-- The rows of `officers` with their marks as numbers, so that every sum marks alike what it is made
-- of: in the sums `officers` is the least and `officers_max` the most that the report can mean;
-- `unread` counts rows whose number could not be read and `at_least` rows that state a least
-- number, so that the sum may be too low; `approximate` counts rows told as "ca." or in fte;
-- `unsure` counts rows with open findings that nobody has decided on, `sums` rows whose number is of
-- several corps together, `unchecked` rows that nobody decided on. Of several origins the least
-- sorts first, and shows. Rows that name no mission are not `named`, and no sum has them.
CREATE VIEW marked_officers AS
SELECT
    o.period, o.reference_date, o.mission, o.mission_name, o.organisation, o.country, o.officers,
    o.officers_max, o.qualifier, o.confidence, o.decided, o.findings, o.origin, o.report, o.file,
    o.page, o.x0, o.top, o.x1, o.bottom, o.mission_as_written, o.country_as_written,
    o.count_as_written, o.deployment, o.series,
    coalesce(o.officers_max, o.officers) AS most,
    o.officers IS NULL AS unread,
    o.qualifier IS 'at_least' AS at_least,
    coalesce(o.qualifier, '') IN ('about', 'fte') AS approximate,
    o.findings > 0 AND o.decided IS NULL OR o.decided IS 'conflict' AS unsure,
    CASE o.origin WHEN 'invented' THEN 1 WHEN 'transcript' THEN 2 WHEN 'unknown' THEN 3 ELSE 4 END
        || o.origin AS origin_order,
    o.scope,
    o.of_which,
    o.scope IS 'sum' AS sums,
    o.decided IS NULL OR o.decided = 'conflict' AS unchecked,
    o.mission <> 'unknown-unnamed' AS named
FROM officers AS o;
-- Missions that go on as others: of one organisation, in a country of the first, the second begun
-- in the year the first ended or the year after. One with several successors was split.
CREATE VIEW mission_succession AS
SELECT DISTINCT
    a.mission AS predecessor,
    a.name AS predecessor_name,
    b.mission AS successor,
    b.name AS successor_name,
    b.first_year AS year
FROM mission AS a
JOIN mission_country AS ac ON ac.mission = a.mission
JOIN mission_country AS bc ON bc.country = ac.country
JOIN mission AS b ON b.mission = bc.mission
WHERE a.organisation = b.organisation
  AND a.mission <> b.mission
  AND b.first_year BETWEEN a.last_year AND a.last_year + 1
  AND (b.last_year IS NULL OR b.last_year > a.last_year);
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
-- One row a deployment, after decisions, with its place on the page. `country` joins the codes of
-- a deployment in several countries with +, so that summing `officers` never counts one twice.
CREATE VIEW officers AS
-- (MATERIALIZED and before the decisions, so that SQLite looks these up by an index)
WITH settled AS MATERIALIZED (
    SELECT extracted_table, standing, decided, decision, counts FROM table_standing
),
closed AS MATERIALIZED (
    SELECT subject FROM standing_decision WHERE kind = 'finding' AND action = 'agree'
)
SELECT
    r.period,
    coalesce(t.reference_date, r.reference_date) AS reference_date,
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
    (SELECT count(*) FROM finding AS f
     WHERE f.deployment = d.deployment AND f.severity <> 'info'
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
-- A row counts where its table does. One of which a person says that it is right counts whatever
-- its table is, unless the table was rejected after that.
WHERE s.action IS NOT 'reject'
  AND (d.added IS NOT NULL
       OR s.action IN ('approve', 'correct')
          AND NOT (w.decided IS 'rejected' AND w.decision > s.number)
       OR w.counts AND (d.counted OR w.standing <> 'counted'));
-- Officers a country in a period. Those of a deployment in several countries are in
-- `officers_shared` of each of them and in nobody's `officers`, so never add up the former.
CREATE VIEW officers_by_country AS
SELECT
    o.period,
    max(o.reference_date) AS reference_date,
    c.country,
    c.name_nl AS country_name,
    c.region,
    sum(CASE WHEN o.country = c.country THEN o.officers END) AS officers,
    sum(CASE WHEN o.country = c.country THEN o.most END) AS officers_max,
    sum(CASE WHEN o.country <> c.country THEN o.officers END) AS officers_shared,
    sum(CASE WHEN o.country <> c.country THEN o.most END) AS officers_shared_max,
    count(DISTINCT o.mission) AS missions,
    sum(o.unread) AS unread,
    sum(o.at_least) AS at_least,
    sum(o.approximate) AS approximate,
    sum(o.unsure) AS unsure,
    substr(min(o.origin_order), 2) AS origin,
    o.series,
    sum(o.sums) AS sums,
    sum(o.unchecked) AS unchecked
FROM marked_officers AS o
JOIN deployment_place AS dc ON dc.deployment = o.deployment
JOIN country AS c ON c.country = dc.country
WHERE o.named
GROUP BY o.series, o.period, c.country;
-- Officers a mission in a period, with the marks of `marked_officers`.
CREATE VIEW officers_by_mission AS
SELECT
    o.period,
    max(o.reference_date) AS reference_date,
    o.mission,
    o.mission_name,
    o.organisation,
    sum(o.officers) AS officers,
    sum(o.most) AS officers_max,
    count(*) AS deployments,
    sum(o.unread) AS unread,
    sum(o.at_least) AS at_least,
    sum(o.approximate) AS approximate,
    sum(o.unsure) AS unsure,
    substr(min(o.origin_order), 2) AS origin,
    o.series,
    sum(o.sums) AS sums,
    sum(o.unchecked) AS unchecked
FROM marked_officers AS o
WHERE o.named
GROUP BY o.series, o.period, o.mission;
-- Officers an organisation in a period; NULL for missions of which it is not known who runs them.
CREATE VIEW officers_by_organisation AS
SELECT
    o.period,
    max(o.reference_date) AS reference_date,
    o.organisation,
    n.name_nl AS organisation_name,
    sum(o.officers) AS officers,
    sum(o.most) AS officers_max,
    count(DISTINCT o.mission) AS missions,
    sum(o.unread) AS unread,
    sum(o.at_least) AS at_least,
    sum(o.approximate) AS approximate,
    sum(o.unsure) AS unsure,
    substr(min(o.origin_order), 2) AS origin,
    o.series,
    sum(o.sums) AS sums,
    sum(o.unchecked) AS unchecked
FROM marked_officers AS o
LEFT JOIN organisation AS n ON n.organisation = o.organisation
WHERE o.named
GROUP BY o.series, o.period, o.organisation;
-- All officers of a period, each deployment once, beside the total that the report itself states.
-- `total_unsure` counts open findings by which the total may be wrong: errors, and totals that the
-- report states and its rows do not make. What waits for a person to agree is in no figure, nor
-- are rows that name no mission (`nameless`): both are told beside it.
CREATE VIEW officers_by_period AS
WITH
    doubted AS MATERIALIZED (
        SELECT series, period, count(*) AS findings
        FROM to_review
        WHERE severity = 'error'
            OR code IN ('total-mismatch', 'total-against-text', 'decided-total-mismatch')
        GROUP BY series, period
    ),
    waiting AS MATERIALIZED (
        SELECT series, period, count(*) AS deployments, sum(officers) AS officers
        FROM waiting_deployment
        GROUP BY series, period
    ),
    -- (of several reports of a period each has to state a total: one alone is not that of all)
    unstated AS MATERIALIZED (
        SELECT DISTINCT o.series, o.period
        FROM marked_officers AS o
        JOIN settled_total AS t ON t.report = o.report
        WHERE o.named AND t.stated_total IS NULL
    ),
    stated AS MATERIALIZED (
        SELECT *
        FROM (
            SELECT t.*,
                sum(t.stated_total) OVER every AS total,
                group_concat(t.stated_words, '; ') OVER every AS words,
                row_number() OVER (PARTITION BY t.series, t.period
                                   ORDER BY t.stated_page IS NULL, t.stated_page, t.report)
                    AS number
            FROM settled_total AS t
            JOIN current_report AS r ON r.report = t.report
            WHERE t.stated_total IS NOT NULL
              AND (t.series, t.period) NOT IN (SELECT series, period FROM unstated)
            WINDOW every AS (PARTITION BY t.series, t.period ORDER BY t.report
                             ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
        )
        WHERE number = 1
    )
SELECT
    o.period,
    max(o.reference_date) AS reference_date,
    CASE WHEN max(o.named) THEN sum(CASE WHEN o.named THEN o.officers END) ELSE 0 END AS officers,
    CASE WHEN max(o.named) THEN sum(CASE WHEN o.named THEN o.most END) ELSE 0 END AS officers_max,
    count(DISTINCT CASE WHEN o.named THEN o.mission END) AS missions,
    sum(o.named) AS deployments,
    sum(o.named AND o.unread) AS unread,
    sum(o.named AND o.at_least) AS at_least,
    sum(o.named AND o.approximate) AS approximate,
    sum(o.named AND o.unsure) AS unsure,
    substr(min(o.origin_order), 2) AS origin,
    s.total AS stated_total,
    o.series,
    sum(o.named AND o.sums) AS sums,
    coalesce(d.findings, 0) AS total_unsure,
    coalesce(w.deployments, 0) AS waiting,
    coalesce(w.officers, 0) AS waiting_officers,
    s.stated_page,
    s.words AS stated_words,
    sum(o.named AND o.unchecked) AS unchecked,
    sum(NOT o.named) AS nameless,
    coalesce(sum(CASE WHEN NOT o.named THEN o.officers END), 0) AS nameless_officers,
    s.report AS stated_report,
    s.stated_x0,
    s.stated_top,
    s.stated_x1,
    s.stated_bottom
FROM marked_officers AS o
LEFT JOIN doubted AS d ON d.series = o.series AND d.period = o.period
LEFT JOIN waiting AS w ON w.series = o.series AND w.period = o.period
LEFT JOIN stated AS s ON s.series = o.series AND s.period = o.period
GROUP BY o.series, o.period;
-- Officers a region in a period. A deployment in several countries of one region counts once in
-- it; one that spans regions is in `officers_shared` of each; rows without a country are in none.
CREATE VIEW officers_by_region AS
WITH placed AS (
    SELECT
        o.deployment,
        c.region,
        count(*) OVER (PARTITION BY o.deployment) AS regions
    FROM officers AS o
    JOIN deployment_place AS dc ON dc.deployment = o.deployment
    JOIN country AS c ON c.country = dc.country
    GROUP BY o.deployment, c.region
)
SELECT
    o.period,
    max(o.reference_date) AS reference_date,
    r.region,
    r.name_nl AS region_name,
    sum(CASE WHEN p.regions = 1 THEN o.officers END) AS officers,
    sum(CASE WHEN p.regions = 1 THEN o.most END) AS officers_max,
    sum(CASE WHEN p.regions > 1 THEN o.officers END) AS officers_shared,
    sum(CASE WHEN p.regions > 1 THEN o.most END) AS officers_shared_max,
    count(DISTINCT o.mission) AS missions,
    sum(o.unread) AS unread,
    sum(o.at_least) AS at_least,
    sum(o.approximate) AS approximate,
    sum(o.unsure) AS unsure,
    substr(min(o.origin_order), 2) AS origin,
    o.series,
    sum(o.sums) AS sums,
    sum(o.unchecked) AS unchecked
FROM marked_officers AS o
JOIN placed AS p ON p.deployment = o.deployment
JOIN region AS r ON r.region = p.region
WHERE o.named
GROUP BY o.series, o.period, r.region;
-- The rows of `officers` of which the page tells of other corps too, a column each: empty where it
-- does not, or where a corps is only named of a sum. `all_corps` is what the page itself states as
-- the sum of all; it is never added to `officers`.
CREATE VIEW officers_with_others AS
SELECT
    o.period,
    o.mission,
    o.mission_name,
    o.country,
    o.officers,
    o.scope,
    sum(CASE WHEN p.scope = 'marechaussee' THEN p.officers END) AS marechaussee,
    sum(CASE WHEN p.scope = 'defence' THEN p.officers END) AS defence,
    sum(CASE WHEN p.scope = 'customs' THEN p.officers END) AS customs,
    sum(CASE WHEN p.scope = 'justice' THEN p.officers END) AS justice,
    sum(CASE WHEN p.scope = 'civil' THEN p.officers END) AS civil,
    sum(CASE WHEN p.scope = 'others' THEN p.officers END) AS others,
    max(CASE WHEN p.scope = 'sum' THEN p.officers END) AS all_corps,
    o.of_which,
    o.file,
    o.page,
    o.report,
    o.deployment,
    o.series
FROM officers AS o
JOIN deployment_part AS p ON p.deployment = o.deployment
GROUP BY o.deployment;
-- The total that each report states of what counts: as it was read, or where people agreed to or
-- rejected tables, the sum of what those that count state; empty where one of them states none.
-- Where a person said what the report states, it is that. `stated_page` and the box are where tables
-- that count state it, the first of several; `stated_words` are the words of all.
CREATE VIEW settled_total AS
SELECT
    r.report,
    CASE
        -- what a person said of the report goes before what its tables state
        WHEN json_type(r.as_read, '$.stated_total') IS NOT NULL THEN r.stated_total
        WHEN EXISTS (SELECT 1 FROM table_standing AS t
                     WHERE t.report = r.report AND t.decided IS NOT NULL)
            THEN (SELECT CASE WHEN count(*) = count(t.stated_total) THEN sum(t.stated_total) END
                  FROM extracted_table AS t
                  JOIN table_standing AS s ON s.extracted_table = t.extracted_table
                  WHERE t.report = r.report AND s.counts
                    AND EXISTS (SELECT 1 FROM deployment AS d
                                WHERE d.extracted_table = t.extracted_table AND d.added IS NULL))
        ELSE r.stated_total
    END AS stated_total,
    r.period,
    r.series,
    w.page AS stated_page,
    w.words AS stated_words,
    w.x0 AS stated_x0,
    w.top AS stated_top,
    w.x1 AS stated_x1,
    w.bottom AS stated_bottom
FROM report AS r
LEFT JOIN (
    SELECT t.report, e.page, e.x0, e.top, e.x1, e.bottom,
        group_concat(e.text, '; ') OVER (PARTITION BY t.report ORDER BY e.page, e.top, e.evidence
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS words,
        row_number() OVER (PARTITION BY t.report ORDER BY e.page, e.top, e.evidence) AS number
    FROM extracted_table AS t
    JOIN table_standing AS s ON s.extracted_table = t.extracted_table AND s.counts
    JOIN evidence AS e ON e.evidence = t.stated_evidence
) AS w ON w.report = r.report AND w.number = 1;
-- The decision in force for each subject: the last one, unless it undoes, with what was corrected
-- since the last one that was no correction, field by field. `corrected_countries` is JSON. A count
-- that no report can mean corrects nothing; `unusable` tells of it.
CREATE VIEW standing_decision AS
WITH
    since AS (
        SELECT subject, max(number) AS last,
            coalesce(max(CASE WHEN action <> 'correct' THEN number END), 0) AS base
        FROM decision_in_force
        GROUP BY subject
    ),
    corrected AS (
        SELECT
            d.*,
            (SELECT c.value FROM decision_in_force AS c
             WHERE c.subject = d.subject AND c.field = 'officers' AND c.number > s.base
             ORDER BY c.number DESC LIMIT 1) AS count_said,
            (SELECT c.value FROM decision_in_force AS c
             WHERE c.subject = d.subject AND c.field = 'mission' AND c.number > s.base
             ORDER BY c.number DESC LIMIT 1) AS corrected_mission,
            (SELECT c.value FROM decision_in_force AS c
             WHERE c.subject = d.subject AND c.field = 'countries' AND c.number > s.base
             ORDER BY c.number DESC LIMIT 1) AS corrected_countries
        FROM decision AS d
        JOIN since AS s ON s.last = d.number
        WHERE d.action <> 'undo'
    )
SELECT
    number,
    subject,
    action,
    field,
    value,
    count_as_written,
    reviewer,
    reason,
    decided_at,
    eyes,
    previous,
    hash,
    CASE WHEN usable THEN CAST(count_said AS INTEGER) END AS corrected_officers,
    corrected_mission,
    corrected_countries,
    count_said IS NOT NULL AND NOT usable AS unusable,
    kind
FROM (
    SELECT *,
        length(count_said) BETWEEN 1 AND 6 AND count_said NOT GLOB '*[^0-9]*'
            AND CAST(count_said AS INTEGER) <= 100000 AS usable
    FROM corrected
);
-- What sentences of the reports that count tell, with what people decided on it and whether it is
-- sure: nothing that is still open speaks against how it was read, or a person said that it is right.
CREATE VIEW statements AS
WITH
    open AS (
        SELECT statement_id, message
        FROM finding
        WHERE statement_id IS NOT NULL
          AND subject NOT IN
              (SELECT subject FROM standing_decision WHERE kind = 'finding' AND action = 'agree')
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
-- What becomes of each table: `standing` as it was read, and what people decided. `decided` is
-- agreed or rejected; or by-row, where a person said yes to a row of it or added one in it, and so
-- agreed to the table. `decision` is the number of the decision that says so.
CREATE VIEW table_standing AS
SELECT
    t.extracted_table,
    t.report,
    t.subject,
    t.standing,
    CASE s.action
        WHEN 'agree' THEN 'agreed'
        WHEN 'reject' THEN 'rejected'
        ELSE CASE WHEN b.decision IS NOT NULL THEN 'by-row' END
    END AS decided,
    coalesce(s.number, b.decision) AS decision,
    CASE
        WHEN s.action = 'reject' THEN 0
        WHEN t.standing = 'counted' THEN 1
        ELSE s.action IS 'agree' OR b.decision IS NOT NULL
    END AS counts,
    r.period,
    r.series
FROM extracted_table AS t
JOIN report AS r ON r.report = t.report
LEFT JOIN standing_decision AS s ON s.subject = t.subject
LEFT JOIN (
    SELECT d.extracted_table, max(s.number) AS decision
    FROM standing_decision AS s
    JOIN deployment AS d ON d.subject = s.subject
    JOIN extracted_table AS o ON o.extracted_table = d.extracted_table
    WHERE s.action IN ('approve', 'correct', 'add')
      AND (o.standing = 'to-agree' OR o.standing = 'other' AND o.counted_before)
      -- A row that was added elsewhere on the page says nothing of the table.
      AND (d.added IS NULL OR EXISTS (
          SELECT 1
          FROM evidence AS e
          JOIN table_cell AS c ON c.extracted_table = d.extracted_table
          JOIN evidence AS p ON p.evidence = c.evidence AND p.page = e.page
          WHERE e.evidence = d.evidence AND e.bottom - e.top < 100
          GROUP BY e.evidence
          HAVING (e.top + e.bottom) / 2 BETWEEN min(p.top) - (e.bottom - e.top)
              AND max(p.bottom) + (e.bottom - e.top)))
    GROUP BY d.extracted_table
) AS b ON b.extracted_table = t.extracted_table;
-- What a person should look at, worst first: findings that no decision has settled. A stated total
-- that the rows did not make is settled where they make it after decisions; what is said of a table
-- or its rows where the table was rejected, and that it is to be agreed where it was agreed to. What
-- is unsure of the rows of a table that is to be agreed waits until it is, but for what the page
-- itself has wrong or leaves open where most of its rows are known missions: that helps to say
-- whether to agree. That counts are sums is settled where a person decided on each of them. A person can settle any finding itself.
CREATE VIEW to_review AS
SELECT period, severity, code, message, mission_as_written, count_as_written, page, x0, top, x1,
    bottom, file, report, deployment, finding, series, subject
FROM (
SELECT
    r.period,
    f.severity,
    f.code,
    f.message,
    d.mission_as_written,
    d.count_as_written,
    coalesce(e.page, json_extract(f.about, '$.page')) AS page,
    e.x0, e.top, e.x1, e.bottom,
    r.file,
    r.report,
    f.deployment,
    f.finding,
    r.series,
    p.first_day,
    f.subject
FROM finding AS f
JOIN report AS r ON r.report = f.report
LEFT JOIN period AS p ON p.period = r.period
LEFT JOIN evidence AS e ON e.evidence = f.evidence
LEFT JOIN deployment AS d ON d.deployment = f.deployment
LEFT JOIN standing_decision AS s
    ON s.subject = d.subject AND s.count_as_written IS d.count_as_written AND NOT s.unusable
LEFT JOIN table_standing AS w ON w.extracted_table = coalesce(f.extracted_table, d.extracted_table)
WHERE f.severity <> 'info'
  AND f.subject NOT IN
      (SELECT subject FROM standing_decision WHERE kind = 'finding' AND action = 'agree')
  AND (w.standing IS NOT 'to-agree' OR w.counts OR f.code = 'table-to-agree'
       OR f.code IN ('decision-unconfirmed', 'decision-unplaced')
       OR f.code IN ('count-unreadable', 'count-is-a-range', 'count-is-a-sum', 'country-unexpected',
                     'row-of-others', 'row-twice', 'part-exceeds-whole', 'unknown-mission',
                     'mission-outside-its-years', 'table-against-text', 'total-mismatch')
          AND (SELECT 2 * sum(mission NOT LIKE 'unknown-%') > count(*) FROM deployment
               WHERE extracted_table = w.extracted_table))
  AND (w.decided IS NULL
       OR w.decided <> 'rejected' AND f.code NOT IN ('table-to-agree', 'nationality-unsure')
       OR f.code IN ('decision-unconfirmed', 'decision-unplaced'))
  AND (s.number IS NULL OR f.code = 'decision-unconfirmed')
  AND (f.code = 'revised-report' OR f.report IN (SELECT report FROM current_report)
       OR r.period IS NULL OR r.series IS NULL)
  AND NOT (
      f.code = 'total-mismatch' AND f.deployment IS NULL
      AND EXISTS (SELECT 1 FROM decision WHERE subject LIKE r.decision_key || '/%')
      AND coalesce((SELECT stated_total FROM settled_total WHERE report = r.report) BETWEEN
          (SELECT sum(officers) FROM officers WHERE report = r.report)
          AND (SELECT sum(coalesce(officers_max, officers)) FROM officers
               WHERE report = r.report), 0))
  -- so is a total that a sentence states, not one that another sentence contradicts
  AND NOT (
      f.code = 'total-against-text' AND json_extract(f.message_values, '$.other') IS NULL
      AND EXISTS (SELECT 1 FROM decision WHERE subject LIKE r.decision_key || '/%')
      AND coalesce(json_extract(f.about, '$.stated') BETWEEN
          (SELECT sum(officers) FROM officers WHERE report = r.report)
          AND (SELECT sum(coalesce(officers_max, officers)) FROM officers
               WHERE report = r.report), 0))
  -- what it says that the rows make is not what they make after decisions: another says that
  AND NOT (
      f.code = 'total-mismatch' AND f.deployment IS NULL
      AND EXISTS (
          SELECT 1
          FROM finding AS o
          WHERE o.report = f.report AND o.code = 'decided-total-mismatch'
            AND json_extract(o.about, '$.stated') = json_extract(f.about, '$.stated')))
  AND NOT (
      f.code = 'count-is-a-sum' AND f.extracted_table IS NOT NULL
      AND NOT EXISTS (
          SELECT 1
          FROM deployment AS of_sum
          LEFT JOIN standing_decision AS said ON said.subject = of_sum.subject
          WHERE of_sum.extracted_table = f.extracted_table AND of_sum.scope = 'sum'
            AND (said.action IS NULL OR said.action NOT IN ('approve', 'correct', 'reject'))))
UNION ALL
SELECT NULL, 'error', 'set-aside', message, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    file, NULL, NULL, 'set-aside-' || sha256, NULL, NULL, NULL
FROM set_aside
)
ORDER BY CASE severity WHEN 'error' THEN 0 ELSE 1 END, first_day, period, page, top;
-- Decisions that wait for a second person.
CREATE VIEW waiting_decision AS
SELECT d.*
FROM decision AS d
WHERE d.action <> 'confirm'
  AND d.eyes = 2
  AND d.number NOT IN (SELECT number FROM decision_in_force WHERE subject = d.subject)
  AND d.number > coalesce(
      (SELECT max(number) FROM decision_in_force
       WHERE subject = d.subject AND action <> 'correct'), 0);
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
