"""What the pages of delivery ask, against pandas from the sample's CSVs and small cases worked by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.publish import PLAN, SAMPLE, publish
from data.store import Snapshot, Store
from queries import ask
from tests.given.world import AS_OF, World, world, write_csvs

Rows = list[dict[str, Any]]
YEARS = range(2021, 2026)
DUE = {year: date(year, 11, 30) for year in YEARS}
STATES = ("on_time", "late", "empty", "missing", "not_due")


@pytest.fixture(scope="module")
def snapshot(published_sample: Path) -> Iterator[Snapshot]:
    opened = Store(published_sample).active()
    yield opened
    opened.close()


@contextmanager
def published(tables: World, folder: Path, as_of: date = AS_OF) -> Iterator[Snapshot]:
    store = Store(folder / "store")
    done = publish([write_csvs(tables, folder / "in")], store, as_of=as_of)
    assert done.snapshot_id, done
    opened = store.active()
    yield opened
    opened.close()


def rows_of(
    snapshot: Snapshot, name: str, years: Sequence[int] = (), schools: Sequence[str] = (), **params: str
) -> Rows:
    rows: Rows = ask(snapshot, f"pages/{name}", years=years, schools=schools, params=params).to_pylist()
    return rows


def sample(name: str) -> pd.DataFrame:
    return pd.read_csv(SAMPLE / f"{name}.csv", dtype=str, keep_default_na=False)


def expected_reports() -> dict[tuple[str, int], tuple[str, int | None]]:
    """State and days late of every expected report, recomputed from the register and the receipts."""
    received = {
        (row["school_id"], int(row["year"])): row["submitted_on"]
        for row in sample("reports").to_dict("records")
    }
    states: dict[tuple[str, int], tuple[str, int | None]] = {}
    for school in sample("schools").to_dict("records"):
        for year, due in DUE.items():
            if (
                not (school["opened_on"] or "0001-01-01")
                <= due.isoformat()
                <= (school["closed_on"] or "9999-12-31")
            ):
                continue
            day = received.get((school["school_id"], year), "")
            late = (date.fromisoformat(day) - due).days if day else 0
            state = "missing" if not day else "late" if late > 0 else "on_time"
            states[school["school_id"], year] = (state, late if late > 0 else None)
    return states


def test_reports_are_in_one_state_each_that_add_up(snapshot: Snapshot) -> None:
    again = expected_reports()
    rows = rows_of(snapshot, "report_years", [2024, 2025])
    assert [row["year"] for row in rows] == [*YEARS, None]
    for row in rows:
        years = [row["year"]] if row["year"] else [2024, 2025]
        states = [state for (_, year), (state, _) in again.items() if year in years]
        assert {state: row[state] for state in STATES} == {state: states.count(state) for state in STATES}
        assert sum(row[state] for state in STATES) == row["expected"] == len(states)
        assert row["received"] == row["on_time"] + row["late"] + row["empty"]
        assert row["due_on"] == (DUE[row["year"]] if row["year"] else None)
    # By hand from data/sample/reports.csv: 27 schools open on 30/11/2025, two late, two without a day.
    assert [rows[4][name] for name in ("expected", *STATES)] == [27, 23, 2, 0, 2, 0]


def test_the_strip_has_every_school_in_every_year(snapshot: Snapshot) -> None:
    again = expected_reports()
    rows = rows_of(snapshot, "report_strip")
    assert len(rows) == 28 * 5
    for row in rows:
        state, late = again.get((row["school_id"], row["year"]), ("not_applicable", None))
        assert (row["state"], row["days_late"]) == (state, late)
    only = rows_of(snapshot, "report_strip", schools=["MAU-12"])
    assert [row["state"] for row in only] == ["missing"] * 5


@pytest.mark.parametrize("by", ["unit_2025", "commune", "days"])
def test_reminders_name_whoever_is_missing_and_their_units(by: str, snapshot: Snapshot) -> None:
    communes = sample("communes")
    old = {row["code"]: row["name"] for row in communes.to_dict("records") if row["valid_to"]}
    new = {row["code"]: row["name"] for row in communes.to_dict("records") if not row["valid_to"]}
    register = {row["school_id"]: row for row in sample("schools").to_dict("records")}
    rows = rows_of(snapshot, "report_reminders", by=by)
    missing = {key for key, (state, _) in expected_reports().items() if state == "missing"}
    assert {(row["school_id"], row["year"]) for row in rows} == missing
    assert len(rows) == len(missing)
    for row in rows:
        school = register[row["school_id"]]
        assert (row["school"], row["level"]) == (school["name"], school["level"])
        assert (row["commune"], row["unit_2025"]) == (
            old[school["commune_code"]],
            new[school["successor_code"]],
        )
        assert row["days_past_due"] == (AS_OF - DUE[row["year"]]).days
        assert row["days_left"] is None
    key = {"unit_2025": "unit_2025", "commune": "commune", "days": "due_on"}[by]
    groups = [row[key] for row in rows]
    # Grouped: whoever belongs together stands together.
    assert sum(one != other for one, other in pairwise(groups)) + 1 == len(set(groups))
    if by == "days":
        assert groups == sorted(groups)


@pytest.mark.parametrize(("by", "column"), [("unit_2025", "successor_code"), ("commune", "commune_code")])
def test_units_add_up_to_the_district(by: str, column: str, snapshot: Snapshot) -> None:
    register = {row["school_id"]: row[column] for row in sample("schools").to_dict("records")}
    rows = rows_of(snapshot, "report_units", [2025], by=by)
    for row in rows:
        states = [
            state
            for (school, year), (state, _) in expected_reports().items()
            if year == 2025 and register[school] == row["code"]
        ]
        assert {state: row[state] for state in STATES} == {state: states.count(state) for state in STATES}
        assert row["expected"] == len(states)
    assert sum(row["expected"] for row in rows) == 27


def _reporting_world() -> World:
    tables = world()
    for name in ("activities", "incidents", "removals", "violations", "services", "service_use", "funding"):
        tables[name] = []
    for name in ("enrolment", "staffing", "statements", "office_actions", "reports"):
        tables[name] = []
    return tables


def test_before_the_due_day_a_report_is_awaited_and_not_missing(tmp_path: Path) -> None:
    """15/11/2024: T1's report came on the 5th and holds nothing, C1's may still come; both owe 2022 and 2023."""
    tables = _reporting_world()
    tables["reports"] = [
        {"school_id": "T1", "year": "2024", "submitted_on": "2024-11-05", "status": "received"}
    ]
    tables["schools"][1]["successor_code"] = ""
    with published(tables, tmp_path, date(2024, 11, 15)) as snapshot:
        rows = rows_of(snapshot, "report_years", [2024])
        assert [row["year"] for row in rows] == [2021, 2022, 2023, 2024, None]
        names = ("expected", *STATES, "received")
        assert [rows[3][name] for name in names] == [2, 0, 0, 1, 0, 1, 1]
        assert [rows[4][name] for name in names] == [2, 0, 0, 1, 0, 1, 1]
        # C1 opened on 15/8/2022.
        assert [rows[0][name] for name in names] == [1, 0, 0, 0, 1, 0, 0]
        awaited, blank = sorted(
            rows_of(snapshot, "report_reminders", [2024]), key=lambda row: str(row["school_id"])
        )
        assert (blank["school_id"], blank["state"], blank["days_left"]) == ("T1", "empty", 15)
        assert blank["submitted_on"] == date(2024, 11, 5)
        assert (awaited["school_id"], awaited["state"]) == ("C1", "not_due")
        assert (awaited["days_left"], awaited["days_past_due"], awaited["unit_2025"]) == (15, None, None)
        strip = {(row["school_id"], row["year"]): row for row in rows_of(snapshot, "report_strip")}
        assert (strip["T1", 2024]["state"], strip["T1", 2024]["days_late"]) == ("empty", None)
        assert strip["C1", 2021]["state"] == "not_applicable"
        units = rows_of(snapshot, "report_units", [2024])
        # A school without a unit stands last, in a row without a name.
        assert [(row["code"], row["expected"]) for row in units] == [("28051", 1), (None, 1)]
        none = rows_of(snapshot, "report_years", [2021], ["C1"])
        assert [none[0]["expected"], none[-1]["expected"]] == [0, 0]
        assert rows_of(snapshot, "report_units", [2021], ["C1"]) == []
        assert rows_of(snapshot, "report_reminders", [2021], ["C1"]) == []


def money(years: Sequence[int], source: str) -> tuple[int, int]:
    """Planned and spent đồng of the office and of schools that reported, from the CSVs."""
    sent = {
        (row["school_id"], row["year"]) for row in sample("reports").to_dict("records") if row["submitted_on"]
    }
    rows = [
        row
        for row in sample("funding").to_dict("records")
        if int(row["year"]) in years
        and (row["payer"] == "office" or (row["payer"], row["year"]) in sent)
        and source in ("all", row["source"])
    ]
    return sum(int(row["planned_vnd"]) for row in rows), sum(int(row["spent_vnd"]) for row in rows)


def test_funds_are_those_of_the_csvs_by_source_and_year(snapshot: Snapshot) -> None:
    rows = rows_of(snapshot, "funding", [2024, 2025])
    assert [(row["source"], row["year"]) for row in rows] == [
        (source, year) for source in ("state", "domestic", "foreign", "all") for year in (*YEARS, None)
    ]
    for row in rows:
        planned, spent = money([row["year"]] if row["year"] else [2024, 2025], row["source"])
        assert (row["planned_vnd"], row["spent_vnd"]) == (planned, spent)
        assert row["spent_share"] == (pytest.approx(100 * spent / planned) if planned else None)
        assert row["partial"] == (row["year"] == 2021)
        assert (row["without_planned"], row["without_spent"]) == (0, 0)
    assert rows[-1]["spent_vnd"] == sum(
        row["spent_vnd"] for row in rows if row["source"] != "all" and row["year"] is None
    )


def test_a_missing_amount_is_not_zero(tmp_path: Path) -> None:
    """Three lines of 2024: 9/8, 4/nothing, nothing/nothing; the share is that of the one whole line."""
    tables = world()
    tables["funding"] = [
        {"payer": "T1", "year": "2024", "source": "state", "planned_vnd": "9000000", "spent_vnd": "8000000"},
        {"payer": "office", "year": "2024", "source": "state", "planned_vnd": "4000000"},
        {"payer": "T1", "year": "2024", "source": "domestic"},
    ]
    with published(tables, tmp_path) as snapshot:
        funds = {(row["source"], row["year"]): row for row in rows_of(snapshot, "funding", [2024])}
        assert funds["state", 2024]["planned_vnd"] == 13_000_000
        assert funds["state", 2024]["spent_vnd"] == 8_000_000
        assert funds["state", 2024]["spent_share"] == pytest.approx(100 * 8 / 9)
        counts = ("lines", "without_planned", "without_spent")
        assert [funds["state", 2024][name] for name in counts] == [2, 0, 1]
        assert [funds["all", None][name] for name in counts] == [3, 1, 2]
        assert funds["domestic", 2024]["planned_vnd"] is None
        assert funds["foreign", 2024]["spent_vnd"] is None
        assert funds["all", 2023]["planned_vnd"] is None
        assert funds["all", 2023]["lines"] == 0
        # The office's own funds are nobody's school's.
        own = {(row["source"], row["year"]): row for row in rows_of(snapshot, "funding", [2024], ["T1"])}
        assert own["state", 2024]["planned_vnd"] == 9_000_000


@pytest.mark.parametrize("year", YEARS)
def test_services_in_use_are_those_of_schools_that_reported(year: int, snapshot: Snapshot) -> None:
    sent = {
        row["school_id"]
        for row in sample("reports").to_dict("records")
        if row["submitted_on"] and row["year"] == str(year)
    }
    use = sample("service_use")
    use = use[(use["year"] == str(year)) & use["school_id"].isin(sent)]
    rows = rows_of(snapshot, "services", [2021, year])
    listed = {row["service_id"]: row for row in sample("services").to_dict("records")}
    assert {row["service_id"] for row in rows} == set(listed)
    for row in rows:
        own = use[use["service_id"] == row["service_id"]]
        assert row["schools"] == len(own)
        assert row["pupils"] == (int(own["pupils"].astype(int).sum()) if len(own) else None)
        assert row["reporting"] == len(sent)
        evaluated = listed[row["service_id"]]["evaluated_on"]
        assert row["evaluated"] == ("" < evaluated <= f"{year}-12-31")
        assert row["year"] == year
    assert [row["schools"] for row in rows] == sorted((row["schools"] for row in rows), reverse=True)


def test_where_nobody_reported_nothing_is_known_of_services(snapshot: Snapshot) -> None:
    rows = rows_of(snapshot, "services", [2025], ["MAU-12"])
    assert len(rows) == 11
    assert {row["schools"] for row in rows} == {None}
    assert {row["reporting"] for row in rows} == {0}


def test_the_network_is_that_of_the_indicator(snapshot: Snapshot) -> None:
    """2025 by hand: of twelve communes only Long Thạnh has none; of six new units only Nhựt Tảo."""
    for year in YEARS:
        rows = [row for row in rows_of(snapshot, "network", [year]) if row["counted"]]
        values = ask(snapshot, "indicator_rollup", years=[year]).to_pylist()
        (value,) = [row for row in values if row["indicator"] == "network_coverage"]
        assert value["denominator"] == len(rows) == 12
        assert value["numerator"] == sum(1 for row in rows if row["members"])
    rows = rows_of(snapshot, "network", [2024, 2025])
    assert [row["unit"] for row in rows if row["counted"] and not row["members"]] == ["Xã Long Thạnh"]
    assert [row["unit"] for row in rows if not row["counted"] and not row["members"]] == ["Xã Nhựt Tảo"]
    assert len(rows) == 18
    (town,) = [row for row in rows if row["code"] == "28036" and row["counted"]]
    assert (town["members"], town["kinds"]) == (3, "culture;police;women")


def test_paragraphs_come_with_everything_that_measures_them(snapshot: Snapshot) -> None:
    plan = pd.read_csv(PLAN / "paragraphs.csv", dtype=str, keep_default_na=False)
    tasks = pd.read_csv(PLAN / "tasks.csv", dtype=str, keep_default_na=False)
    named = {
        (paragraph, path.stem)
        for path in (PLAN.parents[1] / "queries" / "indicators").glob("*.sql")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("plan = ")
        for paragraph in re.findall(r'"([^"]+)"', line)
    }
    for lang in ("vi", "en"):
        rows = rows_of(snapshot, "paragraphs", lang=lang)
        assert list(dict.fromkeys(row["paragraph"] for row in rows)) == list(plan["paragraph"])
        assert {(row["paragraph"], row["indicator"]) for row in rows if row["indicator"]} == named
        (silent,) = [row for row in rows if row["indicator"] is None]
        assert silent["paragraph"] == "I.1.1"
        assert silent["unmeasured"] == plan.loc[plan["paragraph"] == "I.1.1", f"unmeasured_{lang}"].item()
        owners = dict(zip(tasks["paragraph"], tasks["owner"], strict=True))
        assert all(row["owners"] == owners.get(row["paragraph"]) for row in rows)
        assert {row["section"] for row in rows} == {"I", "II", "III", "IV", "V"}


def test_actions_of_the_office_stand_against_their_day(snapshot: Snapshot, tmp_path: Path) -> None:
    """In the sample one of 26 is late: the district report due on 15/12/2023 went out on the 27th."""
    rows = rows_of(snapshot, "office_actions")
    assert len(rows) == 26
    (late,) = [row for row in rows if row["days_late"]]
    assert (late["action_id"], late["state"], late["days_late"]) == ("PGD-14", "late", 12)
    assert [row["action_id"] for row in rows_of(snapshot, "office_actions", [2023])] == [
        "PGD-10",
        "PGD-11",
        "PGD-12",
        "PGD-13",
        "PGD-14",
    ]
    tables = world()
    tables["office_actions"] = [
        {"action_id": "A", "plan_ref": "IV.1.4", "kind": "district_report", "due_on": "2025-12-15"},
        {"action_id": "B", "plan_ref": "IV.1.4", "kind": "district_report", "due_on": "2026-01-15"},
        {"action_id": "C", "plan_ref": "II.4.2", "kind": "other"},
        {"action_id": "D", "plan_ref": "II.4.2", "kind": "other", "done_on": "2025-03-01"},
        {"action_id": "E", "plan_ref": "IV.1.2", "kind": "direction", "done_on": "2025-06-20", "due_on": "2025-06-20"},
    ]  # fmt: skip
    with published(tables, tmp_path) as small:
        actions = {
            row["action_id"]: (row["state"], row["days_late"]) for row in rows_of(small, "office_actions")
        }
        assert actions == {
            "A": ("overdue", 16), "B": ("not_due", None), "C": ("open", None), "D": ("done", None), "E": ("on_time", None),
        }  # fmt: skip
        # What has no day of its own is open in every year.
        assert [row["action_id"] for row in rows_of(small, "office_actions", [2022])] == ["C"]


def test_an_empty_year_keeps_its_types(tmp_path: Path) -> None:
    with published(_reporting_world(), tmp_path) as snapshot:
        for name in ("services", "office_actions"):
            full = ask(snapshot, f"pages/{name}", years=[2022])
            assert len(full) == 0
            assert "null" not in {str(field.type) for field in full.schema}
        assert [row["members"] for row in rows_of(snapshot, "network", [2021])] == [0]
