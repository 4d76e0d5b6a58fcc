"""A row of a deployment table becomes a deployment: linked, counted, and doubted where needed.

A row that cannot be read is kept with no count and a finding, or left out with one.
"""

from __future__ import annotations

from dataclasses import asdict, replace

from missiemonitor.extractors.deployments.count_notes import note_of
from missiemonitor.extractors.deployments.drawn_counts import with_drawn_count
from missiemonitor.extractors.deployments.findings import about, row_findings, several_counts
from missiemonitor.extractors.deployments.rival_counts import rival_counts
from missiemonitor.extractors.deployments.scopes import of_which, scope_of
from missiemonitor.extractors.deployments.table_state import TableState, evidence_of
from missiemonitor.extractors.extraction import Deployment, Reading
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.countries import (
    CountryLink,
    alike_countries,
    link_countries,
    shortened_countries,
)
from missiemonitor.extractors.linking.counts import Count, read_count
from missiemonitor.extractors.linking.missions import (
    MissionLink,
    beside_name,
    countries_of,
    known_mission,
    link_mission,
    link_organisation,
    unknown_mission,
)
from missiemonitor.extractors.tables.reading import RowReading
from missiemonitor.extractors.tables.reconcile import ROLES, Row
from missiemonitor.extractors.tables.reliability import confidence_of
from missiemonitor.extractors.tables.rows import goes_on
from missiemonitor.extractors.thresholds import DEPLOYMENTS, RECONCILE
from missiemonitor.extractors.trace import trace


def read_row(state: TableState, row: Row, number: int) -> None:
    """Add to what a table has given what its row of this number says."""
    best = row.best
    page = state.document.page(best.page)
    assert page is not None  # readings come from pages of the document
    name, place = best.text("mission"), best.text("country")
    count_cell = best.cell("count")
    own = [cell for cell in best.cells if not cell.inherited]
    evidence = evidence_of(page, [cell.box for cell in own], " | ".join(c.text for c in own))
    alone = len(own) == 1 and not any(c.inherited for c in best.cells)
    named = bool(name) and known_mission(name) is not None
    untold = count_cell is None and (not name or not place) and not named
    untold = untold or (count_cell is None and alone and link_organisation(name) is not None)
    if untold or (alone and count_cell and read_count(count_cell.text).officers is None):
        state.findings.append(
            finding(
                "row-skipped",
                {"table": state.key, "row": number},
                evidence=evidence,
                text=evidence.text,
            )
        )
        return
    row, drawn = with_drawn_count(state, row)
    best = row.best
    count_cell = best.cell("count")
    count = read_count(count_cell.text, state.unknown) if count_cell else Count(None)
    rivals = rival_counts(state, row)
    places, misread = _places(best)
    link = link_mission(name, places.codes) if name else MissionLink(None, "unknown", 0.0)
    if (
        not places.codes
        and not place
        and link.mission
        and len(link.mission.countries) <= DEPLOYMENTS.inferred
    ):
        places = CountryLink(link.mission.countries, "")
    elif not place and link.mission is None:
        places = CountryLink(link_countries(name).codes, "")
    elif not places.codes and link.mission and len(link.mission.countries) <= DEPLOYMENTS.inferred:
        # A town, or a name that no list has: what is not understood is told.
        places = CountryLink(link.mission.countries, place)
    stated = best.text("organisation")
    organisation = link.mission.organisation if link.mission else link_organisation(stated) or None
    marks = " ".join(c.marks for c in own if c.role == "count" and c.marks)
    deployment = Deployment(
        key=f"p{best.page}y{best.at[1]:.0f}x{best.at[0]:.0f}",
        table=state.key,
        row=number,
        mission_as_written=name,
        mission=link.mission.mission if link.mission else unknown_mission(name),
        known=link.mission is not None,
        organisation=organisation,
        country_as_written=place,
        countries=places.codes,
        officers=count.officers,
        officers_max=count.officers_max,
        qualifier=count.qualifier,
        count_as_written=count_cell.text if count_cell else "",
        evidence=evidence,
        count_evidence=(
            evidence_of(page, [count_cell.box], count_cell.text) if count_cell else evidence
        ),
        confidence=_confidence(row, count, link, places, bool(rivals)),
        readings=tuple(
            Reading(r.way, r.text("mission"), r.text("country"), r.text("count"))
            for r in row.readings
        ),
        note=note_of(state, marks, count, rivals, beside_name(name) if link.mission else ()),
        scope=scope_of(state),
        of_which=of_which(state, row),
    )
    state.deployments.append(deployment)
    if count_cell and count_cell.sure < 1.0:
        state.from_picture.add(deployment.key)
    state.findings += several_counts(deployment, rivals)
    state.findings += row_findings(state, row, deployment, count, link, places, marks, drawn)
    if misread:
        state.findings.append(
            finding(
                "similar-name",
                about(deployment),
                message="country-from-picture",
                evidence=evidence,
                name=name,
                place=place,
                countries=list(places.codes),
            )
        )


def _places(row: RowReading) -> tuple[CountryLink, bool]:
    """The countries of a row, and whether they were only alike what was read from a picture."""
    cell = row.cell("country")
    if cell is None:
        return CountryLink((), ""), False
    places = link_countries(cell.text)
    if not places.codes:
        shortened = shortened_countries(cell.text, countries_of(row.text("mission").strip()))
        places = shortened if shortened.codes else places
    if cell.sure < 1.0 and (places.rest or not places.codes):
        alike = alike_countries(cell.text)
        if alike.codes and (not places.codes or len(alike.rest) < len(places.rest)):
            return alike, True
    return places, False


def _confidence(
    row: Row, count: Count, link: MissionLink, places: CountryLink, rivalled: bool
) -> float:
    if count.officers is None:
        return 0.0
    doubt = (
        (count.qualifier or "none") != "none"
        or link.way in ("only", "similar", "unknown")
        or any(goes_on(row.best.text(role)) for role in ("mission", "country"))
        or not places.codes
        or bool(places.rest)
    )
    pattern = replace(row.pattern, doubt=doubt)
    if seen := trace():
        told = ", ".join(f"{name}={value}" for name, value in asdict(pattern).items())
        at = row.best.at
        seen.note("reliability", row.best.page, f"y{at[1]:.0f}x{at[0]:.0f}: {told}")
    # No surer than the least sure word that was read from a picture.
    words = (cell.sure for cell in row.best.cells if cell.role in ROLES)
    rivals = RECONCILE.differing if rivalled else 1.0
    confidence = min(confidence_of(pattern), rivals, *words)
    return round(confidence, 3)
