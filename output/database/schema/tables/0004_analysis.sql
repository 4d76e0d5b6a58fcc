-- For analysts: regions, sums that keep the marks of what they are made of, missions that go on
-- under another name, and periods against each other at the speed of a lookup.

-- UN M49 sub-regions, by which countries are added up.
CREATE TABLE region (
    region TEXT PRIMARY KEY CHECK (length(region) <= 3),
    name_nl TEXT NOT NULL,
    name_en TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;
ALTER TABLE country ADD COLUMN region TEXT REFERENCES region;

CREATE INDEX deployment_country_by_country ON deployment_country (country);
CREATE INDEX statement_by_mission ON statement (mission, status);
