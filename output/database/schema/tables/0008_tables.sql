-- Tables that count, that are to be agreed by a person, or that are others; decisions about tables,
-- with room for those about findings and reports.

-- `standing` is what the reading says; a person's word goes before it (view table_standing).
-- `reasons` are what speaks for and against, as codes with values. `subject` is what the page says,
-- by which decisions find the table; that of tables which are there is filled in behind this script.
-- `counted_before`: it counted as a version before read it and does not as this one does.
ALTER TABLE extracted_table ADD COLUMN standing TEXT NOT NULL DEFAULT 'counted'
    CHECK (standing IN ('counted', 'to-agree', 'other'));
ALTER TABLE extracted_table ADD COLUMN reasons TEXT NOT NULL DEFAULT '[]'
    CHECK (json_valid(reasons));
ALTER TABLE extracted_table ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE extracted_table ADD COLUMN counted_before INTEGER NOT NULL DEFAULT 0
    CHECK (counted_before IN (0, 1));
CREATE INDEX extracted_table_by_subject ON extracted_table (subject);
-- What did not count goes on not counting: tables of others, and those that an other stood in for.
UPDATE extracted_table SET standing = 'other' WHERE NOT counted;

-- The table that a finding is about, where it is about one.
ALTER TABLE finding ADD COLUMN extracted_table TEXT
    REFERENCES extracted_table (extracted_table) ON DELETE CASCADE;
CREATE INDEX finding_by_table ON finding (extracted_table);

-- A CHECK cannot be changed, so the table is made anew; its rows and their hashes stay as they are.
-- `kind` is what a subject is about, told by how its third part begins (subject_key.py).
CREATE TABLE decision_new (
    number INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    action TEXT NOT NULL CHECK
        (action IN ('approve', 'correct', 'reject', 'undo', 'add', 'confirm', 'agree')),
    field TEXT,
    value TEXT,
    count_as_written TEXT,
    reviewer TEXT NOT NULL CHECK (length(trim(reviewer)) > 0),
    reason TEXT,
    decided_at TEXT NOT NULL,
    -- how many people it takes: with 2 it holds from the moment that another one confirms it
    eyes INTEGER NOT NULL DEFAULT 1 CHECK (eyes IN (1, 2)),
    previous TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
    kind TEXT NOT NULL GENERATED ALWAYS AS (
        CASE substr(subject, instr(subject, '/') + 1
                + instr(substr(subject, instr(subject, '/') + 1), '/'), 1)
            WHEN '+' THEN 'added row'
            WHEN '#' THEN 'heading'
            WHEN '=' THEN 'item'
            WHEN '@' THEN 'table'
            WHEN '!' THEN 'finding'
            WHEN '*' THEN 'report'
            ELSE 'row'
        END) VIRTUAL,
    CHECK ((action IN ('correct', 'add')) = (field IS NOT NULL)),
    CHECK ((action = 'add') = (field IS 'row')),
    CHECK (field IN ('officers', 'mission', 'countries', 'heading', 'row')
        OR kind IN ('table', 'finding', 'report')),
    CHECK ((action IN ('approve', 'add') AND kind IN ('table', 'finding', 'report')) = 0),
    CHECK (action <> 'agree' OR kind IN ('table', 'finding', 'report')),
    CHECK ((field IS NOT 'countries' AND field IS NOT 'row') OR json_valid(value))
) STRICT;
INSERT INTO decision_new
    (number, subject, action, field, value, count_as_written, reviewer, reason, decided_at, eyes,
     previous, hash)
SELECT number, subject, action, field, value, count_as_written, reviewer, reason, decided_at, eyes,
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
