-- Tables. Ids come from content (output/database/report_rows.py), never from order. Lengths are PDF points,
-- origin top left of the page; counts are officers; dates are ISO 8601 days.

CREATE TABLE period (
    period TEXT PRIMARY KEY CHECK (period GLOB '[12][0-9][0-9][0-9]-[12]'),
    year INTEGER NOT NULL,
    half INTEGER NOT NULL CHECK (half IN (1, 2)),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL
) STRICT;

CREATE TABLE report (
    report TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    file TEXT NOT NULL,
    period TEXT REFERENCES period,
    annex TEXT,
    title TEXT,
    document_date TEXT,
    reference_date TEXT,
    reference TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('official', 'transcript', 'invented')),
    pages INTEGER NOT NULL CHECK (pages > 0),
    text TEXT NOT NULL CHECK (text IN ('embedded', 'ocr', 'mixed')),
    stated_total INTEGER,
    deployments INTEGER NOT NULL CHECK (deployments >= 0),
    text_hash TEXT NOT NULL,
    weight INTEGER NOT NULL GENERATED ALWAYS AS
        (CASE origin WHEN 'official' THEN 3 WHEN 'transcript' THEN 2 ELSE 1 END) VIRTUAL
) STRICT;
CREATE INDEX report_by_period ON report (period);

CREATE TABLE page (
    page_id INTEGER PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number > 0),
    width REAL,
    height REAL,
    text TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('embedded', 'ocr', 'none')),
    UNIQUE (report, number)
) STRICT;
CREATE VIRTUAL TABLE page_search USING fts5 (
    text, content = 'page', content_rowid = 'page_id', tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER page_search_insert AFTER INSERT ON page BEGIN
    INSERT INTO page_search (rowid, text) VALUES (new.page_id, new.text);
END;
CREATE TRIGGER page_search_delete AFTER DELETE ON page BEGIN
    INSERT INTO page_search (page_search, rowid, text) VALUES ('delete', old.page_id, old.text);
END;

CREATE TABLE organisation (
    organisation TEXT PRIMARY KEY,
    name_nl TEXT NOT NULL,
    name_en TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;

CREATE TABLE mission (
    mission TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    full_name_nl TEXT,
    full_name_en TEXT,
    organisation TEXT REFERENCES organisation,
    first_year INTEGER,
    last_year INTEGER,
    known INTEGER NOT NULL CHECK (known IN (0, 1)),
    source TEXT
) STRICT;

CREATE TABLE mission_alias (
    mission TEXT NOT NULL REFERENCES mission ON DELETE CASCADE,
    alias TEXT NOT NULL,
    PRIMARY KEY (alias, mission)
) STRICT;

CREATE TABLE country (
    country TEXT PRIMARY KEY CHECK (length(country) = 2),
    name_nl TEXT NOT NULL,
    name_en TEXT NOT NULL
) STRICT;

CREATE TABLE country_alias (
    country TEXT NOT NULL REFERENCES country ON DELETE CASCADE,
    alias TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (alias, country)
) STRICT;

CREATE TABLE mission_country (
    mission TEXT NOT NULL REFERENCES mission ON DELETE CASCADE,
    country TEXT NOT NULL REFERENCES country,
    PRIMARY KEY (mission, country)
) STRICT;

CREATE TABLE evidence (
    evidence TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    page INTEGER NOT NULL,
    x0 REAL NOT NULL,
    top REAL NOT NULL,
    x1 REAL NOT NULL CHECK (x1 >= x0),
    bottom REAL NOT NULL CHECK (bottom >= top),
    text TEXT NOT NULL,
    FOREIGN KEY (report, page) REFERENCES page (report, number)
) STRICT;
CREATE INDEX evidence_by_report ON evidence (report, page);

CREATE TABLE extracted_table (
    extracted_table TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    caption TEXT NOT NULL,
    reference_date TEXT,
    stated_total INTEGER,
    counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
    evidence TEXT NOT NULL REFERENCES evidence
) STRICT;
CREATE INDEX extracted_table_by_report ON extracted_table (report);

CREATE TABLE table_cell (
    table_cell TEXT PRIMARY KEY,
    extracted_table TEXT NOT NULL REFERENCES extracted_table ON DELETE CASCADE,
    row INTEGER NOT NULL,
    "column" INTEGER NOT NULL,
    role TEXT NOT NULL,
    text TEXT NOT NULL,
    evidence TEXT NOT NULL REFERENCES evidence
) STRICT;
CREATE INDEX table_cell_by_table ON table_cell (extracted_table, row, "column");

CREATE TABLE deployment (
    deployment TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    extracted_table TEXT NOT NULL REFERENCES extracted_table ON DELETE CASCADE,
    row INTEGER NOT NULL,
    subject TEXT NOT NULL,
    mission TEXT NOT NULL REFERENCES mission,
    mission_as_written TEXT NOT NULL,
    organisation TEXT REFERENCES organisation,
    country_as_written TEXT NOT NULL,
    officers INTEGER CHECK (officers >= 0),
    officers_max INTEGER CHECK (officers_max >= officers),
    qualifier TEXT,
    count_as_written TEXT NOT NULL,
    nationality TEXT NOT NULL REFERENCES country (country),
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    note TEXT,
    readings TEXT NOT NULL CHECK (json_valid(readings)),
    evidence TEXT NOT NULL REFERENCES evidence,
    count_evidence TEXT NOT NULL REFERENCES evidence
) STRICT;
CREATE INDEX deployment_by_report ON deployment (report);
CREATE INDEX deployment_by_mission ON deployment (mission);

CREATE TABLE deployment_country (
    deployment TEXT NOT NULL REFERENCES deployment ON DELETE CASCADE,
    country TEXT NOT NULL REFERENCES country,
    position INTEGER NOT NULL,
    PRIMARY KEY (deployment, country)
) STRICT;

CREATE TABLE statement (
    statement_id INTEGER PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK
        (kind IN ('deployment', 'liaison', 'visit', 'assistance', 'agreement', 'priority')),
    mission TEXT REFERENCES mission,
    officers INTEGER CHECK (officers >= 0),
    nationality TEXT REFERENCES country (country),
    status TEXT NOT NULL CHECK (status IN ('current', 'ended', 'planned', 'past', 'negated')),
    sentence TEXT NOT NULL,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    evidence TEXT NOT NULL REFERENCES evidence
) STRICT;
CREATE INDEX statement_by_report ON statement (report);
CREATE VIRTUAL TABLE statement_search USING fts5 (
    sentence, content = 'statement', content_rowid = 'statement_id',
    tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER statement_search_insert AFTER INSERT ON statement BEGIN
    INSERT INTO statement_search (rowid, sentence) VALUES (new.statement_id, new.sentence);
END;
CREATE TRIGGER statement_search_delete AFTER DELETE ON statement BEGIN
    INSERT INTO statement_search (statement_search, rowid, sentence)
    VALUES ('delete', old.statement_id, old.sentence);
END;

CREATE TABLE statement_country (
    statement_id INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
    country TEXT NOT NULL REFERENCES country,
    position INTEGER NOT NULL,
    PRIMARY KEY (statement_id, country)
) STRICT;

CREATE TABLE finding (
    finding TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
    deployment TEXT REFERENCES deployment ON DELETE CASCADE,
    code TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    message TEXT NOT NULL,
    about TEXT NOT NULL CHECK (json_valid(about)),
    evidence TEXT REFERENCES evidence,
    -- 1 where other reports take part in it, so that it is found anew when one comes or goes
    across INTEGER NOT NULL CHECK (across IN (0, 1))
) STRICT;
CREATE INDEX finding_by_report ON finding (report);
CREATE INDEX finding_by_deployment ON finding (deployment);

-- Append-only: history is added to, never changed. Keyed by `subject`, which is what the page says
-- (period, annex, mission and country as written), so that a decision outlives every re-reading.
CREATE TABLE decision (
    number INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('approve', 'correct', 'reject', 'undo')),
    field TEXT CHECK (field IN ('officers')),
    value TEXT,
    count_as_written TEXT,
    reviewer TEXT NOT NULL CHECK (length(trim(reviewer)) > 0),
    reason TEXT,
    decided_at TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
    CHECK ((action = 'correct') = (field IS NOT NULL))
) STRICT;
CREATE INDEX decision_by_subject ON decision (subject, number);
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN
    SELECT RAISE(ABORT, 'decisions are only added to: add one that undoes this one');
END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN
    SELECT RAISE(ABORT, 'decisions are only added to: add one that undoes this one');
END;

CREATE TABLE run (
    report TEXT PRIMARY KEY REFERENCES report ON DELETE CASCADE,
    reader TEXT NOT NULL,
    ingested_at TEXT NOT NULL
) STRICT;
