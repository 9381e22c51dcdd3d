"""The shareable tier on the whole sample: what may leave, and what an outsider makes of it."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from data.contract import TABLES
from data.store import Snapshot
from queries import Reader, TierRefused, ask, offered, question, questions
from queries.release.edition import edition, edition_path
from queries.release.making import PUBLIC

#: Rows of the cells by measure, part and year.
Cells = dict[tuple[str, str, int], dict[str, Any]]
SHAREABLE = Reader(role="viewer", tier="shareable")
CHILD = ("victims_supported", "violations_handled", "staff_cases_handled", "single_channel", "provider_reports", "content_removed")  # fmt: skip


@pytest.fixture(scope="module")
def cells(snapshot: Snapshot) -> Cells:
    """The cells as they leave, by measure, part and year."""
    with edition(snapshot).cursor() as cursor:
        rows = cursor.sql("FROM cells").to_arrow_table().to_pylist()
    return {(row["measure"], row["part"], row["year"]): row for row in rows}


def test_every_range_holds_the_true_count(cells: Cells, snapshot: Snapshot) -> None:
    """Counted here once more, from the cases themselves."""
    with snapshot.cursor() as cursor:
        true = cursor.execute(
            "SELECT 'category' AS measure, category AS part, year, count(*) AS n FROM incidents_in_year GROUP BY ALL "
            "UNION ALL SELECT 'month', strftime(received_at, '%Y-%m'), year, count(*) FROM incidents_in_year GROUP BY ALL "
            "UNION ALL SELECT 'clock.' || clock, state, year, count(*) FROM clocks WHERE clock <> 'report' GROUP BY ALL "
            "UNION ALL SELECT 'children', 'all', year, sum(children) FROM incidents_in_year GROUP BY ALL "
            "UNION ALL SELECT 'incidents', 'all', year, count(*) FROM incidents_in_year GROUP BY ALL"
        ).fetchall()
    assert len(true) > 150
    for measure, part, year, count in true:
        cell = cells[measure, part, year]
        assert cell["least"] <= count
        assert cell["most"] is None or count <= cell["most"]
        if cell["state"] == "value":
            assert cell["cases"] == cell["least"] == cell["most"] == count
        else:
            assert cell["cases"] is None
        if count <= 4:
            assert cell["state"] == "masked"


def test_most_of_the_district_is_told(cells: Cells) -> None:
    """Years are exact, months and groups exact or a narrow range."""
    assert sum(cells["incidents", "all", year]["cases"] is not None for year in range(2021, 2026)) >= 4
    some = [cell for cell in cells.values() if cell["cases"] != 0]
    narrow = [cell for cell in some if cell["most"] is not None and cell["most"] - cell["least"] <= 19]
    assert len(narrow) > 0.8 * len(some)


def test_the_edition_holds_no_case(snapshot: Snapshot) -> None:
    content = edition_path(snapshot).read_bytes()
    for mark in (b"VV-0", b"VP-0", b"GB-0"):
        assert mark not in content
    with edition(snapshot).cursor() as cursor:
        tables = {row[0] for row in cursor.execute("SHOW TABLES").fetchall()}
        assert cursor.execute("SELECT count(*) FROM clocks").fetchone() == (0,)
    child = {
        table.name for table in TABLES.values() if any(column.privacy == "child" for column in table.columns)
    }
    assert {"incidents", "removals", "violations"} <= child
    assert not child & tables


@pytest.mark.parametrize("name", sorted(questions()))
def test_every_question_answers_in_the_same_columns_or_not_at_all(name: str, snapshot: Snapshot) -> None:
    declared_question = question(name)
    params = {"school": "MAU-06"} if "school" in declared_question.params else {}
    exact = ask(snapshot, name, params=params)
    if not offered(name, SHAREABLE, **params):
        with pytest.raises(TierRefused):
            ask(snapshot, name, params=params, reader=SHAREABLE)
        return
    shared = ask(snapshot, name, params=params, reader=SHAREABLE)
    assert shared.schema == exact.schema
    if not declared_question.child:
        assert shared == exact


def test_of_a_school_only_is_told_whether_its_report_came(snapshot: Snapshot) -> None:
    shared = ask(snapshot, "indicator_values", reader=SHAREABLE).to_pandas()
    exact = ask(snapshot, "indicator_values").to_pandas()
    public = ~shared["indicator"].isin(CHILD)
    pd.testing.assert_frame_equal(shared[public], exact[public])
    child = shared[~public]
    assert child[["numerator", "denominator", "value", "status"]].isna().all(axis=None)
    with snapshot.cursor() as cursor:
        reported = set(cursor.execute("SELECT school_id, year FROM reported").fetchall())
    for row in child.to_dict("records"):
        known = row["school_id"] == "office" or (row["school_id"], row["year"]) in reported
        assert row["state"] in ("not_applicable", "masked" if known else "no_report")
    cases = ask(snapshot, "school_cases", params={"school": "MAU-20"}, reader=SHAREABLE).to_pylist()
    assert {row["year"]: row["state"] for row in cases}[2021] == "no_report"
    assert {row["state"] for row in cases} == {"no_report", "masked"}


@pytest.mark.parametrize("by", ["district", "commune", "unit_2025", "level"])
def test_sums_over_masked_schools_are_known_or_masked_but_never_partial(by: str, snapshot: Snapshot) -> None:
    exact = ask(snapshot, "indicator_rollup", params={"by": by}).to_pylist()
    shared = ask(snapshot, "indicator_rollup", params={"by": by}, reader=SHAREABLE).to_pylist()
    for one, other in zip(exact, shared, strict=True):
        for part in ("numerator", "denominator"):
            assert other[part] in (one[part], None)
        assert other["state"] in (one["state"], "masked")
        if one["indicator"] in CHILD:
            assert not 1 <= (other["numerator"] or 0) <= 4
        else:
            assert one == other


@pytest.mark.parametrize("years", [(2025,), (2024, 2025), ()])
def test_the_district_by_year_and_together(years: tuple[int, ...], snapshot: Snapshot) -> None:
    exact = ask(snapshot, "indicator_years", years=years).to_pylist()
    shared = ask(snapshot, "indicator_years", years=years, reader=SHAREABLE).to_pylist()
    for one, other in zip(exact, shared, strict=True):
        if one["indicator"] not in CHILD:
            assert one == other
            continue
        assert other["numerator"] in (one["numerator"], None)
        assert other["value"] in (one["value"], None)
        assert other["status"] in (one["status"], None)
        for part in ("numerator", "denominator"):
            if one[part] is not None:
                least, most = other[f"{part}_least"], other[f"{part}_most"]
                assert least <= one[part]
                assert most is None or one[part] <= most
        if one["value"] is not None:
            assert other["value_least"] <= one["value"]
            assert other["value_most"] is None or one["value"] <= other["value_most"]
            assert other["lower"] <= one["lower"]
            assert other["upper"] is None or one["upper"] <= other["upper"]


def test_the_four_goals_are_told_for_every_year(snapshot: Snapshot) -> None:
    """Exactly, or as a range of at most 60 points in the part-year and 40 in whole years."""
    goals = {row["indicator"] for row in ask(snapshot, "goals").to_pylist()}
    for row in ask(snapshot, "indicator_years", reader=SHAREABLE).to_pylist():
        if row["indicator"] in goals:
            assert row["value_most"] - row["value_least"] <= (60 if row["partial"] else 40), (
                row["indicator"],
                row["year"],
            )


def test_a_verdict_holds_over_the_whole_range(snapshot: Snapshot) -> None:
    rows = ask(snapshot, "indicator_rollup", reader=SHAREABLE).to_pylist()
    judged = [row for row in rows if row["state"] == "masked" and row["status"]]
    assert judged
    for row in judged:
        ends = {row["value_least"] >= 100, row["value_most"] >= 100}
        assert ends == {row["status"] == "met"}
        assert (row["value_most"] < 95) == (row["status"] == "far")


def test_the_board_of_clocks_is_masked_alike(snapshot: Snapshot) -> None:
    exact = ask(snapshot, "clock_board").to_pylist()
    shared = {
        (row["clock"], row["year"]): row for row in ask(snapshot, "clock_board", reader=SHAREABLE).to_pylist()
    }
    for row in exact:
        other = shared[row["clock"], row["year"]]
        for part in (
            "on_time",
            "late",
            "running",
            "overdue",
            "ended_otherwise",
            "not_started",
            "fell_due",
            "rate",
        ):
            assert other[part] in (row[part], None), (row["clock"], row["year"], part)
            if part != "rate" and row["clock"] != "report":
                assert not 1 <= (other[part] or 0) <= 4
        if row["clock"] == "report":
            assert other["rate"] == pytest.approx(row["rate"])
    assert not offered("clock_board", SHAREABLE, schools=["MAU-01"])


@pytest.mark.parametrize("years", [(), (2021,), (2023, 2024), (2021, 2022)])
def test_the_years_incidents_are_exact_or_masked(
    years: tuple[int, ...], snapshot: Snapshot, cells: Cells
) -> None:
    """Each count is that of its cell; of several years together only where each of them is told."""
    exact = ask(snapshot, "incident_years", years=years).to_pylist()
    shared = ask(snapshot, "incident_years", years=years, reader=SHAREABLE).to_pylist()
    assert [row["year"] for row in shared] == [row["year"] for row in exact]
    for true, row in zip(exact, shared, strict=True):
        for column, cell in {
            "incidents": ("incidents", "all"),
            "children": ("children", "all"),
            "left_out": ("incidents", "void"),
        }.items():
            span = [row["year"]] if row["year"] else list(years) or list(snapshot.years)
            counts_of_years = [cells[*cell, year]["cases"] for year in span]
            assert row[column] == (None if None in counts_of_years else true[column])
        assert row["state"] == ("masked" if row["incidents"] is None else "value")
        assert (row["rate"] is None) == (row["incidents"] is None)
        assert row["rate"] in (None, pytest.approx(true["rate"]))
        for column in ("pupils", "sessions", "schools", "reported", "with_pupils", "partial"):
            assert row[column] == true[column]


def test_ranges_of_several_years_are_those_of_each_added_up(snapshot: Snapshot) -> None:
    both = {
        (row["measure"], row["part"], row["year"]): row
        for row in ask(snapshot, "ranges", years=[2022, 2023], reader=SHAREABLE).to_pylist()
    }
    with edition(snapshot).cursor() as cursor:
        least = {
            (measure, part): (low, high)
            for measure, part, low, high in cursor.execute(
                "SELECT measure, part, sum(least), CASE WHEN count(most) = count(*) THEN sum(most) END FROM cells "
                "WHERE year IN (2022, 2023) GROUP BY ALL HAVING bool_or(state = 'masked')"
            ).fetchall()
        }
    assert {(measure, part) for measure, part, year in both if year is None} == set(least)
    assert {year for _, _, year in both} > {2021, 2024, 2025}
    for (measure, part), ends in least.items():
        row = both[measure, part, None]
        assert (row["least"], row["most"]) == ends
    assert ask(snapshot, "ranges").num_rows == 0


def test_a_months_incidents_are_exact_or_masked(snapshot: Snapshot) -> None:
    exact = ask(snapshot, "incident_months").to_pylist()
    shared = ask(snapshot, "incident_months", reader=SHAREABLE).to_pylist()
    known = [row for row in shared if row["incidents"] is not None]
    assert len(shared) // 4 < len(known) < len(shared)
    for true, row in zip(exact, shared, strict=True):
        assert (row["month"], row["pupils"]) == (true["month"], true["pupils"])
        assert row["incidents"] in (None, true["incidents"])
        assert row["incidents"] not in range(1, 5)
        assert row["rate"] == (None if row["incidents"] is None else true["rate"])
        assert not any(row[column] for column in ("centre", "lower", "upper", "signal"))


def test_the_years_incidents_of_single_schools_stay_inside(snapshot: Snapshot) -> None:
    assert not offered("incident_years", SHAREABLE, schools=["MAU-06"])
    with pytest.raises(TierRefused):
        ask(snapshot, "incident_years", schools=["MAU-06"], reader=SHAREABLE)


@pytest.mark.parametrize("name", sorted(questions()))
def test_a_question_that_is_answered_alike_in_both_tiers_reads_nothing_of_cases(
    name: str, snapshot: Snapshot
) -> None:
    """It is answered from the exact snapshot: whatever else it read there would be told to everybody."""
    declared_question = question(name)
    with snapshot.cursor() as cursor:
        tables = {table for (table,) in cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    read = set(re.findall(r"\b(?:FROM|JOIN)\s+([a-z_]+)", declared_question.sql)) & tables
    # The list of files that came in names no case.
    assert declared_question.child or read <= {*PUBLIC, "inputs"}
