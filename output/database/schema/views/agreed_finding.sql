-- Findings that people settled themselves, by what they are about, with the decision that did.
CREATE VIEW agreed_finding AS
SELECT subject, number
FROM standing_decision
WHERE kind = 'finding' AND action = 'agree';
