-- Which statement a finding is about, so that what is unsure of one can be asked in SQL. That of
-- findings which are there is filled in behind this script.
ALTER TABLE finding ADD COLUMN statement_id INTEGER
    REFERENCES statement (statement_id) ON DELETE CASCADE;
CREATE INDEX finding_by_statement ON finding (statement_id);
