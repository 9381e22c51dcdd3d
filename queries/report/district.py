"""What the yearly report of the district says, part by part, from the answers to named questions."""

from __future__ import annotations

from typing import Any

from data.contract.choices import CATEGORY, FUNDING_SOURCE
from queries import written
from queries.report import parts, wording
from queries.report.appendix import tables
from queries.report.asked import Asked
from queries.report.parts import number
from queries.report.wording import LANG, Row, noted, say

#: Charts and tables that are one question's answer; its footnote stands at their caption.
_SOURCES = {
    "goals": "pages/indicator_years",
    "clocks": "pages/clock_board",
    "reports": "report/report_years",
    "categories": "incident_groups",
    "funds": "report/funds",
}
#: The reports expected, and the states that they are in.
_STATES = ("expected", "on_time", "late", "empty", "missing", "not_due")
_FUNDS = ("budget_spent", "mobilised_share", "spending_per_pupil")


def values(asked: Asked) -> dict[str, Any]:
    """Everything that the template of the yearly report may name."""
    return {
        **parts.head(asked),
        "coverage": _coverage(asked),
        "goals": parts.goals(asked),
        "goal_lines": [_goal(goal, asked) for goal in asked.rows("pages/goals")],
        "tasks": list(parts.tasks(asked)),
        "incident_lines": _incidents(asked),
        "categories": _categories(asked),
        "clocks": parts.clocks(asked),
        "overdue": parts.overdue(asked),
        "fund_lines": [_indicator_line(indicator, asked) for indicator in _FUNDS],
        "funds": _funds(asked),
        "report_lines": _report_lines(asked),
        "report_years": _report_years(asked),
        "source": {name: noted("", f"question:{asks}") for name, asks in _SOURCES.items()},
        "tables": tables(asked),
    }


def _coverage(asked: Asked) -> list[str]:
    said = []
    for row in asked.rows("pages/coverage"):
        note = noted("", "question:pages/coverage")
        said.append(
            say("opening", "coverage", year=asked.year, note=note, **_only(row, "reported", "in_scope"))
        )
        if row["missing"]:
            said.append(say("opening", "silent", names=wording.names(row["missing"])))
    plan = asked.plan
    if plan["units_from"] and asked.year >= plan["units_from"].year:
        said.append(say("opening", "reform", day=wording.day(plan["units_from"]), district=plan["district"]))
    return said


def _goal(goal: Row, asked: Asked) -> str:
    row = asked.indicators[goal["indicator"]]
    line = say(
        "goal",
        "line",
        label=goal["label"],
        paragraph=goal["paragraph"],
        value=wording.value(row),
        part=wording.part(row),
        note=noted("", f"indicator:{row['indicator']}"),
        judged=wording.judged(row),
    )
    if row["difference"] is not None:
        line += say("goal", "previous", year=asked.year - 1, value=parts.previous(row))
    counted = "schools" if row["counts"] == "schools" else "cases"
    for gap in asked.rows("report/goal_gaps"):
        if gap["indicator"] != goal["indicator"]:
            continue
        for kind in ("lacking", "silent"):
            if gap[kind]:
                line += say("goal", f"{kind}_{counted}", names=wording.names(gap[kind]))
        if gap["masked"]:
            line += say("goal", "masked")
    return line


def _incidents(asked: Asked) -> list[str]:
    row = next(row for row in asked.rows("pages/incident_years") if row["year"] == asked.year)
    note = noted("", "question:pages/incident_years")
    if row["state"] not in ("value", "masked"):
        return [say("incidents", "unknown", note=note)]
    if row["incidents"] == 0:
        return [say("incidents", "none", note=note), say("incidents", "caution")]
    cells = {
        "incidents": ("incidents", "all"),
        "children": ("children", "all"),
        "left_out": ("incidents", "void"),
    }
    counts = {column: asked.count(row, column, *cell) for column, cell in cells.items()}
    said = [say("incidents", "exact", note=note, **counts)]
    if row["rate"] is not None:
        said.append(say("incidents", "rate", rate=number(row["rate"], 1), note=note))
    return [*said, say("incidents", "caution")]


def _categories(asked: Asked) -> list[dict[str, str]]:
    found = []
    for row in asked.rows("incident_groups"):
        if row["year"] != asked.year:
            continue
        known = row["state"] == "value"
        label = CATEGORY.get(row["group"])
        found.append(
            {
                "name": label.in_language(LANG) if label else say("state", "not_recorded"),
                "incidents": asked.count(row, "incidents", "category", row["group"])
                if row["state"] in ("value", "masked")
                else say("state", row["state"]),
                "share": written.percent(row["share"], LANG)
                if row["share"] is not None
                else say("state", "none" if known else row["state"]),
            }
        )
    return found


def _indicator_line(indicator: str, asked: Asked) -> str:
    row = asked.indicators[indicator]
    return say(
        "funds",
        "line",
        title=row["title"],
        value=wording.value(row),
        part=wording.part(row),
        note=noted("", f"indicator:{indicator}"),
    )


def _funds(asked: Asked) -> list[dict[str, str]]:
    found = []
    for row in asked.rows("report/funds"):
        known = row["state"] == "value"
        unknown = say("state", "no_report")
        source = FUNDING_SOURCE[row["source"]].in_language(LANG) if row["source"] else say("funds", "all")
        found.append(
            {
                "source": source,
                "planned": number(row["planned"]) if known else unknown,
                "spent": number(row["spent"]) if known and row["spent"] is not None else unknown,
                "rate": written.percent(row["rate"], LANG)
                if row["rate"] is not None
                else say("state", "none"),
            }
        )
    return found


def _report_lines(asked: Asked) -> list[str]:
    said = []
    for row in asked.rows("report/report_years"):
        counts = {key: number(row[key]) for key in _STATES}
        rate = written.percent(row["rate"], LANG)
        note = noted("", "indicator:reports_on_time")
        said.append(say("reports", "line", due_on=wording.day(row["due_on"]), rate=rate, note=note, **counts))
        said.append(
            say("reports", "missing", names=wording.names(row["missing_schools"]))
            if row["missing_schools"]
            else say("reports", "missing_none")
        )
        if row["empty_schools"]:
            said.append(say("reports", "empty", names=wording.names(row["empty_schools"])))
        if row["late_schools"]:
            said.append(say("reports", "late", names=wording.names(row["late_schools"])))
    if not said:
        said.append(say("reports", "none_expected", year=asked.year))
    row = asked.indicators["district_report"]
    note = noted("", "indicator:district_report")
    said.append(say("reports", "office", value=wording.value(row), part=wording.part(row), note=note))
    return said


def _report_years(asked: Asked) -> list[dict[str, str]]:
    return [
        {
            "year": say("chart", "partial", year=row["year"]) if row["partial"] else str(row["year"]),
            "rate": written.percent(row["rate"], LANG),
            **{key: number(row[key]) for key in _STATES},
        }
        for row in asked.rows("report/report_years", every_year=True)
        if row["year"] <= asked.year
    ]


def _only(row: Row, *keys: str) -> dict[str, str]:
    return {key: number(row[key]) for key in keys}
