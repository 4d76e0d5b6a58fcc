-- Each period against the one before it in the database, of the same series.
CREATE VIEW changes AS
SELECT c.*
FROM (SELECT series, period, lag(period) OVER (PARTITION BY series ORDER BY place)
          AS previous_period
      FROM listed_period) AS p
-- (CROSS, so that the few pairs come first)
CROSS JOIN comparison AS c
    ON c.period = p.period AND c.previous_period = p.previous_period AND c.series = p.series;
