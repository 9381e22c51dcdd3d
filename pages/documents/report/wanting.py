"""Open points by school: missing reports, missed goals and overdue cases."""

from __future__ import annotations

from pages.documents.report import clocks, wording
from pages.documents.report.answers import Answers
from pages.documents.report.wording import LANG, Row, number, say
from queries import written


def lines(answers: Answers) -> list[str]:
    """How many schools, with the office, have open points, and what the tier leaves out."""
    units = {row["school_id"] for row in answers.rows("attention")}
    text = say("wanting", "units" if units else "none", units=number(len(units)))
    return [text] if answers.tier == "internal" else [text, say("wanting", "shareable")]


def table(answers: Answers) -> list[dict[str, str]]:
    """One row per school or office, the most pressing first; the office fills in the cause."""
    units: dict[str, list[Row]] = {}
    for row in answers.rows("attention"):
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
    """One point for each report and goal, one for all unknown goals and one for all overdue cases."""
    points = [_point(row) for row in rows if row["kind"] not in ("goal_unshown", "overdue")]
    if unshown := [row["plan"] for row in rows if row["kind"] == "goal_unshown"]:
        points.append(say("wanting", "goal_unshown", paragraphs=", ".join(unshown)))
    if overdue := [row for row in rows if row["kind"] == "overdue"]:
        counts = ", ".join(
            f"{clocks.name(row['indicator']).lower()} {number(row['numerator'])}" for row in overdue
        )
        oldest = wording.day(min(row["due_on"] for row in overdue))
        points.append(say("wanting", "overdue", list=counts, due_on=oldest))
    return points


def _point(row: Row) -> str:
    # A school without it has no numbers to show.
    parts = row["counts"] and (row["counts"] != "schools" or row["sessions"] is not None)
    return say(
        "wanting",
        row["kind"],
        due_on=wording.day(row["due_on"]),
        days_late=number(row["days_late"]),
        paragraph=row["plan"],
        parts=say("wanting", "parts", parts=own_terms(row)) if parts else "",
    )


def own_terms(row: Row) -> str:
    """One school's value: 1 trên 2 buổi, chưa, 24 trên 32."""
    if row["counts"] == "schools":
        return written.own({**row, "state": "value"}, LANG)
    return written.fraction(row["numerator"], row["denominator"], LANG)
