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
