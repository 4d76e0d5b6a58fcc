-- The rows of `officers` of which the page tells of other corps too, a column each: empty where it
-- does not, or where a corps is only named of a sum. `all_corps` is what the page itself states as
-- the sum of all; it is never added to `officers`.
CREATE VIEW officers_with_others AS
SELECT
    o.period,
    o.mission,
    o.mission_name,
    o.country,
    o.officers,
    o.scope,
    sum(CASE WHEN p.scope = 'marechaussee' THEN p.officers END) AS marechaussee,
    sum(CASE WHEN p.scope = 'defence' THEN p.officers END) AS defence,
    sum(CASE WHEN p.scope = 'customs' THEN p.officers END) AS customs,
    sum(CASE WHEN p.scope = 'justice' THEN p.officers END) AS justice,
    sum(CASE WHEN p.scope = 'civil' THEN p.officers END) AS civil,
    sum(CASE WHEN p.scope = 'others' THEN p.officers END) AS others,
    max(CASE WHEN p.scope = 'sum' THEN p.officers END) AS all_corps,
    o.of_which,
    o.file,
    o.page,
    o.report,
    o.deployment,
    o.series
FROM officers AS o
JOIN deployment_part AS p ON p.deployment = o.deployment
GROUP BY o.deployment;
