-- What tells whether the rows of a report are still those that were stored: `read` is a digest of
-- what was read of it, `laid` of what other reports and decisions give rise to in it.
CREATE TABLE report_digest (
    report TEXT PRIMARY KEY REFERENCES report (report) ON DELETE CASCADE,
    read TEXT NOT NULL CHECK (length(read) = 64),
    laid TEXT NOT NULL CHECK (length(laid) = 64)
) STRICT;
