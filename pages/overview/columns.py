"""What the tables of Tổng quan hold: their rows and columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pages.kit import cells, phrases
from pages.kit.cells import Cell, Column, school_id
from pages.kit.choice import Choice
from pages.kit.marks import CHANGES, MARKS, TURNS, mark_of
from pages.kit.words import Words
from pages.overview import sentences
from queries import written

Row = Mapping[str, Any]
#: How many of the indicators that moved most are named.
NAMED = 6
#: A yearly report that asks for something.
REPORTS = ("report_missing", "report_empty")
#: The colour of a turn for better and for worse.
_TINTS = {"better": MARKS["met"].tint, "worse": MARKS["far"].tint}


def goal_lines(plan: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """One line per goal: the goal, the chosen years as one (`together`), and all `years` one by one."""
    found: list[Row] = []
    for goal in plan:
        own = [row for row in rows if row["indicator"] == goal["indicator"]]
        together = next(row for row in own if row["year"] is None)
        found.append({"goal": goal, "together": together, "years": [row for row in own if row["year"]]})
    return found


def goals(lines: Sequence[Row], choice: Choice, words: Words) -> list[Column]:
    """Value and verdict, how far, over the years, of what, and how it moved."""
    _ = words.text
    low = cells.foot(row for line in lines for row in line["years"])
    return [
        Column(
            _("Goal"),
            lambda line: Cell(line["goal"]["label"], note=sentences.goal(line, words)),
            opens=lambda line: str(line["goal"]["indicator"]),
        ),
        Column(
            words.years(choice.years),
            lambda line: cells.value(line["together"], words),
            lead=True,
            large=True,
        ),
        Column(_("Confirmed · still possible"), lambda line: cells.bar(line["together"]), plain=True),
        Column(
            cells.span(lines[0]["years"]),
            lambda line: cells.line(line["years"], low),
            plain=True,
        ),
        Column(_("Schools, children, violations"), lambda line: phrases.counted(line["together"], words)),
        *cells.compared(choice, lambda line: line["together"], words),
    ]


def reports(words: Words) -> list[Column]:
    """Yearly reports that did not come, or came empty."""
    _ = words.text
    return [
        Column(_("School"), lambda row: row["school"], opens=school_id),
        Column(_("What"), lambda row: Cell("", *phrases.exception(row, words))),
    ]


def behind_lines(rows: Sequence[Row]) -> list[Mapping[str, Row]]:
    """One line per school that misses a goal: how it stands on each. `rows` answers pages/schools_behind."""
    lines: dict[str, dict[str, Row]] = {}
    for row in rows:
        lines.setdefault(row["school_id"], {})[row["indicator"]] = row
    return list(lines.values())


def behind(plan: Sequence[Row], words: Words) -> list[Column]:
    """The school's name, and its mark for each goal."""
    _ = words.text
    columns = [Column(_("School"), lambda line: _name(line, words), opens=lambda line: school_id(_any(line)))]
    columns += [
        Column(goal["paragraph"], lambda line, name=goal["indicator"]: _mark(line.get(name)))  # type: ignore[misc]
        for goal in plan
    ]
    return columns


def _any(line: Mapping[str, Row]) -> Row:
    return next(iter(line.values()))


def _name(line: Mapping[str, Row], words: Words) -> Cell:
    row = _any(line)
    return Cell(row["school"], note=words.text("no report") if row["silent"] else "")


def _mark(row: Row | None) -> Cell:
    return Cell("") if row is None else Cell("", mark_of(row))


def moves_lines(rows: Sequence[Row]) -> list[Row]:
    """The indicators that moved most since the year of comparison. `rows` answers pages/indicator_years."""
    moved = [row for row in rows if row["year"] is None and row["unit"] == "percent"]
    moved = [row for row in moved if row["change"] in ("up", "down")]
    moved = [row for row in moved if written.is_of_one(row) or not cells.tells_too_little(row)]
    return sorted(moved, key=lambda row: (-abs(row["difference"]), row["position"]))[:NAMED]


def moves(words: Words) -> list[Column]:
    """From where to where, and whether for better or worse."""
    _ = words.text
    return [
        Column(_("Indicator"), lambda row: row["title"], opens=lambda row: str(row["indicator"])),
        Column(_("From – to"), lambda row: _span(row, words), numeric=True),
        Column(_("Change"), lambda row: _change(row, words)),
    ]


def _span(row: Row, words: Words) -> str:
    """64,3% → 88,9%; nothing of one school that either has or has not: its change says it."""
    if written.is_of_one(row):
        return ""
    return f"{words.percent(row['previous_value'])} → {words.percent(row['value'])}"


def _change(row: Row, words: Words) -> Cell:
    turn = TURNS.get((row["polarity"], row["change"]), "")
    mark = replace(MARKS["value"], shape=CHANGES[row["change"]], tint=_TINTS.get(turn, "gray"))
    if written.is_of_one(row):
        return Cell("", mark, written.turned(row["change"], words.lang))
    points = words.points(row["difference"]).lstrip("+−")
    return Cell("", mark, f"{points}, {words.text(turn)}" if turn else points)
