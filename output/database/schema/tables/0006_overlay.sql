-- Rows that people add, headings that they explain, decisions that need a second person; reports
-- that no worker survives.

-- A CHECK cannot be changed, so the table is made anew; its rows and their hashes stay as they are.
CREATE TABLE decision_new (
    number INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    action TEXT NOT NULL CHECK
        (action IN ('approve', 'correct', 'reject', 'undo', 'add', 'confirm')),
    field TEXT CHECK (field IN ('officers', 'mission', 'countries', 'heading', 'row')),
    value TEXT,
    count_as_written TEXT,
    reviewer TEXT NOT NULL CHECK (length(trim(reviewer)) > 0),
    reason TEXT,
    decided_at TEXT NOT NULL,
    -- how many people it takes: with 2 it holds from the moment that another one confirms it
    eyes INTEGER NOT NULL DEFAULT 1 CHECK (eyes IN (1, 2)),
    previous TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
    CHECK ((action IN ('correct', 'add')) = (field IS NOT NULL)),
    CHECK ((action = 'add') = (field IS 'row')),
    CHECK ((field IS NOT 'countries' AND field IS NOT 'row') OR json_valid(value))
) STRICT;
INSERT INTO decision_new
    (number, subject, action, field, value, count_as_written, reviewer, reason, decided_at,
     previous, hash)
SELECT number, subject, action, field, value, count_as_written, reviewer, reason, decided_at,
    previous, hash
FROM decision;
-- Triggers speak of the table meanwhile, which need not trouble the renaming.
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

-- The number of the decision that added the row; NULL for rows that were read.
ALTER TABLE deployment ADD COLUMN added INTEGER;
CREATE INDEX deployment_by_subject ON deployment (subject);

-- Reports that ended or hung the worker that read them: not tried again by the same reader.
CREATE TABLE set_aside (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    file TEXT NOT NULL,
    message TEXT NOT NULL,
    reader TEXT NOT NULL,
    set_aside_at TEXT NOT NULL
) STRICT;
