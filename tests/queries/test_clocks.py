"""Clocks: the worked cases by hand, due moments by walking the calendar, and what must never change."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import holidays
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.contract import CODES
from data.publish import PLAN, SAMPLE
from data.store import Snapshot, Store
from queries import ask, question
from tests.bare import answer, blank, durations, snapshot
from tests.given.world import Row, World, world

STATES = {"on_time", "late", "running", "overdue", "not_started", "invalid", "ended_otherwise", "no_rule"}
CLOCKS = set(CODES["clock"])
COLUMNS = [
    "subject", "subject_id", "school_id", "year", "clock", "started_at", "stopped_at", "due_at", "state", "hours_taken",
    "limit", "unit", "source", "basis",
]  # fmt: skip

#: clock, start, stop, as of, due, state. Due at 24:00 of a day is 00:00 of the next.
WORKED = [
    ("emergency", "2023-03-06 20:00", "2023-03-07 08:00", "2025-12-31", "2023-03-07 08:00", "on_time"),
    ("emergency", "2023-03-06 20:00", "2023-03-07 08:01", "2025-12-31", "2023-03-07 08:00", "late"),
    ("plan", "2023-03-10 16:00", "2023-03-17 23:00", "2025-12-31", "2023-03-18 00:00", "on_time"),
    ("plan", "2023-01-18 09:00", "", "2023-01-31", "2023-02-02 00:00", "running"),
    ("plan", "2023-01-18 09:00", "", "2023-02-01", "2023-02-02 00:00", "running"),
    ("plan", "2023-01-18 09:00", "", "2023-02-02", "2023-02-02 00:00", "overdue"),
    ("removal", "2024-12-24 23:00", "2024-12-25 03:00", "2025-12-31", "2024-12-25 02:00", "late"),
    ("removal", "2024-12-25 00:00", "2024-12-25 23:00", "2025-12-31", "2024-12-26 00:00", "on_time"),
    ("support", "", "", "2025-12-31", "", "not_started"),
    # What the table leaves to the words around it.
    ("closure", "2023-03-10 16:00", "2023-04-10 23:59", "2025-12-31", "2023-04-11 00:00", "on_time"),  # 9/4 is a Sunday
    ("closure", "2024-04-05 08:00", "2024-05-07 00:01", "2025-12-31", "2024-05-07 00:00", "late"),  # 5/5 is a Sunday
    ("closure", "2024-04-04 08:00", "2024-05-05 00:00", "2025-12-31", "2024-05-05 00:00", "on_time"),  # 4/5 was worked
    ("violation", "2023-03-06", "2023-04-17", "2025-12-31", "2023-04-18 00:00", "on_time"),
    ("violation", "2023-03-06", "2023-04-18", "2025-12-31", "2023-04-18 00:00", "late"),  # never the end of the 17th
    ("violation", "2023-03-06", "", "2023-04-17", "2023-04-18 00:00", "running"),
    ("violation", "2023-03-06", "", "2023-04-18", "2023-04-18 00:00", "overdue"),
]  # fmt: skip

_STOPS = {"emergency": "emergency_measure_at", "plan": "plan_issued_at", "referral": "referred_at"}


def incident(incident_id: str, received_at: str, **cells: str) -> Row:
    return {
        "incident_id": incident_id, "school_id": "T1", "category": "fraud", "platform": "zalo", "intake": "school",
        "severity": "medium", "children": "1", "received_at": received_at, "reopened": "0",
    } | cells  # fmt: skip


def case(clock: str, start: str, stop: str, n: int = 1) -> World:
    """The events of one worked case; its subject's id ends with -n."""
    if clock == "violation":
        handling = "reminder" if stop else ""
        return {"violations": [
            {"violation_id": f"VP-{n}", "school_id": "T1", "subject": "individual", "source": "detected", "platform": "zalo",
             "found_on": start, "handled_on": stop, "handling": handling},
        ]}  # fmt: skip
    if clock == "removal":
        removal = {
            "removal_id": f"GB-{n}",
            "incident_id": f"VV-{n}",
            "platform": "zalo",
            "requested_at": start,
            "removed_at": stop,
            "refused": "0",
        }
        return {"incidents": [incident(f"VV-{n}", start)], "removals": [removal]}
    if clock == "support":
        return {"incidents": [incident(f"VV-{n}", "2023-03-06 20:00")]}
    if clock == "closure":
        outcome = "resolved" if stop else ""
        return {"incidents": [incident(f"VV-{n}", start, closed_at=stop, outcome=outcome)]}
    return {"incidents": [incident(f"VV-{n}", start, severity="emergency", **{_STOPS[clock]: stop})]}


def clocks_of(source: Snapshot) -> pd.DataFrame:
    return answer(source, "clocks")


@pytest.fixture(scope="module")
def worked() -> pd.DataFrame:
    """The clocks of all worked cases, those of one as-of day in one snapshot."""
    values = []
    for as_of in sorted({as_of for _, _, _, as_of, _, _ in WORKED}):
        tables: World = {}
        for n, (clock, start, stop, read_on, _, _) in enumerate(WORKED):
            if read_on == as_of:
                for table, rows in case(clock, start, stop, n).items():
                    tables.setdefault(table, []).extend(rows)
        with snapshot({"schools": world()["schools"], **tables}, date.fromisoformat(as_of)) as source:
            values.append(clocks_of(source))
    together = pd.concat(values)
    return together.assign(n=together["subject_id"].str.extract(r"-(\d+)$", expand=False))


@pytest.mark.parametrize("n", range(len(WORKED)), ids=lambda n: "-".join(WORKED[n][:4]))
def test_worked_cases(n: int, worked: pd.DataFrame) -> None:
    clock, start, stop, _, due, state = WORKED[n]
    row = worked[(worked["n"] == str(n)) & (worked["clock"] == clock)].iloc[0]
    assert row["state"] == state
    assert row["due_at"] == pd.Timestamp(due) if due else blank(row["due_at"])
    if state in ("on_time", "late"):
        assert row["hours_taken"] == (pd.Timestamp(stop) - pd.Timestamp(start)).total_seconds() / 3600
    else:
        assert blank(row["hours_taken"])


@pytest.fixture(scope="module")
def sample(published_sample: Path) -> Iterator[Snapshot]:
    source = Store(published_sample).active()
    yield source
    source.close()


def test_the_calendar_knows_tet_and_the_saturdays_worked_for_other_days(sample: Snapshot) -> None:
    with sample.cursor() as cursor:
        rows = cursor.execute("SELECT * FROM calendar ORDER BY day").df()
    day = rows.set_index(rows["day"].dt.strftime("%Y-%m-%d"))
    tet = [f"2023-01-{n}" for n in range(20, 27)]
    assert not day.loc[tet, "is_working"].any()
    assert day.loc[tet, "holiday"].notna().all()
    assert set(day.loc[tet, "next_working"].dt.strftime("%Y-%m-%d")) == {"2023-01-27"}
    assert day.loc[["2023-01-19", "2023-01-27", "2024-05-04", "2025-04-26"], "is_working"].all()
    assert not day.loc[["2024-04-29", "2025-05-02", "2024-05-11"], "is_working"].any()
    assert rows["day"].diff().dropna().eq(pd.Timedelta(days=1)).all()
    assert rows["day"].min() == pd.Timestamp("2020-01-01")
    assert rows["day"].max() >= pd.Timestamp("2025-12-31") + pd.Timedelta(days=400)
    assert rows["working_number"].diff().dropna().eq(rows["is_working"].astype(int).iloc[1:]).all()


def test_states_partition_the_cases(sample: Snapshot) -> None:
    rows = clocks_of(sample)
    assert list(rows.columns) == COLUMNS
    assert set(rows["state"]) <= STATES
    assert set(rows["clock"]) == CLOCKS
    assert not rows.duplicated(["subject", "subject_id", "clock"]).any()
    incidents = pd.read_csv(SAMPLE / "incidents.csv", dtype=str, keep_default_na=False)
    counts = Counter(rows["clock"])
    assert counts["plan"] == counts["support"] == counts["closure"] == len(incidents)
    assert counts["emergency"] == (incidents["severity"] == "emergency").sum()
    assert counts["referral"] == (~incidents["intake"].isin(["hotline_111", "police"])).sum()
    stopped = rows["state"].isin(["on_time", "late"])
    assert rows.loc[stopped, "stopped_at"].notna().all()
    assert rows.loc[~stopped, "stopped_at"].isna().all()
    assert rows.loc[~stopped, "hours_taken"].isna().all()
    assert rows.loc[stopped & (rows["subject"] != "report"), "hours_taken"].ge(0).all()


@pytest.mark.parametrize("by", ["year", "school", "category", "severity"])
def test_rates_are_counts_of_the_states(by: str, sample: Snapshot) -> None:
    rates, rows = answer(sample, "clock_rates", by=by), clocks_of(sample)
    assert list(rates.columns) == [
        "group", "clock", "on_time", "late", "running", "overdue", "ended_otherwise", "rate",
    ]  # fmt: skip
    for state in ("on_time", "late", "running", "overdue", "ended_otherwise"):
        assert rates[state].sum() == (rows["state"] == state).sum()
    due = rates["on_time"] + rates["late"] + rates["overdue"]
    assert rates["rate"].isna().equals(due == 0)
    some = due > 0
    assert (100 * rates["on_time"] / due)[some].sub(rates["rate"][some]).abs().max() < 1e-9


def test_reports_agree_with_their_own_question(sample: Snapshot) -> None:
    reports = answer(sample, "reports")
    rows = clocks_of(sample)
    rows = rows[rows["clock"] == "report"]
    same = {"on_time": "on_time", "late": "late", "missing": "overdue", "not_due": "running"}
    assert len(reports) == len(rows) > 0
    both = reports.merge(rows, on=["school_id", "year"], suffixes=("_told", ""), validate="1:1")
    assert list(both["state_told"].map(same)) == list(both["state"])
    assert set(rows["source"]) == {"plan"}
    assert rows["hours_taken"].isna().all()


def test_cases_are_counted_apart_from_reports_and_what_is_new_apart_from_the_backlog() -> None:
    """The last 90 days before the end of 31/12/2025 begin with the end of 2/10/2025.

    Closure has 30 days. Received on 2/9 it was due at the end of 2/10: backlog. On 3/9: on Friday 3/10, new.
    VV-3 missed its plan in June and its closing in July: one case, and backlog. VP-1, found on 1/12, has 30
    working days and runs. T1's report of 2025 is missing.
    """
    limits = (("closure", "30", "days"), ("plan", "5", "working_days"), ("violation", "30", "working_days"), ("report", "0", "days"))  # fmt: skip
    rows: World = {
        "schools": [world()["schools"][0]],
        "deadlines": [
            {"clock": clock, "limit": limit, "unit": unit, "valid_from": "2017-01-01", "basis": "x", "source": "law"}
            for clock, limit, unit in limits
        ],
        "incidents": [
            incident("VV-1", "2025-09-02 09:00", plan_issued_at="2025-09-03 09:00"),
            incident("VV-2", "2025-09-03 09:00", plan_issued_at="2025-09-04 09:00"),
            incident("VV-3", "2025-06-02 09:00"),
        ],
        "violations": case("violation", "2025-12-01", "")["violations"],
        "reports": [
            {"school_id": "T1", "year": str(year), "submitted_on": f"{year}-11-20", "status": "received", "note_count": "0"}
            for year in range(2021, 2025)
        ],
        # A report without a figure is none yet.
        "staffing": [
            {"school_id": "T1", "year": str(year), "managers": "1", "teachers": "9", "employees": "1"}
            for year in range(2021, 2025)
        ],
    }  # fmt: skip
    with snapshot(rows) as source:
        (values,) = answer(source, "overdue_counts").to_dict("records")
        assert values == {"cases": 3, "newly": 1, "backlog": 2, "reports": 1, "days": 90}
        listed = answer(source, "overdue", of="cases")
        assert list(zip(listed["subject_id"], listed["clock"], listed["newly"], strict=True)) == [
            ("VV-2", "closure", True),
            ("VV-3", "plan", False),
            ("VV-3", "closure", False),
            ("VV-1", "closure", False),
        ]
        assert list(answer(source, "overdue", of="reports")["subject_id"]) == ["T1/2025"]
        assert len(answer(source, "overdue")) == 5
        board = answer(source, "clock_board")
        # Four limits of cases; the report has its own line.
        assert set(board["all_overdue_now"]) == {4}
        assert set(board.loc[board["clock"] == "report", "overdue_now"]) == {1}
    with snapshot({}) as source:
        (nothing,) = answer(source, "overdue_counts").to_dict("records")
        assert nothing == {"cases": 0, "newly": 0, "backlog": 0, "reports": 0, "days": 90}


def test_the_worklist_is_all_that_is_overdue_what_is_new_first(sample: Snapshot) -> None:
    rows, listed = clocks_of(sample), answer(sample, "overdue")
    assert len(listed) == (rows["state"] == "overdue").sum() > 0
    assert listed["newly"].is_monotonic_decreasing
    for _, part in listed.groupby("newly"):
        assert part["due_at"].is_monotonic_increasing
    assert listed["days_overdue"].ge(1).all()
    assert listed["basis"].str.len().gt(0).all()
    assert set(listed["owner"]) <= {"commune", "school", "office"}
    reports = listed[listed["clock"] == "report"]
    assert ((pd.Timestamp("2026-01-01") - reports["due_at"]).dt.days == reports["days_overdue"]).all()


ENDINGS = [
    # outcome, plan issued, closed → state of the plan's clock, state of the closure's
    ("resolved", "2024-03-07 09:00", "2024-03-20 09:00", "on_time", "on_time"),
    ("resolved", "", "2024-03-20 09:00", "overdue", "on_time"),
    ("withdrawn", "2024-03-07 09:00", "2024-03-08 09:00", "on_time", "ended_otherwise"),
    ("withdrawn", "2024-03-08 09:00", "2024-03-08 09:00", "on_time", "ended_otherwise"),
    ("transferred", "2024-03-09 09:00", "2024-03-08 09:00", "ended_otherwise", "ended_otherwise"),
    ("transferred", "", "2024-03-08 09:00", "ended_otherwise", "ended_otherwise"),
    ("duplicate", "2024-03-07 09:00", "2024-03-08 09:00", "ended_otherwise", "ended_otherwise"),
    ("unfounded", "", "2024-03-08 09:00", "ended_otherwise", "ended_otherwise"),
]


@pytest.mark.parametrize(("outcome", "planned", "closed", "plan", "closure"), ENDINGS)
def test_cases_that_end_otherwise(outcome: str, planned: str, closed: str, plan: str, closure: str) -> None:
    row = incident("VV-1", "2024-03-06 09:00", plan_issued_at=planned, closed_at=closed, outcome=outcome)
    with snapshot({"incidents": [row]}) as source:
        states = clocks_of(source).set_index("clock")["state"]
    assert (states["plan"], states["closure"]) == (plan, closure)


def removal(**cells: str) -> Row:
    return {
        "removal_id": "GB-1",
        "incident_id": "VV-1",
        "requested_at": "2024-03-06 09:00",
        "refused": "0",
    } | cells


@pytest.mark.parametrize(
    ("closing", "cells", "state"),
    [
        ({}, {"refused": "1"}, "overdue"),
        ({"closed_at": "2024-03-08 09:00", "outcome": "withdrawn"}, {}, "overdue"),
        ({"closed_at": "2024-03-08 09:00", "outcome": "duplicate"}, {}, "ended_otherwise"),
        ({"closed_at": "2024-03-08 09:00", "outcome": "duplicate"}, {"removed_at": "2024-03-06 10:00"}, "ended_otherwise"),
    ],
)  # fmt: skip
def test_removals_outlive_all_but_a_case_that_was_none(closing: Row, cells: Row, state: str) -> None:
    row = incident("VV-1", "2024-03-06 08:00", **closing)
    with snapshot({"incidents": [row], "removals": [removal(**cells)]}) as source:
        rows = clocks_of(source)
    assert list(rows[rows["clock"] == "removal"]["state"]) == [state]


def test_reversed_missing_and_future_moments_have_their_states() -> None:
    rows = [
        incident(
            "VV-1",
            "2024-03-06 09:00",
            plan_issued_at="2024-03-06 08:59",
            closed_at="2024-03-06 08:00",
            outcome="resolved",
        ),
        incident("VV-2", "2024-03-06 09:00", plan_issued_at="2025-01-01 00:00"),
        incident("VV-3", "2024-12-30 09:00", support_requested_at="2025-01-01 00:00"),
    ]
    with snapshot({"incidents": rows}, date(2024, 12, 31)) as source:
        values = clocks_of(source)
    state = dict(zip(values["subject_id"] + " " + values["clock"], values["state"], strict=True))
    assert state["VV-1 plan"] == state["VV-1 closure"] == "invalid"
    assert state["VV-2 plan"] == "overdue"
    assert state["VV-3 support"] == "not_started"
    assert values["hours_taken"].isna().all()


@pytest.mark.parametrize(
    ("clock", "start", "stop", "due"),
    [
        # 30/12, 31/12, 5/1, 6/1, 7/1: Thursday is New Year, and Friday 2/1 is off for it.
        ("plan", "2025-12-29 08:00", "2026-01-07 09:00", "2026-01-08"),
        # 31/12, 5/1, 6/1.
        ("support", "2025-12-30 09:00", "2026-01-06 15:00", "2026-01-07"),
    ],
)
def test_the_days_off_of_new_year_2026(clock: str, start: str, stop: str, due: str) -> None:
    cells = (
        {"plan_issued_at": stop}
        if clock == "plan"
        else {"support_requested_at": start, "support_started_at": stop}
    )
    with snapshot({"incidents": [incident("VV-1", start, **cells)]}, date(2026, 1, 31)) as source:
        rows = clocks_of(source).set_index("clock").loc[clock]
    assert rows["due_at"] == pd.Timestamp(due)
    assert rows["state"] == "on_time"


def test_the_offices_days_off_win_over_the_library() -> None:
    """Five working days from Friday 10/3/2023: Saturday 11/3 is worked, Monday 13/3 off, Labour Day worked."""
    rows = {
        "incidents": [incident("VV-1", "2023-03-10 16:00"), incident("VV-2", "2023-04-28 09:00")],
        "days_off": [
            {"day": "2023-03-11", "working": "1", "basis": "Làm bù"},
            {"day": "2023-03-13", "working": "0", "basis": "Nghỉ do bão"},
            {"day": "2023-05-01", "working": "1", "basis": "Trực"},
        ],
    }
    with snapshot(rows) as source:
        values = clocks_of(source).set_index(["subject_id", "clock"])
        days = source.connection.execute(
            "SELECT is_working, holiday FROM calendar WHERE day IN (DATE '2023-03-11', DATE '2023-03-13', DATE '2023-05-01')"
            " ORDER BY day"
        ).fetchall()
    assert days == [(True, None), (False, "Nghỉ do bão"), (True, None)]
    # 11/3, 14/3, 15/3, 16/3, 17/3; and 1/5, 4/5, 5/5, 8/5, 9/5 past the holidays of 2 and 3/5.
    assert values.loc[("VV-1", "plan"), "due_at"] == pd.Timestamp("2023-03-18")
    assert values.loc[("VV-2", "plan"), "due_at"] == pd.Timestamp("2023-05-10")


# Due moments, against a walk over the days with the library's own word on each, but for the two days that
# the plan's own table corrects.

_VN = holidays.country_holidays("VN", years=range(2020, 2028))
_CORRECTED = {date(2026, 1, 2): False, date(2026, 1, 10): True}


def is_working(day: date) -> bool:
    return _CORRECTED.get(day, _VN.is_working_day(day))


def walked(start: datetime, limit: int, unit: str) -> datetime:
    if unit == "hours":
        return start + timedelta(hours=limit)
    day, left = start.date(), limit
    while left:
        day += timedelta(days=1)
        left -= unit == "days" or is_working(day)
    while not is_working(day):
        day += timedelta(days=1)
    return datetime.combine(day + timedelta(days=1), datetime.min.time())


RULES = [(12, "hours"), (0, "days"), (1, "days"), (30, "days"), (0, "working_days"), (1, "working_days"), (5, "working_days"), (30, "working_days"), (250, "working_days")]  # fmt: skip


@pytest.mark.parametrize(("limit", "unit"), RULES)
def test_due_moments_agree_with_a_walk_over_the_calendar(limit: int, unit: str) -> None:
    dice = random.Random(f"{limit} {unit}")
    first = datetime(2021, 9, 24)  # noqa: DTZ001 – local time, as everywhere
    starts = [first + timedelta(minutes=dice.randrange(1559 * 1440)) for _ in range(150)]
    starts += [datetime(2023, 1, day, hour, 0) for day in range(15, 31) for hour in (0, 23)]  # noqa: DTZ001
    rows = [incident(f"VV-{n}", f"{start:%Y-%m-%d %H:%M}") for n, start in enumerate(starts)]
    rule = {
        "clock": "plan",
        "limit": str(limit),
        "unit": unit,
        "valid_from": "2017-01-01",
        "basis": "x",
        "source": "law",
    }
    with snapshot({"incidents": rows, "deadlines": [rule]}) as source:
        values = clocks_of(source).set_index(["subject_id", "clock"])
    for n, start in enumerate(starts):
        assert values.loc[(f"VV-{n}", "plan"), "due_at"] == walked(start, limit, unit), start
    assert set(values.xs("closure", level="clock")["state"]) == {"no_rule"}
    assert set(values.xs("support", level="clock")["state"]) == {"not_started"}


def test_changing_a_deadline_row_changes_results() -> None:
    rows = {"schools": world()["schools"], **case("plan", "2023-03-10 16:00", "2023-03-17 23:00")}
    with snapshot(rows) as source:
        assert clocks_of(source).set_index("clock").loc["plan", "state"] == "on_time"
    rules = [
        rule | ({"limit": "4", "basis": "Quy định khác"} if rule["clock"] == "plan" else {})
        for rule in csv.DictReader((PLAN / "deadlines.csv").read_text(encoding="utf-8").splitlines())
        if rule["clock"] not in ("closure", "emergency")
    ]
    with snapshot(rows | {"deadlines": rules}) as source:
        values = clocks_of(source).set_index("clock")
        rates = answer(source, "clock_rates").set_index("clock")
    assert (values.loc["plan", "state"], values.loc["plan", "basis"]) == ("late", "Quy định khác")
    assert values.loc["plan", "due_at"] == pd.Timestamp("2023-03-17 00:00")
    assert (values.loc["closure", "state"], values.loc["emergency", "state"]) == ("no_rule", "no_rule")
    assert blank(rates.loc["closure", "rate"])


def test_of_two_rules_that_overlap_the_later_holds() -> None:
    rules = [
        {"clock": "plan", "limit": limit, "unit": "days", "valid_from": since, "basis": "x", "source": "law"}
        for limit, since in (("5", "2017-01-01"), ("9", "2024-03-06"))
    ]
    rows = [incident("VV-1", "2024-03-05 23:59"), incident("VV-2", "2024-03-06 00:00")]
    with snapshot({"incidents": rows, "deadlines": rules}) as source:
        values = clocks_of(source)
    assert list(values[values["clock"] == "plan"]["limit"]) == [5, 9]


@pytest.mark.parametrize("name", ["clocks", "clock_rates", "handling_curve", "handling_medians", "overdue", "duration_bands", "stage_times"])  # fmt: skip
def test_an_empty_answer_has_the_same_types(name: str, sample: Snapshot) -> None:
    with snapshot({}) as source:
        empty = ask(source, name)
    assert empty.num_rows == 0
    assert empty.schema == ask(sample, name).schema
    assert question(name).child


def test_bands_hold_every_case_once(sample: Snapshot) -> None:
    bands, rows = answer(sample, "duration_bands"), clocks_of(sample)
    timed = rows[rows["subject"] != "report"]
    stopped = timed[timed["state"].isin(["on_time", "late"])].groupby("clock").size()
    still = timed[timed["state"].isin(["running", "overdue"])].groupby("clock").size()
    totals = bands.groupby("clock")[["stopped", "running", "overdue"]].sum()
    assert totals["stopped"].to_dict() == stopped.reindex(totals.index, fill_value=0).to_dict()
    assert totals["running"].to_dict() == still.reindex(totals.index, fill_value=0).to_dict()
    assert totals["overdue"].sum() == (timed["state"] == "overdue").sum()
    # Of one year only: what was handled then, but everything that still runs.
    of_2023 = answer(sample, "duration_bands", years=[2023], clock="closure")
    handled = timed[(timed["clock"] == "closure") & timed["state"].isin(["on_time", "late"])]
    assert of_2023["stopped"].sum() == (pd.to_datetime(handled["stopped_at"]).dt.year == 2023).sum() > 0
    assert of_2023["running"].sum() == totals.loc["closure", "running"]


def test_the_board_is_the_clocks_counted(sample: Snapshot) -> None:
    """Recounted with pandas from the clocks themselves: by year, for two years together, and now."""
    rows = clocks_of(sample)
    board = answer(sample, "clock_board", years=[2023, 2024])
    assert set(board["clock"]) == CLOCKS
    for row in board.to_dict("records"):
        years = [2023, 2024] if blank(row["year"]) else [int(row["year"])]
        states = Counter(rows[(rows["clock"] == row["clock"]) & rows["year"].isin(years)]["state"])
        for state in ("on_time", "late", "running", "overdue", "ended_otherwise", "not_started"):
            assert row[state] == states[state], (row["clock"], years, state)
        due = states["on_time"] + states["late"] + states["overdue"]
        assert row["fell_due"] == due
        if due:
            assert row["rate"] == pytest.approx(100 * states["on_time"] / due)
        else:
            assert blank(row["rate"])
        now = Counter(rows[rows["clock"] == row["clock"]]["state"])
        assert (row["running_now"], row["overdue_now"]) == (now["running"], now["overdue"])
        assert row["all_overdue_now"] == ((rows["state"] == "overdue") & (rows["subject"] != "report")).sum()


def test_the_board_of_a_school_without_cases_has_every_clock_and_no_rate(sample: Snapshot) -> None:
    with snapshot({}) as source:
        board = ask(source, "clock_board")
    assert board.schema == ask(sample, "clock_board").schema
    assert board.num_rows == len(CLOCKS) * 6  # five years and all together
    assert set(board["rate"].to_pylist()) == {None}
    assert set(board["fell_due"].to_pylist()) == {0}


def test_at_risk_counts_who_is_still_seen() -> None:
    """Worked by hand: 3, 5, 5+, 8, 12+, 20, 20+, 31+ days; at 7 days five are left, at 14 three, at 30 one."""
    cases = pd.DataFrame({
        "days": [3.0, 5, 5, 8, 12, 20, 20, 31],
        "ending": ["stopped", "stopped", "open", "stopped", "open", "stopped", "open", "open"],
    })  # fmt: skip
    with durations(cases) as source:
        rows = answer(source, "at_risk").set_index("days")["at_risk"]
    assert rows[[0, 7, 14, 30, 60]].to_dict() == {0: 8, 7: 5, 14: 3, 30: 1, 60: 0}


def test_the_worklist_says_the_last_day_and_can_be_cut(sample: Snapshot) -> None:
    listed = answer(sample, "overdue")
    reports = listed[listed["clock"] == "report"]
    assert {str(day) for day in reports["due_on"]} == {f"{year}-11-30" for year in range(2021, 2026)}
    pd.testing.assert_frame_equal(answer(sample, "overdue", first=5), listed.head(5))


def test_stages_keep_the_cases_that_are_still_in_them() -> None:
    rows = [incident(f"VV-{n}", "2025-12-01 08:00", assessed_at="2025-12-02 08:00") for n in range(3)]
    rows[0] |= {
        "plan_issued_at": "2025-12-06 08:00",
        "support_requested_at": "2025-12-01 09:00",
        "support_started_at": "2025-12-04 08:00",
    }
    rows.append(incident("VV-9", "2025-12-01 08:00", closed_at="2025-12-05 08:00", outcome="withdrawn"))
    with snapshot({"incidents": rows}) as source:
        values = answer(source, "stage_times").set_index("stage")
    assert values.loc["assessed"].to_dict() == {
        "cases": 4,
        "stopped": 3,
        "open": 0,
        "ended_otherwise": 1,
        "median_days": 1.0,
    }
    assert list(values.loc["plan", ["cases", "stopped", "open"]]) == [3, 1, 2]
    assert blank(values.loc["plan", "median_days"])
    assert values.loc["support", "median_days"] == 0.0
    assert list(values.loc["closed", ["cases", "open"]]) == [1, 1]


# What must hold for any cases at all.

_MOMENTS = st.integers(0, 600_000).map(lambda n: datetime(2024, 1, 2) + timedelta(minutes=n))  # noqa: DTZ001
_WAITS = st.none() | st.integers(0, 60_000)


@st.composite
def incidents(draw: st.DrawFn) -> list[Row]:
    rows = []
    for n in range(draw(st.integers(1, 14))):
        start = draw(_MOMENTS)
        cells = {}
        for column in ("referred_at", "assessed_at", "plan_issued_at", "support_requested_at", "closed_at"):
            wait = draw(_WAITS)
            if wait is not None:
                cells[column] = f"{start + timedelta(minutes=wait):%Y-%m-%d %H:%M}"
        if "closed_at" in cells:
            cells["outcome"] = draw(
                st.sampled_from(["resolved", "resolved", "transferred", "withdrawn", "duplicate"])
            )
        rows.append(incident(f"VV-{n:02}", f"{start:%Y-%m-%d %H:%M}", **cells))
    return rows


ASKED = ("clocks", "clock_rates", "handling_curve", "handling_medians", "overdue", "duration_bands", "stage_times", "incident_months", "incident_gaps")  # fmt: skip


@settings(max_examples=12)
@given(incidents(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[Row], dice: random.Random) -> None:
    shuffled = dice.sample(rows, len(rows))
    with snapshot({"incidents": rows}) as one, snapshot({"incidents": shuffled}) as other:
        for name in ASKED:
            pd.testing.assert_frame_equal(answer(one, name), answer(other, name))


_CASES = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from(["stopped", "stopped", "open"])), min_size=6, max_size=40
)


def _share(curve: pd.DataFrame, days: float) -> float:
    before = curve[curve["days"] <= days]
    return float(before["share_handled"].iloc[-1])


def _never_raises_the_share(cases: list[tuple[int, str]], age: int) -> None:
    """The cases of T1, and the same ones and an open one of this age as those of T2."""
    frame = pd.DataFrame(cases, columns=["days", "ending"])
    more = pd.concat([frame, pd.DataFrame({"days": [age], "ending": ["open"]})])
    with durations(pd.concat([frame.assign(school_id="T1"), more.assign(school_id="T2")])) as source:
        before, after = (answer(source, "handling_curve", schools=[school]) for school in ("T1", "T2"))
    assert len(after) >= len(before) > 0
    for days in before["days"]:
        assert _share(after, days) <= _share(before, days) + 1e-12


@settings(max_examples=60)
@given(_CASES, st.integers(0, 60))
def test_one_more_open_case_never_raises_the_share_handled(cases: list[tuple[int, str]], age: int) -> None:
    _never_raises_the_share(cases, age)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["stopped", "stopped", "ended_otherwise", "open"])), min_size=6, max_size=40))  # fmt: skip
def test_nor_does_the_oldest_open_case_where_cases_end_otherwise(cases: list[tuple[int, str]]) -> None:
    """A younger one may: it says that those who left early were fewer among all than was known."""
    _never_raises_the_share(cases, 41)
