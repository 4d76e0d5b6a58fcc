-- Views that analysts use, promised to stay. A superseded report counts nowhere; a mission that is
-- not listed is not a mission with none.

-- Of all reports of a period and annex the one that counts: official before transcript before
-- invented, then the newest document date, then the one with more deployments. Order of arrival
-- plays no part. A report of the same period without an annex number is held to be of any annex.
CREATE VIEW current_report AS
SELECT r.*
FROM report AS r
WHERE r.period IS NOT NULL
  AND NOT EXISTS (
      SELECT 1
      FROM report AS o
      WHERE o.period = r.period
        AND o.report <> r.report
        AND o.deployments > 0
        AND (o.annex = r.annex OR o.annex IS NULL OR r.annex IS NULL)
        AND (o.weight, coalesce(o.document_date, ''), o.deployments, o.report)
          > (r.weight, coalesce(r.document_date, ''), r.deployments, r.report)
  );

-- The decision in force for each subject: the last one, unless it undoes.
CREATE VIEW standing_decision AS
SELECT d.*
FROM decision AS d
WHERE d.action <> 'undo'
  AND d.number = (SELECT max(number) FROM decision WHERE subject = d.subject);

-- One row a deployment, after decisions, with its place on the page. `country` joins the codes of
-- a deployment in several countries with +, so that summing `officers` never counts one twice.
CREATE VIEW officers AS
SELECT
    r.period,
    coalesce(t.reference_date, r.reference_date) AS reference_date,
    d.mission,
    m.name AS mission_name,
    m.organisation,
    (SELECT group_concat(country, '+')
     FROM (SELECT country FROM deployment_country WHERE deployment = d.deployment
           ORDER BY position)) AS country,
    CASE WHEN s.action = 'correct' THEN CAST(s.value AS INTEGER) ELSE d.officers END AS officers,
    CASE WHEN s.action = 'correct' THEN NULL ELSE d.officers_max END AS officers_max,
    CASE WHEN s.action = 'correct' THEN NULL ELSE d.qualifier END AS qualifier,
    d.confidence,
    CASE
        WHEN s.action IS NULL THEN NULL
        WHEN s.count_as_written IS NOT d.count_as_written THEN 'conflict'
        WHEN s.action = 'correct' THEN 'corrected'
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
JOIN mission AS m ON m.mission = d.mission
JOIN extracted_table AS t ON t.extracted_table = d.extracted_table
JOIN evidence AS e ON e.evidence = d.count_evidence
LEFT JOIN standing_decision AS s ON s.subject = d.subject
WHERE s.action IS NOT 'reject';

-- Officers a mission in a period. `unread` counts rows whose number could not be read: then
-- `officers` is NULL or too low. `officers_max` differs from `officers` where ranges were stated.
CREATE VIEW officers_by_mission AS
SELECT
    period,
    max(reference_date) AS reference_date,
    mission,
    mission_name,
    organisation,
    sum(officers) AS officers,
    sum(coalesce(officers_max, officers)) AS officers_max,
    count(*) AS deployments,
    sum(officers IS NULL) AS unread,
    sum(findings > 0 AND decided IS NULL OR decided IS 'conflict') AS unsure,
    max(origin) AS origin
FROM officers
GROUP BY period, mission;

-- Officers a country in a period. Those of a deployment in several countries are in
-- `officers_shared` of each of them and in nobody's `officers`, so never add up the former.
CREATE VIEW officers_by_country AS
SELECT
    o.period,
    c.country,
    c.name_nl AS country_name,
    sum(CASE WHEN o.country = c.country THEN o.officers END) AS officers,
    sum(CASE WHEN o.country <> c.country THEN o.officers END) AS officers_shared,
    count(DISTINCT o.mission) AS missions,
    sum(o.officers IS NULL) AS unread,
    sum(o.findings > 0 AND o.decided IS NULL OR o.decided IS 'conflict') AS unsure
FROM officers AS o
JOIN deployment_country AS dc ON dc.deployment = o.deployment
JOIN country AS c ON c.country = dc.country
GROUP BY o.period, c.country;

-- Officers an organisation in a period; NULL for missions of which it is not known who runs them.
CREATE VIEW officers_by_organisation AS
SELECT
    period,
    organisation,
    sum(officers) AS officers,
    sum(coalesce(officers_max, officers)) AS officers_max,
    count(DISTINCT mission) AS missions,
    sum(officers IS NULL) AS unread,
    sum(findings > 0 AND decided IS NULL OR decided IS 'conflict') AS unsure
FROM officers
GROUP BY period, organisation;

-- Any two periods against each other, mission by mission. `missing` counts the half-years between
-- the two that the database has no figures for. `change` is new, ended, more, fewer, same, not
-- listed or unread; a mission is `ended` only where its last year, a stated none or a statement
-- says so. Give both periods in WHERE.
CREATE VIEW comparison AS
WITH
    listed AS (SELECT DISTINCT period FROM officers),
    pair AS (
        SELECT
            a.period AS previous_period,
            b.period,
            2 * (CAST(substr(b.period, 1, 4) AS INTEGER) - CAST(substr(a.period, 1, 4) AS INTEGER))
                + CAST(substr(b.period, 6) AS INTEGER) - CAST(substr(a.period, 6) AS INTEGER) - 1
                - (SELECT count(*) FROM listed WHERE period > a.period AND period < b.period)
                AS missing
        FROM listed AS a JOIN listed AS b ON a.period < b.period
    ),
    both_sides AS (
        SELECT p.*, o.mission FROM pair AS p JOIN officers_by_mission AS o USING (period)
        UNION
        SELECT p.*, o.mission
        FROM pair AS p JOIN officers_by_mission AS o ON o.period = p.previous_period
    )
SELECT
    b.period,
    b.previous_period,
    b.missing,
    b.mission,
    m.name AS mission_name,
    m.organisation,
    before.officers AS previous_officers,
    now.officers,
    now.officers - before.officers AS difference,
    CASE
        WHEN now.unread > 0 OR before.unread > 0 THEN 'unread'
        WHEN now.mission IS NULL AND (
            m.last_year <= CAST(substr(b.period, 1, 4) AS INTEGER)
            OR EXISTS (SELECT 1 FROM statement AS s JOIN current_report AS r USING (report)
                       WHERE r.period = b.period AND s.mission = b.mission AND s.status = 'ended')
        ) THEN 'ended'
        WHEN now.mission IS NULL THEN 'not listed'
        WHEN before.mission IS NULL AND now.officers = 0 THEN 'same'
        WHEN before.mission IS NULL OR before.officers = 0 AND now.officers > 0 THEN 'new'
        WHEN now.officers = 0 AND before.officers > 0 THEN 'ended'
        WHEN now.officers > before.officers THEN 'more'
        WHEN now.officers < before.officers THEN 'fewer'
        ELSE 'same'
    END AS change,
    coalesce(now.unsure, 0) + coalesce(before.unsure, 0) AS unsure
FROM both_sides AS b
JOIN mission AS m ON m.mission = b.mission
LEFT JOIN officers_by_mission AS now ON now.period = b.period AND now.mission = b.mission
LEFT JOIN officers_by_mission AS before
    ON before.period = b.previous_period AND before.mission = b.mission;

-- Each period against the one before it in the database.
CREATE VIEW changes AS
SELECT *
FROM comparison AS c
WHERE previous_period = (SELECT max(period) FROM officers WHERE period < c.period);

-- What a person should look at, worst first: findings that no decision has settled.
CREATE VIEW to_review AS
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
  AND s.number IS NULL
  AND (f.code = 'revised-report' OR f.report IN (SELECT report FROM current_report)
       OR r.period IS NULL)
ORDER BY CASE f.severity WHEN 'error' THEN 0 ELSE 1 END, r.period, e.page, e.top;
