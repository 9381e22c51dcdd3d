"""A funnel of very many schools: marks are shared, and still every school is in exactly one of them."""

from __future__ import annotations

from random import Random
from typing import Any

import plotly.graph_objects as go
import pyarrow as pa
import pytest

from pages.kit.words import Words
from pages.trends import crowd, funnel

SCHOOLS = 9000
POSITIONS = ("inside", "inside", "inside", "inside", "above_95", "below_95", "above_998", None)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    chance = Random("many schools")
    made = []
    for number in range(SCHOOLS):
        position, pupils = chance.choice(POSITIONS), chance.randrange(20, 900)
        made.append(
            {
                "school_id": f"T{number:05}", "school": f"Trường {number}", "incidents": 3,
                "pupils": pupils if position else None, "rate": min(chance.expovariate(0.3), 40.0) if position else None,
                "centre": 4.0, "lower998": 0.0, "upper998": 600 / pupils, "wide_lower95": 100 / pupils, "wide_upper95": 9.0,
                "wide_lower998": 0.0, "wide_upper998": 900 / pupils, "position": position,
                "pupil_years": 0.5 * pupils if position else None,
            }
        )  # fmt: skip
    return made


def test_few_schools_are_drawn_one_by_one(rows: list[dict[str, Any]]) -> None:
    few = crowd.drawn(pa.Table.from_pylist(rows[:900]), [])
    assert few.crowds == []
    rated = [row for row in rows[:900] if row["position"]]
    assert sorted(row["school_id"] for row in few.schools) == [row["school_id"] for row in rated]


@pytest.mark.parametrize("chosen", [[], ["T00004"], [f"T{number:05}" for number in range(1500)]])
def test_every_school_is_in_one_mark_of_its_position(rows: list[dict[str, Any]], chosen: list[str]) -> None:
    found = crowd.drawn(pa.Table.from_pylist(rows), chosen)
    assert crowd.drawn(pa.Table.from_pylist(rows), chosen) == found
    rated = [row for row in rows if row["position"]]
    assert 0 < len(found.schools) + len(found.crowds) < len(rated) / 2
    for position in {row["position"] for row in rated}:
        for among in (True, False):
            here = [
                row
                for row in rated
                if row["position"] == position and (not chosen or row["school_id"] in chosen) == among
            ]
            alone = [
                row
                for row in found.schools
                if row["position"] == position and (not chosen or row["school_id"] in chosen) == among
            ]
            shared = [row for row in found.crowds if row["position"] == position and row["chosen"] == among]
            assert len(alone) + sum(row["schools"] for row in shared) == len(here)
            # Nothing is moved: the schools of a position keep their sums.
            for column in ("pupils", "pupil_years", "rate"):
                drawn = sum(row[column] for row in alone)
                drawn += sum(row[f"{column}_mean"] * row["schools"] for row in shared)
                assert drawn == pytest.approx(sum(row[column] for row in here))
    widest, highest = (max(row[column] for row in rated) for column in ("pupil_years", "rate"))
    for row in found.crowds:
        assert row["pupil_years_max"] - row["pupil_years_min"] <= widest / crowd.ACROSS
        assert row["rate_max"] - row["rate_min"] <= highest / crowd.UPWARDS


def test_the_limits_are_those_of_every_size(rows: list[dict[str, Any]]) -> None:
    found = crowd.drawn(pa.Table.from_pylist(rows), [])
    exact = {row["pupil_years"]: (row["wide_lower95"], row["upper998"]) for row in rows if row["position"]}
    assert {row["pupil_years"]: (row["wide_lower95"], row["upper998"]) for row in found.limits} == exact
    assert [row["pupil_years"] for row in found.limits] == sorted(exact)


def test_a_shared_mark_says_how_many_it_is_and_opens_nobody(rows: list[dict[str, Any]]) -> None:
    figure = funnel.schools(crowd.drawn(pa.Table.from_pylist(rows), []), [], Words("vi"))
    drawn = go.Figure(figure.to_dict()).data[-1]
    shared = [said for school, _, said in drawn.customdata if not school]
    assert shared
    assert all(" học sinh, " in said and " vụ trên 1.000<br>" in said for said in shared)
    names = {name for school, name, _ in drawn.customdata if not school}
    assert all(name.endswith(" trường") and int(name.split()[0]) > 1 for name in names)
    # So many names would cover the figure.
    assert set(drawn.text) == {""}
