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
