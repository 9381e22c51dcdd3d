"""The indicators of INDICATORS worked out a second time, from the CSVs alone and without the product's SQL.

Written from the spec's tables of measures, not from the queries, so that the two can disagree. An indicator that
came later is held to the examples in its header (`test_indicators.py`) until it is written here too.
`indicator_values`, `indicator_rollup` and `reports` answer the questions of the same names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

Row = Mapping[str, str]

VALUE_COLUMNS = [
    "school_id", "year", "indicator", "numerator", "denominator", "value", "state", "target", "target_source", "status",
    "unknown", "lower", "upper",
]  # fmt: skip
#: Inside, where nothing is masked, a value lies between itself and itself.
ROLLUP_COLUMNS = ["group", *VALUE_COLUMNS[1:-3], "value_least", "value_most", *VALUE_COLUMNS[-3:]]
REPORT_COLUMNS = ["school_id", "year", "due_on", "submitted_on", "state", "days_late"]

OFFICE = "office"
GRADES = {"TH": range(1, 6), "THCS": range(6, 10), "TH&THCS": range(1, 10)}
TOPICS = 4

#: Yes/no answers of the yearly report, by the indicator that asks for them.
YES_NO = {
    "accountability_rule": "accountability_rule",
    "online_teaching_rule": "online_teaching_rule",
    "access_managed": "access_managed",
    "counselling": "counselling_team",
    "coordination": "coordination_procedure",
}
#: Numbers of the yearly report, with what each is divided by.
NUMBERS = {
    "pupils_reached": ("pupils_reached", "pupils"),
    "parents_reached": ("parents_reached", "pupils"),
    "pupils_trained": ("pupils_trained", "pupils"),
    "classes_integrated": ("classes_with_digital_skills", "classes"),
    "code_briefed": ("staff_briefed_on_code", "staff"),
    "staff_trained": ("staff_trained", "staff"),
}
#: Schools that use at least one approved service of these kinds.
SERVICE_KINDS = {
    "protective_services": {"child_service", "parental_control", "filtering"},
    "e_resources": {"learning", "e_library"},
}
ZERO_OR_ONE = {"awareness_schools", "youth_campaigns", "reports_on_time", *YES_NO, *SERVICE_KINDS}
COUNTS = {"models_commended", "sessions", "proposals", "provider_reports"}
PER_PUPIL = {"spending_per_pupil"}
OFFICE_ONLY = {"proposals", "network_coverage", "district_report"}
OFFICE_TOO = {
    "victims_supported", "violations_handled", "staff_cases_handled", "single_channel", "provider_reports",
    "content_removed", "budget_spent", "mobilised_share",
}  # fmt: skip
SCHOOLS_ONLY = {
    "awareness_schools", "youth_campaigns", "content_coverage", "sessions", "models_commended", "products_evaluated",
    "spending_per_pupil", "reports_on_time", *YES_NO, *NUMBERS, *SERVICE_KINDS,
}  # fmt: skip
OF_SCHOOLS = SCHOOLS_ONLY | OFFICE_TOO
INDICATORS = OF_SCHOOLS | OFFICE_ONLY

#: Indicators whose value has no good side, and those that are the better the lower they are.
NEUTRAL = {"mobilised_share", "spending_per_pupil"}
LOWER: set[str] = set()

#: What a school that is not known stands for, where its pupils, classes or staff are what is divided by.
PERSONS = {name: per for name, (_, per) in NUMBERS.items()} | dict.fromkeys(PER_PUPIL, "pupils")
#: Shares of what is not counted before the report comes: cases, products, money. So much may be behind
#: silence, or so little, that only the ends of a share are bounds.
WITHOUT_WEIGHT = {
    "victims_supported", "violations_handled", "staff_cases_handled", "single_channel", "content_removed",
    "budget_spent", "mobilised_share", "products_evaluated",
}  # fmt: skip

#: (numerator, denominator) of an answer; None where there is nothing to answer with.
Fraction = tuple[int, int] | None
#: State, numerator, denominator and unknown weight of one school, on its way into a sum.
Part = tuple[str, int | None, int | None, int | None]


@dataclass(frozen=True)
class Period:
    """One year of the plan."""

    year: int
    starts_on: date
    ends_on: date
    due_on: date

    def holds(self, moment: str) -> bool:
        """Whether the date, or the moment's date, lies in the period."""
        return bool(moment) and self.starts_on <= _day(moment) <= self.ends_on


class Facts:
    """The CSVs of one folder, and what a school or the office did in one period."""

    def __init__(self, folder: Path, plan: Path, as_of: date) -> None:
        tables = (
            "communes schools enrolment staffing reports statements activities incidents removals violations "
            "services service_use funding network_members office_actions"
        )
        self.as_of = as_of
        self.table = {name: _rows(folder / f"{name}.csv") for name in tables.split()}
        self.periods = [
            Period(int(row["year"]), _day(row["starts_on"]), _day(row["ends_on"]), _day(row["report_due_on"]))
            for row in _rows(plan / "periods.csv")
            if _day(row["starts_on"]) <= as_of
        ]
        self.assumed = {row["assumption"]: float(row["value"]) for row in _rows(plan / "assumptions.csv")}
        self.service = {row["service_id"]: row for row in self.table["services"]}
        self.incident_owner = {row["incident_id"]: _owner(row) for row in self.table["incidents"]}

    def submitted(self, school: str, year: int) -> date | None:
        """The day on which the report was received."""
        for row in self.yearly("reports", school, year):
            if row["submitted_on"] and _day(row["submitted_on"]) <= self.as_of:
                return _day(row["submitted_on"])
        return None

    def is_empty(self, school: str, period: Period) -> bool:
        """Whether nothing at all was sent for the year but the cases of children, which come from elsewhere too."""
        sent = ("enrolment", "staffing", "statements", "service_use", "funding")
        return not (
            any(self.yearly(table, school, period.year) for table in sent)
            or self.events("activities", school, period)
        )

    def counted(self, school: str, period: Period) -> date | None:
        """The day on which the report came; None also where what came was empty, which is no report."""
        return None if self.is_empty(school, period) else self.submitted(school, period.year)

    def yearly(self, table: str, owner: str, year: int) -> list[Row]:
        """The rows of a table with a year that belong to one school or payer."""
        key = "payer" if table == "funding" else "school_id"
        return [row for row in self.table[table] if row[key] == owner and int(row["year"]) == year]

    def events(self, table: str, owner: str, period: Period) -> list[Row]:
        """The dated rows of one school (or the office) whose first moment lies in the period."""
        dated = {
            "activities": "held_on",
            "incidents": "received_at",
            "removals": "requested_at",
            "violations": "found_on",
        }
        return [
            row
            for row in self.table[table]
            if period.holds(row[dated[table]])
            and (self.incident_owner[row["incident_id"]] if table == "removals" else _owner(row)) == owner
        ]


def indicator_values(folder: Path, plan: Path, as_of: date) -> pd.DataFrame:
    """Each school's and the office's value of each indicator in each year begun."""
    facts = Facts(folder, plan, as_of)
    rows: list[dict[str, object]] = []
    for period in facts.periods:
        for school in facts.table["schools"]:
            for indicator in sorted(OF_SCHOOLS):
                row = _school_row(facts, school, period, indicator)
                row["unknown"] = (
                    _weight(facts, school, period, indicator) if row["state"] == "no_report" else 0
                )
                rows.append(
                    {"school_id": school["school_id"], "year": period.year, "indicator": indicator} | row
                )
        for indicator in sorted(OFFICE_ONLY | OFFICE_TOO):
            row = _known(indicator, _office_fraction(facts, period, indicator) or (0, 0)) | {"unknown": 0}
            rows.append({"school_id": OFFICE, "year": period.year, "indicator": indicator} | row)
    return _judged([row | _bounds(row) for row in rows], plan, VALUE_COLUMNS)


def indicator_rollup(values: pd.DataFrame, schools: pd.DataFrame, by: str, plan: Path) -> pd.DataFrame:
    """The values added up by district, commune, unit_2025 or level, then divided.

    `values` is the answer of `indicator_values`, `schools` the register with all columns as text.
    """
    column = {"commune": "commune_code", "unit_2025": "successor_code", "level": "level"}
    group_of = dict.fromkeys([OFFICE, *schools["school_id"]], "district")
    if by != "district":
        group_of = dict(zip(schools["school_id"], schools[column[by]], strict=True))
    parts: dict[tuple[str, int, str], list[Part]] = {}
    for row in values.itertuples(index=False):
        if group_of.get(str(row.school_id)):  # a school without a successor is in no unit of 2025
            key = (group_of[str(row.school_id)], int(str(row.year)), str(row.indicator))
            part = (str(row.state), _whole(row.numerator), _whole(row.denominator), _whole(row.unknown))
            parts.setdefault(key, []).append(part)
    rows = [
        {"group": group, "year": year, "indicator": indicator} | _added(indicator, members)
        for (group, year, indicator), members in sorted(parts.items())
    ]
    rows = [row | _bounds(row) | {"value_least": row["value"], "value_most": row["value"]} for row in rows]
    return _judged(rows, plan, ROLLUP_COLUMNS)


def reports(folder: Path, plan: Path, as_of: date) -> pd.DataFrame:
    """Each expected report and the one state that it is in."""
    facts = Facts(folder, plan, as_of)
    rows = []
    for period in facts.periods:
        for school in facts.table["schools"]:
            if not _open(school, period.due_on, period.due_on):
                continue
            submitted = facts.submitted(school["school_id"], period.year)
            if submitted and facts.is_empty(school["school_id"], period):
                state = "empty"
            elif submitted:
                state = "on_time" if submitted <= period.due_on else "late"
            else:
                # The due day itself is not past due.
                state = "missing" if period.due_on < as_of else "not_due"
            late = (submitted - period.due_on).days if submitted and state == "late" else None
            rows.append((school["school_id"], period.year, period.due_on, submitted, state, late))
    return pd.DataFrame(rows, columns=pd.Index(REPORT_COLUMNS), dtype=object)


def _school_row(facts: Facts, school: Row, period: Period, indicator: str) -> dict[str, object]:
    first, last = period.starts_on, period.ends_on
    if indicator == "reports_on_time":
        first = last = period.due_on
    if not _open(school, first, last):
        return _state("not_applicable")
    fraction = _school_fraction(facts, school, period, indicator)
    if fraction is not None:
        return _known(indicator, fraction)
    if indicator in ZERO_OR_ONE:
        return _state("no_report", 0, 1)
    return _state("no_report")


def _school_fraction(facts: Facts, school: Row, period: Period, indicator: str) -> Fraction:
    """What the school has to show; None when nothing tells."""
    name, year = school["school_id"], period.year
    submitted = facts.counted(name, period)
    for table, measures in EVENT_BASED.items():
        if indicator in measures:
            events = facts.events(table, name, period)
            return measures[indicator](facts, school, events) if events or submitted else None
    if submitted is None:
        return None
    if indicator == "reports_on_time":
        return int(submitted <= period.due_on), 1
    if indicator in YES_NO or indicator in NUMBERS or indicator == "models_commended":
        return _answer(facts, name, year, indicator)
    if indicator in FUNDS:
        return FUNDS[indicator](facts.yearly("funding", name, year))
    if indicator == "spending_per_pupil":
        spent = [int(row["spent_vnd"]) for row in facts.yearly("funding", name, year) if row["spent_vnd"]]
        pupils = _size(facts, name, year, "pupils")
        return (sum(spent), pupils) if spent and pupils is not None else None
    return _products(facts, name, period, indicator)


def _answer(facts: Facts, school: str, year: int, indicator: str) -> Fraction:
    item, per = NUMBERS.get(indicator, (YES_NO.get(indicator, indicator), "school"))
    answers = [int(row["value"]) for row in facts.yearly("statements", school, year) if row["item"] == item]
    size = 1 if per == "school" else _size(facts, school, year, per)
    return (answers[0], size) if answers and size is not None else None


def _size(facts: Facts, school: str, year: int, what: str) -> int | None:
    """Pupils, classes or staff of a school; None when not told."""
    if what == "staff":
        rows = facts.yearly("staffing", school, year)
        return (
            sum(int(row[part]) for row in rows for part in ("managers", "teachers", "employees"))
            if rows
            else None
        )
    rows = facts.yearly("enrolment", school, year)
    return sum(int(row[what]) for row in rows) if rows else None


def _products(facts: Facts, school: str, period: Period, indicator: str) -> Fraction:
    used = [facts.service[row["service_id"]] for row in facts.yearly("service_use", school, period.year)]
    if indicator == "products_evaluated":
        evaluated = [s for s in used if s["evaluated_on"] and _day(s["evaluated_on"]) <= period.ends_on]
        return len(evaluated), len(used)
    kinds = SERVICE_KINDS[indicator]
    return int(any(service["approved"] == "1" and service["kind"] in kinds for service in used)), 1


Measure = Callable[[Facts, Row, Sequence[Row]], Fraction]


def _awareness(facts: Facts, school: Row, events: Sequence[Row]) -> Fraction:
    sessions = [row for row in events if row["kind"] == "awareness" and row["audience"] == "pupils"]
    return int(len(sessions) >= facts.assumed["awareness_sessions_min"]), 1


def _campaigns(facts: Facts, school: Row, events: Sequence[Row]) -> Fraction:
    return int(any(row["kind"] == "campaign" and row["organiser"] in {"doan", "doi"} for row in events)), 1


def _coverage(facts: Facts, school: Row, events: Sequence[Row]) -> Fraction:
    grades = GRADES[school["level"]]
    pairs = {
        (grade, topic)
        for row in events
        if row["kind"] in {"lesson", "skills_training"} and (row["grade_from"] or row["grade_to"])
        for grade in range(
            int(row["grade_from"] or row["grade_to"]), int(row["grade_to"] or row["grade_from"]) + 1
        )
        for topic in filter(None, row["topics"].split(";"))
        if grade in grades
    }
    return len(pairs), TOPICS * len(grades)


def _sessions(facts: Facts, school: Row, events: Sequence[Row]) -> Fraction:
    return len(events), 0


def _real(incidents: Sequence[Row]) -> list[Row]:
    return [row for row in incidents if row["outcome"] not in {"duplicate", "unfounded"}]


def _victims(facts: Facts, school: Row, events: Sequence[Row]) -> Fraction:
    with_request = [row for row in _real(events) if row["support_requested_at"]]
    helped = [row for row in with_request if row["support_started_at"]]
    return sum(int(row["children"]) for row in helped), sum(int(row["children"]) for row in with_request)


def _single_channel(facts: Facts, school: Row, events: Sequence[Row]) -> Fraction:
    real = _real(events)
    return len([row for row in real if row["intake"] == "single_point"]), len(real)


def _provider(facts: Facts, school: Row, events: Sequence[Row]) -> Fraction:
    return len([row for row in _real(events) if row["intake"] == "provider_auto"]), 0


def _removed(facts: Facts, school: Row, events: Sequence[Row]) -> Fraction:
    return len([row for row in events if row["removed_at"]]), len(events)


def _handled(facts: Facts, school: Row, events: Sequence[Row]) -> Fraction:
    upheld = [row for row in events if row["handling"] != "not_upheld"]
    return len([row for row in upheld if row["handled_on"]]), len(upheld)


def _staff_handled(facts: Facts, school: Row, events: Sequence[Row]) -> Fraction:
    return _handled(facts, school, [row for row in events if row["subject"] == "school_staff"])


EVENT_BASED: dict[str, dict[str, Measure]] = {
    "activities": {
        "awareness_schools": _awareness,
        "youth_campaigns": _campaigns,
        "content_coverage": _coverage,
        "sessions": _sessions,
    },
    "incidents": {
        "victims_supported": _victims,
        "single_channel": _single_channel,
        "provider_reports": _provider,
    },
    "removals": {"content_removed": _removed},
    "violations": {"violations_handled": _handled, "staff_cases_handled": _staff_handled},
}


def _budget(rows: Sequence[Row]) -> Fraction:
    """Spent of planned; None when no source tells both, as with any question left unanswered."""
    both = [row for row in rows if row["planned_vnd"] and row["spent_vnd"]]
    return (
        (sum(int(row["spent_vnd"]) for row in both), sum(int(row["planned_vnd"]) for row in both))
        if both
        else None
    )


def _mobilised(rows: Sequence[Row]) -> Fraction:
    planned = [(row["source"], int(row["planned_vnd"])) for row in rows if row["planned_vnd"]]
    mobilised = sum(vnd for source, vnd in planned if source != "state")
    return (mobilised, sum(vnd for _, vnd in planned)) if planned else None


FUNDS: dict[str, Callable[[Sequence[Row]], Fraction]] = {
    "budget_spent": _budget,
    "mobilised_share": _mobilised,
}


def _office_fraction(facts: Facts, period: Period, indicator: str) -> Fraction:
    actions = facts.table["office_actions"]
    if indicator == "proposals":
        return len([row for row in actions if row["kind"] == "proposal" and period.holds(row["done_on"])]), 0
    if indicator == "district_report":
        due = [
            (_day(row["due_on"]), _day(row["done_on"], date.max))
            for row in actions
            if row["kind"] == "district_report" and row["due_on"]
            if period.holds(row["due_on"]) and _day(row["due_on"]) <= facts.as_of
        ]
        return len([1 for due_on, done_on in due if done_on <= due_on]), len(due)
    if indicator == "network_coverage":
        return _network(facts, period)
    if indicator in FUNDS:
        return FUNDS[indicator](facts.yearly("funding", OFFICE, period.year))
    table = next(table for table, measures in EVENT_BASED.items() if indicator in measures)
    return EVENT_BASED[table][indicator](facts, {}, facts.events(table, OFFICE, period))


def _network(facts: Facts, period: Period) -> Fraction:
    units = [
        (row["code"], _day(row["valid_from"]), _day(row["valid_to"], date.max))
        for row in facts.table["communes"]
        if _day(row["valid_from"]) <= period.starts_on <= _day(row["valid_to"], date.max)
    ]
    members = [
        (row["commune_code"], _day(row["joined_on"]))
        for row in facts.table["network_members"]
        if _day(row["joined_on"]) <= period.ends_on and _day(row["left_on"], date.max) >= period.starts_on
    ]
    covered = [
        code
        for code, start, end in units
        if any(place == code and start <= joined <= end for place, joined in members)
    ]
    return len(covered), len(units)


def _known(indicator: str, fraction: tuple[int, int]) -> dict[str, object]:
    """The value of something that is known: a count, or a fraction that may be 0/0."""
    numerator, denominator = fraction
    if indicator in COUNTS:
        return _state("value", numerator, None, float(numerator))
    if denominator == 0:
        return _state("no_cases", numerator, 0)
    per = 1 if indicator in PER_PUPIL else 100
    return _state("value", numerator, denominator, per * numerator / denominator)


def _weight(facts: Facts, school: Row, period: Period, indicator: str) -> int | None:
    """What a school that is not known stands for; None where no year tells."""
    if indicator in PERSONS:
        years = range(period.year - 30, period.year + 31)
        sizes = {year: _size(facts, school["school_id"], year, PERSONS[indicator]) for year in years}
        known = [(abs(year - period.year), year) for year, size in sizes.items() if size is not None]
        return sizes[min(known)[1]] if known else None
    if indicator == "content_coverage":
        return TOPICS * len(GRADES[school["level"]])
    if indicator == "reports_on_time":
        # What has not come by its day has not come on time: nothing is left to know.
        return 0 if period.due_on < facts.as_of else 1
    return 1


def _bounds(row: Mapping[str, object]) -> dict[str, float | None]:
    """The least and the most of a value: all that is not known fails, or all of it succeeds."""
    indicator, unknown = str(row["indicator"]), row["unknown"]
    if row["state"] == "not_applicable":
        return {"lower": None, "upper": None}
    if unknown == 0 and row["state"] != "no_report":
        value = row["value"]
        assert value is None or isinstance(value, float)
        return {"lower": value, "upper": value}
    done, of = _whole(row["numerator"]) or 0, _whole(row["denominator"]) or 0
    if indicator in COUNTS:
        return {"lower": float(done), "upper": None}
    if unknown != 0 and (indicator in WITHOUT_WEIGHT or unknown is None):
        reached = 100 * done / of if of else 0.0
        return {"lower": 0.0, "upper": None if indicator in PER_PUPIL else max(reached, 100.0)}
    assert isinstance(unknown, int)
    whole = of if indicator in ZERO_OR_ONE else of + unknown
    if not whole:
        return {"lower": None, "upper": None}
    if indicator in PER_PUPIL:
        return {"lower": done / whole, "upper": None}
    return {"lower": 100 * done / whole, "upper": 100 * (done + unknown) / whole}


def _added(indicator: str, parts: Sequence[Part]) -> dict[str, object]:
    states = {state for state, *_ in parts}
    tops = [top for _, top, _, _ in parts if top is not None]
    bottoms = [bottom for _, _, bottom, _ in parts if bottom is not None]
    weights = [unknown for *_, unknown in parts if unknown is not None]
    numerator, denominator = sum(tops) if tops else None, sum(bottoms) if bottoms else None
    row: dict[str, object] = {"unknown": sum(weights) if len(weights) == len(parts) else None}
    if states == {"not_applicable"}:
        return row | _state("not_applicable")
    if not states & {"value", "no_cases"}:
        return row | _state("no_report", numerator, denominator)
    assert numerator is not None
    return row | _known(indicator, (numerator, denominator or 0))


def _judged(rows: Sequence[Mapping[str, object]], plan: Path, columns: list[str]) -> pd.DataFrame:
    """The rows with their target and the judgement of the value against it."""
    targets = {(row["indicator"], int(row["year"])): row for row in _rows(plan / "targets.csv")}
    band = next(float(r["value"]) for r in _rows(plan / "assumptions.csv") if r["assumption"] == "near_band")
    judged = []
    for row in rows:
        target = targets.get((str(row["indicator"]), int(str(row["year"]))))
        value = row["value"]
        status = None
        if target and isinstance(value, float) and row["indicator"] not in NEUTRAL:
            short = float(target["value"]) - value
            if row["indicator"] in LOWER:
                short = -short
            status = "met" if short <= 0 else "near" if short <= band else "far"
        judged.append(
            {
                **row,
                "target": float(target["value"]) if target else None,
                "target_source": target["source"] if target else None,
                "status": status,
            }
        )
    return pd.DataFrame(judged, columns=pd.Index(columns), dtype=object)


def _state(
    state: str, numerator: int | None = None, denominator: int | None = None, value: float | None = None
) -> dict[str, object]:
    return {"numerator": numerator, "denominator": denominator, "value": value, "state": state}


def _open(school: Row, first: date, last: date) -> bool:
    """Whether the school was open on at least one day between these two; closed_on still counts."""
    return _day(school["opened_on"], date.min) <= last and _day(school["closed_on"], date.max) >= first


def _owner(row: Row) -> str:
    return row["school_id"] or OFFICE


def _whole(cell: object) -> int | None:
    return cell if isinstance(cell, int) else None


def _day(text: str, otherwise: date | None = None) -> date:
    if not text and otherwise:
        return otherwise
    return date.fromisoformat(text[:10])


def _rows(path: Path) -> list[Row]:
    return list(_read(path)) if path.exists() else []


def _read(path: Path) -> Iterator[Row]:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    for row in frame.to_dict("records"):
        yield {str(key): str(cell) for key, cell in row.items()}
