"""What must stand in every cell of every table on screen, by the question that the table answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from data.contract import CODES, TABLES
from queries import questions
from queries.columns import Declared
from tests.whole.walk import said
from tests.whole.walk.views import CHOICES, View

Row = Mapping[str, Any]
#: What a cell must say; None: only that each of its numbers is one of its row.
Cell = Callable[[Row], str] | None


def column(name: str, decimals: int = 0) -> Callable[[Row], str]:
    """A number of this column."""
    return lambda row: said.number(row[name], decimals)


def text(name: str, otherwise: str = "") -> Callable[[Row], str]:
    """The words of this column."""
    return lambda row: str(row[name]) if row[name] is not None else otherwise


def days(name: str) -> Callable[[Row], str]:
    """A day of this column."""
    return lambda row: said.day(row[name])


def coded(table: str, name: str) -> Callable[[Row], str]:
    """The contract's words for a code."""
    allowed = TABLES[table].column(name).allowed
    return lambda row: allowed[row[name]].in_language("en") if row[name] in allowed else "Not recorded"


def evaluated(row: Row) -> str:
    """The day, the criteria met, and whether it was approved."""
    met = said.part(row["criteria_met"], row["criteria_total"])
    approved = "approved" if row["approved"] else "not approved"
    return (
        f"{said.day(row['evaluated_on']) or 'not evaluated'} {f'criteria {met} · ' if met else ''}{approved}"
    )


def change(row: Row) -> str:
    """↑ up, or nothing."""
    if not row["change"]:
        return ""
    if row["change"] != "same" and row.get("subjects") == 1 and row["counts"] == "schools":
        return own_change(row)
    turn = (row["polarity"], row["change"])
    way = ", better" if turn in said.BETTER else ", worse" if turn in said.WORSE else ""
    return said.CHANGES[row["change"]] + way


def of_one(row: Row) -> bool:
    """A sum that is one school's, which either has what is counted or has not, in one year or several."""
    return row["counts"] == "schools" and (row.get("subjects") == 1 or several_years(row))


def several_years(row: Row) -> bool:
    """One school's years taken together."""
    return (row.get("years_of_one") or 0) > 1


#: What is counted, where that is neither schools nor đồng.
COUNTED = {
    "victims_supported": " children", "violations_handled": " violations", "staff_cases_handled": " violations",
    "single_channel": " incidents", "content_removed": " removals", "pupils_reached": " pupils",
    "pupils_trained": " pupils", "staff_trained": " staff", "code_briefed": " staff", "classes_integrated": " classes",
    "content_coverage": " grade and topic pairs", "network_coverage": " communes", "district_report": " reports",
    "products_evaluated": " product uses",
}  # fmt: skip
CASES = {
    "victims_supported",
    "violations_handled",
    "staff_cases_handled",
    "single_channel",
    "content_removed",
}
MONEY = {"budget_spent", "mobilised_share", "spending_per_pupil"}


def in_parts(row: Row) -> bool:
    """One school's share of children's cases, or of fewer than three: no percentage tells it."""
    if row.get("subjects") != 1 or row["state"] != "value" or row["counts"] != "ratio":
        return False
    return row["indicator"] in CASES or (row["unit"] == "percent" and (row["denominator"] or 0) < 3)


def amount(row: Row) -> str:
    """A sum's value; one school's in its own terms: yes, 7 of 7 children."""
    if in_parts(row):
        return "" if row["indicator"] in MONEY else _counted(row)
    if of_one(row):
        return own(row)
    return said.amount(row)


def made_up_of(row: Row) -> str:
    """22 yes · 3 not yet · 2 not known; 9,120 of 10,300 pupils · 640 not known; of masked counts their ranges."""
    if in_parts(row):
        return ""
    counted = "" if of_one(row) or row.get("indicator") in MONEY else _counted(row)
    return " · ".join(filter(None, (counted, not_known(row))))


def _counted(row: Row) -> str:
    what = COUNTED.get(row.get("indicator", ""), "")
    if row.get("state") == "masked" and row.get("numerator_least") is not None:
        above = said.between(row["numerator_least"], row["numerator_most"])
        if row["denominator_least"] is None:
            return above
        return f"{above} of {said.between(row['denominator_least'], row['denominator_most'])}{what}"
    if row["numerator"] is None or row["denominator"] == 0:
        return ""
    if row["denominator"] is None:
        return said.number(row["numerator"])
    if row["counts"] == "schools":
        lacking = row["denominator"] - row["numerator"] - row["unknown"]
        return f"{said.number(row['numerator'])} yes · {said.number(lacking)} not yet"
    return f"{said.number(row['numerator'])} of {said.number(row['denominator'])}{what}"


def not_known(row: Row) -> str:
    """What is not known: in schools where nothing tells how many pupils or staff they stand for."""
    if row["unknown"] == 0 or (of_one(row) and not several_years(row)):
        return ""
    if row["counts"] == "schools" or (row["unknown"] is not None and row["weight"] != "schools"):
        return f"{said.number(row['unknown'])} not known"
    schools = row["subjects"] - row["known"] if row["unknown"] is None else row["unknown"]
    return f"{said.number(schools)} school{'' if schools == 1 else 's'} not known"


def of_commune(row: Row) -> str:
    """What a commune's value is made of, and how many of its schools were not open, or are not of the level."""
    if not row["schools"]:
        return ""
    parts = not_known(row) if row["unit"] == "vnd" else made_up_of(row)
    apart = row["schools"] - row["subjects"]
    return " · ".join(filter(None, (parts, f"{apart} not applicable" if apart else "")))


def part(row: Row) -> str:
    """n/N of a school; nothing where it either has what is counted or has not."""
    return "" if row["counts"] == "schools" else said.part(row["numerator"], row["denominator"])


def own(row: Row) -> str:
    """A school's value in its own terms."""
    if row["state"] != "value":
        return ""
    if row["counts"] != "schools":
        return said.amount(row)
    if several_years(row):
        return f"{row['numerator']} of {row['denominator']} years"
    if row.get("sessions") is not None:
        sessions, needed = row["sessions"], row["sessions_needed"]
        return f"yes, {sessions} sessions" if sessions >= needed else f"{sessions} of {needed} sessions"
    return "yes" if row["numerator"] else "not yet"


def own_change(row: Row) -> str:
    """How a school moved: from not yet to yes, where it either has what is counted or has not."""
    if row["counts"] == "schools" and row["change"] in ("up", "down"):
        return {"up": "↑ from not yet to yes", "down": "↓ from yes to not yet"}[row["change"]]
    return change(row)


def unsettled(row: Row) -> str:
    """Beside a status that what is not known may turn."""
    return " · not known yet" if row["unsettled"] else ""


def group(row: Row) -> str:
    """A curve's group."""
    name = row["group"]
    if name == "all":
        return "All cases"
    labels = {**CODES["category"], **CODES["severity"]}
    return labels[name].in_language("en") if name in labels else str(name)


def lasting(name: str, unit: str) -> Callable[[Row], str]:
    """2.5 hours or 13.9 days."""

    def duration(row: Row) -> str:
        if row[name] is None:
            return "not reached"
        return f"{said.number(row[name] * (24 if unit == 'hours' else 1), 1)} {unit}"

    return duration


def share(name: str, nothing: str = "–") -> Callable[[Row], str]:
    """A share of one in percent."""
    return lambda row: nothing if row[name] is None else said.percent(100 * row[name])


def limit(row: Row) -> str:
    """12 hours; a report's day is the plan's."""
    if row["clock"] == "report":
        return "30 November"
    return f"{said.number(row['limit'])} {CODES['limit_unit'][row['unit']].in_language('en')}"


def band(row: Row) -> str:
    """1 to under 3 days."""
    if row["to_days"] is None:
        return f"{row['from_days']} days and more"
    return (
        f"{row['from_days']} to under {row['to_days']} days"
        if row["from_days"]
        else f"under {row['to_days']} day"
    )


YES = {True: "yes", False: "no"}
STANDING: dict[str, Cell] = {
    "School": text("school"),
    "Indicator": text("title"),
    "Year": said.starred,
    "Value": own,
    "n/N": part,
    "Status": said.mark,
    "Change": own_change,
}
SENT = ("statements", "enrolment", "staffing", "activities", "service_use", "funding")
ACTION = {
    **{state: said.MARKS[state] for state in ("on_time", "late", "not_due")},
    "overdue": "■ Overdue, not done",
    "done": "◆ Done, no day was set",
    "open": "○ Open, no day was set",
}


def flat(question: str, view: View, one: Any) -> dict[str, Cell]:
    """The cells of a table with one line per row of its answer, by the column's heading."""
    chosen = CHOICES[view.choice]
    years = years_named(chosen["year"])

    def ranged(name: str, measure: str, part: str, row: Row) -> str:
        """A count, or between which numbers it lies."""
        if row[name] is not None:
            return said.number(row[name])
        return said.between(*view.ranges[measure, part, row["year"]])

    unit = "hours" if one.commands and one.commands[0].params.get("clock") == "emergency" else "days"
    rules: dict[str, dict[str, Cell]] = {
        "attention": {
            "What": None,
            "School": text("school", "Education office"),
        },
        "inside": {
            "Year": text("year"),
            "School": lambda row: "Education office" if row["school_id"] == "office" else row["school"],
            "Value": lambda row: (
                own({**row, "indicator": one.key.removeprefix("inside_")}) or said.shape(row)
            ),
            "n/N": part,
            "Counted?": None,
        },
        "map_schools": {
            **STANDING,
            "Commune": lambda row: row["successor_name" if "unit" in chosen else "commune_name"] or "",
            "n/N": part,
            "Pupils": lambda row: said.number(row["pupils"]) or "–",
            "Position": lambda row: {
                "given": "on the map",
                "none": "no position",
                "outside": "outside the country",
            }[row["placed"]],
        },
        "map_units": {
            "Commune": lambda row: f"{row['name']} {of_commune(row)}".strip(),
            "Status": lambda row: (
                said.mark(row) + unsettled(row) if row["schools"] else "outside the selection"
            ),
            "Value": amount,
            "Schools": column("schools"),
        },
        "map_years": {
            "Year": lambda row: ("▸ " if str(row["year"]) == chosen["year"][-1] else "") + said.starred(row),
            "Schools": column("schools"),
            **{word: column(state) for state, word in said.MARKS.items()},
        },
        "incident_years": {
            "Year": lambda row: said.starred(row) if row["year"] else years,
            "Incidents": lambda row: (
                ranged("incidents", "incidents", "all", row)
                if row["incidents"] is not None or row["state"] == "masked"
                else said.mark(row)
            ),
            "Children concerned": lambda row: (
                ranged("children", "children", "all", row) if row["state"] in ("value", "masked") else ""
            ),
            "Pupils": column("pupils"),
            "Schools with enrolment": lambda row: said.part(row["with_pupils"], row["schools"]),
            "Per 1,000 pupils": column("rate", 1),
            "Activities held": column("sessions"),
            "Reports": lambda row: said.part(row["reported"], row["schools"]),
            "Duplicate or unfounded": lambda row: ranged("left_out", "incidents", "void", row),
        },
        "school_funnel": {
            "School": text("school"),
            "Pupils": column("pupils"),
            "Beside schools of its size": lambda row: _place(row),
            "Incidents": column("incidents"),
            "Per 1,000 pupils": lambda row: said.number(row["rate"], 1) or "no rate",
            "Activities held": column("sessions"),
            "Reports": lambda row: said.part(row["reported"], row["years"]),
        },
        "incident_months": {
            "Month": lambda row: said.month(row["month"]),
            "Incidents": lambda row: ranged(
                "incidents", "month", f"{row['month']:%Y-%m}", {**row, "year": row["month"].year}
            ),
            # A bar, without words.
            "Confirmed · still possible": lambda row: "",
            "Pupils": lambda row: said.number(row["pupils"]) or "no enrolment",
            "Per 1,000 pupils": lambda row: (
                "c" if row["incidents"] is None else said.number(row["rate"], 2) or "no rate"
            ),
            "Centre": column("centre", 2),
            "Lower limit": column("lower", 2),
            "Upper limit": column("upper", 2),
            "Signal": lambda row: _signal(row["signal"]),
        },
        "incident_gaps": {
            "Received on": days("received_on"),
            "The one before": days("previous_on"),
            "Days between": column("days"),
            "Centre": column("centre"),
            "Lower limit": column("lower"),
            "Upper limit": column("upper"),
            "Signal": lambda row: _signal(row["signal"]),
        },
        "handling_curve": {
            "Group": group,
            "Within": lasting("days", unit),
            "Share handled": share("share_handled"),
            "95% from": share("lower", ""),
            "95% to": share("upper", ""),
            "At risk": column("at_risk"),
            "Handled then": column("stopped"),
            "Ended otherwise then": column("ended_otherwise"),
        },
        "handling_medians": {
            "Group": group,
            "Half handled within": lasting("median_days", unit),
            "Cases": column("cases"),
            "Handled": column("stopped"),
            "Still open": column("open"),
            "Ended otherwise": column("ended_otherwise"),
        },
        "duration_bands": {
            "Taken, or waited": band,
            f"Handled {years}": column("stopped"),
            "Open": column("running"),
            "Overdue": column("overdue"),
        },
        "overdue": {
            "School": text("school", "Education office"),
            "What": lambda row: CODES["clock"][row["clock"]].in_language("en"),
            "Overdue": lambda row: f"{said.number(row['days_overdue'])} days",
            "Overdue what": lambda row: (
                f"{CODES['clock'][row['clock']].in_language('en')} {limit(row)} · {_basis(row)}"
            ),
            "Days overdue": column("days_overdue"),
            "Due": days("due_on"),
            "Case": text("subject_id"),
            "Who acts": lambda row: {
                "commune": "Commune people's committee",
                "office": "Education office",
                "school": "School",
            }[row["owner"]],
        },
        "stage_times": {
            "Stage": None,
            "Half through within": lasting("median_days", "days"),
            "Reached it": column("cases"),
            "Through": column("stopped"),
            "Still in it": column("open"),
            "Ended otherwise": column("ended_otherwise"),
        },
        "office_actions": {
            "What the plan asks": lambda row: f"{row['label']} {row['paragraph']}",
            "Action": coded("office_actions", "kind"),
            "Due": days("due_on"),
            "Done on": days("done_on"),
            "State": lambda row: ACTION[row["state"]],
            "Days late": column("days_late"),
        },
        "report_years": {
            "Year": lambda row: years_named([str(row["year"])]) if row["year"] else years,
            # A bar, without words.
            "Reports": lambda row: "",
            "Due": days("due_on"),
            "Expected": column("expected"),
            "On time": column("on_time"),
            "Late": column("late"),
            "Empty": column("empty"),
            "Missing": column("missing"),
            "Not yet due": column("not_due"),
        },
        "report_units": {
            "Commune since 01/07/2025": text("unit", "Not recorded"),
            "Expected": column("expected"),
            "On time": column("on_time"),
            "Late": column("late"),
            "Empty": column("empty"),
            "Missing": column("missing"),
            "Not yet due": column("not_due"),
        },
        "report_reminders": {
            "Commune since 01/07/2025": text("unit_2025", "Not recorded"),
            "Commune to 30/06/2025": text("commune", "Not recorded"),
            "School": text("school"),
            "Year": text("year"),
            "State": said.mark,
            "Due": days("due_on"),
            "Days past due": column("days_past_due"),
            "Days left": column("days_left"),
        },
        "services": {
            "Service in use": lambda row: (
                f"{row['service']} {coded('services', 'kind')(row)}"
                + ("" if row["vietnamese"] else " · foreign")
            ),
            "Schools": lambda row: said.part(row["schools"], row["reporting"]),
            "Evaluated": evaluated,
            "Pupils using": column("pupils"),
            "Parents using": column("parents"),
        },
        "network": {
            "Commune": lambda row: " ".join(
                (
                    row["unit"],
                    *([] if row["counted"] else [f"since {said.day(row['valid_from'])}"]),
                    *(
                        [f"until {said.day(row['valid_to'])}"]
                        if row["year"] == 2025 and row["valid_to"]
                        else []
                    ),
                )
            ),
            "Active bodies": column("members"),
            "Which": lambda row: ", ".join(
                TABLES["network_members"].column("kind").allowed[code].in_language("en")
                for code in (row["kinds"] or "").split(";")
                if code
            ),
        },
        "table_coverage": {
            "School": text("school"),
            "Year": text("year"),
            "Report": lambda row: said.MARKS[row["report"] or "not_applicable"],
            "Received on": days("submitted_on"),
            **{
                TABLES[table].label.in_language("en"): lambda row, table=table: (  # type: ignore[misc]
                    said.number(row[table]) if row[table] else "–"
                )
                for table in SENT
            },
        },
        "warnings": {
            "What": text("message"),
            "File": text("file"),
            "Sheet": text("sheet"),
            "Row": lambda row: said.number(row["row"]) if row["row"] else "",
            "Column": lambda row: (
                TABLES[row["file"].removesuffix(".csv")].column(row["column_name"]).label.in_language("en")
            ),
        },
        "loads": {
            "Load": lambda row: str(row["delivery"] or "the plan"),
            "File": text("name"),
            "SHA-256": text("sha256"),
        },
        "assumptions": {
            "Assumption": text("label"),
            "Value": column("value"),
            "Reason": text("reason"),
        },
        "definitions": {
            "Indicator": text("title_en"),
            "Plan": text("plan"),
            "Counted": text("numerator_text"),
            "Out of": text("denominator_text"),
            "Note": text("note"),
            "Why it matters": text("why_it_matters"),
            "Who checked the definition": text("checked_by"),
            "To be reviewed by": lambda row: said.day(row["next_review"]),
        },
        "dictionary": {
            "Table": text("table_en"),
            "Column": text("label_en"),
            "Name in CSV": lambda row: f"{row['table_name']}.{row['column_name']}",
            "Type": text("type"),
            "Allowed": lambda row: "; ".join(
                TABLES[row["table_name"]].column(row["column_name"]).allowed[code].in_language("en")
                for code in (row["allowed"] or "").split("; ")
                if code
            ),
        },
        "": {
            "Table": text("title"),
            "Rows": column("rows"),
            "Masked": column("masked"),
            "File": text("path"),
        },
    }
    return declared(question) | rules.get(question, {})


def declared(question: str) -> dict[str, Cell]:
    """The cells of columns that a page only names, as their kind is written."""
    columns = questions()[question].columns if question else ()
    return {column.title.in_language("en"): _by_kind(column) for column in columns}


def _by_kind(declared: Declared) -> Callable[[Row], str]:
    name = declared.name
    kinds: dict[str, Callable[[Row], str]] = {
        "count": column(name),
        "number": column(name, declared.decimals),
        "percent": lambda row: said.percent(row[name]),
        "share": lambda row: said.percent(None if row[name] is None else 100 * row[name]),
        "money": lambda row: said.number(row[name]) + (" đ" if row[name] is not None else ""),
        "measured": lambda row: said.amount(row, name),
        "day": days(name),
        "month": lambda row: said.month(row[name]) if row[name] else "",
        "moment": lambda row: f"{row[name]:%H:%M} {said.day(row[name])}" if row[name] else "",
        "code": lambda row: declared.allowed[row[name]].in_language("en") if row[name] else "",
        "list": lambda row: "; ".join(row[name] or ()),
        "yes_no": lambda row: "" if row[name] is None else "yes" if row[name] else "no",
    }
    return kinds.get(declared.kind, text(name))


def _place(row: Row) -> str:
    if row["position"] is None:
        return "× No enrolment" if row["known"] else "– No report"
    return {
        "above_998": "★ Far more than usual",
        "above_95": "☆ More than usual",
        "inside": "• As usual",
        "below_95": "▽ Fewer than usual",
        "below_998": "▼ Far fewer than usual",
    }[row["position"]]


def _basis(row: Row) -> str:
    """Of the law's Vietnamese text its number only."""
    source = CODES["deadline_source"][row["source"]].in_language("en")
    return " · ".join(filter(None, (source, ", ".join(re.findall(r"[0-9]+/[0-9]+/NĐ-CP", row["basis"])))))


def _signal(code: str | None) -> str:
    return {
        None: "",
        "outside": "★ Far from usual",
        "run": "✚ 7 in a row on one side of the usual level",
        "trend": "▶ 7 in a row rising or falling",
        "two_of_three": "✖ 2 of 3 close to an unusual level",
    }[code]


def years_named(chosen: list[str]) -> str:
    named = [f"{year}*" if year == "2021" else year for year in chosen]
    return f"{named[0]}–{named[-1]}" if len(named) > 2 else ", ".join(named)


def pooled(chosen: list[str]) -> str:
    """The heading over the values of several years."""
    return years_named(chosen) + (" together" if len(chosen) > 1 else "")
