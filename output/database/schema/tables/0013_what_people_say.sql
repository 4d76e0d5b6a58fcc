-- What people say of a report, of its sentences, and how many of them a decision takes.

-- What was read, by column, where people say otherwise: their word stands in the column itself.
ALTER TABLE report ADD COLUMN as_read TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(as_read));

-- What the page says, by which decisions find a statement. That of statements which are there is
-- filled in behind this script.
ALTER TABLE statement ADD COLUMN subject TEXT NOT NULL DEFAULT '';
CREATE INDEX statement_by_subject ON statement (subject);

-- Rules by which decisions are taken in this database: the newest of each holds.
CREATE TABLE rule (
    number INTEGER PRIMARY KEY,
    rule TEXT NOT NULL CHECK (rule IN ('eyes')),
    value INTEGER NOT NULL CHECK (value IN (1, 2)),
    set_by TEXT NOT NULL CHECK (length(trim(set_by)) > 0),
    set_at TEXT NOT NULL
) STRICT;
CREATE TRIGGER rule_no_update BEFORE UPDATE ON rule BEGIN
    SELECT RAISE(ABORT, 'rules are only added to: add the one that holds from now on');
END;
CREATE TRIGGER rule_no_delete BEFORE DELETE ON rule BEGIN
    SELECT RAISE(ABORT, 'rules are only added to: add the one that holds from now on');
END;
-- With four eyes no decision holds alone, whoever writes it: only one that confirms another, or
-- takes back what does not hold yet, is of one person.
CREATE TRIGGER decision_four_eyes BEFORE INSERT ON decision
WHEN NEW.eyes = 1 AND NEW.action NOT IN ('confirm', 'undo')
    AND (SELECT value FROM rule WHERE rule = 'eyes' ORDER BY number DESC LIMIT 1) = 2
BEGIN
    SELECT RAISE(ABORT, 'a decision takes two people in this database');
END;
