-- Decisions may correct the mission and the countries of a row too, not only its count.

-- A CHECK cannot be changed, so the table is made anew; its rows and their hashes stay as they are.
CREATE TABLE decision_new (
    number INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('approve', 'correct', 'reject', 'undo')),
    field TEXT CHECK (field IN ('officers', 'mission', 'countries')),
    value TEXT,
    count_as_written TEXT,
    reviewer TEXT NOT NULL CHECK (length(trim(reviewer)) > 0),
    reason TEXT,
    decided_at TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
    CHECK ((action = 'correct') = (field IS NOT NULL)),
    CHECK (field IS NOT 'countries' OR json_valid(value))
) STRICT;
INSERT INTO decision_new SELECT * FROM decision;
-- Views speak of the table meanwhile, which need not trouble the renaming.
PRAGMA legacy_alter_table = ON;
DROP TABLE decision;
ALTER TABLE decision_new RENAME TO decision;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX decision_by_subject ON decision (subject, number);
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN
    SELECT RAISE(ABORT, 'decisions are only added to: add one that undoes this one');
END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN
    SELECT RAISE(ABORT, 'decisions are only added to: add one that undoes this one');
END;

DROP VIEW officers_by_country;
DROP VIEW officers_by_region;
DROP VIEW officers;
DROP VIEW standing_decision;

-- The decision in force for each subject: the last one, unless it undoes, with what was corrected
-- since the last approval, rejection or undoing, field by field. `corrected_countries` is JSON.
CREATE VIEW standing_decision AS
WITH since AS (
    SELECT subject, max(number) AS last,
        coalesce(max(CASE WHEN action <> 'correct' THEN number END), 0) AS base
    FROM decision
    GROUP BY subject
)
SELECT
    d.*,
    (SELECT CAST(c.value AS INTEGER) FROM decision AS c
     WHERE c.subject = d.subject AND c.field = 'officers' AND c.number > s.base
     ORDER BY c.number DESC LIMIT 1) AS corrected_officers,
    (SELECT c.value FROM decision AS c
     WHERE c.subject = d.subject AND c.field = 'mission' AND c.number > s.base
     ORDER BY c.number DESC LIMIT 1) AS corrected_mission,
    (SELECT c.value FROM decision AS c
     WHERE c.subject = d.subject AND c.field = 'countries' AND c.number > s.base
     ORDER BY c.number DESC LIMIT 1) AS corrected_countries
FROM decision AS d
JOIN since AS s ON s.last = d.number
WHERE d.action <> 'undo';

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

-- One row a deployment, after decisions, with its place on the page. `country` joins the codes of
-- a deployment in several countries with +, so that summing `officers` never counts one twice.
CREATE VIEW officers AS
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
        WHEN s.count_as_written IS NOT d.count_as_written THEN 'conflict'
        WHEN m.mission <> s.corrected_mission THEN 'conflict'
        WHEN s.action = 'correct' THEN 'corrected'
        ELSE 'approved'
    END AS decided,
    (SELECT count(*) FROM finding AS f
     WHERE f.deployment = d.deployment AND f.severity <> 'info') AS findings,
    r.origin,
    r.report,
    r.file,
    e.page,
    e.x0, e.top, e.x1, e.bottom,
    d.mission_as_written,
    d.country_as_written,
    d.count_as_written,
    d.deployment
FROM deployment AS d
JOIN current_report AS r ON r.report = d.report
LEFT JOIN standing_decision AS s ON s.subject = d.subject
-- A mission that is no longer there must not take the row with it.
JOIN mission AS m ON m.mission = coalesce(
    (SELECT mission FROM mission WHERE mission = s.corrected_mission), d.mission)
JOIN extracted_table AS t ON t.extracted_table = d.extracted_table
JOIN evidence AS e ON e.evidence = d.count_evidence
WHERE s.action IS NOT 'reject';

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
JOIN deployment_place AS dc ON dc.deployment = o.deployment
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
