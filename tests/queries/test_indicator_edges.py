"""Edges that the sample has no case of, each worked by hand.

Each case is a small world of its own; many of them are published in one snapshot.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from data.publish import PLAN, publish
from data.store import Store
from queries import ask
from tests.given import oracle
from tests.given.world import AS_OF, Row, World, numbered, world, write_csvs

#: (numerator, denominator, state) by case, school of the small world, year and indicator.
Found = dict[tuple[str, str, int, str], tuple[object, ...]]
#: The cases of each snapshot. What the office does counts for all of a snapshot: its case is "".
CASES: dict[str, dict[str, World]] = {"first": {}, "second": {}}

FIRST = world()["activities"][0]


def given(name: str, tables: World, snapshot: str = "first") -> None:
    """Add the small world with these tables as a case."""
    assert name not in CASES[snapshot]
    CASES[snapshot][name] = world() | tables


def published(snapshot: str, folder: Path) -> tuple[Found, dict[tuple[str, str, int], str]]:
    """What is counted in the cases of this snapshot, and the state of each report.

    The recomputation must say the same.
    """
    tables: World = {table: [] for table in world()}
    for number, of in enumerate(CASES[snapshot].values()):
        for table, rows in numbered(of, number).items():
            tables[table] += rows
    csvs, store = write_csvs(tables, folder / "in"), Store(folder / "snapshots")
    outcome = publish([csvs], store, as_of=AS_OF)
    assert outcome.snapshot_id, [problem.line("en") for problem in outcome.problems]
    opened = store.active()
    try:
        rows = ask(opened, "indicator_values").to_pylist()
        states = ask(opened, "reports").to_pylist()
    finally:
        opened.close()
    by_hand = oracle.indicator_values(csvs, PLAN, AS_OF).to_dict("records")
    assert _counts(rows, snapshot) == _counts(by_hand, snapshot)
    reports = {(*_place(row["school_id"], snapshot), row["year"]): row["state"] for row in states}
    assert reports == {
        (*_place(row["school_id"], snapshot), row["year"]): row["state"]
        for row in oracle.reports(csvs, PLAN, AS_OF).to_dict("records")
    }
    return _counts(rows, snapshot), reports


def _counts(rows: list[dict[Any, Any]], snapshot: str) -> Found:
    return {
        (*_place(r["school_id"], snapshot), r["year"], r["indicator"]): (r["numerator"], r["denominator"], r["state"])
        for r in rows
        if r["indicator"] in oracle.INDICATORS
    }  # fmt: skip


def _place(school: str, snapshot: str) -> tuple[str, str]:
    """The case and the school of the small world; the office is of no case."""
    of, _, number = school.partition("-")
    return (list(CASES[snapshot])[int(number)] if number else "", of)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Found, dict[tuple[str, str, int], str]]:
    return published("first", tmp_path_factory.mktemp("first"))


@pytest.fixture(scope="module")
def counts(first: tuple[Found, dict[tuple[str, str, int], str]]) -> Found:
    return first[0]


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Found:
    return published("second", tmp_path_factory.mktemp("second"))[0]


# One for pupils, one for parents, one for pupils in the next year: 1 of the 2 that 2024 needs.
SESSIONS = [
    FIRST,
    FIRST | {"activity_id": "HD-2", "audience": "parents"},
    FIRST | {"activity_id": "HD-3", "held_on": "2025-01-01"},
]
given("one session for pupils", {"activities": SESSIONS})
given(
    "two sessions for pupils",
    {"activities": [*SESSIONS, FIRST | {"activity_id": "HD-4", "held_on": "2024-12-31"}]},
)


def test_only_sessions_for_pupils_count_as_awareness(counts: Found) -> None:
    assert counts["one session for pupils", "T1", 2024, "awareness_schools"] == (0, 1, "value")
    assert counts["two sessions for pupils", "T1", 2024, "awareness_schools"] == (1, 1, "value")


# Two topics in grades 4–5 make 2 x 2 pairs, in one grade 2; a primary school has 4 x 5.
GRADES = [("4", "5", 4), ("4", "", 2), ("", "4", 2), ("", "", 0)]
for grade_from, grade_to, _pairs in GRADES:
    lesson = FIRST | {"kind": "lesson", "grade_from": grade_from, "grade_to": grade_to}
    given(f"grades {grade_from}–{grade_to}", {"activities": [lesson]})


@pytest.mark.parametrize(("grade_from", "grade_to", "pairs"), GRADES)
def test_one_grade_named_is_that_grade(grade_from: str, grade_to: str, pairs: int, counts: Found) -> None:
    assert counts[f"grades {grade_from}–{grade_to}", "T1", 2024, "content_coverage"] == (pairs, 20, "value")


# Grades 1–2 x 2 topics = 4; grades 2–3 x the same 2 topics add grade 3 only: 4 + 2.
LESSON = FIRST | {"kind": "lesson", "grade_from": "1", "grade_to": "2"}
TRAINING = LESSON | {"activity_id": "HD-2", "kind": "skills_training", "grade_from": "2", "grade_to": "3"}
given("pairs taught twice", {"activities": [LESSON, TRAINING]})


def test_pairs_taught_twice_count_once(counts: Found) -> None:
    assert counts["pairs taught twice", "T1", 2024, "content_coverage"] == (6, 20, "value")


# state: 8 of 9 million. domestic: 2 spent, nothing planned. foreign: 3 planned, not yet spent.
STATE = world()["funding"][0]
MONEY = [
    STATE,
    STATE | {"source": "domestic", "planned_vnd": "", "spent_vnd": "2000000"},
    STATE | {"source": "foreign", "planned_vnd": "3000000", "spent_vnd": ""},
    STATE | {"payer": "C1"},  # sent no report
    STATE | {"payer": "office", "planned_vnd": "5000000", "spent_vnd": "1000000"},
]
given("money", {"funding": MONEY})


def test_money_needs_both_sides(counts: Found) -> None:
    assert counts["money", "T1", 2024, "budget_spent"] == (8_000_000, 9_000_000, "value")
    assert counts["money", "T1", 2024, "mobilised_share"] == (3_000_000, 12_000_000, "value")
    assert counts["money", "T1", 2024, "spending_per_pupil"] == (10_000_000, 300, "value")
    assert counts["money", "C1", 2024, "budget_spent"] == (None, None, "no_report")
    assert counts["", "office", 2024, "budget_spent"] == (1_000_000, 5_000_000, "value")
    assert ("", "office", 2024, "spending_per_pupil") not in counts


given("no money", {"funding": []}, snapshot="second")


def test_a_report_silent_on_money_is_not_a_report_of_none(second: Found) -> None:
    for indicator in ("budget_spent", "mobilised_share", "spending_per_pupil"):
        assert second["no money", "T1", 2024, indicator] == (None, None, "no_report")
    assert second["", "office", 2024, "budget_spent"] == (0, 0, "no_cases")


OPENINGS = [
    ("2025-12-31", "", "value"),
    ("2026-01-01", "", "not_applicable"),
    ("", "2025-01-01", "value"),
    ("", "2024-12-31", "not_applicable"),
]
for opened, closed, _ in OPENINGS:
    primary, secondary = world()["schools"]
    nothing: World = {table: [] for table in world()} | {"communes": world()["communes"]}
    given(
        f"open {opened}–{closed}",
        nothing | {"schools": [primary, secondary | {"opened_on": opened, "closed_on": closed}]},
    )


@pytest.mark.parametrize(("opened", "closed", "state"), OPENINGS)
def test_one_open_day_in_the_year_is_enough(opened: str, closed: str, state: str, counts: Found) -> None:
    row = counts[f"open {opened}–{closed}", "C1", 2025, "coordination"]
    assert row == ((0, 1, "no_report") if state == "value" else (None, None, "not_applicable"))


#: When a member joined and left, of those that cover their unit of 2025 and of those that do not.
COVERING = [("2024-12-31", ""), ("2025-06-30", ""), ("2023-03-01", "2025-01-01")]
# Joined the new unit that bears the old code; left on the day before.
NOT_COVERING = [("2025-07-01", ""), ("2023-03-01", "2024-12-31")]
for snapshot, members in (("first", COVERING), ("second", NOT_COVERING)):
    for joined, left in members:
        member = world()["network_members"][0] | {"joined_on": joined, "left_on": left}
        given(f"member {joined}–{left}", {"network_members": [member], "funding": []}, snapshot)


def test_a_member_belongs_to_the_unit_it_joined(counts: Found, second: Found) -> None:
    """2025 begins on 1/1, when one unit of each case is valid: the commune up to 30/6/2025."""
    # Those of the other cases have been there since 2022; those without schools' reports have none.
    empty = sum(not of["network_members"] for of in CASES["first"].values())
    cases = len(CASES["first"])
    assert counts["", "office", 2025, "network_coverage"] == (cases - empty, cases, "value")
    # In the second snapshot the member of "no money" alone.
    assert second["", "office", 2025, "network_coverage"] == (1, 1 + len(NOT_COVERING), "value")


# A refusal is a request not done.
REMOVAL, CASE = world()["removals"][0], world()["incidents"][0]
given(
    "removals",
    {
        "incidents": [CASE, CASE | {"incident_id": "VV-2", "school_id": ""}],
        "removals": [
            REMOVAL,
            REMOVAL | {"removal_id": "GB-2", "removed_at": "", "refused": "1"},
            REMOVAL | {"removal_id": "GB-3", "requested_at": "2025-01-02 08:00", "removed_at": ""},
            REMOVAL | {"removal_id": "GB-4", "incident_id": "VV-2"},
        ],
    },
)


def test_a_removal_follows_its_incident_and_its_own_date(counts: Found) -> None:
    assert counts["removals", "T1", 2024, "content_removed"] == (1, 2, "value")
    assert counts["removals", "T1", 2025, "content_removed"] == (0, 1, "value")
    assert counts["", "office", 2024, "content_removed"] == (1, 1, "value")


given("late", {"reports": [world()["reports"][0] | {"submitted_on": "2024-12-01"}]})


def test_a_late_report_is_known_and_is_not_on_time(counts: Found) -> None:
    assert counts["late", "T1", 2024, "reports_on_time"] == (0, 1, "value")
    assert counts["late", "T1", 2024, "counselling"] == (1, 1, "value")


given(
    "2021",
    {
        "activities": [
            FIRST | {"activity_id": f"HD-{n}", "held_on": day}
            for n, day in enumerate(("2021-09-24", "2021-12-31"))
        ]
    },
)


def test_2021_begins_on_24_september(counts: Found) -> None:
    assert counts["2021", "T1", 2021, "awareness_schools"] == (1, 1, "value")
    assert counts["2021", "T1", 2021, "sessions"] == (2, None, "value")


#: What T1's workbook for 2023 holds: a table and a row of it.
OF_2023: dict[str, tuple[str, Row] | None] = {
    "nothing": None,
    "staffing": ("staffing", world()["staffing"][0] | {"year": "2023"}),
    "an activity": ("activities", FIRST | {"activity_id": "HD-2", "held_on": "2023-03-05"}),
    "money": ("funding", STATE | {"year": "2023"}),
    "a case": (
        "incidents",
        {key: text for key, text in CASE.items() if not key.endswith("_at") and key not in ("outcome", "support_requested_by")}
        | {"incident_id": "VV-2", "received_at": "2023-03-06 09:00"},
    ),
}  # fmt: skip
for sent, added in OF_2023.items():
    receipt = {"school_id": "T1", "year": "2023", "submitted_on": "2023-11-20", "status": "received"}
    tables = {"reports": [*world()["reports"], receipt]}
    if added:
        tables[added[0]] = [*world()[added[0]], added[1]]
    given(f"sent {sent}", tables)


@pytest.mark.parametrize("sent", OF_2023)
def test_what_makes_a_report_of_a_receipt(
    sent: str, first: tuple[Found, dict[tuple[str, str, int], str]]
) -> None:
    """T1's workbook for 2023 came in time: with one figure it is a report, with a child's case alone none."""
    counts, reports = first
    case, empty = f"sent {sent}", sent in ("nothing", "a case")
    assert counts[case, "T1", 2023, "reports_on_time"] == ((0, 1, "no_report") if empty else (1, 1, "value"))
    assert reports[case, "T1", 2023] == ("empty" if empty else "on_time")
