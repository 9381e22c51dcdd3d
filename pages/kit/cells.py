"""Cells in which an indicator is told: value and verdict, bar, years, change, the schools one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pages.kit import said
from pages.kit.choice import Choice
from pages.kit.grid import Bar, Cell, Column, Line, Strip
from pages.kit.marks import mark_of
from pages.kit.words import Words
from queries import written

Row = Mapping[str, Any]
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


def compared(choice: Choice, of: Callable[[Any], Row], words: Words) -> list[Column]:
    """The column of changes since the year of comparison, where there is one; `of` gives a line's row."""
    if choice.against is None:
        return []
    title = words.text("Compared with {year}", year=choice.against)
    return [Column(title, lambda line: moved(of(line), words), numeric=True)]


def tells_too_little(row: Row) -> bool:
    """Whether a share is one school's and of one or two cases: as a change in points it says nothing."""
    return row["subjects"] == 1 and row["unit"] == "percent" and (row["denominator"] or 0) < FEW


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
