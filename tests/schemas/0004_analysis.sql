-- For analysts: regions, sums that keep the marks of what they are made of, missions that go on
-- under another name, and periods against each other at the speed of a lookup.

-- UN M49 sub-regions, by which countries are added up.
CREATE TABLE region (
    region TEXT PRIMARY KEY CHECK (length(region) <= 3),
    name_nl TEXT NOT NULL,
    name_en TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;
ALTER TABLE country ADD COLUMN region TEXT REFERENCES region;

CREATE INDEX deployment_country_by_country ON deployment_country (country);
CREATE INDEX statement_by_mission ON statement (mission, status);

DROP VIEW changes;
DROP VIEW comparison;
DROP VIEW officers_by_mission;
DROP VIEW officers_by_country;
DROP VIEW officers_by_organisation;

-- Officers a mission in a period. In every sum `officers` is the least and `officers_max` the most
-- that the report can mean; `unread` counts rows whose number could not be read and `at_least`
-- rows that state a least number, so that the sum may be too low; `approximate` counts rows told
-- as "ca." or in fte; `unsure` counts rows with open findings that nobody has decided on.
CREATE VIEW officers_by_mission AS
SELECT
    period,
    max(reference_date) AS reference_date,
    mission,
    mission_name,
    organisation,
    sum(officers) AS officers,
    sum(coalesce(officers_max, officers)) AS officers_max,
    count(*) AS deployments,
    sum(officers IS NULL) AS unread,
    sum(qualifier IS 'at_least') AS at_least,
    sum(coalesce(qualifier, '') IN ('about', 'fte')) AS approximate,
    sum(findings > 0 AND decided IS NULL OR decided IS 'conflict') AS unsure,
    CASE min(CASE origin WHEN 'invented' THEN 1 WHEN 'transcript' THEN 2 ELSE 3 END)
        WHEN 1 THEN 'invented' WHEN 2 THEN 'transcript' ELSE 'official' END AS origin
FROM officers
GROUP BY period, mission;

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
    sum(CASE WHEN o.country = c.country THEN coalesce(o.officers_max, o.officers) END)
        AS officers_max,
    sum(CASE WHEN o.country <> c.country THEN o.officers END) AS officers_shared,
    sum(CASE WHEN o.country <> c.country THEN coalesce(o.officers_max, o.officers) END)
        AS officers_shared_max,
    count(DISTINCT o.mission) AS missions,
    sum(o.officers IS NULL) AS unread,
    sum(o.qualifier IS 'at_least') AS at_least,
    sum(coalesce(o.qualifier, '') IN ('about', 'fte')) AS approximate,
    sum(o.findings > 0 AND o.decided IS NULL OR o.decided IS 'conflict') AS unsure,
    CASE min(CASE o.origin WHEN 'invented' THEN 1 WHEN 'transcript' THEN 2 ELSE 3 END)
        WHEN 1 THEN 'invented' WHEN 2 THEN 'transcript' ELSE 'official' END AS origin
FROM officers AS o
JOIN deployment_country AS dc ON dc.deployment = o.deployment
JOIN country AS c ON c.country = dc.country
GROUP BY o.period, c.country;

-- Officers a region in a period. A deployment in several countries of one region counts once in
-- it; one that spans regions is in `officers_shared` of each; rows without a country are in none.
CREATE VIEW officers_by_region AS
WITH placed AS (
    SELECT
        o.deployment,
        c.region,
        count(*) OVER (PARTITION BY o.deployment) AS regions
    FROM officers AS o
    JOIN deployment_country AS dc ON dc.deployment = o.deployment
    JOIN country AS c ON c.country = dc.country
    GROUP BY o.deployment, c.region
)
SELECT
    o.period,
    max(o.reference_date) AS reference_date,
    r.region,
    r.name_nl AS region_name,
    sum(CASE WHEN p.regions = 1 THEN o.officers END) AS officers,
    sum(CASE WHEN p.regions = 1 THEN coalesce(o.officers_max, o.officers) END) AS officers_max,
    sum(CASE WHEN p.regions > 1 THEN o.officers END) AS officers_shared,
    sum(CASE WHEN p.regions > 1 THEN coalesce(o.officers_max, o.officers) END)
        AS officers_shared_max,
    count(DISTINCT o.mission) AS missions,
    sum(o.officers IS NULL) AS unread,
    sum(o.qualifier IS 'at_least') AS at_least,
    sum(coalesce(o.qualifier, '') IN ('about', 'fte')) AS approximate,
    sum(o.findings > 0 AND o.decided IS NULL OR o.decided IS 'conflict') AS unsure,
    CASE min(CASE o.origin WHEN 'invented' THEN 1 WHEN 'transcript' THEN 2 ELSE 3 END)
        WHEN 1 THEN 'invented' WHEN 2 THEN 'transcript' ELSE 'official' END AS origin
FROM officers AS o
JOIN placed AS p ON p.deployment = o.deployment
JOIN region AS r ON r.region = p.region
GROUP BY o.period, r.region;

-- Officers an organisation in a period; NULL for missions of which it is not known who runs them.
CREATE VIEW officers_by_organisation AS
SELECT
    o.period,
    max(o.reference_date) AS reference_date,
    o.organisation,
    n.name_nl AS organisation_name,
    sum(o.officers) AS officers,
    sum(coalesce(o.officers_max, o.officers)) AS officers_max,
    count(DISTINCT o.mission) AS missions,
    sum(o.officers IS NULL) AS unread,
    sum(o.qualifier IS 'at_least') AS at_least,
    sum(coalesce(o.qualifier, '') IN ('about', 'fte')) AS approximate,
    sum(o.findings > 0 AND o.decided IS NULL OR o.decided IS 'conflict') AS unsure,
    CASE min(CASE o.origin WHEN 'invented' THEN 1 WHEN 'transcript' THEN 2 ELSE 3 END)
        WHEN 1 THEN 'invented' WHEN 2 THEN 'transcript' ELSE 'official' END AS origin
FROM officers AS o
LEFT JOIN organisation AS n ON n.organisation = o.organisation
GROUP BY o.period, o.organisation;

-- All officers of a period, each deployment once, beside the total that the report itself states.
CREATE VIEW officers_by_period AS
SELECT
    o.period,
    max(o.reference_date) AS reference_date,
    sum(o.officers) AS officers,
    sum(coalesce(o.officers_max, o.officers)) AS officers_max,
    count(DISTINCT o.mission) AS missions,
    count(*) AS deployments,
    sum(o.officers IS NULL) AS unread,
    sum(o.qualifier IS 'at_least') AS at_least,
    sum(coalesce(o.qualifier, '') IN ('about', 'fte')) AS approximate,
    sum(o.findings > 0 AND o.decided IS NULL OR o.decided IS 'conflict') AS unsure,
    CASE min(CASE o.origin WHEN 'invented' THEN 1 WHEN 'transcript' THEN 2 ELSE 3 END)
        WHEN 1 THEN 'invented' WHEN 2 THEN 'transcript' ELSE 'official' END AS origin,
    (SELECT sum(r.stated_total) FROM current_report AS r WHERE r.period = o.period)
        AS stated_total
FROM officers AS o
GROUP BY o.period;

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
    numbered AS (
        SELECT period, row_number() OVER (ORDER BY period) AS place
        FROM (SELECT DISTINCT period FROM officers)
    ),
    listed AS (
        SELECT o.*, n.place FROM officers_by_mission AS o JOIN numbered AS n USING (period)
    )
SELECT
    l.mission,
    l.mission_name,
    l.organisation,
    min(l.period) AS first_period,
    max(l.period) AS last_period,
    count(*) AS periods,
    max(l.place) - min(l.place) + 1 - count(*) AS gaps,
    min(l.officers) AS least_officers,
    max(l.officers_max) AS most_officers,
    m.first_year,
    m.last_year
FROM listed AS l
JOIN mission AS m ON m.mission = l.mission
GROUP BY l.mission;

-- Any two periods against each other, mission by mission. `missing` counts the half-years between
-- the two that the database has no figures for. `change` is new, ended, more, fewer, same, not
-- listed or unread; a mission is `ended` only where its last year, a stated none or a statement
-- says so. `continues_as` and `continued_from` name missions by whose years it goes on or went
-- before, where the other period lists them. Give both periods in WHERE.
CREATE VIEW comparison AS
WITH
    by_mission AS MATERIALIZED (SELECT * FROM officers_by_mission),
    listed AS MATERIALIZED (
        SELECT period, row_number() OVER (ORDER BY period) AS place,
            2 * CAST(substr(period, 1, 4) AS INTEGER) + CAST(substr(period, 6) AS INTEGER) AS half
        FROM (SELECT DISTINCT period FROM by_mission)
    ),
    succession AS MATERIALIZED (SELECT predecessor, successor FROM mission_succession)
SELECT
    b.period,
    a.period AS previous_period,
    b.half - a.half - (b.place - a.place) AS missing,
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
            m.last_year <= CAST(substr(b.period, 1, 4) AS INTEGER)
            OR EXISTS (SELECT 1 FROM statement AS s JOIN current_report AS r USING (report)
                       WHERE r.period = b.period AND s.mission = m.mission AND s.status = 'ended')
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
        WHERE s.predecessor = m.mission AND o.period = b.period
    ) END AS continues_as,
    CASE WHEN before.mission IS NULL THEN (
        SELECT group_concat(s.predecessor, '+')
        FROM succession AS s JOIN by_mission AS o ON o.mission = s.predecessor
        WHERE s.successor = m.mission AND o.period = a.period
    ) END AS continued_from
FROM listed AS a
JOIN listed AS b ON a.period < b.period
JOIN mission AS m
LEFT JOIN by_mission AS now ON now.period = b.period AND now.mission = m.mission
LEFT JOIN by_mission AS before ON before.period = a.period AND before.mission = m.mission
WHERE now.mission IS NOT NULL OR before.mission IS NOT NULL;

-- Each period against the one before it in the database.
CREATE VIEW changes AS
SELECT c.*
FROM (SELECT period, lag(period) OVER (ORDER BY period) AS previous_period
      FROM (SELECT DISTINCT period FROM officers)) AS p
-- (CROSS, so that the few pairs come first)
CROSS JOIN comparison AS c ON c.period = p.period AND c.previous_period = p.previous_period;
