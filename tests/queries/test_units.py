"""A school's unit, found by the day that is asked about: no name goes blank, no school leaves the map."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data.publish import publish
from data.store import Snapshot, Store
from queries import ask
from tests.bare import answer, blank, snapshot
from tests.given.world import AS_OF, Row, World, world, write_csvs


def unit(code: str, name: str, first: str, last: str = "") -> Row:
    return {"code": code, "name": name, "kind": "xa", "valid_from": first, "valid_to": last}


def register() -> World:
    """T1 in a unit renamed in 2024, then in one that ends; T2 in a unit that lived inside the plan only."""
    tables = world()
    tables["communes"] = [
        unit("28051", "Xã Mỹ Thạnh", "2021-01-01", "2023-12-31"),
        unit("28051", "Xã Mỹ Thạnh Đông", "2024-01-01", "2025-06-30"),
        unit("28051", "Xã Mỹ Thạnh", "2025-07-01", "2027-12-31"),
        # Registered ahead: it takes over the code after the plan.
        unit("28051", "Phường Mỹ Thạnh", "2028-01-01"),
        unit("28040", "Xã Tân Lập", "2021-01-01", "2024-12-31"),
        unit("28041", "Xã Tân Lập Mới", "2025-01-01", "2025-06-30"),
        unit("27694", "Phường Long An", "2025-07-01"),
        unit("27700", "Phường Sau Này", "2027-01-01"),
    ]
    first = tables["schools"][0]
    tables["schools"].append(
        first
        | {"school_id": "T2", "name": "Trường TH Mẫu 93", "commune_code": "28041", "successor_code": "27694"}
    )
    return tables


def places() -> World:
    """Of that register only what says where schools are."""
    return {table: rows for table, rows in register().items() if table in ("communes", "schools")}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder: Path = tmp_path_factory.mktemp("units")
    store = Store(folder / "snapshots")
    outcome = publish([write_csvs(register(), folder / "in")], store, as_of=AS_OF)
    assert outcome.snapshot_id, [problem.line("en") for problem in outcome.problems]
    opened = store.active()
    yield opened
    opened.close()


def test_each_year_has_the_unit_of_its_last_day() -> None:
    with snapshot(places(), AS_OF) as source:
        rows = source.connection.execute(
            "SELECT school_id, year, commune_name, successor_name FROM school_years WHERE school_id <> 'C1'"
        ).fetchall()
    assert sorted(rows) == [
        *[("T1", year, "Xã Mỹ Thạnh", "Xã Mỹ Thạnh") for year in (2021, 2022, 2023)],
        *[("T1", year, "Xã Mỹ Thạnh Đông", "Xã Mỹ Thạnh") for year in (2024, 2025)],
        # Before its unit was there, and under the name of the unit that was to come.
        *[("T2", year, "Xã Tân Lập Mới", "Phường Long An") for year in range(2021, 2026)],
    ]


@pytest.mark.parametrize(
    ("as_of", "name"), [(date(2023, 12, 31), "Xã Mỹ Thạnh"), (date(2024, 1, 1), "Xã Mỹ Thạnh Đông")]
)
def test_no_unit_is_of_a_day_after_the_as_of_day(as_of: date, name: str) -> None:
    with snapshot(places(), as_of) as source:
        directory = answer(source, "directory").set_index("school_id")
    assert directory.loc["T1", "commune_name"] == name
    assert directory.loc["T1", "successor_name"] == "Xã Mỹ Thạnh"


def test_no_choice_is_without_a_name(published: Snapshot) -> None:
    units = answer(published, "units")
    assert list(zip(units["kind"], units["code"], units["name"], strict=True)) == [
        ("old", "28051", "Xã Mỹ Thạnh Đông"),
        ("old", "28041", "Xã Tân Lập Mới"),
        ("new", "27694", "Phường Long An"),
        ("new", "28051", "Xã Mỹ Thạnh"),
    ]


@pytest.mark.parametrize(
    ("kind", "year", "drawn"),
    [
        ("old", 2023, {"28051": "Xã Mỹ Thạnh", "28040": "Xã Tân Lập", "28041": "Xã Tân Lập Mới"}),
        ("old", 2025, {"28051": "Xã Mỹ Thạnh Đông", "28041": "Xã Tân Lập Mới"}),
        ("new", 2025, {"28051": "Xã Mỹ Thạnh", "27694": "Phường Long An"}),
    ],
)
def test_the_map_has_the_units_of_the_day_and_every_school(
    kind: str, year: int, drawn: dict[str, str], published: Snapshot
) -> None:
    units = answer(published, "map_units", years=[year], kind=kind)
    assert dict(zip(units["code"], units["name"], strict=True)) == drawn
    assert units["schools"].sum() == 3


def test_coverage_counts_a_unit_once_and_by_the_first_day_of_the_year(published: Snapshot) -> None:
    """2024 begins with 28051 and 28040, 2025 with 28051 and 28041; the one member joined 28051 in 2022.

    The unit of that code was renamed in 2024, and nobody joined the new one: a warning says so.
    """
    (warning,) = answer(published, "warnings", lang="en").to_dict("records")
    assert (warning["code"], warning["file"], warning["row"], warning["column_name"]) == (
        "member_outlives_unit", "network_members.csv", 2, "left_on",
    )  # fmt: skip
    assert warning["message"] == (
        "the unit with the code 28051 ended on 31/12/2023, so from 2024 on this member counts for no unit; give the "
        "day on which it left, and add a row with the new code if it is still at work"
    )
    rows = ask(published, "indicator_values").to_pylist()
    counts = {
        row["year"]: (row["numerator"], row["denominator"])
        for row in rows
        if row["indicator"] == "network_coverage"
    }
    assert counts == {2021: (0, 2), 2022: (1, 2), 2023: (1, 2), 2024: (0, 2), 2025: (0, 2)}


def test_a_school_without_a_second_code_has_no_second_unit() -> None:
    tables = places()
    tables["schools"][0]["successor_code"] = ""
    with snapshot(tables, AS_OF) as source:
        directory = answer(source, "directory").set_index("school_id")
    assert blank(directory.loc["T1", "successor_name"])
    assert directory.loc["T1", "commune_name"] == "Xã Mỹ Thạnh Đông"
