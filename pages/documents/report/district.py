"""The contents of the district's yearly report, part by part, from the answers to named questions."""

from __future__ import annotations

from typing import Any

from data.contract import CODES
from pages.documents.report import clocks, parts, sources, wanting, wording
from pages.documents.report.answers import Answers
from pages.documents.report.wording import LANG, Row, number, percent, say
from pages.kit.marks import TURNS
from queries import written
from queries.ranges import standing

#: The expected reports and their states.
_STATES = ("expected", "on_time", "late", "empty", "missing", "not_due")
_FUNDS = ("budget_spent", "mobilised_share", "spending_per_pupil")
_VERDICTS = ("met", "near", "far")


def values(answers: Answers) -> dict[str, Any]:
    """The values of all tags in the template of the yearly report."""
    return {
        **parts.head(answers),
        "summary": _summary(answers),
        "goals": parts.goals(answers),
        "tasks": list(parts.tasks(answers)),
        "incident_lines": _incidents(answers),
        "categories": [
            _category(row, answers) for row in answers.rows("incident_groups") if row["year"] == answers.year
        ],
        "clocks": clocks.table(answers),
        "overdue": clocks.overdue(answers),
        "fund_lines": [_fund_line(answers.indicators[indicator]) for indicator in _FUNDS],
        "funds": _funds(answers),
        "report_lines": _report_lines(answers),
        "report_years": _report_years(answers),
        "wanting_lines": wanting.lines(answers),
        "wanting": wanting.table(answers),
        "basis": sources.basis(answers),
        "sources": sources.table(answers),
    }


def _summary(answers: Answers) -> list[str]:
    """The judgement of the year: goals, tasks against the year before, reports, cases, money."""
    return [
        _goals_met(answers),
        *_tasks_moved(answers),
        *_coverage(answers),
        " ".join(filter(None, (_incidents(answers)[0], clocks.cases_overdue("still_overdue", answers)))),
        _fund_line(answers.indicators[_FUNDS[0]]),
    ]


def _goals_met(answers: Answers) -> str:
    """How many of all goals are met; goals without a verdict are included and named."""
    goals: dict[str, list[str]] = {}
    for goal in answers.rows("goals"):
        row = answers.indicators[goal["indicator"]]
        verdict = standing(row) or ("none" if row["target"] is not None else "untargeted")
        goals.setdefault(verdict, []).append(_goal(goal, row))
    met, total = len(goals.get("met", [])), sum(map(len, goals.values()))
    count = say("summary", "met" if met else "none_met", year=answers.year, met=met, goals=total)
    verdicts = [key for key in (*_VERDICTS, "none", "untargeted") if key in goals]
    return " ".join(
        [count, *(say("summary", f"goals_{key}", list="; ".join(goals[key])) for key in verdicts)]
    )


def _goal(goal: Row, row: Row) -> str:
    label = written.within(goal["label"])
    text = say("summary", "goal", label=label, paragraph=goal["paragraph"], value=wording.value(row))
    return say("summary", "unsettled", goal=text) if row["unsettled"] else text


def _tasks_moved(answers: Answers) -> list[str]:
    """How many indicators of the tasks got better or worse than in the year before; [] in a first year."""
    goals = {goal["indicator"] for goal in answers.rows("goals")}
    moves = {"better": 0, "worse": 0, "same": 0}
    for row in answers.indicators.values():
        if row["indicator"] in goals or row["change"] is None or row["polarity"] == "neutral":
            continue
        moves[TURNS.get((row["polarity"], row["change"]), "same")] += 1
    if not any(moves.values()):
        return []
    return [say("summary", "tasks", before=answers.year - 1, compared=sum(moves.values()), **moves)]


def _coverage(answers: Answers) -> list[str]:
    return [
        say(
            "summary",
            "silent" if row["missing"] else "all_reported",
            year=answers.year,
            reported=number(row["reported"]),
            in_scope=number(row["in_scope"]),
        )
        for row in answers.rows("coverage")
    ]


def _incidents(answers: Answers) -> list[str]:
    row = next(row for row in answers.rows("incident_years") if row["year"] == answers.year)
    if row["state"] not in ("value", "masked"):
        return [say("incidents", "unknown")]
    if row["incidents"] == 0:
        return [say("incidents", "none"), say("incidents", "caution")]
    cells = {
        "incidents": ("incidents", "all"),
        "children": ("children", "all"),
        "left_out": ("incidents", "void"),
    }
    counts = {column: answers.count(row, column, *cell) for column, cell in cells.items()}
    lines = [say("incidents", "exact", **counts)]
    if row["rate"] is not None:
        lines.append(say("incidents", "rate", rate=number(row["rate"], 1)))
    return [*lines, say("incidents", "caution")]


def _category(row: Row, answers: Answers) -> dict[str, str]:
    label = CODES["category"].get(row["group"])
    known = row["state"] in ("value", "masked")
    blank = say("state", "none") if row["state"] == "value" else wording.state(row["state"])
    return {
        "name": label.in_language(LANG) if label else say("state", "not_recorded"),
        "incidents": answers.count(row, "incidents", "category", row["group"]) if known else blank,
        "share": percent(row["share"]) or blank,
    }


def _fund_line(row: Row) -> str:
    return say("funds", "line", title=row["title"], value=wording.value(row), part=wording.part(row))


def _funds(answers: Answers) -> list[dict[str, str]]:
    return [
        {
            "source": CODES["funding_source"][row["source"]].in_language(LANG)
            if row["source"]
            else say("funds", "all"),
            # Without any figure the sums of a source are unknown, not zero.
            **{side: number(row[side]) or wording.state("no_report") for side in ("planned", "spent")},
            "rate": percent(row["rate"]) or say("state", "none"),
        }
        for row in answers.rows("funds")
    ]


def _report_lines(answers: Answers) -> list[str]:
    lines = []
    for row in answers.rows("report_names"):
        counts = {key: number(row[key]) for key in _STATES}
        lines.append(
            say("reports", "line", due_on=wording.day(row["due_on"]), rate=percent(row["rate"]), **counts)
        )
        if not row["missing_schools"]:
            lines.append(say("reports", "missing_none"))
        named = {state: row[f"{state}_schools"] for state in ("missing", "empty", "late")}
        lines += [say("reports", key, names=wording.names(names)) for key, names in named.items() if names]
    if not lines:
        lines.append(say("reports", "none_expected", year=answers.year))
    row = answers.indicators["district_report"]
    return [*lines, say("reports", "office", value=wording.value(row), part=wording.part(row))]


def _report_years(answers: Answers) -> list[dict[str, str]]:
    return [
        {
            "year": wording.year(row),
            "rate": percent(row["rate"]),
            **{key: number(row[key]) for key in _STATES},
        }
        for row in answers.rows("report_names", every_year=True)
        if row["year"] <= answers.year
    ]
