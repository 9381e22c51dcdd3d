"""The origin of staged rows: from a sheet number to file, sheet and header as the sender wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.contract import TABLES
from data.intake.delivery import FileRead, Sheet
from data.intake.findings import LIMIT
from data.problems import Problem
from data.words import HOME, Label


@dataclass
class Places:
    """Every sheet read so far, by its number."""

    _sheets: list[tuple[FileRead, Sheet]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._sheets)

    def books(self, since: int) -> list[int]:
        """The numbers, from `since` on, of the sheets that came in a school's or the office's workbook."""
        return [n for n, (file, _) in enumerate(self._sheets) if n >= since and file.book is not None]

    def add(self, file: FileRead, sheet: Sheet) -> int:
        """Remember one sheet; returns the number that its rows carry in `_sheet`."""
        self._sheets.append((file, sheet))
        return len(self._sheets) - 1

    def problem(
        self, code: str, sheet: int, row: int, column: str, values: Mapping[str, str | Label]
    ) -> Problem:
        """A problem in one staged cell, placed as the sender sees it."""
        file, read = self._sheets[sheet]
        header = read.headers.get(column) or TABLES[read.table].column(column).label.in_language(HOME)
        return Problem(code, file.name, read.title, row, header, values, file.contract)

    def more(self, sheet: int, count: int) -> list[Problem]:
        """The problem that counts the rows beyond LIMIT, placed in the file of this sheet; none within it."""
        if count <= LIMIT:
            return []
        file, _ = self._sheets[sheet]
        return [Problem("more_problems", file.name, values={"actual": str(count - LIMIT)})]

    def spot(self, sheet: int, row: int) -> str:
        """A place as "file · sheet · row", for use inside a message."""
        file, read = self._sheets[sheet]
        return " · ".join(part for part in (file.name, read.title, str(row or "")) if part)

    def last_of(self, table: str) -> tuple[FileRead, Sheet] | None:
        """The sheet of this table that was read last, with its file."""
        return next((read for read in reversed(self._sheets) if read[1].table == table), None)

    def files(self) -> list[FileRead]:
        """Every file that a sheet came from, once each."""
        return list({id(file): file for file, _ in self._sheets}.values())

    def of_file(self, file: FileRead) -> list[int]:
        """The numbers of the sheets that came in this file."""
        return [number for number, (other, _) in enumerate(self._sheets) if other is file]

    def school_books(self) -> list[tuple[int, str, int]]:
        """(sheet number, school, year) of every sheet that came in one school's workbook."""
        return [
            (number, file.book.school_id, file.book.year)
            for number, (file, _) in enumerate(self._sheets)
            if file.book is not None and file.book.kind == "school"
        ]
