-- Schema 7 as it was, its views behind its tables.
DROP VIEW changes;
DROP VIEW comparison;
DROP VIEW current_report;
DROP VIEW decision_in_force;
DROP VIEW deployment_place;
DROP VIEW mission_succession;
DROP VIEW mission_timeline;
DROP VIEW officers;
DROP VIEW officers_by_country;
DROP VIEW officers_by_mission;
DROP VIEW officers_by_organisation;
DROP VIEW officers_by_period;
DROP VIEW officers_by_region;
DROP VIEW standing_decision;
DROP VIEW to_review;
DROP VIEW waiting_decision;
-- Series of reports of any country and length; kinds of statements, and what extractors of other
-- people find, as rows; reports of unknown origin; references that name their column, so that any
-- tool can follow them; counts within bounds.

-- Neither a CHECK nor a reference can be changed, so tables are made anew; rows stay as they are.

-- `parts` is in how many parts a year is told: 1, 2 (half-years), 4 or 12.
CREATE TABLE series (
    series TEXT PRIMARY KEY,
    name_nl TEXT NOT NULL,
    name_en TEXT NOT NULL,
    language TEXT NOT NULL,
    country TEXT NOT NULL REFERENCES country (country),
    parts INTEGER NOT NULL CHECK (parts IN (1, 2, 4, 12))
) STRICT;
INSERT INTO series (series, name_nl, name_en, language, country, parts)
VALUES ('halfjaarbericht-politie', 'Halfjaarbericht politie', 'Half-year report on the police',
    'nl', 'NL', 2);

CREATE TABLE statement_kind (
    kind TEXT PRIMARY KEY,
    name_nl TEXT NOT NULL,
    name_en TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;
-- Those that there are; the data files may tell more, and tell how they are called.
INSERT INTO statement_kind (kind, name_nl, name_en, position)
SELECT DISTINCT kind, kind, kind, 0 FROM statement;

-- Part 1 of 2 is the first half of a year, part 1 of 1 the whole of it.
CREATE TABLE period_new (
    period TEXT PRIMARY KEY,
    year INTEGER NOT NULL,
    part INTEGER NOT NULL CHECK (part BETWEEN 1 AND parts),
    parts INTEGER NOT NULL CHECK (parts > 0),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL CHECK (last_day >= first_day)
) STRICT;
INSERT INTO period_new (period, year, part, parts, first_day, last_day)
SELECT period, year, half, 2, first_day, last_day FROM period;
DROP TABLE period;
ALTER TABLE period_new RENAME TO period;

-- An origin that nobody told was stored as official: it is not known. `decision_key` is what the
-- subjects of decisions about a report begin with: its period, or itself without one; of other
-- series than the first with the key of the series before it, so that no decision falls on two.
CREATE TABLE report_new (
    report TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    file TEXT NOT NULL,
    period TEXT REFERENCES period (period),
    annex TEXT,
    title TEXT,
    document_date TEXT,
    reference_date TEXT,
    reference TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('official', 'unknown', 'transcript', 'invented')),
    pages INTEGER NOT NULL CHECK (pages > 0),
    text TEXT NOT NULL CHECK (text IN ('embedded', 'ocr', 'mixed')),
    stated_total INTEGER,
    deployments INTEGER NOT NULL CHECK (deployments >= 0),
    text_hash TEXT NOT NULL,
    weight INTEGER NOT NULL GENERATED ALWAYS AS
        (CASE origin WHEN 'official' THEN 4 WHEN 'unknown' THEN 3 WHEN 'transcript' THEN 2 ELSE 1 END)
        VIRTUAL,
    decision_key TEXT NOT NULL,
    series TEXT REFERENCES series (series)
) STRICT;
INSERT INTO report_new (report, sha256, file, period, annex, title, document_date, reference_date,
    reference, origin, pages, text, stated_total, deployments, text_hash, decision_key,
    series)
SELECT report, sha256, file, period, annex, title, document_date, reference_date, reference,
    CASE
        WHEN origin = 'official' AND EXISTS (SELECT 1 FROM run WHERE run.report = report.report
            AND instr(run.reader, 'origin=read')) THEN 'unknown'
        ELSE origin
    END,
    pages, text, stated_total, deployments, text_hash, coalesce(period, report),
    'halfjaarbericht-politie'
FROM report;
DROP TABLE report;
ALTER TABLE report_new RENAME TO report;
CREATE INDEX report_by_period ON report (period, series);
CREATE INDEX report_by_decision_key ON report (decision_key);

CREATE TABLE page_new (
    page_id INTEGER PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report (report) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number > 0),
    width REAL,
    height REAL,
    text TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('embedded', 'ocr', 'none')),
    UNIQUE (report, number)
) STRICT;
INSERT INTO page_new (page_id, report, number, width, height, text, source)
SELECT page_id, report, number, width, height, text, source FROM page;
DROP TABLE page;
ALTER TABLE page_new RENAME TO page;
CREATE TRIGGER page_search_insert AFTER INSERT ON page BEGIN
    INSERT INTO page_search (rowid, text) VALUES (new.page_id, new.text);
END;
CREATE TRIGGER page_search_delete AFTER DELETE ON page BEGIN
    INSERT INTO page_search (page_search, rowid, text) VALUES ('delete', old.page_id, old.text);
END;

CREATE TABLE country_new (
    country TEXT PRIMARY KEY CHECK (length(country) = 2),
    name_nl TEXT NOT NULL,
    name_en TEXT NOT NULL,
    region TEXT REFERENCES region (region)
) STRICT;
INSERT INTO country_new (country, name_nl, name_en, region)
SELECT country, name_nl, name_en, region FROM country;
DROP TABLE country;
ALTER TABLE country_new RENAME TO country;

CREATE TABLE country_alias_new (
    country TEXT NOT NULL REFERENCES country (country) ON DELETE CASCADE,
    alias TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (alias, country)
) STRICT;
INSERT INTO country_alias_new (country, alias, source)
SELECT country, alias, source FROM country_alias;
DROP TABLE country_alias;
ALTER TABLE country_alias_new RENAME TO country_alias;

CREATE TABLE mission_new (
    mission TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    full_name_nl TEXT,
    full_name_en TEXT,
    organisation TEXT REFERENCES organisation (organisation),
    first_year INTEGER,
    last_year INTEGER,
    known INTEGER NOT NULL CHECK (known IN (0, 1)),
    source TEXT
) STRICT;
INSERT INTO mission_new (mission, name, full_name_nl, full_name_en, organisation, first_year,
    last_year, known, source)
SELECT mission, name, full_name_nl, full_name_en, organisation, first_year, last_year, known, source
FROM mission;
DROP TABLE mission;
ALTER TABLE mission_new RENAME TO mission;

CREATE TABLE mission_alias_new (
    mission TEXT NOT NULL REFERENCES mission (mission) ON DELETE CASCADE,
    alias TEXT NOT NULL,
    PRIMARY KEY (alias, mission)
) STRICT;
INSERT INTO mission_alias_new (mission, alias) SELECT mission, alias FROM mission_alias;
DROP TABLE mission_alias;
ALTER TABLE mission_alias_new RENAME TO mission_alias;

CREATE TABLE mission_country_new (
    mission TEXT NOT NULL REFERENCES mission (mission) ON DELETE CASCADE,
    country TEXT NOT NULL REFERENCES country (country),
    PRIMARY KEY (mission, country)
) STRICT;
INSERT INTO mission_country_new (mission, country) SELECT mission, country FROM mission_country;
DROP TABLE mission_country;
ALTER TABLE mission_country_new RENAME TO mission_country;

CREATE TABLE evidence_new (
    evidence TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report (report) ON DELETE CASCADE,
    page INTEGER NOT NULL,
    x0 REAL NOT NULL,
    top REAL NOT NULL,
    x1 REAL NOT NULL CHECK (x1 >= x0),
    bottom REAL NOT NULL CHECK (bottom >= top),
    text TEXT NOT NULL,
    FOREIGN KEY (report, page) REFERENCES page (report, number)
) STRICT;
INSERT INTO evidence_new (evidence, report, page, x0, top, x1, bottom, text)
SELECT evidence, report, page, x0, top, x1, bottom, text FROM evidence;
DROP TABLE evidence;
ALTER TABLE evidence_new RENAME TO evidence;
CREATE INDEX evidence_by_report ON evidence (report, page);

CREATE TABLE extracted_table_new (
    extracted_table TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report (report) ON DELETE CASCADE,
    caption TEXT NOT NULL,
    reference_date TEXT,
    stated_total INTEGER,
    counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
    evidence TEXT NOT NULL REFERENCES evidence (evidence)
) STRICT;
INSERT INTO extracted_table_new (extracted_table, report, caption, reference_date, stated_total,
    counted, evidence)
SELECT extracted_table, report, caption, reference_date, stated_total, counted, evidence
FROM extracted_table;
DROP TABLE extracted_table;
ALTER TABLE extracted_table_new RENAME TO extracted_table;
CREATE INDEX extracted_table_by_report ON extracted_table (report);

CREATE TABLE table_cell_new (
    table_cell TEXT PRIMARY KEY,
    extracted_table TEXT NOT NULL REFERENCES extracted_table (extracted_table) ON DELETE CASCADE,
    row INTEGER NOT NULL,
    "column" INTEGER NOT NULL,
    role TEXT NOT NULL,
    text TEXT NOT NULL,
    evidence TEXT NOT NULL REFERENCES evidence (evidence)
) STRICT;
INSERT INTO table_cell_new (table_cell, extracted_table, row, "column", role, text, evidence)
SELECT table_cell, extracted_table, row, "column", role, text, evidence FROM table_cell;
DROP TABLE table_cell;
ALTER TABLE table_cell_new RENAME TO table_cell;
CREATE INDEX table_cell_by_table ON table_cell (extracted_table, row, "column");

-- A count that no report can mean is none that was read (it was added by a person's slip).
-- `counted` is 0 where a row counts nowhere, as it is unsure whose officers it tells of; then
-- `nationality` is NULL.
CREATE TABLE deployment_new (
    deployment TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report (report) ON DELETE CASCADE,
    extracted_table TEXT NOT NULL REFERENCES extracted_table (extracted_table) ON DELETE CASCADE,
    row INTEGER NOT NULL,
    subject TEXT NOT NULL,
    mission TEXT NOT NULL REFERENCES mission (mission),
    mission_as_written TEXT NOT NULL,
    organisation TEXT REFERENCES organisation (organisation),
    country_as_written TEXT NOT NULL,
    officers INTEGER CHECK (officers BETWEEN 0 AND 100000),
    officers_max INTEGER CHECK (officers_max >= officers AND officers_max <= 100000),
    qualifier TEXT,
    count_as_written TEXT NOT NULL,
    nationality TEXT REFERENCES country (country),
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    note TEXT,
    readings TEXT NOT NULL CHECK (json_valid(readings)),
    evidence TEXT NOT NULL REFERENCES evidence (evidence),
    count_evidence TEXT NOT NULL REFERENCES evidence (evidence),
    -- the number of the decision that added the row; NULL for rows that were read
    added INTEGER,
    counted INTEGER NOT NULL DEFAULT 1 CHECK (counted IN (0, 1))
) STRICT;
INSERT INTO deployment_new (deployment, report, extracted_table, row, subject, mission,
    mission_as_written, organisation, country_as_written, officers, officers_max, qualifier,
    count_as_written, nationality, confidence, note, readings, evidence, count_evidence, added)
SELECT deployment, report, extracted_table, row, subject, mission, mission_as_written, organisation,
    country_as_written,
    CASE WHEN officers BETWEEN 0 AND 100000 THEN officers END,
    CASE WHEN officers BETWEEN 0 AND 100000 AND officers_max <= 100000 THEN officers_max END,
    qualifier, count_as_written, nationality, confidence, note, readings, evidence, count_evidence,
    added
FROM deployment;
DROP TABLE deployment;
ALTER TABLE deployment_new RENAME TO deployment;
CREATE INDEX deployment_by_report ON deployment (report);
CREATE INDEX deployment_by_mission ON deployment (mission);
CREATE INDEX deployment_by_subject ON deployment (subject);

CREATE TABLE deployment_country_new (
    deployment TEXT NOT NULL REFERENCES deployment (deployment) ON DELETE CASCADE,
    country TEXT NOT NULL REFERENCES country (country),
    position INTEGER NOT NULL,
    PRIMARY KEY (deployment, country)
) STRICT;
INSERT INTO deployment_country_new (deployment, country, position)
SELECT deployment, country, position FROM deployment_country;
DROP TABLE deployment_country;
ALTER TABLE deployment_country_new RENAME TO deployment_country;
CREATE INDEX deployment_country_by_country ON deployment_country (country);

CREATE TABLE statement_new (
    statement_id INTEGER PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report (report) ON DELETE CASCADE,
    kind TEXT NOT NULL REFERENCES statement_kind (kind),
    mission TEXT REFERENCES mission (mission),
    officers INTEGER CHECK (officers BETWEEN 0 AND 100000),
    nationality TEXT REFERENCES country (country),
    status TEXT NOT NULL CHECK (status IN ('current', 'ended', 'planned', 'past', 'negated')),
    sentence TEXT NOT NULL,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    evidence TEXT NOT NULL REFERENCES evidence (evidence),
    officers_max INTEGER CHECK (officers_max BETWEEN 0 AND 100000),
    qualifier TEXT
) STRICT;
INSERT INTO statement_new (statement_id, report, kind, mission, officers, nationality, status,
    sentence, confidence, evidence, officers_max, qualifier)
SELECT statement_id, report, kind, mission,
    CASE WHEN officers BETWEEN 0 AND 100000 THEN officers END,
    nationality, status, sentence, confidence, evidence,
    CASE WHEN officers_max BETWEEN 0 AND 100000 THEN officers_max END,
    qualifier
FROM statement;
DROP TABLE statement;
ALTER TABLE statement_new RENAME TO statement;
CREATE INDEX statement_by_report ON statement (report);
CREATE INDEX statement_by_mission ON statement (mission, status);
CREATE TRIGGER statement_search_insert AFTER INSERT ON statement BEGIN
    INSERT INTO statement_search (rowid, sentence) VALUES (new.statement_id, new.sentence);
END;
CREATE TRIGGER statement_search_delete AFTER DELETE ON statement BEGIN
    INSERT INTO statement_search (statement_search, rowid, sentence)
    VALUES ('delete', old.statement_id, old.sentence);
END;

CREATE TABLE statement_country_new (
    statement_id INTEGER NOT NULL REFERENCES statement (statement_id) ON DELETE CASCADE,
    country TEXT NOT NULL REFERENCES country (country),
    position INTEGER NOT NULL,
    PRIMARY KEY (statement_id, country)
) STRICT;
INSERT INTO statement_country_new (statement_id, country, position)
SELECT statement_id, country, position FROM statement_country;
DROP TABLE statement_country;
ALTER TABLE statement_country_new RENAME TO statement_country;

CREATE TABLE statement_detail_new (
    statement_id INTEGER NOT NULL REFERENCES statement (statement_id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (statement_id, role)
) STRICT;
INSERT INTO statement_detail_new (statement_id, role, value)
SELECT statement_id, role, value FROM statement_detail;
DROP TABLE statement_detail;
ALTER TABLE statement_detail_new RENAME TO statement_detail;

CREATE TABLE finding_new (
    finding TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report (report) ON DELETE CASCADE,
    deployment TEXT REFERENCES deployment (deployment) ON DELETE CASCADE,
    code TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    message TEXT NOT NULL,
    about TEXT NOT NULL CHECK (json_valid(about)),
    evidence TEXT REFERENCES evidence (evidence),
    -- 1 where other reports take part in it, so that it is found anew when one comes or goes
    across INTEGER NOT NULL CHECK (across IN (0, 1)),
    -- which message of its code it is and what fills that, so that it can be said in Dutch too
    message_values TEXT CHECK (message_values IS NULL OR json_valid(message_values))
) STRICT;
INSERT INTO finding_new (finding, report, deployment, code, severity, message, about, evidence,
    across)
SELECT finding, report, deployment, code, severity, message, about, evidence, across FROM finding;
DROP TABLE finding;
ALTER TABLE finding_new RENAME TO finding;
CREATE INDEX finding_by_report ON finding (report);
CREATE INDEX finding_by_deployment ON finding (deployment);

CREATE TABLE run_new (
    report TEXT PRIMARY KEY REFERENCES report (report) ON DELETE CASCADE,
    reader TEXT NOT NULL,
    ingested_at TEXT NOT NULL
) STRICT;
INSERT INTO run_new (report, reader, ingested_at) SELECT report, reader, ingested_at FROM run;
DROP TABLE run;
ALTER TABLE run_new RENAME TO run;

-- What extractors besides those of deployments and statements find, such as a budget: `kind` is
-- theirs, `label` what it is about and `as_written` what it says, in the words of the page;
-- `value` with its `unit` where it is a number. `details` are a JSON object.
CREATE TABLE item (
    item TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report (report) ON DELETE CASCADE,
    extractor TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    mission TEXT REFERENCES mission (mission),
    label TEXT NOT NULL,
    value REAL,
    unit TEXT,
    as_written TEXT NOT NULL,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    evidence TEXT NOT NULL REFERENCES evidence (evidence),
    details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details))
) STRICT;
CREATE INDEX item_by_report ON item (report, kind);
CREATE INDEX item_by_mission ON item (mission);

-- Digests of the views and the reference data that the database has, so that opening it writes
-- them only where the program has others.
CREATE TABLE _digest (
    name TEXT PRIMARY KEY,
    digest TEXT NOT NULL
) STRICT;

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
-- of its length between the two that the database has no figures for. `change` is new, ended,
-- more, fewer, same, not listed or unread; a mission is `ended` only where its last year, a stated
-- none or a statement says so. `continues_as` and `continued_from` name missions by whose years it
-- goes on or went before, where the other period lists them. Give both periods in WHERE.
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
    +b.series AS series
FROM listed AS a
JOIN listed AS b ON b.series = a.series AND a.place < b.place
JOIN mission AS m
LEFT JOIN by_mission AS now
    ON now.period = b.period AND now.mission = m.mission AND now.series = b.series
LEFT JOIN by_mission AS before
    ON before.period = a.period AND before.mission = m.mission AND before.series = a.series
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
    WHERE EXISTS (SELECT 1 FROM officers AS o WHERE o.report = r.report)
) AS l
JOIN period AS p ON p.period = l.period
JOIN series AS s ON s.series = l.series;

-- The rows of `officers` with their marks as numbers, so that every sum marks alike what it is made
-- of: in the sums `officers` is the least and `officers_max` the most that the report can mean;
-- `unread` counts rows whose number could not be read and `at_least` rows that state a least
-- number, so that the sum may be too low; `approximate` counts rows told as "ca." or in fte;
-- `unsure` counts rows with open findings that nobody has decided on. Of several origins the least
-- sorts first, and shows.
CREATE VIEW marked_officers AS
SELECT
    o.*,
    coalesce(o.officers_max, o.officers) AS most,
    o.officers IS NULL AS unread,
    o.qualifier IS 'at_least' AS at_least,
    coalesce(o.qualifier, '') IN ('about', 'fte') AS approximate,
    o.findings > 0 AND o.decided IS NULL OR o.decided IS 'conflict' AS unsure,
    CASE o.origin WHEN 'invented' THEN 1 WHEN 'transcript' THEN 2 WHEN 'unknown' THEN 3 ELSE 4 END
        || o.origin AS origin_order
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
     WHERE f.deployment = d.deployment AND f.severity <> 'info') AS findings,
    r.origin,
    r.report,
    r.file,
    e.page,
    e.x0, e.top, e.x1, e.bottom,
    d.mission_as_written,
    d.country_as_written,
    d.count_as_written,
    d.deployment,
    r.series
FROM deployment AS d
JOIN current_report AS r ON r.report = d.report
LEFT JOIN standing_decision AS s ON s.subject = d.subject
-- A mission that is no longer there must not take the row with it.
JOIN mission AS m ON m.mission = coalesce(
    (SELECT mission FROM mission WHERE mission = s.corrected_mission), d.mission)
JOIN extracted_table AS t ON t.extracted_table = d.extracted_table
JOIN evidence AS e ON e.evidence = d.count_evidence
-- A row of which a person says that it is right counts, whoever was named over its table.
WHERE (d.counted OR s.action IN ('approve', 'correct'))
  AND s.action IS NOT 'reject';

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
    o.series
FROM marked_officers AS o
JOIN deployment_place AS dc ON dc.deployment = o.deployment
JOIN country AS c ON c.country = dc.country
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
    o.series
FROM marked_officers AS o
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
    o.series
FROM marked_officers AS o
LEFT JOIN organisation AS n ON n.organisation = o.organisation
GROUP BY o.series, o.period, o.organisation;

-- All officers of a period, each deployment once, beside the total that the report itself states.
CREATE VIEW officers_by_period AS
SELECT
    o.period,
    max(o.reference_date) AS reference_date,
    sum(o.officers) AS officers,
    sum(o.most) AS officers_max,
    count(DISTINCT o.mission) AS missions,
    count(*) AS deployments,
    sum(o.unread) AS unread,
    sum(o.at_least) AS at_least,
    sum(o.approximate) AS approximate,
    sum(o.unsure) AS unsure,
    substr(min(o.origin_order), 2) AS origin,
    (SELECT sum(r.stated_total) FROM current_report AS r
     WHERE r.period = o.period AND r.series = o.series) AS stated_total,
    o.series
FROM marked_officers AS o
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
    o.series
FROM marked_officers AS o
JOIN placed AS p ON p.deployment = o.deployment
JOIN region AS r ON r.region = p.region
GROUP BY o.series, o.period, r.region;

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
    count_said IS NOT NULL AND NOT usable AS unusable
FROM (
    SELECT *,
        length(count_said) BETWEEN 1 AND 6 AND count_said NOT GLOB '*[^0-9]*'
            AND CAST(count_said AS INTEGER) <= 100000 AS usable
    FROM corrected
);

-- What a person should look at, worst first: findings that no decision has settled. A stated total
-- that the rows did not make is settled where they make it after decisions.
CREATE VIEW to_review AS
SELECT period, severity, code, message, mission_as_written, count_as_written, page, x0, top, x1,
    bottom, file, report, deployment, finding, series
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
    p.first_day
FROM finding AS f
JOIN report AS r ON r.report = f.report
LEFT JOIN period AS p ON p.period = r.period
LEFT JOIN evidence AS e ON e.evidence = f.evidence
LEFT JOIN deployment AS d ON d.deployment = f.deployment
LEFT JOIN standing_decision AS s
    ON s.subject = d.subject AND s.count_as_written IS d.count_as_written AND NOT s.unusable
WHERE f.severity <> 'info'
  AND (s.number IS NULL OR f.code = 'decision-unconfirmed')
  AND (f.code = 'revised-report' OR f.report IN (SELECT report FROM current_report)
       OR r.period IS NULL OR r.series IS NULL)
  AND NOT (
      f.code = 'total-mismatch' AND f.deployment IS NULL
      AND EXISTS (SELECT 1 FROM decision WHERE subject LIKE r.decision_key || '/%')
      AND coalesce(r.stated_total BETWEEN
          (SELECT sum(officers) FROM officers WHERE report = r.report)
          AND (SELECT sum(coalesce(officers_max, officers)) FROM officers
               WHERE report = r.report), 0))
UNION ALL
SELECT NULL, 'error', 'set-aside', message, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    file, NULL, NULL, 'set-aside-' || sha256, NULL, NULL
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
