"""What the map asks, against the recomputation from the CSVs and against small cases worked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.publish import PLAN, SAMPLE, publish
from data.sqlfiles import QUERIES, read_folder
from data.store import Snapshot, Store
from queries import ask
from tests.given import oracle
from tests.given.world import AS_OF, World, world, write_csvs

Rows = list[dict[str, Any]]
YEARS = range(2021, 2026)


@pytest.fixture(scope="module")
def snapshot(published_sample: Path) -> Iterator[Snapshot]:
    opened = Store(published_sample).active()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def values() -> pd.DataFrame:
    return oracle.indicator_values(SAMPLE, PLAN, AS_OF)


@pytest.fixture(scope="module")
def register() -> pd.DataFrame:
    return pd.read_csv(SAMPLE / "schools.csv", dtype=str, keep_default_na=False)


@contextmanager
def published(tables: World, folder: Path) -> Iterator[Snapshot]:
    store = Store(folder / "store")
    done = publish([write_csvs(tables, folder / "in")], store, as_of=AS_OF)
    assert done.snapshot_id, done
    opened = store.active()
    yield opened
    opened.close()


def rows_of(
    snapshot: Snapshot, question: str, year: int, schools: tuple[str, ...] = (), **params: str
) -> Rows:
    rows: Rows = ask(
        snapshot, f"pages/{question}", years=[year] if year else [], schools=schools, params=params
    ).to_pylist()
    return rows


@pytest.mark.parametrize(
    "indicator", ["awareness_schools", "victims_supported", "sessions", "spending_per_pupil"]
)
def test_schools_are_those_of_the_recomputation_in_their_place(
    indicator: str, snapshot: Snapshot, values: pd.DataFrame, register: pd.DataFrame
) -> None:
    enrolled = pd.read_csv(SAMPLE / "enrolment.csv").groupby(["school_id", "year"])["pupils"].sum()
    pupils = {key: int(count) for key, count in enrolled.items()}
    reports = pd.read_csv(SAMPLE / "reports.csv")
    sent = {(r.school_id, r.year) for r in reports.itertuples() if isinstance(r.submitted_on, str)}
    spot = {row["school_id"]: (float(row["lat"]), float(row["lon"])) for row in register.to_dict("records")}
    for year in YEARS:
        places = rows_of(snapshot, "map_schools", year, indicator=indicator)
        assert {row["school_id"] for row in places} == set(register["school_id"])
        picked = values[(values["indicator"] == indicator) & (values["year"] == year)]
        again = {row["school_id"]: row for row in picked.to_dict("records")}
        for row in places:
            expected = again[row["school_id"]]
            assert (row["lat"], row["lon"]) == spot[row["school_id"]]
            assert row["placed"] == "given"
            for column in ("numerator", "denominator", "state", "status"):
                assert (row[column] or None) == (
                    None if pd.isna(expected[column]) else expected[column] or None
                )
            assert row["value"] == (None if pd.isna(expected["value"]) else pytest.approx(expected["value"]))
            key = (row["school_id"], year)
            assert row["pupils"] == (pupils.get(key) if key in sent else None)


@pytest.mark.parametrize(("kind", "by"), [("old", "commune"), ("new", "unit_2025")])
def test_communes_are_the_roll_up(
    kind: str, by: str, snapshot: Snapshot, values: pd.DataFrame, register: pd.DataFrame
) -> None:
    rolled = oracle.indicator_rollup(values, register, by, PLAN)
    for indicator in ("awareness_schools", "victims_supported", "pupils_trained", "sessions"):
        for year in YEARS:
            picked = rolled[(rolled["indicator"] == indicator) & (rolled["year"] == year)]
            again = {row["group"]: row for row in picked.to_dict("records")}
            units = rows_of(snapshot, "map_units", year, indicator=indicator, kind=kind)
            assert {row["code"] for row in units} == set(again)
            for row in units:
                expected = again[row["code"]]
                assert row["state"] == expected["state"]
                assert (row["status"] or None) == (
                    None if pd.isna(expected["status"]) else expected["status"]
                )
                assert row["value"] == (
                    None if pd.isna(expected["value"]) else pytest.approx(expected["value"])
                )


def test_every_school_is_counted_once_in_each_year(snapshot: Snapshot, values: pd.DataFrame) -> None:
    for indicator in ("awareness_schools", "staff_trained", "sessions"):
        picked = values[(values["indicator"] == indicator) & (values["school_id"] != "office")]
        marks = picked["status"].where(picked["status"].notna() & (picked["status"] != ""), picked["state"])
        counts = pd.crosstab(picked["year"], marks)
        tally = rows_of(snapshot, "map_years", 0, indicator=indicator)
        assert [row["year"] for row in tally] == list(YEARS)
        assert [row["partial"] for row in tally] == [True, False, False, False, False]
        for row in tally:
            shown = {
                mark: row[mark] for mark in row if mark not in ("year", "partial", "schools") and row[mark]
            }
            assert shown == {mark: n for mark, n in counts.loc[row["year"]].items() if n}
            assert sum(shown.values()) == row["schools"] == 28


def test_a_unit_without_a_position_of_its_own_lies_amid_its_schools(tmp_path: Path) -> None:
    """Two schools at (10.60, 106.30) and (10.70, 106.40): the middle is (10.65, 106.35)."""
    tables = world()
    tables["schools"][0] |= {"lat": "10.60", "lon": "106.30"}
    tables["schools"][1] |= {"lat": "10.70", "lon": "106.40"}
    tables["communes"][0] |= {"lat": "10.5", "lon": "106.2"}
    with published(tables, tmp_path) as snapshot:
        (old,) = rows_of(snapshot, "map_units", 2024, kind="old")
        (new,) = rows_of(snapshot, "map_units", 2024, kind="new")
    assert (old["lat"], old["lon"], old["placed"], old["first_of_code"]) == (10.5, 106.2, "register", True)
    assert (new["lat"], new["lon"], new["placed"], new["first_of_code"]) == (10.65, 106.35, "schools", False)


def test_schools_without_or_with_a_doubtful_position_are_named_so(tmp_path: Path) -> None:
    """Exchanged, zero and half a position: none is a place, and none moves a middle."""
    tables = world()
    first = tables["schools"][0] | {"opened_on": "", "closed_on": ""}
    spots = {"T2": ("10.61", "106.31"), "T3": ("10.63", "106.33"), "T4": ("76.3", "10.6"), "T5": ("10.6", ""),
             "T6": ("0", "0"), "T7": ("10.6", "0")}  # fmt: skip
    tables["schools"] += [
        first | {"school_id": key, "lat": lat, "lon": lon} for key, (lat, lon) in spots.items()
    ]
    tables["schools"][0] |= {"lat": "10.62", "lon": "106.32"}
    with published(tables, tmp_path) as snapshot:
        placed = {row["school_id"]: row["placed"] for row in rows_of(snapshot, "map_schools", 2024)}
        (unit,) = rows_of(snapshot, "map_units", 2024)
    assert placed == {
        "T1": "given", "T2": "given", "T3": "given", "T4": "outside", "T5": "none", "T6": "outside",
        "T7": "outside", "C1": "none",
    }  # fmt: skip
    assert (unit["lat"], unit["lon"], unit["placed"]) == (10.62, 106.32, "schools")


def test_all_of_the_country_is_drawn_with_its_islands(tmp_path: Path) -> None:
    """From Lũng Cú to Mũi Cà Mau, A Pa Chải to Trường Sa, beside one commune: far apart, and none left out."""
    tables = world()
    first = tables["schools"][0] | {"opened_on": "", "closed_on": "", "lat": "10.62", "lon": "106.32"}
    spots = {
        "T2": ("23.36", "105.32"), "T3": ("8.62", "104.72"), "T4": ("22.40", "102.14"), "T5": ("10.29", "103.98"),
        "T6": ("8.65", "111.92"), "T7": ("16.53", "111.61"), "T8": ("9.88", "114.33"),
    }  # fmt: skip
    tables["schools"][0] = first
    tables["schools"] += [
        first | {"school_id": key, "lat": lat, "lon": lon} for key, (lat, lon) in spots.items()
    ]
    with published(tables, tmp_path) as snapshot:
        placed = {row["school_id"]: row["placed"] for row in rows_of(snapshot, "map_schools", 2024)}
    assert placed == {**dict.fromkeys(("T1", *spots), "given"), "C1": "none"}


def test_a_middle_outside_the_country_gives_way_to_that_of_the_schools(tmp_path: Path) -> None:
    tables = world()
    tables["schools"][0] |= {"lat": "10.60", "lon": "106.30"}
    tables["communes"][0] |= {"lat": "0", "lon": "0"}
    with published(tables, tmp_path) as snapshot:
        (unit,) = rows_of(snapshot, "map_units", 2024)
    assert (unit["lat"], unit["lon"], unit["placed"]) == (10.6, 106.3, "schools")


def test_nothing_anywhere_has_a_position(tmp_path: Path) -> None:
    with published(world(), tmp_path) as snapshot:
        assert {row["placed"] for row in rows_of(snapshot, "map_schools", 2024)} == {"none"}
        assert [row["placed"] for row in rows_of(snapshot, "map_units", 2024)] == ["none"]


def test_communes_outside_the_choice_stay_and_are_empty(snapshot: Snapshot) -> None:
    units = rows_of(snapshot, "map_units", 2025, ("MAU-01",))
    assert len(units) == 12
    assert {row["code"]: row["schools"] for row in units if row["schools"]} == {"28051": 1}
    assert {row["state"] for row in units if not row["schools"]} == {"not_applicable"}


def test_the_empty_answers_keep_their_columns_and_types(snapshot: Snapshot) -> None:
    for question in ("map_schools", "map_years"):
        full = ask(snapshot, f"pages/{question}", years=[2025])
        # The office has no place on the map, and its own indicators no school.
        empty = ask(
            snapshot, f"pages/{question}", years=[2025], schools=["office"], params={"indicator": "proposals"}
        )
        assert empty.num_rows == 0
        assert empty.schema == full.schema
    units = ask(snapshot, "map_units", params={"indicator": "proposals"})
    assert units.schema == ask(snapshot, "map_units").schema
    assert {row["schools"] for row in units.to_pylist()} == {0}


def test_every_indicator_is_of_the_schools_the_office_or_both(snapshot: Snapshot) -> None:
    holders = {row["indicator"]: row["held_by"] for row in ask(snapshot, "held_by").to_pylist()}
    headers = read_folder(QUERIES / "indicators")
    assert holders == {name: indicator.header["held_by"] for name, indicator in headers.items()}
    kinds = {"schools": oracle.SCHOOLS_ONLY, "office": oracle.OFFICE_ONLY, "both": oracle.OFFICE_TOO}
    again = {name: holder for holder, indicators in kinds.items() for name in indicators}
    assert again.items() <= holders.items()
