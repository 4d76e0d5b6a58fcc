-- Where on the page the total stands that a table states: in the table or in a sentence around it.
ALTER TABLE extracted_table ADD COLUMN stated_evidence TEXT REFERENCES evidence (evidence);
