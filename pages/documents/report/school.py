"""The contents of one school's short report: against targets, against other schools, questions."""

from __future__ import annotations

from typing import Any

from data.contract import CODES
from pages.documents.report import clocks, parts, wording
from pages.documents.report.answers import Answers
from pages.documents.report.wanting import own_terms
from pages.documents.report.wording import LANG, Row, number, say
from queries import written
from queries.ranges import MASKED


def values(answers: Answers) -> dict[str, Any]:
    """The values of all tags in the template of a school's report."""
    school = next(row for row in answers.rows("directory") if row["school_id"] == answers.school)
    goals = parts.goals(answers)
    profile = {row["indicator"]: row for row in answers.rows("profile", every_school=True)}
    others = profile.keys() - {row["indicator"] for row in goals}
    return {
        **parts.head(answers),
        "school": school["name"],
        "school_id": answers.school,
        "place": _place(school),
        "report": _report(answers),
        "goals": [{**row, **_against(profile[row["indicator"]])} for row in goals],
        "tasks": [{**row, **_against(profile[row["indicator"]])} for row in parts.tasks(answers, others)],
        "incident_lines": _incidents(answers),
        "questions": _questions(answers),
    }


def _place(school: Row) -> str:
    commune = school["commune_name"] or say("state", "not_recorded")
    # Within a sentence the kind of unit has a small letter: xã Mỹ Thạnh.
    commune = written.within(commune)
    return say("school", "place", level=CODES["level"][school["level"]].in_language(LANG), commune=commune)


def _report(answers: Answers) -> str:
    rows = [row for row in answers.rows("school_reports", every_school=True) if row["year"] == answers.year]
    none: Row = {"state": "not_applicable", "due_on": None, "submitted_on": None, "days_late": None}
    row = rows[0] if rows else none
    days = {key: wording.day(row[key]) for key in ("due_on", "submitted_on")}
    state = say("report_state", row["state"], days_late=row["days_late"], **days)
    return say("school", "report", year=answers.year, state=state)


def _against(row: Row) -> dict[str, str]:
    """The school beside the others: có or chưa and how many have it, else the median of known values."""
    previous = say("state", "none")
    if row["counts"] == "schools":
        others = _others(row) or previous
        if row["previous_value"] is not None and row["change"] is not None:
            before = {"state": "value", "counts": "schools", "numerator": row["previous_value"]}
            previous = written.own(before, LANG)
        value = wording.cell(row)
        return {"value": value, "part": "", "previous": previous, "others": others}
    known = row["median"] is not None
    others = written.amount(row["median"], row["unit"], LANG) if known else previous
    parts = written.own_parts(row, LANG) if row["denominator"] else ""
    return {"part": parts, "others": others}


def _others(row: Row) -> str:
    """How many schools have it, for a narrow column: 18/28, 3 chưa rõ; empty where masked."""
    if row["all_denominator"] is None:
        return ""
    having = written.part(row["all_numerator"], row["all_denominator"], LANG)
    not_known = written.not_known({"counts": "schools", "unknown": row["all_unknown"]}, LANG)
    return ", ".join(filter(None, (having, not_known)))


def _incidents(answers: Answers) -> list[str]:
    row = next(
        (row for row in answers.rows("school_cases", every_school=True) if row["year"] == answers.year), None
    )
    if row is None:
        return [say("school", "outside", year=answers.year)]
    if row["state"] == "no_report":
        return [say("school", "unknown", year=answers.year)]
    if row["incidents"] == 0:
        return [say("incidents", "none")]
    counts = {key: number(row[key]) or MASKED for key in ("incidents", "children", "still_open")}
    lines = [say("school", "incidents", year=answers.year, **counts)]
    if not answers.offered("clock_board"):
        return [*lines, say("incidents", "inside")]
    due = "; ".join(
        say(
            "school",
            "clock_item",
            clock=clocks.name(row["clock"]).lower(),
            part=written.part(row["on_time"], row["fell_due"], LANG),
        )
        for row in clocks.board(answers)
        if row["fell_due"]
    )
    return [*lines, *([say("school", "clocks", list=due)] if due else []), clocks.overdue(answers)]


def _questions(answers: Answers) -> list[str]:
    rows = answers.rows("school_questions", every_school=True)
    return [_question(row) for row in rows] or [say("school", "no_questions")]


def _question(row: Row) -> str:
    return say(
        "ask",
        row["reason"],
        title=row["title"] or "",
        clock=clocks.name(row["clock"]) if row["clock"] else "",
        part=own_terms(row),
        value=written.percent(row["value"], LANG),
        previous=written.percent(row["previous_value"], LANG),
        due_on=wording.day(row["due_on"]),
        days_late=number(row["days_late"]),
    )
