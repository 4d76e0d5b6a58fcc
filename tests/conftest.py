"""What many tests need: the samples, an empty database, and pages drawn on the spot."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.deployments.extract import DeploymentExtractor
from missiemonitor.extractors.deployments.view import told_tables
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extractor import DocumentReading, Found
from missiemonitor.extractors.tables.deployment_tables import read_tables
from missiemonitor.extractors.tables.finder import find_tables
from missiemonitor.extractors.tables.table_reading import FoundTables
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_rows import store
from missiemonitor.pipeline.ingest import ingest
from missiemonitor.pipeline.readers.sources import find_sources
from missiemonitor.pipeline.settings import Settings
from reportlab.pdfgen.canvas import Canvas
from sqlite_utils import Database

from tests.invented import invented_database

# Starting processes takes seconds; tests that are about workers say how many they want.
os.environ.setdefault("MISSIEMONITOR_WORKERS", "0")

SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
A4 = (595.0, 842.0)

Text = tuple[float, float, str]  # left and baseline in points from the top left, and the words
Drawing = Callable[[Canvas], None]


def pdf_of(
    *pages: Iterable[Text], size: tuple[float, float] = A4, draw: Drawing | None = None
) -> bytes:
    """A PDF with these texts at these places in 10 point Helvetica; `draw` adds to each page."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=1)
    for page in pages:
        canvas.setFont("Helvetica", 10)
        for x, y, text in page:
            canvas.drawString(x, size[1] - y, text)
        if draw:
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Document]:
    """Reads bytes as a report of the given file name."""

    def reader(data: bytes, name: str = "report.pdf", **options: object) -> Document:
        path = tmp_path / name
        path.write_bytes(data)
        return read_document(path, **options)  # type: ignore[arg-type]

    return reader


def tables_in(document: Document) -> FoundTables:
    """The deployment tables of a document, told by what stands in their columns."""
    return read_tables(document, told_tables(document, find_tables(document)))


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """An empty database with the reference data."""
    return open_database(tmp_path / "test.db", create=True)


@pytest.fixture(scope="session")
def samples_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the sample reports; not to be written to."""
    path = tmp_path_factory.mktemp("samples") / "samples.db"
    database = open_database(path, create=True)
    for report in sorted(SAMPLES.glob("*.pdf")):
        store(database, extract(read_document(report)), "test")
    database.close()
    return path


@pytest.fixture(scope="session")
def one_report_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of one report with one row, on which nothing was decided; not to be written to."""
    folder = tmp_path_factory.mktemp("one")
    (folder / "2024-1.pdf").write_bytes(pdf_of(rows_page([("EULEX Kosovo", "Kosovo", "3")])))
    with closing(open_database(folder / "a.db", create=True)) as db:
        list(ingest(db, find_sources([str(folder)]), Settings(origin="official", workers=0)))
        db.execute("PRAGMA journal_mode = DELETE")
    return folder / "a.db"


@pytest.fixture
def one_report_copy(one_report_path: Path, tmp_path: Path) -> Path:
    """A copy of it, to be written to."""
    target = tmp_path / "a.db"
    target.write_bytes(one_report_path.read_bytes())
    return target


@pytest.fixture(scope="session")
def invented_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of two hundred invented half-years; not to be written to."""
    path = tmp_path_factory.mktemp("invented") / "verzonnen.db"
    invented_database(path, 200).close()
    return path


def read_deployments(document: Document) -> Found:
    """What the first extractor finds in a document."""
    return DeploymentExtractor()(DocumentReading(document))


def rows_page(rows: Iterable[tuple[str, str, str]], top: float = 120) -> list[Text]:
    """A page with a caption, a header and these rows of mission, country and count."""
    texts: list[Text] = [
        (60, 60, "Bijlage 5 bij het eerste halfjaarbericht 2024"),
        (60, 90, "Uitgezonden politiefunctionarissen (peildatum 17 april 2024)"),
        (60, top, "Missie"),
        (260, top, "Land"),
        (440, top, "Aantal"),
    ]
    for index, row in enumerate(rows, start=1):
        texts += [
            (x, top + 18 * index, text) for x, text in zip((60, 260, 440), row, strict=True) if text
        ]
    return texts
