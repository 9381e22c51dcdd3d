"""What is still wanting, by school: reports, goals and overdue cases of the snapshot's exceptions."""

from __future__ import annotations

from queries import written
from queries.report import clocks, wording
from queries.report.answers import Answers
from queries.report.wording import LANG, Row, number, say


def lines(answers: Answers) -> list[str]:
    """How many schools have something wanting, and what the tier leaves out."""
    schools = {row["school_id"] for row in answers.rows("pages/attention")} - {"office"}
    text = say("wanting", "schools" if schools else "none", schools=number(len(schools)))
    return [text] if answers.tier == "internal" else [text, say("wanting", "shareable")]


def table(answers: Answers) -> list[dict[str, str]]:
    """One row per school or office, the most pressing first; the cause is the office's to write."""
    units: dict[str, list[Row]] = {}
    for row in answers.rows("pages/attention"):
        units.setdefault(row["school_id"], []).append(row)
    return [
        {
            "number": str(place),
            "unit": wording.names([rows[0]["school"] or "office"]),
            "points": "; ".join(_points(rows)),
            "cause": say("wanting", "cause"),
        }
        for place, rows in enumerate(units.values(), start=1)
    ]


def _points(rows: list[Row]) -> list[str]:
    """The reports and goals one by one; of what is not known and what is overdue one point each."""
    points = [_point(row) for row in rows if row["kind"] not in ("goal_unshown", "overdue")]
    unshown = ", ".join(row["plan"] for row in rows if row["kind"] == "goal_unshown")
    overdue = ", ".join(_overdue(row) for row in rows if row["kind"] == "overdue")
    points += [say("wanting", "goal_unshown", paragraphs=unshown)] if unshown else []
    return points + ([say("wanting", "overdue", list=overdue)] if overdue else [])


def _point(row: Row) -> str:
    return say(
        "wanting",
        row["kind"],
        due_on=wording.day(row["due_on"]),
        days_late=number(row["days_late"]),
        paragraph=row["plan"],
        value=own_terms(row),
    )


def _overdue(row: Row) -> str:
    return say(
        "wanting",
        "overdue_item",
        clock=clocks.name(row["indicator"]).lower(),
        cases=number(row["numerator"]),
        due_on=wording.day(row["due_on"]),
    )


def own_terms(row: Row) -> str:
    """What one school has to show: 1 trên 2 buổi, chưa, 24 trên 32."""
    if row["counts"] == "schools":
        return written.own({**row, "state": "value"}, LANG)
    return written.fraction(row["numerator"], row["denominator"], LANG)
