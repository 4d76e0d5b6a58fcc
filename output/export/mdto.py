"""A record of a bag after MDTO 1.0, the standard of the Dutch archives for metadata: XML.

One record for the bag as an object of information, one for each PDF with its name as it
was given, size, format and SHA-256. The elements and their order follow the published description
of MDTO 1.0 (2022). Its schema (XSD) is not part of this program: who has it
holds the records against it (`missiemonitor archive --mdto-schema FILE`, `invalid`).
"""

from __future__ import annotations

import datetime as dt
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from missiemonitor.corpus.errors import MissieError

SOURCE = "Missiemonitor"
FOLDER = "mdto"
# What the records say in words, in Dutch, as the archives that they are for are.
_TOLD = tomllib.loads(files(__package__).joinpath("mdto.toml").read_text("utf-8"))
WORDS: dict[str, str] = _TOLD["words"]
E: dict[str, str] = _TOLD["elements"]  # names of elements
NAMESPACE: str = _TOLD["namespace"]
Node = tuple[str, Any]  # element and text, or element and elements within


class MdtoError(MissieError):
    """A schema that cannot be used; `str()` says what to do."""


def records(
    reports: Iterable[dict[str, Any]], sizes: dict[str, int], organisation: str, day: dt.date
) -> Iterator[tuple[str, bytes]]:
    """Files of a bag with their records: that of the bag, and one for each report of which the
    size (bytes, by SHA-256) is known. `organisation` made the archive."""
    kept = [report for report in reports if report["sha256"] in sizes]
    yield f"{FOLDER}/bag.mdto.xml", _xml(_bag(kept, organisation, day))
    for report in kept:
        sha256 = report["sha256"]
        yield f"{FOLDER}/{sha256}.mdto.xml", _xml(_file(report, sizes[sha256], day))


def _bag(reports: list[dict[str, Any]], organisation: str, day: dt.date) -> Node:
    days = sorted(r["reference_date"] for r in reports if r["reference_date"])
    covered: list[Node] = []
    if days:
        covered = [
            (
                E["covered"],
                [
                    (E["covered_type"], _term(WORDS["covered"])),
                    (E["covered_from"], days[0]),
                    (E["covered_to"], days[-1]),
                ],
            )
        ]
    return (
        E["information"],
        [
            _identified(f"missiemonitor-{day.isoformat()}"),
            (E["name"], WORDS["name"]),
            (E["level"], _term(WORDS["level"])),
            *covered,
            (E["language"], "nl"),
            (
                E["event"],
                [(E["event_type"], _term(WORDS["event"])), (E["event_time"], day.isoformat())],
            ),
            (E["appraisal"], _term(WORDS["unknown"])),
            *[(E["represented"], _reference(r["file"], r["sha256"])) for r in reports],
            (E["maker"], [(E["reference_name"], organisation)]),
            (
                E["restriction"],
                [(E["restriction_type"], _term(WORDS["unknown"]))],
            ),
        ],
    )


def _file(report: dict[str, Any], size: int, day: dt.date) -> Node:
    return (
        E["file"],
        [
            _identified(report["sha256"]),
            (E["name"], report["file"]),
            (E["size"], str(size)),
            (E["format"], _term("PDF", "IANA Media Types", "application/pdf")),
            (
                E["checksum"],
                [
                    (E["algorithm"], _term("SHA-256")),
                    (E["value"], report["sha256"]),
                    (E["day"], f"{day.isoformat()}T00:00:00Z"),
                ],
            ),
            (
                E["represents"],
                _reference("Missiemonitor", f"missiemonitor-{day.isoformat()}"),
            ),
        ],
    )


def _identified(mark: str) -> Node:
    return (E["identification"], [(E["mark"], mark), (E["source"], SOURCE)])


def _term(label: str, listed: str = SOURCE, code: str = "") -> list[Node]:
    coded: list[Node] = [(E["code"], code)] if code else []
    return [
        (E["label"], label),
        *coded,
        (E["listed"], [(E["reference_name"], listed)]),
    ]


def _reference(name: str, mark: str) -> list[Node]:
    return [
        (E["reference_name"], name),
        (
            E["reference_mark"],
            [(E["mark"], mark), (E["source"], SOURCE)],
        ),
    ]


def _xml(node: Node) -> bytes:
    root = ET.Element("MDTO", {"xmlns": NAMESPACE})
    _add(root, node)
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _add(parent: ET.Element, node: Node) -> None:
    name, content = node
    element = ET.SubElement(parent, name)
    if isinstance(content, str):
        element.text = "".join(c for c in content if c >= " " or c in "\t\n")
    else:
        for each in content:
            _add(element, each)


def invalid(schema: Path, files: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    """What of records is not as a schema (XSD) has it. Raises MdtoError where there is no program
    to tell, and for what is no schema."""
    try:
        import xmlschema
    except ImportError as error:
        raise MdtoError(
            "a schema needs xmlschema", "install it: pip install 'missiemonitor[archive]'"
        ) from error
    try:
        # Nothing is fetched from elsewhere by a schema that names it.
        known = xmlschema.XMLSchema(str(schema), allow="local", defuse="always")
    except (xmlschema.XMLSchemaException, OSError, ET.ParseError) as error:
        told = f"{schema}: is no schema ({error})"[:300]
        raise MdtoError(told, "name the XSD of MDTO") from error
    for name, content in files:
        for problem in known.iter_errors(ET.fromstring(content)):
            yield f"{name}: {problem.path}: {problem.reason}"
