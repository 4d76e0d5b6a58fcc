-- Decisions that wait for a second person.
CREATE VIEW waiting_decision AS
SELECT d.*
FROM decision AS d
WHERE d.action <> 'confirm'
  AND d.eyes = 2
  AND d.number NOT IN (SELECT number FROM decision_in_force WHERE subject = d.subject)
  AND d.number > coalesce(
      (SELECT max(number) FROM decision_in_force
       WHERE subject = d.subject AND action <> 'correct'), 0);
