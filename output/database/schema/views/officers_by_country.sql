-- Officers a country in a period. Those of a deployment in several countries are in
-- `officers_shared` of each of them and in nobody's `officers`, so never add up the former.
CREATE VIEW officers_by_country AS
SELECT
    o.period,
    max(o.reference_date) AS reference_date,
    c.country,
    c.name_nl AS country_name,
    c.region,
    sum(CASE WHEN o.country = c.country THEN o.officers END) AS officers,
    sum(CASE WHEN o.country = c.country THEN o.most END) AS officers_max,
    sum(CASE WHEN o.country <> c.country THEN o.officers END) AS officers_shared,
    sum(CASE WHEN o.country <> c.country THEN o.most END) AS officers_shared_max,
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
JOIN deployment_place AS dc ON dc.deployment = o.deployment
JOIN country AS c ON c.country = dc.country
WHERE o.named
GROUP BY o.series, o.period, c.country;
