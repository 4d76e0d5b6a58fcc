-- Of all reports of a series, period and annex the one that counts: official before unknown before
-- transcript before invented, then the newest document date, then the one with more deployments.
-- Order of arrival plays no part. A report of the same period without an annex number is held to
-- be of any annex. A report that is of no series, or of no period, counts nowhere.
CREATE VIEW current_report AS
SELECT r.*
FROM report AS r
WHERE r.period IS NOT NULL
  AND r.series IS NOT NULL
  AND NOT EXISTS (
      SELECT 1
      FROM report AS o
      WHERE o.period = r.period
        AND o.series = r.series
        AND o.report <> r.report
        AND o.deployments > 0
        AND (o.annex = r.annex OR o.annex IS NULL OR r.annex IS NULL)
        AND (o.weight, coalesce(o.document_date, ''), o.deployments, o.report)
          > (r.weight, coalesce(r.document_date, ''), r.deployments, r.report)
  );
