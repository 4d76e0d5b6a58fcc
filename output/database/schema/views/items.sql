-- What other extractors found in the reports that count, with its place on the page.
CREATE VIEW items AS
SELECT
    r.period,
    i.extractor,
    i.kind,
    i.mission,
    m.name AS mission_name,
    i.label,
    i.value,
    i.unit,
    i.as_written,
    i.confidence,
    r.origin,
    r.report,
    r.file,
    e.page,
    e.x0, e.top, e.x1, e.bottom,
    i.subject,
    i.details,
    i.item,
    r.series
FROM item AS i
JOIN current_report AS r ON r.report = i.report
JOIN evidence AS e ON e.evidence = i.evidence
LEFT JOIN mission AS m ON m.mission = i.mission;
