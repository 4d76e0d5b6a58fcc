-- The rows that each finding is about: its own, or those that one of a whole table or mission lists.
-- Those of findings of tables which are there are filled in behind this script.
CREATE TABLE finding_deployment (
    finding TEXT NOT NULL REFERENCES finding (finding) ON DELETE CASCADE,
    deployment TEXT NOT NULL REFERENCES deployment (deployment) ON DELETE CASCADE,
    PRIMARY KEY (finding, deployment)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_deployment_by_deployment ON finding_deployment (deployment);
INSERT INTO finding_deployment (finding, deployment)
SELECT finding, deployment FROM finding WHERE deployment IS NOT NULL;
