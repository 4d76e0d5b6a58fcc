-- What a person should look at, worst first: findings that no decision has closed (finding_standing).
-- A stated total that the rows did not make is settled where they make it after decisions. What
-- is unsure of the rows of a table that is to be agreed waits until it is, but for what the page
-- itself has wrong or leaves open where most of its rows are known missions: that helps to say
-- whether to agree. That counts are sums is settled where a person decided on each of them.
CREATE VIEW to_review AS
WITH
    -- what the rows of a report make, at least and at most
    made AS MATERIALIZED (
        SELECT report, sum(officers) AS least, sum(coalesce(officers_max, officers)) AS most
        FROM officers
        GROUP BY report
    )
SELECT period, severity, code, message, mission_as_written, count_as_written, page, x0, top, x1,
    bottom, file, report, deployment, finding, series, subject
FROM (
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
    f.finding,
    r.series,
    p.first_day,
    f.subject
FROM finding AS f
JOIN report AS r ON r.report = f.report
LEFT JOIN period AS p ON p.period = r.period
LEFT JOIN evidence AS e ON e.evidence = f.evidence
LEFT JOIN deployment AS d ON d.deployment = f.deployment
LEFT JOIN made AS m ON m.report = f.report
JOIN finding_standing AS w ON w.finding = f.finding
WHERE f.severity <> 'info'
  AND w.closed_by IS NULL
  AND (NOT w.waits OR f.code = 'table-to-agree'
       OR f.code IN ('decision-unconfirmed', 'decision-unplaced')
       OR f.code IN ('count-unreadable', 'count-is-a-range', 'count-is-a-sum', 'country-unexpected',
                     'row-of-others', 'row-twice', 'part-exceeds-whole', 'unknown-mission',
                     'mission-outside-its-years', 'table-against-text', 'total-mismatch')
          AND (SELECT 2 * sum(mission NOT LIKE 'unknown-%') > count(*) FROM deployment
               WHERE extracted_table = w.extracted_table))
  AND (f.code = 'revised-report' OR f.report IN (SELECT report FROM current_report)
       OR r.period IS NULL OR r.series IS NULL)
  -- a mission that a sentence tells of has the row that a person added
  AND NOT (
      f.code = 'row-outside' AND EXISTS (
          SELECT 1
          FROM deployment AS a
          WHERE a.report = f.report AND a.added IS NOT NULL
            AND a.mission = json_extract(f.about, '$.mission')))
  AND NOT (
      f.code = 'total-mismatch' AND f.deployment IS NULL
      AND EXISTS (SELECT 1 FROM decision WHERE subject LIKE r.decision_key || '/%')
      AND coalesce((SELECT stated_total FROM settled_total WHERE report = r.report)
          BETWEEN m.least AND m.most, 0))
  -- so is a total that a sentence states, not one that another sentence contradicts
  AND NOT (
      f.code = 'total-against-text' AND json_extract(f.message_values, '$.other') IS NULL
      AND EXISTS (SELECT 1 FROM decision WHERE subject LIKE r.decision_key || '/%')
      AND coalesce(json_extract(f.about, '$.stated') BETWEEN m.least AND m.most, 0))
  -- what it says that the rows make is not what they make after decisions: another says that
  AND NOT (
      f.code = 'total-mismatch' AND f.deployment IS NULL
      AND EXISTS (
          SELECT 1
          FROM finding AS o
          WHERE o.report = f.report AND o.code = 'decided-total-mismatch'
            AND json_extract(o.about, '$.stated') = json_extract(f.about, '$.stated')))
  AND NOT (
      f.code = 'count-is-a-sum' AND f.extracted_table IS NOT NULL
      AND NOT EXISTS (
          SELECT 1
          FROM deployment AS of_sum
          LEFT JOIN standing_decision AS said ON said.subject = of_sum.subject
          WHERE of_sum.extracted_table = f.extracted_table AND of_sum.scope = 'sum'
            AND (said.action IS NULL OR said.action NOT IN ('approve', 'correct', 'reject'))))
UNION ALL
SELECT NULL, 'error', 'set-aside', message, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    file, NULL, NULL, 'set-aside-' || sha256, NULL, NULL, NULL
FROM set_aside
)
ORDER BY CASE severity WHEN 'error' THEN 0 ELSE 1 END, first_day, period, page, top;
