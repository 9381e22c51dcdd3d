"""Edges that the sample has no case of, each worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.publish import PLAN, publish
from data.store import Store
from queries import ask
from tests.given import oracle
from tests.given.world import AS_OF, World, world, write_csvs

Found = dict[tuple[str, int, str], tuple[object, ...]]


def published(tables: World, tmp_path: Path) -> Found:
    """(numerator, denominator, state) of every row; the recomputation must say the same."""
    folder, store = write_csvs(tables, tmp_path / "in"), Store(tmp_path / "snapshots")
    outcome = publish([folder], store, as_of=AS_OF)
    assert outcome.snapshot_id, [problem.line("en") for problem in outcome.problems]
    snapshot = store.active()
    try:
        rows = ask(snapshot, "indicator_values").to_pylist()
    finally:
        snapshot.close()
    found: Found = {
        (r["school_id"], r["year"], r["indicator"]): (r["numerator"], r["denominator"], r["state"])
        for r in rows
    }
    again = oracle.indicator_values(folder, PLAN, AS_OF).to_dict("records")
    assert {key: value for key, value in found.items() if key[2] in oracle.INDICATORS} == {
        (r["school_id"], r["year"], r["indicator"]): (r["numerator"], r["denominator"], r["state"])
        for r in again
    }
    return found


def test_only_sessions_for_pupils_count_as_awareness(tmp_path: Path) -> None:
    tables = world()
    first = tables["activities"][0]
    # One for pupils, one for parents, one for pupils in the next year: 1 of the 2 that 2024 needs.
    tables["activities"] += [
        first | {"activity_id": "HD-2", "audience": "parents"},
        first | {"activity_id": "HD-3", "held_on": "2025-01-01"},
    ]
    assert published(tables, tmp_path)["T1", 2024, "awareness_schools"] == (0, 1, "value")
    tables["activities"].append(first | {"activity_id": "HD-4", "held_on": "2024-12-31"})
    assert published(tables, tmp_path / "b")["T1", 2024, "awareness_schools"] == (1, 1, "value")


@pytest.mark.parametrize(
    ("grade_from", "grade_to", "pairs"), [("4", "5", 4), ("4", "", 2), ("", "4", 2), ("", "", 0)]
)
def test_one_grade_named_is_that_grade(grade_from: str, grade_to: str, pairs: int, tmp_path: Path) -> None:
    tables = world()
    # Two topics in grades 4–5 make 2 x 2 pairs, in one grade 2; a primary school has 4 x 5.
    tables["activities"][0] |= {"kind": "lesson", "grade_from": grade_from, "grade_to": grade_to}
    assert published(tables, tmp_path)["T1", 2024, "content_coverage"] == (pairs, 20, "value")


def test_pairs_taught_twice_count_once(tmp_path: Path) -> None:
    tables = world()
    lesson = tables["activities"][0] | {"kind": "lesson", "grade_from": "1", "grade_to": "2"}
    # Grades 1–2 x 2 topics = 4; grades 2–3 x the same 2 topics add grade 3 only: 4 + 2.
    tables["activities"] = [
        lesson,
        lesson | {"activity_id": "HD-2", "kind": "skills_training", "grade_from": "2", "grade_to": "3"},
    ]
    assert published(tables, tmp_path)["T1", 2024, "content_coverage"] == (6, 20, "value")


def test_money_needs_both_sides(tmp_path: Path) -> None:
    tables = world()
    state = tables["funding"][0]
    # state: 8 of 9 million. domestic: 2 spent, nothing planned. foreign: 3 planned, not yet spent.
    tables["funding"] = [
        state,
        state | {"source": "domestic", "planned_vnd": "", "spent_vnd": "2000000"},
        state | {"source": "foreign", "planned_vnd": "3000000", "spent_vnd": ""},
        state | {"payer": "C1"},  # sent no report
        state | {"payer": "office", "planned_vnd": "5000000", "spent_vnd": "1000000"},
    ]
    found = published(tables, tmp_path)
    assert found["T1", 2024, "budget_spent"] == (8_000_000, 9_000_000, "value")
    assert found["T1", 2024, "mobilised_share"] == (3_000_000, 12_000_000, "value")
    assert found["T1", 2024, "spending_per_pupil"] == (10_000_000, 300, "value")
    assert found["C1", 2024, "budget_spent"] == (None, None, "no_report")
    assert found["office", 2024, "budget_spent"] == (1_000_000, 5_000_000, "value")
    assert ("office", 2024, "spending_per_pupil") not in found


def test_a_report_silent_on_money_is_not_a_report_of_none(tmp_path: Path) -> None:
    found = published(world() | {"funding": []}, tmp_path)
    for indicator in ("budget_spent", "mobilised_share", "spending_per_pupil"):
        assert found["T1", 2024, indicator] == (None, None, "no_report")
    assert found["office", 2024, "budget_spent"] == (0, 0, "no_cases")


@pytest.mark.parametrize(
    ("opened", "closed", "state"),
    [
        ("2025-12-31", "", "value"),
        ("2026-01-01", "", "not_applicable"),
        ("", "2025-01-01", "value"),
        ("", "2024-12-31", "not_applicable"),
    ],
)
def test_one_open_day_in_the_year_is_enough(opened: str, closed: str, state: str, tmp_path: Path) -> None:
    tables: World = {name: [] for name in world()} | {name: world()[name] for name in ("communes", "schools")}
    tables["schools"][1] |= {"opened_on": opened, "closed_on": closed}
    tables["reports"] = []
    found = published(tables, tmp_path)["C1", 2025, "coordination"]
    assert found == ((0, 1, "no_report") if state == "value" else (None, None, "not_applicable"))


@pytest.mark.parametrize(
    ("joined", "left", "covered"),
    [
        ("2024-12-31", "", 1),
        ("2025-06-30", "", 1),
        ("2025-07-01", "", 0),  # joined the new unit that bears the old code
        ("2023-03-01", "2025-01-01", 1),
        ("2023-03-01", "2024-12-31", 0),
    ],
)
def test_a_member_belongs_to_the_unit_it_joined(joined: str, left: str, covered: int, tmp_path: Path) -> None:
    tables = world()
    tables["network_members"][0] |= {"joined_on": joined, "left_on": left}
    # 2025 begins on 1/1, when one unit is valid: the commune up to 30/6/2025.
    assert published(tables, tmp_path)["office", 2025, "network_coverage"] == (covered, 1, "value")


def test_a_removal_follows_its_incident_and_its_own_date(tmp_path: Path) -> None:
    tables = world()
    removal = tables["removals"][0]
    tables["incidents"].append(tables["incidents"][0] | {"incident_id": "VV-2", "school_id": ""})
    tables["removals"] = [
        removal,
        removal | {"removal_id": "GB-2", "removed_at": "", "refused": "1"},
        removal | {"removal_id": "GB-3", "requested_at": "2025-01-02 08:00", "removed_at": ""},
        removal | {"removal_id": "GB-4", "incident_id": "VV-2"},
    ]
    found = published(tables, tmp_path)
    assert found["T1", 2024, "content_removed"] == (1, 2, "value")  # a refusal is a request not done
    assert found["T1", 2025, "content_removed"] == (0, 1, "value")
    assert found["office", 2024, "content_removed"] == (1, 1, "value")


def test_a_late_report_is_known_and_is_not_on_time(tmp_path: Path) -> None:
    tables = world()
    tables["reports"][0]["submitted_on"] = "2024-12-01"
    found = published(tables, tmp_path)
    assert found["T1", 2024, "reports_on_time"] == (0, 1, "value")
    assert found["T1", 2024, "counselling"] == (1, 1, "value")


def test_2021_begins_on_24_september(tmp_path: Path) -> None:
    tables = world()
    first = tables["activities"][0]
    tables["activities"] = [
        first | {"activity_id": f"HD-{n}", "held_on": day}
        for n, day in enumerate(("2021-09-24", "2021-12-31"))
    ]
    found = published(tables, tmp_path)
    assert found["T1", 2021, "awareness_schools"] == (1, 1, "value")
    assert found["T1", 2021, "sessions"] == (2, None, "value")


@pytest.mark.parametrize("sent", ["nothing", "staffing", "an activity", "money", "a case"])
def test_what_makes_a_report_of_a_receipt(sent: str, tmp_path: Path) -> None:
    """T1's workbook for 2023 came in time: with one figure it is a report, with a child's case alone none."""
    tables = world()
    tables["reports"].append(
        {"school_id": "T1", "year": "2023", "submitted_on": "2023-11-20", "status": "received"}
    )
    if sent == "staffing":
        tables["staffing"].append(tables["staffing"][0] | {"year": "2023"})
    elif sent == "an activity":
        tables["activities"].append(
            tables["activities"][0] | {"activity_id": "HD-2", "held_on": "2023-03-05"}
        )
    elif sent == "money":
        tables["funding"].append(tables["funding"][0] | {"year": "2023"})
    elif sent == "a case":
        case = {"incident_id": "VV-2", "received_at": "2023-03-06 09:00"}
        tables["incidents"].append(
            {key: text for key, text in tables["incidents"][0].items() if not key.endswith("_at")
             and key not in ("outcome", "support_requested_by")} | case
        )  # fmt: skip
    found = published(tables, tmp_path)  # compares every value with the recomputation
    empty = sent in ("nothing", "a case")
    assert found["T1", 2023, "reports_on_time"] == ((0, 1, "no_report") if empty else (1, 1, "value"))
    snapshot = Store(tmp_path / "snapshots").active()
    rows = ask(snapshot, "reports").to_pylist()
    snapshot.close()
    expected = oracle.reports(tmp_path / "in", PLAN, AS_OF).to_dict("records")
    states = {(row["school_id"], row["year"]): row["state"] for row in expected}
    assert {(row["school_id"], row["year"]): row["state"] for row in rows} == states
    assert states["T1", 2023] == ("empty" if empty else "on_time")
