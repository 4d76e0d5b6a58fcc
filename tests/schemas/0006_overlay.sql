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

-- The number of the decision that added the row; NULL for rows that were read.
ALTER TABLE deployment ADD COLUMN added INTEGER;
CREATE INDEX deployment_by_subject ON deployment (subject);

DROP VIEW to_review;
DROP VIEW officers;
DROP VIEW standing_decision;

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

-- The decision in force for each subject: the last one, unless it undoes, with what was corrected
-- since the last one that was no correction, field by field. `corrected_countries` is JSON.
CREATE VIEW standing_decision AS
WITH since AS (
    SELECT subject, max(number) AS last,
        coalesce(max(CASE WHEN action <> 'correct' THEN number END), 0) AS base
    FROM decision_in_force
    GROUP BY subject
)
SELECT
    d.*,
    (SELECT CAST(c.value AS INTEGER) FROM decision_in_force AS c
     WHERE c.subject = d.subject AND c.field = 'officers' AND c.number > s.base
     ORDER BY c.number DESC LIMIT 1) AS corrected_officers,
    (SELECT c.value FROM decision_in_force AS c
     WHERE c.subject = d.subject AND c.field = 'mission' AND c.number > s.base
     ORDER BY c.number DESC LIMIT 1) AS corrected_mission,
    (SELECT c.value FROM decision_in_force AS c
     WHERE c.subject = d.subject AND c.field = 'countries' AND c.number > s.base
     ORDER BY c.number DESC LIMIT 1) AS corrected_countries
FROM decision AS d
JOIN since AS s ON s.last = d.number
WHERE d.action <> 'undo';

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

-- Reports that ended or hung the worker that read them: not tried again by the same reader.
CREATE TABLE set_aside (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    file TEXT NOT NULL,
    message TEXT NOT NULL,
    reader TEXT NOT NULL,
    set_aside_at TEXT NOT NULL
) STRICT;

-- What a person should look at, worst first: findings that no decision has settled. A stated total
-- that the rows did not make is settled where they make it after decisions.
CREATE VIEW to_review AS
SELECT * FROM (
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
    f.finding
FROM finding AS f
JOIN report AS r ON r.report = f.report
LEFT JOIN evidence AS e ON e.evidence = f.evidence
LEFT JOIN deployment AS d ON d.deployment = f.deployment
LEFT JOIN standing_decision AS s
    ON s.subject = d.subject AND s.count_as_written IS d.count_as_written
WHERE f.severity <> 'info'
  AND (s.number IS NULL OR f.code = 'decision-unconfirmed')
  AND (f.code = 'revised-report' OR f.report IN (SELECT report FROM current_report)
       OR r.period IS NULL)
  AND NOT (
      f.code = 'total-mismatch' AND f.deployment IS NULL
      AND EXISTS (SELECT 1 FROM decision WHERE subject LIKE r.period || '/%')
      AND coalesce(r.stated_total BETWEEN
          (SELECT sum(officers) FROM officers WHERE report = r.report)
          AND (SELECT sum(coalesce(officers_max, officers)) FROM officers
               WHERE report = r.report), 0))
UNION ALL
SELECT NULL, 'error', 'set-aside', message, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    file, NULL, NULL, 'set-aside-' || sha256
FROM set_aside
)
ORDER BY CASE severity WHEN 'error' THEN 0 ELSE 1 END, period, page, top;
