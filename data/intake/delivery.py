"""The result of reading: files as sheets of text cells, each row with its row number."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

import pyarrow as pa

from data.problems import Problem


@dataclass(frozen=True)
class Book:
    """The sender of a workbook: one school for one year, or the office.

    `guide` is the title of the sheet that names the sender; `rows` are its rows with school id and year.
    """

    kind: Literal["school", "office"]
    school_id: str = ""
    year: int = 0
    guide: str = field(default="", compare=False)
    rows: tuple[int, int] = field(default=(0, 0), compare=False)


@dataclass(frozen=True)
class CsvText:
    """A CSV that DuckDB can read by itself: known to be UTF-8 with even rows."""

    path: Path
    delimiter: str


@dataclass(frozen=True)
class Sheet:
    """One table's rows from one file.

    `title` is the sheet's name as the sender sees it ("" for a CSV). `headers` maps each
    contract column in the sheet to the header text as written, in file order. `rows` is either an
    Arrow table of strings with the columns of `headers` and an int32 column `_row` (the row
    number a spreadsheet shows), or a CSV that holds the same below its header. `noted` are the cells, by
    row and column, that already have a problem: they are empty here.
    """

    table: str
    title: str
    headers: dict[str, str]
    rows: pa.Table | CsvText
    noted: frozenset[tuple[int, str]] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether a workbook's sheet has no row; a CSV always replaces its whole table."""
        return isinstance(self.rows, pa.Table) and self.rows.num_rows == 0


@dataclass(frozen=True)
class FileRead:
    """One file after reading: its `name` for the sender, content hash, sheets, problems.

    `book` is None for CSVs and for workbooks that do not name their sender: those replace whole
    tables. A file with problems may still carry the sheets that could be read.

    `received` is the day on which the office received it, when that was given with the file.
    `contract` is the version of the contract under which the file was published before,
    "" for a new file.
    """

    path: Path
    name: str
    sha256: str
    book: Book | None
    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...]
    received: date | None = None
    contract: str = ""
