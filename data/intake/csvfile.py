"""Reads CSVs: checks the encoding, the table named by the file, and that all rows are even."""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa

from data.contract import TABLES, Column, Table
from data.intake.delivery import CsvText, Sheet
from data.intake.encodings import legacy_page
from data.intake.findings import Findings, RefusedError
from data.intake.headers import HeaderRow, check_headers
from data.intake.marks import column_letters
from data.intake.staging import CsvHeader, count_rows, read_header
from data.intake.words import clean, fold, nearest, shown

#: 260,000 schools' five years of activities are 1,700 MB.
MAX_FILE = 2**32
_BLOCK = 2**22
#: Far above any honest row: a file with a longer line is not a table.
_MAX_LINE = 2**20
_BATCH = 50_000

_OTHER_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


def read_csv(path: Path, findings: Findings) -> tuple[str, Sheet | None]:
    """The file's SHA-256 and the table that it is named after; problems go to `findings`.

    OSError from the disk.
    """
    survey = _survey(path)
    table = TABLES.get(fold(path.stem))
    if table is None:
        near = nearest(path.stem, list(TABLES))
        findings.add("unknown_table", actual=shown(path.stem), expected=near)
    if survey.refused is not None:
        findings.refuse(survey.refused, row=survey.line)
    if table is None or survey.refused is not None:
        return survey.sha256, None
    return survey.sha256, _read_table(path, table, survey, findings)


@dataclass
class _Survey:
    r"""The result of one pass over the bytes.

    `refused` and `line` say why and where the file is not UTF-8 text; `feeds`, `returns` and `pairs`
    count \n, \r and \r\n, and `lines` counts lines, the last one also when nothing ends it.
    """

    sha256: str = ""
    refused: RefusedError | None = None
    line: int = 0
    feeds: int = 0
    returns: int = 0
    pairs: int = 0
    lines: int = 0

    @property
    def ends_alike(self) -> bool:
        """Whether all lines end in the same way."""
        return self.returns == 0 or self.feeds == self.returns == self.pairs


def _survey(path: Path) -> _Survey:
    survey, digest = _Survey(), hashlib.sha256()
    with path.open("rb") as file:
        # Each block ends with a line: no letter and no pair of line ends is cut in two.
        while block := file.read(_BLOCK) + file.readline(_MAX_LINE):
            first = file.tell() == len(block)
            digest.update(block)
            if survey.refused is None:
                _look_at(block.removeprefix(codecs.BOM_UTF8) if first else block, first, survey)
    survey.sha256 = digest.hexdigest()
    return survey


def _look_at(block: bytes, first: bool, survey: _Survey) -> None:
    survey.refused = _refusal(block, first)
    if survey.refused is not None:
        survey.line = survey.feeds + int(str(survey.refused.values.pop("line", "0")))
    survey.feeds += block.count(b"\n")
    survey.lines = survey.feeds + (not block.endswith(b"\n"))
    if b"\r" in block:
        survey.returns += block.count(b"\r")
        survey.pairs += block.count(b"\r\n")


def _refusal(block: bytes, first: bool) -> RefusedError | None:
    """Why the block is not UTF-8 text; `line` in the values counts from the start of the block."""
    for mark, name in _OTHER_MARKS.items():
        if first and block.startswith(mark):
            return RefusedError("utf16", actual=name)
    nul = block.find(b"\0")
    if nul >= 0:
        return RefusedError("nul_byte", line=_line(block, nul))
    try:
        if not block.isascii():
            block.decode("utf-8")
    except UnicodeDecodeError as error:
        line = _line(block, error.start)
        page = legacy_page(block[error.start : error.start + 2**16])
        if page is None:
            return RefusedError("not_utf8", line=line, actual=f"0x{block[error.start]:02X}")
        return RefusedError("legacy_encoding", line=line, actual=page)
    if len(block) == _BLOCK + _MAX_LINE and not block.endswith(b"\n"):
        return RefusedError("long_line", line=_line(block, len(block) - 1))
    return None


def _line(block: bytes, at: int) -> str:
    return str(block.count(b"\n", 0, at) + 1)


def _read_table(path: Path, table: Table, survey: _Survey, findings: Findings) -> Sheet | None:
    text = read_header(path, table.name)
    header = HeaderRow(table, "", text.row, text.cells)
    check_headers(header, (), findings)
    places = header.places()
    if not places:
        return None
    headers = {column.name: header.header(position) for position, column in places.items()}
    if _is_plain(path, text, table, survey):
        return Sheet(table.name, "", headers, CsvText(path, text.delimiter))
    rows = _RowScan(header, places, findings).read(path, text.delimiter)
    return Sheet(table.name, "", headers, rows)


def _is_plain(path: Path, header: CsvHeader, table: Table, survey: _Survey) -> bool:
    """Whether DuckDB reads every line as one even row, so that its row numbers are right.

    False when a line is blank, ragged, or ends within a cell, and for *, ? or [ in the
    path, which DuckDB reads as patterns.
    """
    if not survey.ends_alike or not all(map(clean, header.cells)) or set("*?[") & set(str(path)):
        return False
    return count_rows(path, header, table.name) == survey.lines - 1


@dataclass
class _RowScan:
    """Reads files row by row that DuckDB refuses or numbers differently, and notes each bad row."""

    header: HeaderRow
    places: Mapping[int, Column]
    findings: Findings

    def read(self, path: Path, delimiter: str) -> pa.Table:
        """All even rows, as text with their row numbers."""
        with path.open(encoding="utf-8-sig", newline="") as file:
            records = csv.reader(file, delimiter=delimiter, strict=True)
            batches = [self._batch(rows) for rows in _batches(self._even_rows(records))]
        return pa.concat_tables([self._batch([]), *batches])

    def _even_rows(self, records: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
        number = 0
        headless = {i for i, text in enumerate(self.header.texts) if not clean(text)}
        try:
            for number, cells in enumerate(records, 1):
                if number <= self.header.row or not any(map(clean, cells)):
                    continue
                if self._is_even(number, cells):
                    for position in [at for at in headless if clean(cells[at])]:
                        headless.discard(position)
                        letters = column_letters(position + 1)
                        self.findings.add("no_column_header", "", number, letters, actual=letters)
                    yield number, cells
        except csv.Error:
            self.findings.add("broken_quotes", "", number + 1)

    def _is_even(self, number: int, cells: list[str]) -> bool:
        """Whether the row has a cell for each header and nothing beyond."""
        width = len(self.header.texts)
        if len(cells) >= width and not any(map(clean, cells[width:])):
            return True
        self.findings.add("uneven_row", "", number, actual=str(len(cells)), expected=str(width))
        return False

    def _batch(self, rows: Sequence[tuple[int, list[str]]]) -> pa.Table:
        numbers = pa.array([number for number, _ in rows], pa.int32())
        texts = {
            column.name: pa.array([clean(cells[at]) or None for _, cells in rows], pa.string())
            for at, column in self.places.items()
        }
        return pa.table({"_row": numbers} | texts)


def _batches(
    rows: Iterable[tuple[int, list[str]]],
) -> Iterator[list[tuple[int, list[str]]]]:
    rows = iter(rows)
    while batch := list(islice(rows, _BATCH)):
        yield batch
