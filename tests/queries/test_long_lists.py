"""Long lists and their totals: the first rows are those of the whole list, and what is counted adds up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
import pytest

from data.publish import publish_sample
from data.store import Snapshot, Store
from queries import ask

YEARS: tuple[list[int], ...] = ([], [2025], [2023, 2024])


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    store = Store(tmp_path_factory.mktemp("snapshots"))
    publish_sample(store)
    snapshot = store.active()
    yield snapshot
    snapshot.close()


def asked(sample: Snapshot, name: str, years: Sequence[int] = (), schools: Sequence[str] = (), **params: str) -> pd.DataFrame:  # fmt: skip
    found: pd.DataFrame = ask(sample, name, years=years, schools=schools, params=params).to_pandas()
    return found


@pytest.mark.parametrize("years", YEARS)
def test_the_first_of_each_kind_of_exception_are_the_first_of_all(sample: Snapshot, years: list[int]) -> None:
    whole = asked(sample, "attention", years)
    first = asked(sample, "attention", years, first="2")
    kinds = whole["kind"].drop_duplicates()
    heads = pd.concat([whole[whole["kind"] == kind].head(2) for kind in kinds])
    pd.testing.assert_frame_equal(first, heads.reset_index(drop=True))


@pytest.mark.parametrize(
    "indicator", ["awareness_schools", "pupils_reached", "violations_handled", "sessions"]
)
@pytest.mark.parametrize("years", YEARS)
def test_who_is_counted_adds_up(sample: Snapshot, years: list[int], indicator: str) -> None:
    whole = asked(sample, "inside", years, indicator=indicator)
    first = asked(sample, "inside", years, indicator=indicator, first="7")
    pd.testing.assert_frame_equal(first, whole.head(7), check_dtype=False)
    counts = asked(sample, "inside_counts", years, indicator=indicator)
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
    whole = asked(sample, "matrix", [2025])
    schools = whole["school_id"].drop_duplicates()
    assert len(schools) == 27
    first = asked(sample, "matrix", [2025], first="3")
    pd.testing.assert_frame_equal(first, whole[whole["school_id"].isin(schools[:3])], check_dtype=False)


@pytest.mark.parametrize("name", ["indicator_years", "clock_board"])
@pytest.mark.parametrize("years", YEARS)
def test_all_schools_named_are_all_schools(sample: Snapshot, name: str, years: list[int]) -> None:
    """Nobody named is answered from totals, everybody named from the rows themselves."""
    everybody = [*asked(sample, "directory")["school_id"], "office"]
    pd.testing.assert_frame_equal(asked(sample, name, years), asked(sample, name, years, everybody))


@pytest.mark.parametrize("name", ["inside_counts", "matrix", "inside"])
def test_nobody_is_no_row_or_a_row_of_zeros(sample: Snapshot, name: str) -> None:
    """The school closed in 2024 has nothing to be counted or asked about in 2025."""
    closed = asked(sample, name, [2025], ["MAU-27"]).to_dict("records")
    if name == "inside_counts":
        assert closed == [{"counted": 0, "full": 0, "lacking": 0, "unknown": 0, "masked": 0}]
    else:
        assert [row for row in closed if row.get("part", "outside") != "outside"] == []
