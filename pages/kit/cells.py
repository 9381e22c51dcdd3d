"""What a table is made of: columns, cells and figures in them, and the JSON of it that table.js draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from pages.kit import inert, phrases
from pages.kit.choice import Choice, starred
from pages.kit.marks import Mark, legend, mark_of
from pages.kit.words import N_, Words
from queries import question, written
from queries.columns import Declared
from queries.ranges import standing

#: One line of a table: a row of an answer, or what a page made of several.
Row = Mapping[Any, Any]
#: A list of up to so many rows reaches the browser whole, which sorts it; of a longer one only the first
#: SHORT do, for more are not read on a screen. A file holds all.
MOST, SHORT = 1000, 100
#: How many rows stand on screen before "more" is pressed, unless a page says otherwise.
FIRST = 100
#: Kinds whose values stand at the right.
_NUMERIC = ("count", "number", "percent", "share", "money", "measured", "day", "moment")


#: What the browser draws a table by.
CSS, JS = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("table.css", "table.js"))
_CARDS = CSS[CSS.index("@container") : CSS.index(".cut")]
CSS += _CARDS.replace("400px", "520px").replace(".cards", ".wide")


class Bar(NamedTuple):
    """A bar from 0 to 1: what is confirmed, up to where it may still reach, and the target."""

    confirmed: float
    possible: float | None = None
    target: float | None = None
    tint: str = "gray"


class Line(NamedTuple):
    """Values from 0 to 1 in a row of years (None: not known), the one at `place` marked, and the target.

    `hollow` says which years are parts of a year.
    """

    values: tuple[float | None, ...]
    hollow: tuple[bool, ...] = ()
    target: float | None = None
    dashed: bool = False
    tint: str = "gray"
    place: int = -1


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

    def data(self) -> dict[str, Any]:
        """The names as the browser reads them."""
        names = [[inert.as_text(text), school] for text, school in self.names]
        return {"mark": [self.mark.shape, self.mark.tint, self.title], "names": names}


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
        cell: dict[str, Any] = {"text": inert.as_text(self.text)}
        if self.mark:
            cell["mark"] = [self.mark.shape, self.mark.tint, self.word]
        if self.note:
            cell["note"] = inert.as_text(self.note)
        if isinstance(self.figure, Strip):
            cell["strip"] = [(*mark[:3], inert.as_text(mark[3]), mark[4]) for mark in self.figure.marks]
        elif self.figure:
            cell["bar" if isinstance(self.figure, Bar) else "line"] = self.figure
        return cell


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


def data(
    columns: Sequence[Column],
    rows: Sequence[Any],
    words: Words,
    *,
    alt: str,
    group: Callable[[Any], str] | None = None,
    first: int = FIRST,
    paper: int = 0,
    below: str = "",
    details: Mapping[int, tuple[Sequence[Names], str]] | None = None,
) -> dict[str, Any]:
    """The rows that reach the screen in `columns`, as table.js reads them.

    `alt` says the table's point and is read aloud before it; `first` rows stand there before "more" is
    pressed, and `paper` of them on paper (0: all). `below` stands in small under the table. `details` are
    shown below the rows of these places: names, and a line of text. `group` gives the heading under which a
    row stands, for rows that come in the order of their headings; such a table does not sort.
    """
    drawn = rows[: on_screen(len(rows))]
    left = len(rows) - paper if paper else 0
    flags = ("numeric", "opens", "lead", "large", "plain")
    return {
        "caption": inert.as_text(alt),
        "lang": words.lang,
        "first": first,
        "paper": paper,
        "cut": words.text("and {rows} more", rows=words.number(left)) if left > 0 else "",
        "more": words.text("More"),
        "below": inert.as_text(below),
        "columns": [
            {"title": inert.as_text(column.title), **{flag: True for flag in flags if getattr(column, flag)}}
            for column in columns
        ],
        "rows": [[_data(column.content(row)) for column in columns] for row in drawn],
        "opens": [[column.opens(row) for row in drawn] for column in columns if column.opens],
        "details": {
            place: {"lists": [of.data() for of in lists], "text": inert.as_text(text)}
            for place, (lists, text) in (details or {}).items()
        },
        "groups": [inert.as_text(group(row)) for row in drawn] if group else [],
    }


def _data(content: str | Cell | None) -> str | dict[str, Any]:
    return content.data() if isinstance(content, Cell) else inert.as_text(content or "")


def on_screen(rows: int) -> int:
    """How many of so many rows reach the screen."""
    return rows if rows <= MOST else SHORT


def rest(total: int, words: Words) -> str:
    """How many of so many rows reach the screen, in words; "" where all do."""
    shown, text = on_screen(total), N_("The first {shown} of {all} rows. The files hold them all.")
    if shown == total:
        return ""
    return words.text(text, shown=words.number(shown), all=words.number(total))


def declared_columns(columns: Columns, questions: Sequence[str], words: Words) -> list[Column]:
    """The columns of a table; one that is named only, as the first question that has it declares it."""
    known = {column.name: column for name in reversed(questions) for column in question(name).columns}
    return [declared(known[column], words) if isinstance(column, str) else column for column in columns]


def declared(column: Declared, words: Words) -> Column:
    """The column for a table; a school's name opens its page."""
    opens = school_id if column.name == "school" else None
    title = column.title.in_language(words.lang)
    return Column(title, lambda row: _written(column, row, words), column.kind in _NUMERIC, opens)


def _written(column: Declared, row: Row, words: Words) -> str:
    value: Any = row[column.name]
    if value is None:
        return ""
    match column.kind:
        case "count":
            return words.number(value)
        case "number":
            return words.number(value, column.decimals)
        case "share":
            return words.percent(100 * value)
        case "money":
            return words.amount(value, "vnd")
        case "measured":
            return words.amount(value, row["unit"])
        case "percent" | "year" | "month" | "day" | "moment":
            text: str = getattr(words, column.kind)(value)
            return text
        case "code":
            return column.allowed[value].in_language(words.lang) if value else ""
        case "list":
            return "; ".join(value)
        case "yes_no":
            return words.text("yes") if value else words.text("no")
    return str(value)


def school_id(row: Row) -> str:
    """What a school's name opens: its profile. The office has none."""
    school = row.get("school_id") or ""
    return "" if school == "office" else str(school)


def status(row: Row, words: Words) -> Cell:
    """How the row's value stands, as shape and word in their colour: ● Đạt."""
    return named(mark_of(row), words)


def named(mark: Mark, words: Words) -> Cell:
    """A mark with its word."""
    return Cell("", mark, mark.name(words))


def value(row: Row, words: Words) -> Cell:
    """The value, and below it how it stands against its target, or why there is none."""
    mark, text = mark_of(row), phrases.measured(row, words)
    word = mark.name(words) if standing(row) or not text else ""
    word = phrases.joined(word, phrases.unsettled(row, words))
    return Cell(text, mark if word else None, word)


def moved(row: Row, words: Words) -> str:
    """+7,0 điểm; of one school that either has or has not: từ chưa thành có."""
    if row["change"] in ("up", "down") and written.is_of_one(row):
        return written.turned(row["change"], words.lang)
    return "" if phrases.tells_too_little(row) else words.points(row["difference"], row["unit"])


def indicators(
    rows: Sequence[Row],
    choice: Choice,
    words: Words,
    note: Callable[[Row], str] | None = None,
    *,
    title: str = "",
    large: bool = False,
) -> list[Column]:
    """What is told of indicators: name, value and verdict, bar, years.

    `rows` answer `indicator_years`, `note` says what stands in small below a name.
    """
    years, low = by_year(rows), foot(rows)

    def over_years(row: Row) -> Cell:
        return line(years[row["indicator"]], low, choice.year)

    return [
        indicator(
            title or words.text("Indicator"),
            note or (lambda row: under(row, phrases.parts(row, words), words)),
        ),
        Column(phrases.pooled(choice, words), lambda row: value(row, words), lead=True, large=large),
        Column(words.text("Confirmed · still possible"), bar, plain=True),
        Column(span(next(iter(years.values()))), over_years, plain=True),
    ]


def indicator(title: str, note: Callable[[Row], str]) -> Column:
    """The name of a row's indicator, which opens it; `note` says what stands in small below it."""
    return Column(
        title, lambda row: Cell(row["title"], note=note(row)), opens=lambda row: str(row["indicator"])
    )


def compared(choice: Choice, words: Words) -> list[Column]:
    """The column of changes since the year of comparison, where there is one."""
    if choice.against is None:
        return []
    title = words.text("Compared with {year}", year=choice.named(choice.against))
    return [Column(title, lambda row: moved(row, words), numeric=True)]


def under(row: Row, parts: str, words: Words) -> str:
    """In small below an indicator's name: I.2.4 · mức của huyện 100% · 22 có · 3 chưa."""
    target = phrases.target(row, words) if row["target"] is not None else ""
    return phrases.joined(row["plan"], target, parts)


def bar(row: Row) -> Cell:
    """What is confirmed and what may still come, of a share; of a masked one its range."""
    least, most = ("value_least", "value_most") if row["value"] is None else ("value", "upper")
    if row[least] is None or row["unit"] != "percent":
        return Cell("")
    confirmed, possible, target = (_place(row[of], 0.0, 100.0) for of in (least, most, "target"))
    return Cell("", figure=Bar(confirmed or 0.0, possible, target, mark_of(row).tint))


def by_year(rows: Iterable[Row], of: str = "indicator") -> dict[str, list[Row]]:
    """The years of each indicator (or of what `of` names) in their order, without the row of all together."""
    years: dict[str, list[Row]] = {}
    for row in rows:
        if row["year"] is not None:
            years.setdefault(row[of], []).append(row)
    return years


def lines(rows: Iterable[Row], *by: str, across: str) -> list[Row]:
    """One line for all rows that are the same in `by`: its row of every `across`."""
    grouped: dict[tuple[object, ...], dict[object, Row]] = {}
    for row in rows:
        grouped.setdefault(tuple(row[name] for name in by), {})[row[across]] = row
    return list(grouped.values())


def common(line: Row) -> Row:
    """What is the same in all rows of a line."""
    return next(iter(line.values()))


def school_of_line(words: Words) -> Column:
    """The name of the school whose rows a line holds; it opens the school's page."""
    title = words.text("School")
    return Column(title, lambda line: common(line)["school"], opens=lambda line: school_id(common(line)))


def school_or_office(words: Words) -> Column:
    """The name of a case's school, which opens its page; the office's for a case that is its own."""
    office = words.text("Education office")
    return Column(words.text("School"), lambda row: row["school"] or office, opens=school_id)


def goals(plan: Sequence[Row]) -> list[Column]:
    """A column of marks per goal, for lines of one row per indicator; `plan` answers `goals`."""
    return [Column(goal["paragraph"], partial(_goal, goal["indicator"])) for goal in plan]


def marks(answer: pa.Table, words: Words) -> str:
    """The legend of the marks that an answer with `status` and `state` comes to."""
    rows = inert.rows(answer.group_by(["status", "state"]).aggregate([]))
    return legend({row["status"] or row["state"] for row in rows}, words)


def _goal(indicator: str, line: Row) -> Cell:
    return Cell("", mark_of(line[indicator])) if indicator in line else Cell("")


def span(years: Sequence[Row]) -> str:
    """The heading over years: 2021*–2025; of a plan in its first year that year alone."""
    return "–".join(dict.fromkeys(starred(row) for row in (*years[:1], *years[-1:])))


def foot(rows: Iterable[Row]) -> float:
    """Where the lines of shares begin, so that they can be compared: the lowest value, to ten below."""
    values = [row["value"] for row in rows if row["value"] is not None and row["unit"] == "percent"]
    return max(0.0, (min(values, default=50.0) // 10 - 1) * 10)


def line(years: Sequence[Row], low: float, year: int) -> Cell:
    """The value in every year, that of `year` marked: shares from `low` to 100, all else from 0 up."""
    values = [row["value"] for row in years]
    place = next((place for place, row in enumerate(years) if row["year"] == year), len(years) - 1)
    marked = years[place]
    if all(value is None for value in values):
        return Cell("")
    top = 100.0
    if marked["unit"] != "percent":
        low, top = 0.0, max(value for value in values if value is not None) or 1.0
    figure = Line(
        tuple(_place(value, low, top) for value in values),
        tuple(row["partial"] for row in years),
        _place(marked["target"], low, top),
        dashed=marked["target_source"] != "plan",
        tint=mark_of(marked).tint,
        place=place,
    )
    return Cell("", figure=figure)


def _place(value: float | None, low: float, top: float) -> float | None:
    """Where a value lies between two others, from 0 to 1."""
    return None if value is None else min(max((value - low) / (top - low), 0.0), 1.0)


def strip(marks: Sequence[Row], words: Words) -> Cell:
    """One mark per school, from the lowest to the highest, or per some schools; `marks` of `strips`."""
    return Cell("", figure=Strip(tuple(_mark(row, words) for row in marks)) if marks else None)


def _mark(row: Row, words: Words) -> tuple[float, str, bool, str, str]:
    mark = mark_of(row)
    who = row["school"] or words.text("{schools} schools", schools=words.number(row["schools"]))
    what = words.own(row) or mark.name(words)
    hollow = row["state"] != "value"
    return (1.0 if hollow else row["height"]), mark.tint, hollow, f"{who}: {what}", row["school_id"] or ""
