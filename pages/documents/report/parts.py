"""The parts that both reports share: the letter's head, results against goals, tasks."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from pages.documents.report import wording
from pages.documents.report.answers import Answers
from pages.documents.report.wording import Row, say


def head(answers: Answers) -> dict[str, Any]:
    """The head of either report."""
    snapshot, period, plan = answers.snapshot, answers.period, answers.plan
    days = {key: wording.day(period[key]) for key in ("starts_on", "ends_on")}
    opening = [say("opening", "data", as_of=wording.day(snapshot.as_of), **days)]
    if period["partial"]:
        opening.append(say("opening", "partial", year=answers.year, **days))
    if plan["units_from"] and answers.year >= plan["units_from"].year:
        opening.append(
            say("opening", "reform", day=wording.day(plan["units_from"]), district=plan["district"])
        )
    marks = [say("tier", answers.tier)]
    if snapshot.sample:
        marks.insert(0, say("tier", "sample"))
    return {
        "year": answers.year,
        "plan": _plan(plan),
        "snapshot": snapshot.id,
        "as_of": wording.day(snapshot.as_of),
        "opening": opening,
        "marks": marks,
        "shareable": answers.tier != "internal",
        "sample": snapshot.sample,
    }


def _plan(row: Row) -> dict[str, Any]:
    """The plan in a letter: its title and legal basis, its issuer, and the recipients of the report."""
    body, district, dated = row["issuing_body"], row["district"], row["dated"]
    # The name over a letter has two lines: the body, and its district.
    lines = [body.removesuffix(district).strip(), district] if body.endswith(district) else [body]
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
        "head": [line.upper() for line in lines],
        "issuing_body": body,
        "receiving_body": row["receiving_body"],
        "place": row["place"],
    }


def goals(answers: Answers) -> list[dict[str, str]]:
    """One row per goal of the plan: its result against the target."""
    return [
        {
            "indicator": row["indicator"],
            "paragraph": goal["paragraph"],
            "label": goal["label"],
            "value": wording.value(row),
            "part": wording.counted(row),
            "target": wording.target(row),
            "status": wording.status(row),
            "previous": previous(row),
        }
        for goal in answers.rows("goals")
        for row in [answers.indicators[goal["indicator"]]]
    ]


def tasks(answers: Answers, only: AbstractSet[str] | None = None) -> Iterator[dict[str, str]]:
    """One row per task and indicator; of the indicators in `only`, if given, each once. Without part V."""
    before = ""
    written: set[str] = set()
    for task in answers.rows("tasks"):
        indicator = task["indicator"]
        if task["paragraph"].startswith("V.") or (only is not None and indicator not in only - written):
            continue
        written.add(indicator)
        same = task["paragraph"] == before
        before = task["paragraph"]
        line = {"paragraph": "" if same else before, "label": "" if same else task["label"]}
        if indicator is None:
            blank = dict.fromkeys(("indicator", "value", "part", "previous"), "")
            yield {**line, **blank, "title": say("task", "unmeasured")}
            continue
        row = answers.indicators[indicator]
        judged = f"; {wording.judged(row)}" if row["target"] is not None else ""
        yield {
            **line,
            "indicator": indicator,
            "title": row["title"],
            "value": wording.value(row) + judged,
            "part": wording.counted(row),
            "previous": previous(row),
        }


def previous(row: Row) -> str:
    """The value of the year before, if it is comparable; else a dash."""
    if row["difference"] is None:
        return say("state", "none")
    before = {**row, "state": "value", "value": row["previous_value"], "numerator": row["previous_value"]}
    return wording.value(before)
