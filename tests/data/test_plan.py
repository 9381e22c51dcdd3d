"""The plan's configuration: every CSV of data/plan/ obeys the contract and covers the plan."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

import pandas as pd
import pytest

from data.contract import CODES, PLAN_TABLES, TABLES, Table
from data.sqlfiles import QUERIES, read_folder
from tests import ROOT
from tests.given.contract_cells import complaints, read_text

PLAN = ROOT / "data" / "plan"

#: How many paragraphs each section of the plan has.
SECTIONS = {
    "I.1": 5, "I.2": 4, "II.1": 3, "II.2": 5, "II.3": 2, "II.4": 3, "III": 2, "IV.1": 4, "IV.2": 7,
    "V": 1,
}  # fmt: skip
PARAGRAPHS = {f"{section}.{n}" for section, last in SECTIONS.items() for n in range(1, last + 1)}


def _rows(name: str) -> pd.DataFrame:
    return read_text(PLAN / f"{name}.csv")


@pytest.mark.parametrize("table", PLAN_TABLES, ids=lambda table: table.name)
def test_every_cell_is_as_the_contract_says(table: Table) -> None:
    assert list(complaints(table, _rows(table.name))) == []


@pytest.mark.parametrize("table", PLAN_TABLES, ids=lambda table: table.name)
def test_every_reference_is_found(table: Table) -> None:
    rows = _rows(table.name)
    for column in table.columns:
        if column.refers:
            there, name = column.refers.split(".")
            assert set(rows[column.name]) <= set(_rows(there)[name]), column.name


@pytest.mark.parametrize("table", PLAN_TABLES, ids=lambda table: table.name)
def test_files_are_plain_utf8_with_composed_letters(table: Table) -> None:
    raw = (PLAN / f"{table.name}.csv").read_bytes()
    text = raw.decode("utf-8")
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert text == unicodedata.normalize("NFC", text)


def test_there_is_one_file_per_plan_table() -> None:
    assert {path.stem for path in PLAN.glob("*.csv")} == {table.name for table in PLAN_TABLES}


def test_all_paragraphs_of_the_plan_are_there() -> None:
    listed = list(_rows("paragraphs")["paragraph"])
    assert set(listed) == PARAGRAPHS
    assert all(re.fullmatch(r"(I|II|III|IV|V)(\.[1-9])?\.[1-9]", paragraph) for paragraph in listed)


def test_labels_are_short_and_differ() -> None:
    labels = _rows("paragraphs")
    for name in ("label_vi", "label_en"):
        assert labels[name].is_unique
        assert labels[name].str.len().between(10, 80).all(), name


def test_every_paragraph_is_measured_or_says_why_not() -> None:
    """A reason where there is an indicator would be stale; one language alone would be half a reason."""
    rows = _rows("paragraphs")
    indicators = read_folder(QUERIES / "indicators").values()
    measured = {paragraph for indicator in indicators for paragraph in indicator.header["plan"]}
    for name in ("unmeasured_vi", "unmeasured_en"):
        assert set(rows.loc[rows[name] != "", "paragraph"]) == PARAGRAPHS - measured, name


def test_periods_follow_each_other_without_a_gap() -> None:
    periods = _rows("periods")
    assert list(periods["year"]) == ["2021", "2022", "2023", "2024", "2025"]
    starts = [date.fromisoformat(day) for day in periods["starts_on"]]
    ends = [date.fromisoformat(day) for day in periods["ends_on"]]
    due = [date.fromisoformat(day) for day in periods["report_due_on"]]
    assert starts[0] == date(2021, 9, 24)
    assert ends[-1] == date(2025, 12, 31)
    assert starts[1:] == [day + timedelta(days=1) for day in ends[:-1]]
    assert due == [date(year, 11, 30) for year in range(2021, 2026)]


def test_each_goal_names_its_indicator() -> None:
    goals = _rows("goals")
    assert dict(zip(goals["paragraph"], goals["indicator"], strict=True)) == {
        "I.2.1": "awareness_schools",
        "I.2.2": "victims_supported",
        "I.2.3": "violations_handled",
        "I.2.4": "protective_services",
    }


def test_the_plan_sets_three_targets_and_the_district_the_others() -> None:
    """All schools, children and violations, in each of the five years; and all schools by the district's own will."""
    targets = _rows("targets")
    whole = targets[targets["value"] == "100"].groupby(["source", "indicator"]).size().to_dict()
    of_plan = {("plan", name): 5 for name in ("awareness_schools", "victims_supported", "violations_handled")}
    assert (of_plan | {("district", "protective_services"): 5}).items() <= whole.items()
    assert set(targets.loc[targets["source"] == "plan", "indicator"]) == {name for _, name in of_plan}
    assert not targets.duplicated(["indicator", "year"]).any()


def test_every_target_is_of_an_indicator_and_can_be_reached() -> None:
    indicators = read_folder(QUERIES / "indicators")
    for row in _rows("targets").to_dict("records"):
        header = indicators[row["indicator"]].header
        assert float(row["value"]) >= 0
        assert header["unit"] != "percent" or float(row["value"]) <= 100


def test_every_clock_has_exactly_one_limit_on_every_day_of_the_plan() -> None:
    deadlines = _rows("deadlines")
    last_day = deadlines["valid_to"].where(deadlines["valid_to"] != "", "9999-12-31")
    assert set(deadlines["clock"]) == set(CODES["clock"])
    for day in pd.date_range("2021-09-24", "2025-12-31").strftime("%Y-%m-%d"):
        holds = deadlines[(deadlines["valid_from"] <= day) & (day <= last_day)]
        assert sorted(holds["clock"]) == sorted(CODES["clock"]), day


@pytest.mark.parametrize(
    ("clock", "day", "limit", "unit", "source"),
    [
        ("emergency", "2023-03-06", "12", "hours", "law"),
        ("plan", "2023-03-10", "5", "working_days", "law"),
        ("removal", "2024-12-24", "3", "hours", "law"),
        ("removal", "2024-12-25", "24", "hours", "law"),
        ("referral", "2021-09-24", "24", "hours", "district"),
        ("support", "2021-09-24", "3", "working_days", "district"),
        ("violation", "2021-09-24", "30", "working_days", "district"),
        ("closure", "2021-09-24", "30", "days", "district"),
        ("report", "2021-11-30", "0", "days", "plan"),
    ],
)
def test_limits_are_those_of_the_law_the_plan_and_the_district(
    clock: str, day: str, limit: str, unit: str, source: str
) -> None:
    deadlines = _rows("deadlines")
    ours = deadlines[(deadlines["clock"] == clock) & (deadlines["valid_from"] <= day)]
    rule = ours.sort_values("valid_from").iloc[-1]
    assert (rule["limit"], rule["unit"], rule["source"]) == (limit, unit, source)


def test_a_district_norm_is_never_called_law_or_plan() -> None:
    deadlines = _rows("deadlines")
    norms = deadlines[deadlines["source"] == "district"]["basis"]
    assert norms.str.startswith("Định mức của huyện").all()
    assert not norms.str.contains("Nghị định").any()


def test_assumptions_have_their_stated_defaults() -> None:
    assumptions = _rows("assumptions")
    assert dict(zip(assumptions["assumption"], assumptions["value"], strict=True)) == {
        "awareness_sessions_min": "2",
        "small_count_threshold": "4",
        "zeros_shown": "1",
        "near_band": "5",
        "same_band": "1",
        "baseline_months": "24",
        "newly_overdue_days": "90",
    }


def test_every_task_paragraph_has_an_owner() -> None:
    tasks = _rows("tasks")
    expected = {p for p in PARAGRAPHS if p.startswith(("II.", "IV.")) or p == "V.1"}
    assert set(tasks["paragraph"]) == expected
    owner = dict(zip(tasks["paragraph"], tasks["owner"], strict=True))
    assert {owner[p] for p in expected if p.startswith("IV.1")} == {"office"}
    assert {owner[p] for p in expected if p.startswith(("IV.2", "V"))} == {"school"}


def test_references_of_the_contract_point_at_real_columns() -> None:
    for table in TABLES.values():
        for column in table.columns:
            if column.refers:
                there, name = column.refers.split(".")
                assert name in TABLES[there].names, f"{table.name}.{column.name}"
