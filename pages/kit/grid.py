"""What a table is made of: columns, cells and figures, and the JSON of it that kit/table.js draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pages.kit import inert
from pages.kit.marks import Mark, mark_of
from pages.kit.words import Words

#: One line of a table: a row of an answer, or what a page made of several.
Row = Mapping[Any, Any]
#: How many rows reach the browser at most: more are not read on a screen. A file holds all.
MOST = 1000
#: How many rows stand on screen before "more" is pressed, unless a page says otherwise.
FIRST = 100


@dataclass(frozen=True)
class Bar:
    """A bar from 0 to 1: what is confirmed, up to where it may still reach, and the target."""

    confirmed: float
    possible: float | None = None
    target: float | None = None
    tint: str = "gray"


@dataclass(frozen=True)
class Line:
    """Values from 0 to 1 in a row of years (None: not known), the last one marked, and the target.

    `hollow` says which years are parts of a year.
    """

    values: tuple[float | None, ...]
    hollow: tuple[bool, ...] = ()
    target: float | None = None
    dashed: bool = False
    tint: str = "gray"


@dataclass(frozen=True)
class Strip:
    """Small marks side by side: height from 0 to 1, colour, whether hollow, what it is, and a school's id."""

    marks: tuple[tuple[float, str, bool, str, str], ...]


@dataclass(frozen=True)
class Names:
    """Names under a heading with its mark; each opens the school of its id, "" for none."""

    mark: Mark
    title: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Cell:
    """A cell that is more than a text: its mark (below it where it has a `word`), a small line, a figure."""

    text: str
    mark: Mark | None = None
    word: str = ""
    note: str = ""
    figure: Bar | Line | Strip | None = None

    def data(self) -> dict[str, Any]:
        """The cell as the browser reads it: only what it has."""
        found: dict[str, Any] = {"text": inert.as_text(self.text)}
        if self.mark:
            found["mark"] = [self.mark.shape, self.mark.tint, self.word]
        if self.note:
            found["note"] = inert.as_text(self.note)
        if isinstance(self.figure, Bar):
            bar = self.figure
            found["bar"] = [bar.confirmed, bar.possible, bar.target, bar.tint]
        elif isinstance(self.figure, Line):
            line = self.figure
            found["line"] = [line.values, line.hollow, line.target, line.dashed, line.tint]
        elif self.figure:
            marks = self.figure.marks
            found["strip"] = [[*mark[:3], inert.as_text(mark[3]), mark[4]] for mark in marks]
        return found


@dataclass(frozen=True)
class Column:
    """One column: its heading, what a row shows in it, and how it behaves.

    `opens` gives the id of what a click on the cell opens, "" for nothing. On a phone a card begins with the
    first column and those that `lead`. A `plain` column holds figures only, and does not sort.
    """

    title: str
    content: Callable[[Any], str | Cell | None]
    numeric: bool = False
    opens: Callable[[Any], str] | None = None
    lead: bool = False
    large: bool = False
    plain: bool = False


#: What a page names of a table: a column as its question declares it, or what is special to the page.
Columns = Sequence[Column | str]


def school_id(row: Row) -> str:
    """What a school's name opens: its profile. The office has none."""
    found = row.get("school_id") or ""
    return "" if found == "office" else str(found)


def status(row: Row, words: Words) -> Cell:
    """How the row's value stands, as shape and word in their colour: ● Đạt."""
    mark = mark_of(row)
    return Cell("", mark, words.text(mark.word))


def data(
    columns: Sequence[Column],
    rows: Sequence[Any],
    words: Words,
    *,
    alt: str,
    group: Callable[[Any], str] | None = None,
    first: int = FIRST,
    paper: int = 0,
    details: Mapping[int, tuple[Sequence[Names], str]] | None = None,
) -> dict[str, Any]:
    """The first MOST rows in `columns`, as kit/table.js reads them.

    `alt` says the table's point and is read aloud before it; `first` rows stand there before "more" is
    pressed, and `paper` of them on paper (0: all). `details` are shown below the rows of these places: names,
    and a line of text. `group` gives the heading under which a row stands, for rows that come in the order of
    their headings; such a table does not sort.
    """
    drawn = rows[:MOST]
    left = len(rows) - paper if paper else 0
    return {
        "caption": inert.as_text(alt),
        "lang": words.lang,
        "first": first,
        "paper": paper,
        "cut": words.text("and {rows} more", rows=words.number(left)) if left > 0 else "",
        "more": words.text("More"),
        "columns": [_heading(column) for column in columns],
        "rows": [[_cell(column.content(row)) for column in columns] for row in drawn],
        "opens": [[column.opens(row) for row in drawn] for column in columns if column.opens],
        "details": _details(details or {}),
        "groups": [inert.as_text(group(row)) for row in drawn] if group else [],
    }


def rest(rows: Sequence[Any], words: Words, total: int = 0) -> str:
    """How many of all rows (`total`, where not all are given) are drawn; "" where all are."""
    total = total or len(rows)
    if total <= MOST:
        return ""
    return words.text(
        "The first {shown} of {all} rows. The files hold them all.",
        shown=words.number(MOST),
        all=words.number(total),
    )


def _details(details: Mapping[int, tuple[Sequence[Names], str]]) -> dict[int, dict[str, Any]]:
    return {
        place: {
            "lists": [
                {
                    "mark": [of.mark.shape, of.mark.tint, of.title],
                    "names": [[inert.as_text(text), school] for text, school in of.names],
                }
                for of in lists
            ],
            "text": inert.as_text(text),
        }
        for place, (lists, text) in details.items()
    }


def _heading(column: Column) -> dict[str, Any]:
    flags = {
        "numeric": column.numeric,
        "opens": bool(column.opens),
        "lead": column.lead,
        "large": column.large,
        "plain": column.plain,
    }
    return {"title": column.title, **{name: True for name, flag in flags.items() if flag}}


def _cell(content: str | Cell | None) -> str | dict[str, Any]:
    return content.data() if isinstance(content, Cell) else inert.as_text(content or "")
