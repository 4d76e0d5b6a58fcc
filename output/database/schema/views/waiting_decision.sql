-- Decisions that wait for a second person. None waits any more that was taken back, or of which
-- somebody said otherwise since, in words that hold: corrections of two fields do not contradict
-- each other. What two people say holds from the moment that the second one confirms it.
CREATE VIEW waiting_decision AS
SELECT d.*
FROM decision AS d
WHERE d.action <> 'confirm'
  AND d.eyes = 2
  AND d.number NOT IN (SELECT number FROM decision_in_force WHERE subject = d.subject)
  -- (what takes one decision back is in force by none of the views)
  AND NOT (d.action = 'undo' AND d.value IS NOT NULL
           AND EXISTS (SELECT 1 FROM decision AS s
                       WHERE s.subject = d.subject AND s.action = 'confirm'
                         AND CAST(s.value AS INTEGER) = d.number
                         AND lower(trim(s.reviewer)) <> lower(trim(d.reviewer))))
  AND d.number NOT IN (
      SELECT CAST(u.value AS INTEGER) FROM decision AS u
      WHERE u.subject = d.subject AND u.action = 'undo' AND u.value IS NOT NULL
        AND u.number > d.number
        AND (u.eyes = 1
             OR EXISTS (SELECT 1 FROM decision AS s
                        WHERE s.subject = u.subject AND s.action = 'confirm'
                          AND CAST(s.value AS INTEGER) = u.number
                          AND lower(trim(s.reviewer)) <> lower(trim(u.reviewer)))))
  AND NOT EXISTS (
      SELECT 1
      FROM decision_in_force AS f
      WHERE f.subject = d.subject
        AND NOT (f.action = 'correct' AND d.action = 'correct' AND f.field <> d.field)
        AND (f.number > d.number
             OR f.eyes = 2
             AND EXISTS (SELECT 1 FROM decision AS c
                         WHERE c.subject = f.subject AND c.action = 'confirm'
                           AND CAST(c.value AS INTEGER) = f.number AND c.number > d.number)));
