-- The rows of `officers` with their marks as numbers, so that every sum marks alike what it is made
-- of: in the sums `officers` is the least and `officers_max` the most that the report can mean;
-- `unread` counts rows whose number could not be read and `at_least` rows that state a least
-- number, so that the sum may be too low; `approximate` counts rows told as "ca." or in fte;
-- `unsure` counts rows with open findings that nobody has decided on, `sums` rows whose number is of
-- several corps together, `unchecked` rows that nobody decided on. Of several origins the least
-- sorts first, and shows. Rows that name no mission are not `named`, and no sum has them.
CREATE VIEW marked_officers AS
SELECT
    o.period, o.reference_date, o.mission, o.mission_name, o.organisation, o.country, o.officers,
    o.officers_max, o.qualifier, o.confidence, o.decided, o.findings, o.origin, o.report, o.file,
    o.page, o.x0, o.top, o.x1, o.bottom, o.mission_as_written, o.country_as_written,
    o.count_as_written, o.deployment, o.series,
    coalesce(o.officers_max, o.officers) AS most,
    o.officers IS NULL AS unread,
    o.qualifier IS 'at_least' AS at_least,
    coalesce(o.qualifier, '') IN ('about', 'fte') AS approximate,
    o.findings > 0 AND o.decided IS NULL OR o.decided IS 'conflict' AS unsure,
    CASE o.origin WHEN 'invented' THEN 1 WHEN 'transcript' THEN 2 WHEN 'unknown' THEN 3 ELSE 4 END
        || o.origin AS origin_order,
    o.scope,
    o.of_which,
    o.scope IS 'sum' AS sums,
    o.decided IS NULL OR o.decided = 'conflict' AS unchecked,
    o.mission <> 'unknown-unnamed' AS named
FROM officers AS o;
