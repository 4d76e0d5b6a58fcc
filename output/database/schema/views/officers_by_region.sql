-- Officers a region in a period. A deployment in several countries of one region counts once in
-- it; one that spans regions is in `officers_shared` of each; rows without a country are in none.
CREATE VIEW officers_by_region AS
WITH placed AS (
    SELECT
        o.deployment,
        c.region,
        count(*) OVER (PARTITION BY o.deployment) AS regions
    FROM officers AS o
    JOIN deployment_place AS dc ON dc.deployment = o.deployment
    JOIN country AS c ON c.country = dc.country
    GROUP BY o.deployment, c.region
)
SELECT
    o.period,
    max(o.reference_date) AS reference_date,
    r.region,
    r.name_nl AS region_name,
    sum(CASE WHEN p.regions = 1 THEN o.officers END) AS officers,
    sum(CASE WHEN p.regions = 1 THEN o.most END) AS officers_max,
    sum(CASE WHEN p.regions > 1 THEN o.officers END) AS officers_shared,
    sum(CASE WHEN p.regions > 1 THEN o.most END) AS officers_shared_max,
    count(DISTINCT o.mission) AS missions,
    sum(o.unread) AS unread,
    sum(o.at_least) AS at_least,
    sum(o.approximate) AS approximate,
    sum(o.unsure) AS unsure,
    substr(min(o.origin_order), 2) AS origin,
    o.series,
    sum(o.sums) AS sums,
    sum(o.unchecked) AS unchecked
FROM marked_officers AS o
JOIN placed AS p ON p.deployment = o.deployment
JOIN region AS r ON r.region = p.region
WHERE o.named
GROUP BY o.series, o.period, r.region;
