"""One published sample with its shareable edition, and reports made of it, for all tests here."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from docx import Document
from docx.document import Document as Doc

from data.store import Snapshot
from pages.documents.report import build
from queries import Reader

INTERNAL = Reader()
SHAREABLE = Reader(role="viewer", tier="shareable")

Made = Callable[..., bytes]


@pytest.fixture(scope="session")
def made(snapshot: Snapshot) -> Made:
    """Reports as bytes, each made once: made(2024), made(2024, SHAREABLE), made(2024, school="MAU-05")."""

    @cache
    def report(year: int, reader: Reader = INTERNAL, school: str = "") -> bytes:
        return build(snapshot, year, reader, school)

    return report


def opened(report: bytes) -> Doc:
    """The report as python-docx reads it."""
    return Document(io.BytesIO(report))


def table(document: Doc, *heads: str) -> list[list[str]]:
    """The rows of the first table whose head begins with these words, without the head."""
    return next(tables(document, *heads))


def tables(document: Doc, *heads: str) -> Iterator[list[list[str]]]:
    """The rows of every table whose head begins with these words, without the head."""
    for table in document.tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if rows[0][: len(heads)] == list(heads):
            yield rows[1:]


def text(document: Doc) -> str:
    """All words outside tables."""
    return "\n".join(paragraph.text for paragraph in document.paragraphs)
