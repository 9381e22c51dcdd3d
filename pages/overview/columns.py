"""What the tables of Tổng quan hold: their lines and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pages.kit import cells, phrases
from pages.kit.cells import Cell, Column, Row, school_id
from pages.kit.choice import Choice
from pages.kit.marks import CHANGES, MARKS, TURNS
from pages.kit.words import Words
from pages.overview import sentences
from queries import written

#: How many of the indicators that moved most are named.
NAMED = 6
#: The colour of a turn for better and for worse.
_TINTS = {"better": MARKS["met"].tint, "worse": MARKS["far"].tint}


def goal_lines(plan: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """Each goal's row of `indicator_years`, the chosen years as one, with the goal's own `paragraph`."""
    together = {row["indicator"]: row for row in rows if row["year"] is None}
    return [{**together[goal["indicator"]], "paragraph": goal["paragraph"]} for goal in plan]


def goals(lines: Sequence[Row], rows: Sequence[Row], choice: Choice, words: Words) -> list[Column]:
    """Value and verdict, how far, over the years, of what, and how it moved."""
    own = {line["indicator"] for line in lines}

    def counted(row: Row) -> str:
        return phrases.parts(row, words)

    return [
        *cells.indicators(
            [row for row in rows if row["indicator"] in own],
            choice,
            words,
            lambda row: f"{row['paragraph']} · {phrases.target(row, words)}",
            title=words.text("Goal"),
            large=True,
        ),
        *([Column(words.text("Schools, children, violations"), counted)] if any(map(counted, lines)) else []),
        *cells.compared(choice, words),
    ]


def reports(words: Words) -> list[Column | str]:
    """Yearly reports that did not come, or came empty."""

    def what(row: Row) -> Cell:
        text, due = sentences.REPORTS[row["kind"]], words.day(row["due_on"])
        mark = MARKS[row["kind"].removeprefix("report_")]
        return Cell("", mark, words.text(text, year=row["year"], due=due))

    return ["school", Column(words.text("What"), what)]


def behind(plan: Sequence[Row], words: Words) -> list[Column]:
    """The school's name, and its mark for each goal; a line holds a school's rows by indicator."""

    def name(line: Row) -> Cell:
        row = cells.common(line)
        return Cell(row["school"], note=words.text("no report") if row["silent"] else "")

    school = Column(words.text("School"), name, opens=lambda line: school_id(cells.common(line)))
    return [school, *cells.goals(plan)]


def moves_lines(rows: Sequence[Row]) -> list[Row]:
    """The indicators that moved most since the year of comparison, half of them up, half down if so many did.

    `rows` answers `indicator_years`.
    """
    moved = [
        row
        for row in rows
        if row["year"] is None
        and row["unit"] == "percent"
        and row["change"] in CHANGES
        and (written.is_of_one(row) or not phrases.tells_too_little(row))
    ]
    moved.sort(key=lambda row: (-abs(row["difference"]), row["position"]))
    up, down = ([row for row in moved if row["change"] == way] for way in CHANGES)
    half = NAMED // 2
    most = [*up[: max(half, NAMED - len(down))], *down[: max(half, NAMED - len(up))]]
    return [row for row in moved if row in most]


def moves(words: Words) -> list[Column]:
    """From where to where, and whether for better or worse."""
    return [
        Column(words.text("Indicator"), lambda row: row["title"], opens=lambda row: str(row["indicator"])),
        Column(words.text("From – to"), lambda row: _span(row, words), numeric=True),
        Column(words.text("Change"), lambda row: _change(row, words)),
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
