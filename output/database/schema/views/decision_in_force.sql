-- Decisions that hold: those of one person that need no second one, and those that another person
-- confirmed; but for those that were taken back one by one, and what took them back. An undoing
-- with a value takes back the decision, or the confirmation, of that number alone; one without
-- takes back all that was decided on its subject before, see standing_decision.
CREATE VIEW decision_in_force AS
SELECT d.*
FROM decision AS d
WHERE d.action <> 'confirm'
  AND NOT (d.action = 'undo' AND d.value IS NOT NULL)
  AND (d.eyes = 1
       OR EXISTS (SELECT 1 FROM decision AS c
                  WHERE c.subject = d.subject AND c.action = 'confirm'
                    AND CAST(c.value AS INTEGER) = d.number
                    AND lower(trim(c.reviewer)) <> lower(trim(d.reviewer))
                    AND c.number NOT IN (
                        SELECT CAST(u.value AS INTEGER) FROM decision AS u
                        WHERE u.subject = d.subject AND u.action = 'undo' AND u.value IS NOT NULL
                          AND u.number > c.number
                          AND (u.eyes = 1
                               OR EXISTS (SELECT 1 FROM decision AS s
                                          WHERE s.subject = u.subject AND s.action = 'confirm'
                                            AND CAST(s.value AS INTEGER) = u.number
                                            AND lower(trim(s.reviewer))
                                                <> lower(trim(u.reviewer)))))))
  AND d.number NOT IN (
      SELECT CAST(u.value AS INTEGER) FROM decision AS u
      WHERE u.subject = d.subject AND u.action = 'undo' AND u.value IS NOT NULL
        AND u.number > d.number
        AND (u.eyes = 1
             OR EXISTS (SELECT 1 FROM decision AS s
                        WHERE s.subject = u.subject AND s.action = 'confirm'
                          AND CAST(s.value AS INTEGER) = u.number
                          AND lower(trim(s.reviewer)) <> lower(trim(u.reviewer)))));
