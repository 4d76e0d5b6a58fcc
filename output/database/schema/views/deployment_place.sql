-- The countries of each deployment, after decisions, in the order of the page.
CREATE VIEW deployment_place AS
SELECT dc.deployment, dc.country, dc.position
FROM deployment_country AS dc
JOIN deployment AS d ON d.deployment = dc.deployment
LEFT JOIN standing_decision AS s ON s.subject = d.subject
WHERE s.corrected_countries IS NULL
UNION ALL
SELECT d.deployment, j.value, CAST(j.key AS INTEGER)
FROM standing_decision AS s
JOIN deployment AS d ON d.subject = s.subject
JOIN json_each(s.corrected_countries) AS j
WHERE s.corrected_countries IS NOT NULL;
