-- Decisions that wait for a second person: none that a later one overtook which holds by now, unless
-- the two correct other things.
CREATE VIEW waiting_decision AS
SELECT d.*
FROM decision AS d
WHERE d.action <> 'confirm'
  AND d.eyes = 2
  AND d.number NOT IN (SELECT number FROM decision_in_force WHERE subject = d.subject)
  AND NOT EXISTS (
      SELECT 1 FROM decision_in_force AS later
      WHERE later.subject = d.subject AND later.number > d.number
        AND NOT (later.action = 'correct' AND d.action = 'correct' AND later.field <> d.field));
