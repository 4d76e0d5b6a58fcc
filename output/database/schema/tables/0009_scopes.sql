-- Who is in a count: `police`, or `sum` where they stand in one number with other corps; empty where
-- that was not asked, before this schema.
ALTER TABLE deployment ADD COLUMN scope TEXT CHECK (scope IN ('police', 'sum'));

-- The others who are told of beside a deployment, from left to right: a column each, or a corps
-- that is only named of a sum, whose `officers` nobody gives.
CREATE TABLE deployment_part (
    deployment TEXT NOT NULL REFERENCES deployment (deployment) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    scope TEXT NOT NULL,
    heading TEXT NOT NULL,
    officers INTEGER CHECK (officers BETWEEN 0 AND 100000),
    as_written TEXT NOT NULL,
    PRIMARY KEY (deployment, position)
) STRICT;
