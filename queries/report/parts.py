"""The parts that both reports share: results against goals, tasks, incidents, clocks."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from queries import written
from queries.report import wording
from queries.report.asked import Asked
from queries.report.told import clock_name, limits
from queries.report.wording import LANG, Row, noted, say

#: The report's own clock stands in the part on reporting.
NOT_CASES = "report"


def head(asked: Asked) -> dict[str, Any]:
    """What stands at the head of either report."""
    snapshot, period = asked.snapshot, asked.period
    days = {key: wording.day(period[key]) for key in ("starts_on", "ends_on")}
    opening = [
        say("opening", "data", as_of=wording.day(snapshot.as_of), snapshot=snapshot.id, **days),
    ]
    if period["partial"]:
        opening.append(say("opening", "partial", year=asked.year, **days))
    marks = [say("tier", asked.tier)]
    if snapshot.sample:
        marks.insert(0, say("tier", "sample"))
    return {
        "year": asked.year,
        "plan": _plan(asked.plan),
        "snapshot": snapshot.id,
        "as_of": wording.day(snapshot.as_of),
        "opening": opening,
        "marks": marks,
        "shareable": asked.tier != "internal",
        "sample": snapshot.sample,
    }


def _plan(row: Row) -> dict[str, Any]:
    """The plan as letters name it: its title and grounds, who issued it and who receives the report."""
    body, district, dated = row["issuing_body"], row["district"], row["dated"]
    # The name over a letter has two lines: what body it is, and of which district.
    head = [body.removesuffix(district).strip(), district] if body.endswith(district) else [body]
    named = say(
        "opening",
        "plan",
        number=row["number"],
        day=f"{dated:%d}",
        month=f"{dated:%m}" if dated.month < 3 else str(dated.month),
        year=dated.year,
        body=body,
    )
    return {
        "title": row["title"],
        "grounds": say("opening", "grounds", basis=row["basis"], plan=named) if row["basis"] else named,
        "head": [line.upper() for line in head],
        "issuing_body": body,
        "receiving_body": row["receiving_body"],
        "place": row["place"],
    }


def goals(asked: Asked) -> list[dict[str, str]]:
    """One row per goal of the plan: its result set against the target."""
    found = []
    for goal in asked.rows("pages/goals"):
        row = asked.indicators[goal["indicator"]]
        found.append(
            {
                "indicator": row["indicator"],
                "paragraph": goal["paragraph"],
                "label": goal["label"],
                "value": noted(wording.value(row), f"indicator:{row['indicator']}"),
                "part": wording.counted(row),
                "target": wording.target(row),
                "status": wording.status(row),
                "previous": previous(row),
            }
        )
    return found


def tasks(asked: Asked, held: AbstractSet[str] | None = None) -> Iterator[dict[str, str]]:
    """One row per task and indicator. Where `held` is given, those alone, each once. V.1 stands by itself."""
    before = ""
    told: set[str] = set()
    for task in asked.rows("report/tasks"):
        indicator = task["indicator"]
        if task["paragraph"].startswith("V.") or (held is not None and indicator not in held - told):
            continue
        told.add(indicator)
        same = task["paragraph"] == before
        before = task["paragraph"]
        line = {"paragraph": "" if same else before, "label": "" if same else task["label"]}
        if indicator is None:
            blank = dict.fromkeys(("indicator", "value", "part", "previous"), "")
            yield {**line, **blank, "title": say("task", "unmeasured")}
            continue
        row = asked.indicators[indicator]
        yield {
            **line,
            "indicator": indicator,
            "title": row["title"],
            "value": noted(wording.value(row), f"indicator:{indicator}") + _judgement(row),
            "part": wording.counted(row),
            "previous": previous(row),
        }


def _judgement(row: Row) -> str:
    """The value of a task set against its target, where it has one."""
    return f"; {wording.judged(row)}" if row["target"] is not None else ""


def previous(row: Row) -> str:
    """The year before, where it may stand beside this one; else a dash."""
    if row["difference"] is None:
        return say("state", "none")
    before = {**row, "state": "value", "value": row["previous_value"], "numerator": row["previous_value"]}
    return wording.value(before)


def clocks(asked: Asked) -> list[dict[str, str]]:
    """One row per clock of the year: cases by state and the rate on time."""
    found = []
    for row in board(asked):
        states = ("on_time", "late", "overdue", "running")
        counts = {state: asked.count(row, state, f"clock.{row['clock']}", state) for state in states}
        found.append(
            {
                "name": clock_name(row["clock"]),
                "limit": limits(asked, row["clock"]),
                "rate": noted(wording.rate(row, asked.ranges), f"clock:{row['clock']}"),
                **counts,
            }
        )
    return found


def board(asked: Asked) -> list[Row]:
    """The year's rows of every clock of cases."""
    return [
        row
        for row in asked.rows("pages/clock_board")
        if row["year"] == asked.year and row["clock"] != NOT_CASES
    ]


def overdue(asked: Asked) -> str:
    """What is past its limit as of the snapshot's day, whatever year it began in."""
    as_of = wording.day(asked.snapshot.as_of)
    listed = [
        say(
            "incidents",
            "overdue_item",
            clock=clock_name(row["clock"]).lower(),
            count=asked.ranges.count(row["overdue_now"], f"clock.{row['clock']}", "overdue", None),
        )
        for row in board(asked)
        if row["overdue_now"] != 0
    ]
    note = noted("", "question:pages/clock_board")
    if not listed:
        return say("incidents", "overdue_none", as_of=as_of, note=note)
    return say("incidents", "overdue", as_of=as_of, list="; ".join(listed), note=note) + newly(asked)


def newly(asked: Asked) -> str:
    """How many of them passed their limit lately, how many before; nothing where that is not told."""
    if not asked.offered("pages/overdue_counts"):
        return ""
    (counts,) = asked.rows("pages/overdue_counts", every_year=True)
    told = {name: number(counts[name]) for name in ("newly", "backlog", "days")}
    return say("incidents", "newly", **told, note=noted("", "question:pages/overdue_counts"))


def number(value: float | int | None, decimals: int = 0) -> str:
    """A number as Vietnamese writes it."""
    return written.number(value, LANG, decimals)
