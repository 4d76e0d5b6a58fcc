-- What each finding is about, by which decisions find it: a person can settle any finding. That of
-- findings which are there is filled in behind this script.
ALTER TABLE finding ADD COLUMN subject TEXT NOT NULL DEFAULT '';
CREATE INDEX finding_by_subject ON finding (subject);
