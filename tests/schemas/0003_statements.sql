-- What a sentence says of its number besides the number: as in `deployment`, the other end of a range
-- and how exact it is (range, up_to, at_least, about).
ALTER TABLE statement ADD COLUMN officers_max INTEGER;
ALTER TABLE statement ADD COLUMN qualifier TEXT;

-- What else a sentence tells, by role: place and theme of a liaison officer; from, to and when of a
-- visit; by, to, what and event of assistance; name, date and partners of an agreement; number of a
-- priority. Values are as written, or country codes joined by commas.
CREATE TABLE statement_detail (
    statement_id INTEGER NOT NULL REFERENCES statement ON DELETE CASCADE,
    role TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (statement_id, role)
) STRICT;
