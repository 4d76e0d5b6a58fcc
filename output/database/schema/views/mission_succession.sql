-- Missions that go on as others: of one organisation, in a country of the first, the second begun
-- in the year the first ended or the year after. One with several successors was split.
CREATE VIEW mission_succession AS
SELECT DISTINCT
    a.mission AS predecessor,
    a.name AS predecessor_name,
    b.mission AS successor,
    b.name AS successor_name,
    b.first_year AS year
FROM mission AS a
JOIN mission_country AS ac ON ac.mission = a.mission
JOIN mission_country AS bc ON bc.country = ac.country
JOIN mission AS b ON b.mission = bc.mission
WHERE a.organisation = b.organisation
  AND a.mission <> b.mission
  AND b.first_year BETWEEN a.last_year AND a.last_year + 1
  AND (b.last_year IS NULL OR b.last_year > a.last_year);
