-- Decisions that hold: those of one person that need no second one, and those that another person
-- confirmed.
CREATE VIEW decision_in_force AS
SELECT d.*
FROM decision AS d
WHERE d.action <> 'confirm'
  AND (d.eyes = 1
       OR EXISTS (SELECT 1 FROM decision AS c
                  WHERE c.subject = d.subject AND c.action = 'confirm'
                    AND CAST(c.value AS INTEGER) = d.number
                    AND lower(trim(c.reviewer)) <> lower(trim(d.reviewer))));
