"""What the short report of one school says: against the targets, against the other schools, what to ask."""

from __future__ import annotations

from typing import Any

from data.contract.choices import LEVEL
from queries import written
from queries.ranges import MASKED
from queries.report import parts, wording
from queries.report.asked import Asked
from queries.report.parts import number
from queries.report.told import clock_name
from queries.report.wording import LANG, Row, noted, say


def values(asked: Asked) -> dict[str, Any]:
    """Everything that the template of a school's report may name."""
    school = next(row for row in asked.rows("pages/directory") if row["school_id"] == asked.school)
    goals = parts.goals(asked)
    held = {row["indicator"]: row for row in asked.about_school("pages/profile")}
    others = held.keys() - {row["indicator"] for row in goals}
    return {
        **parts.head(asked),
        "school": school["name"],
        "school_id": asked.school,
        "place": _place(school),
        "report": _report(asked),
        "goals": [{**row, **_against(held[row["indicator"]])} for row in goals],
        "tasks": [{**row, **_against(held[row["indicator"]])} for row in parts.tasks(asked, others)],
        "incident_lines": _incidents(asked),
        "questions": _questions(asked),
    }


def _place(school: Row) -> str:
    return say(
        "school",
        "place",
        level=LEVEL[school["level"]].in_language(LANG),
        commune=school["commune_name"] or say("state", "not_recorded"),
    )


def _report(asked: Asked) -> str:
    rows = [row for row in asked.about_school("pages/school_reports") if row["year"] == asked.year]
    none: Row = {"state": "not_applicable", "due_on": None, "submitted_on": None, "days_late": None}
    row = rows[0] if rows else none
    days = {key: wording.day(row[key]) for key in ("due_on", "submitted_on")}
    state = say("report_state", row["state"], days_late=row["days_late"], **days)
    note = noted("", "question:pages/school_reports")
    return say("school", "report", year=asked.year, state=state, note=note)


def _against(row: Row) -> dict[str, str]:
    """The school beside the others: có or chưa and how many have it, else the median of those known."""
    previous = say("state", "none")
    if row["counts"] == "schools":
        others = _others(row) or previous
        if row["previous_value"] is not None and row["change"] is not None:
            before = {"state": "value", "counts": "schools", "numerator": row["previous_value"]}
            previous = written.own(before, LANG)
        value = noted(wording.cell(row), f"indicator:{row['indicator']}")
        return {"value": value, "part": "", "previous": previous, "others": others}
    known = row["median"] is not None
    others = written.amount(row["median"], row["unit"], LANG) if known else previous
    parts = written.own_parts(row, LANG) if row["denominator"] else ""
    return {"part": parts, "others": others}


def _others(row: Row) -> str:
    """How many schools have it, short, since the column is narrow: 18/28, 3 chưa rõ; empty where masked."""
    if row["all_denominator"] is None:
        return ""
    having = written.part(row["all_numerator"], row["all_denominator"], LANG)
    not_known = written.not_known({"counts": "schools", "unknown": row["all_unknown"]}, LANG)
    return ", ".join(filter(None, (having, not_known)))


def _incidents(asked: Asked) -> list[str]:
    row = next((row for row in asked.about_school("pages/school_cases") if row["year"] == asked.year), None)
    note = noted("", "question:pages/school_cases")
    if row is None:
        return [say("school", "outside", year=asked.year)]
    if row["state"] == "no_report":
        return [say("school", "unknown", year=asked.year, note=note)]
    if row["incidents"] == 0:
        return [say("incidents", "none", note=note)]
    counts = {key: number(row[key]) or MASKED for key in ("incidents", "children", "still_open")}
    said = [say("school", "incidents", year=asked.year, note=note, **counts)]
    if not asked.offered("pages/clock_board"):
        return [*said, say("incidents", "inside")]
    due = "; ".join(
        say(
            "school",
            "clock_item",
            clock=clock_name(row["clock"]).lower(),
            part=written.part(row["on_time"], row["fell_due"], LANG),
            note=noted("", f"clock:{row['clock']}"),
        )
        for row in parts.board(asked)
        if row["fell_due"]
    )
    return [*said, *([say("school", "clocks", list=due)] if due else []), parts.overdue(asked)]


def _questions(asked: Asked) -> list[str]:
    rows = asked.about_school("pages/school_questions")
    return [_question(row) for row in rows] or [say("school", "no_questions")]


def _question(row: Row) -> str:
    return say(
        "ask",
        row["reason"],
        title=row["title"] or "",
        clock=clock_name(row["clock"]) if row["clock"] else "",
        part=_own_terms(row),
        value=written.percent(row["value"], LANG),
        previous=written.percent(row["previous_value"], LANG),
        due_on=wording.day(row["due_on"]),
        days_late=number(row["days_late"]),
    ) + noted("", "question:pages/school_questions")


def _own_terms(row: Row) -> str:
    """What the school has to show: 1 trên 2 buổi, chưa, 24 trên 32."""
    if row["counts"] == "schools":
        return written.own({**row, "state": "value"}, LANG)
    return written.fraction(row["numerator"], row["denominator"], LANG)
