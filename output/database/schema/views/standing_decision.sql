-- The decision in force for each subject: the last one, unless it undoes, with what was corrected
-- since the last one that was no correction, field by field. `corrected_countries` is JSON. A count
-- that no report can mean corrects nothing; `unusable` tells of it.
CREATE VIEW standing_decision AS
WITH
    since AS (
        SELECT subject, max(number) AS last,
            coalesce(max(CASE WHEN action <> 'correct' THEN number END), 0) AS base
        FROM decision_in_force
        GROUP BY subject
    ),
    corrected AS (
        SELECT
            d.*,
            (SELECT c.value FROM decision_in_force AS c
             WHERE c.subject = d.subject AND c.field = 'officers' AND c.number > s.base
             ORDER BY c.number DESC LIMIT 1) AS count_said,
            (SELECT c.value FROM decision_in_force AS c
             WHERE c.subject = d.subject AND c.field = 'mission' AND c.number > s.base
             ORDER BY c.number DESC LIMIT 1) AS corrected_mission,
            (SELECT c.value FROM decision_in_force AS c
             WHERE c.subject = d.subject AND c.field = 'countries' AND c.number > s.base
             ORDER BY c.number DESC LIMIT 1) AS corrected_countries
        FROM decision AS d
        JOIN since AS s ON s.last = d.number
        WHERE d.action <> 'undo'
    )
SELECT
    number,
    subject,
    action,
    field,
    value,
    count_as_written,
    reviewer,
    reason,
    decided_at,
    eyes,
    previous,
    hash,
    CASE WHEN usable THEN CAST(count_said AS INTEGER) END AS corrected_officers,
    corrected_mission,
    corrected_countries,
    count_said IS NOT NULL AND NOT usable AS unusable,
    kind
FROM (
    SELECT *,
        length(count_said) BETWEEN 1 AND 6 AND count_said NOT GLOB '*[^0-9]*'
            AND CAST(count_said AS INTEGER) <= 100000 AS usable
    FROM corrected
);
