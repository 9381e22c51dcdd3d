"""Long lists and their totals: the first rows are those of the whole list, and what is counted adds up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from random import Random

import duckdb
import pandas as pd
import pytest

from data.store import Snapshot, Store
from queries import ask

YEARS: tuple[list[int], ...] = ([], [2025], [2023, 2024])


@pytest.fixture(scope="module")
def sample(published_sample: Path) -> Iterator[Snapshot]:
    snapshot = Store(published_sample).active()
    yield snapshot
    snapshot.close()


def table_of(sample: Snapshot, name: str, years: Sequence[int] = (), schools: Sequence[str] = (), **params: str) -> pd.DataFrame:  # fmt: skip
    rows: pd.DataFrame = ask(sample, name, years=years, schools=schools, params=params).to_pandas()
    return rows


@pytest.mark.parametrize("years", YEARS)
def test_the_first_of_each_kind_of_exception_are_the_first_of_all(sample: Snapshot, years: list[int]) -> None:
    whole = table_of(sample, "attention", years)
    first = table_of(sample, "attention", years, first="2")
    kinds = whole["kind"].drop_duplicates()
    heads = pd.concat([whole[whole["kind"] == kind].head(2) for kind in kinds])
    pd.testing.assert_frame_equal(first, heads.reset_index(drop=True))


@pytest.mark.parametrize(
    "indicator", ["awareness_schools", "pupils_reached", "violations_handled", "sessions"]
)
@pytest.mark.parametrize("years", YEARS)
def test_who_is_counted_adds_up(sample: Snapshot, years: list[int], indicator: str) -> None:
    whole = table_of(sample, "inside", years, indicator=indicator)
    first = table_of(sample, "inside", years, indicator=indicator, first="7")
    pd.testing.assert_frame_equal(first, whole.head(7), check_dtype=False)
    counts = table_of(sample, "inside_counts", years, indicator=indicator)
    many = {
        side: int(whole["part"].isin(parts).sum())
        for side, parts in {
            "counted": ["full", "lacking", "partly", "unknown"],
            "full": ["full"],
            "lacking": ["lacking", "partly"],
            "unknown": ["unknown", "silent"],
            "masked": ["masked"],
        }.items()
    }
    assert counts.to_dict("records") == [many]


def test_the_first_schools_of_the_matrix_are_those_of_the_alphabet(sample: Snapshot) -> None:
    whole = table_of(sample, "matrix", [2025])
    schools = whole["school_id"].drop_duplicates()
    assert len(schools) == 27
    first = table_of(sample, "matrix", [2025], first="3")
    pd.testing.assert_frame_equal(first, whole[whole["school_id"].isin(schools[:3])], check_dtype=False)


@pytest.mark.parametrize("name", ["indicator_years", "clock_board"])
@pytest.mark.parametrize("years", YEARS)
def test_all_schools_named_are_all_schools(sample: Snapshot, name: str, years: list[int]) -> None:
    """Nobody named is answered from totals, everybody named from the rows themselves."""
    everybody = [*table_of(sample, "directory")["school_id"], "office"]
    pd.testing.assert_frame_equal(table_of(sample, name, years), table_of(sample, name, years, everybody))


@pytest.mark.parametrize("name", ["inside_counts", "matrix", "inside"])
def test_nobody_is_no_row_or_a_row_of_zeros(sample: Snapshot, name: str) -> None:
    """The school closed in 2024 has nothing to be counted or asked about in 2025."""
    closed = table_of(sample, name, [2025], ["MAU-27"]).to_dict("records")
    if name == "inside_counts":
        assert closed == [{"counted": 0, "full": 0, "lacking": 0, "unknown": 0, "masked": 0}]
    else:
        assert [row for row in closed if row.get("part", "outside") != "outside"] == []


@pytest.mark.parametrize("schools", [7, 60, 61, 133, 1000])
def test_a_strip_goes_from_the_lowest_to_the_highest_in_sixty_marks_at_most(schools: int) -> None:
    chance = Random(f"{schools} schools")
    values = [chance.choice([None, 0.0, 50.0, 100.0, chance.uniform(0, 100)]) for _ in range(schools)]
    # Schools of which nothing is known come first, those of the same value in the order of the alphabet.
    order = sorted(range(schools), key=lambda place: (values[place] is not None, values[place] or 0, place))
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE years AS SELECT 2024 AS year")
        connection.execute(
            "CREATE TABLE indicators AS SELECT 'pupils_reached' AS indicator, 'percent' AS unit, 'ratio' AS counts, 1 AS position"
        )
        connection.execute(
            "CREATE TABLE awareness_sessions (school_id VARCHAR, year INTEGER, indicator VARCHAR, sessions BIGINT, sessions_needed BIGINT)"
        )
        connection.execute(
            "CREATE TABLE school_years (school_id VARCHAR, year INTEGER, name VARCHAR, place INTEGER)"
        )
        connection.execute("CREATE TABLE schools (school_id VARCHAR)")
        connection.execute(
            "CREATE TABLE indicator_values (school_id VARCHAR, year INTEGER, indicator VARCHAR, numerator BIGINT,"
            " denominator BIGINT, value DOUBLE, state VARCHAR, status VARCHAR)"
        )
        for place, value in enumerate(values):
            school, state = f"T{schools - place:04}", "no_report" if value is None else "value"
            connection.execute("INSERT INTO schools VALUES (?)", [school])
            connection.execute(
                "INSERT INTO school_years VALUES (?, 2024, ?, ?)", [school, f"Trường {place}", place]
            )
            connection.execute(
                "INSERT INTO indicator_values VALUES (?, 2024, 'pupils_reached', ?, 1, ?, ?, NULL)",
                [school, place, value, state],
            )
        shown = Snapshot("strip", Path(), date(2025, 12, 31), datetime(2026, 1, 1), "", False, connection)  # noqa: DTZ001
        marks = table_of(shown, "strips", [2024]).to_dict("records")
    assert len(marks) == min(schools, 60)
    assert sum(mark["schools"] for mark in marks) == schools
    places = [mark["numerator"] for mark in marks]
    if schools <= 60:
        assert places == order
        assert [mark["school"] for mark in marks] == [f"Trường {place}" for place in order]
    else:
        assert not any(isinstance(mark["school"], str) for mark in marks)
        for mark, place in zip(marks, places, strict=True):
            assert abs(order.index(place) + 0.5 - (mark["mark"] - 0.5) * schools / 60) <= 1
    assert [mark["height"] for mark in marks] == [(values[place] or 0) / 100 for place in places]
