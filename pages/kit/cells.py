"""Cells in which an indicator is told: value and verdict, bar, years, change, the schools one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from pages.kit import said
from pages.kit.choice import Choice
from pages.kit.grid import Bar, Cell, Column, Line, Row, Strip
from pages.kit.marks import mark_of
from pages.kit.words import Words
from queries import written

#: From how many cases on a share is more than its parts.
FEW = 3


def value(row: Row, words: Words) -> Cell:
    """The value, and below it how it stands against its target, or why there is none."""
    mark, text = mark_of(row), words.measured(row)
    word = words.text(mark.word) if row["status"] or not text else ""
    word = " · ".join(filter(None, (word, said.unsettled(row, words))))
    return Cell(text, mark if word else None, word)


def moved(row: Row, words: Words) -> str:
    """+7,0 điểm; of one school that either has or has not: từ chưa thành có."""
    if row["change"] in ("up", "down") and written.is_of_one(row):
        return written.turned(row["change"], words.lang)
    if tells_too_little(row):
        return ""
    return words.points(row["difference"], row["unit"])


def indicators(
    rows: Sequence[Row],
    choice: Choice,
    words: Words,
    under: Callable[[Row], str],
    *,
    title: str = "",
    large: bool = False,
) -> list[Column]:
    """What is told of indicators: name, value and verdict, bar, years.

    `rows` answer pages/indicator_years, `under` says what stands in small below a name.
    """
    years, low = by_year(rows), foot(rows)
    return [
        Column(
            title or words.text("Indicator"),
            lambda row: Cell(row["title"], note=under(row)),
            opens=lambda row: str(row["indicator"]),
        ),
        Column(words.years(choice.years), lambda row: value(row, words), lead=True, large=large),
        Column(words.text("Confirmed · still possible"), bar, plain=True),
        Column(span(next(iter(years.values()))), lambda row: line(years[row["indicator"]], low), plain=True),
    ]


def compared(choice: Choice, words: Words) -> list[Column]:
    """The column of changes since the year of comparison, where there is one."""
    if choice.against is None:
        return []
    title = words.text("Compared with {year}", year=choice.against)
    return [Column(title, lambda row: moved(row, words), numeric=True)]


def tells_too_little(row: Row) -> bool:
    """Whether a share is one school's and of one or two cases: as a change in points it says nothing."""
    return row["subjects"] == 1 and row["unit"] == "percent" and (row["denominator"] or 0) < FEW


def under(row: Row, parts: str, words: Words) -> str:
    """In small below an indicator's name: I.2.4 · mức của huyện 100% · 22 có · 3 chưa."""
    target = said.target(row, words) if row["target"] is not None else ""
    return " · ".join(filter(None, (row["plan"], target, parts)))


def bar(row: Row) -> Cell:
    """What is confirmed and what may still come, of a share; of a masked one its range."""
    confirmed = row["value"] if row["value"] is not None else row["value_least"]
    possible = row["upper"] if row["value"] is not None else row["value_most"]
    if confirmed is None or row["unit"] != "percent":
        return Cell("")
    tint = mark_of(row).tint
    return Cell("", figure=Bar(_share(confirmed) or 0.0, _share(possible), _share(row["target"]), tint))


def _share(value: float | None) -> float | None:
    return None if value is None else min(max(value / 100, 0.0), 1.0)


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


def goals(plan: Sequence[Row]) -> list[Column]:
    """A column of marks per goal, for lines of one row per indicator; `plan` answers pages/goals."""
    return [Column(goal["paragraph"], partial(_goal, goal["indicator"])) for goal in plan]


def _goal(indicator: str, line: Row) -> Cell:
    return Cell("", mark_of(line[indicator])) if indicator in line else Cell("")


def span(years: Sequence[Row]) -> str:
    """The heading over years: 2021*–2025; of a plan in its first year that year alone."""
    return "–".join(dict.fromkeys(said.starred(row) for row in (*years[:1], *years[-1:])))


def foot(rows: Iterable[Row]) -> float:
    """Where the lines of shares begin, so that they can be compared: the lowest value, to ten below."""
    values = [row["value"] for row in rows if row["value"] is not None and row["unit"] == "percent"]
    return max(0.0, (min(values, default=50.0) // 10 - 1) * 10)


def line(years: Sequence[Row], low: float) -> Cell:
    """The value in every year: shares from `low` to 100, all else from 0 to its highest."""
    values = [row["value"] for row in years]
    known = [value for value in values if value is not None]
    if not known:
        return Cell("")
    last = years[-1]
    low, top = (low, 100.0) if last["unit"] == "percent" else (0.0, max(known) or 1.0)

    def height(value: float | None) -> float | None:
        return None if value is None else min(max((value - low) / (top - low), 0.0), 1.0)

    figure = Line(
        tuple(height(value) for value in values),
        tuple(row["partial"] for row in years),
        height(last["target"]),
        dashed=last["target_source"] != "plan",
        tint=mark_of(last).tint,
    )
    return Cell("", figure=figure)


def strip(marks: Sequence[Row], words: Words) -> Cell:
    """One mark per school, from the lowest to the highest, or per some schools; `marks` of pages/strips."""
    if not marks:
        return Cell("")
    return Cell("", figure=Strip(tuple(_mark(row, words) for row in marks)))


def _mark(row: Row, words: Words) -> tuple[float, str, bool, str, str]:
    mark = mark_of(row)
    who = row["school"] or words.text("{schools} schools", schools=words.number(row["schools"]))
    what = words.own(row) or words.text(mark.word)
    hollow = row["state"] != "value"
    return (1.0 if hollow else row["height"]), mark.tint, hollow, f"{who}: {what}", row["school_id"] or ""
