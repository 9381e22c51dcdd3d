"""Notes where a sheet looks different from its data: merged cells, hidden and struck-through rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from data.contract import Column
from data.intake.cells import Value, is_empty
from data.intake.findings import Findings
from data.intake.headers import HeaderRow
from data.intake.marks import Marks, Range, column_letters

#: The most runs of rows that a message lists.
_NAMED = 12


@dataclass(frozen=True)
class Look:
    """One sheet below its header: `rows` are all rows, `numbers` the numbers of those with data."""

    header: HeaderRow
    places: Mapping[int, Column]
    marks: Marks
    hidden: bool
    rows: Sequence[Sequence[Value]]
    numbers: Sequence[int]


def note_merged(look: Look, findings: Findings) -> Iterator[tuple[int, str]]:
    """Note every merged range with a value of the table; yields its cells as (row, column's name).

    Only the first cell of a range has the value: the others read as empty.
    """
    first_row = look.header.row + 1
    for merged in look.marks.merged:
        (top, left), (bottom, right) = merged
        covered = [at for at in look.places if left - 1 <= at <= right - 1]
        if merged[0] == merged[1] or bottom < first_row or not covered or not _holds_a_value(look, merged):
            continue
        place = look.header.sheet, max(top, first_row), look.header.header(covered[0])
        findings.add("merged_cells", *place, actual=_letters(merged))
        for row in range(max(top, first_row), min(bottom, look.header.row + len(look.rows)) + 1):
            yield from ((row, look.places[at].name) for at in covered)


def note_unseen(look: Look, findings: Findings) -> None:
    """Note rows, columns and sheets that are hidden, and rows that are struck through."""
    positions = [at + 1 for at in look.places]
    if look.hidden and look.numbers:
        findings.add("hidden_sheet", look.header.sheet, actual=str(len(look.numbers)))
    _note_rows(look, findings, "hidden_rows", lambda row: row in look.marks.hidden_rows)
    struck = {row for row, column in look.marks.struck if column in positions}
    _note_rows(look, findings, "struck_rows", lambda row: row in struck)
    for at in look.places:
        if any(first <= at + 1 <= last for first, last in look.marks.hidden_columns):
            filled = [row for row in look.numbers if not is_empty(look.rows[row - look.header.row - 1][at])]
            if filled:
                header = look.header.header(at)
                findings.add("hidden_column", look.header.sheet, filled[0], header, actual=str(len(filled)))


def _holds_a_value(look: Look, merged: Range) -> bool:
    (top, left), _ = merged
    if top <= look.header.row:
        return True
    row = top - look.header.row - 1
    if row >= len(look.rows) or left > len(look.rows[row]):
        return False
    return not is_empty(look.rows[row][left - 1]) or look.marks.is_formula(top, left)


def _note_rows(look: Look, findings: Findings, code: str, unseen: Callable[[int], bool]) -> None:
    rows = [row for row in look.numbers if unseen(row)]
    if rows:
        findings.add(code, look.header.sheet, rows[0], actual=str(len(rows)), rows=_runs(rows))


def _runs(rows: Sequence[int]) -> str:
    """3, 5–9."""
    numbered = groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0])
    runs = [[row for _, row in run] for _, run in numbered]
    named = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return ", ".join([*named[:_NAMED], *(["…"] if len(named) > _NAMED else [])])


def _letters(cells: Range) -> str:
    return ":".join(f"{column_letters(column)}{row}" for row, column in cells)
