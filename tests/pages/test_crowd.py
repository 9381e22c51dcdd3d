"""A funnel of very many schools: marks are shared, and still every school is in exactly one of them."""

from __future__ import annotations

from random import Random
from typing import Any

import plotly.graph_objects as go
import pyarrow as pa
import pytest

from pages.kit.words import Words
from pages.trends import figure, schools

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


def rated_of(rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist([row for row in rows if row["position"]])


def test_few_schools_are_drawn_one_by_one(rows: list[dict[str, Any]]) -> None:
    few = schools.marks(rated_of(rows[:900]), [])
    assert {mark["schools"] for mark in few} == {1}
    rated = [row for row in rows[:900] if row["position"]]
    assert sorted(mark["school_id"] for mark in few) == [row["school_id"] for row in rated]


@pytest.mark.parametrize("chosen", [[], ["T00004"], [f"T{number:05}" for number in range(1500)]])
def test_every_school_is_in_one_mark_of_its_position(rows: list[dict[str, Any]], chosen: list[str]) -> None:
    marks = schools.marks(rated_of(rows), chosen)
    assert schools.marks(rated_of(rows), chosen) == marks
    rated = [row for row in rows if row["position"]]
    crowds = [mark for mark in marks if mark["schools"] > 1]
    assert 0 < len(marks) < len(rated) / 2
    for position in {row["position"] for row in rated}:
        for among in (True, False):
            here = [
                row
                for row in rated
                if row["position"] == position and (not chosen or row["school_id"] in chosen) == among
            ]
            drawn = [mark for mark in marks if mark["position"] == position and mark["chosen"] == among]
            assert sum(mark["schools"] for mark in drawn) == len(here)
            alone = {mark["school_id"] for mark in drawn if mark["schools"] == 1}
            assert alone <= {row["school_id"] for row in here}
            # Nothing is moved: the schools of a position keep their sums.
            for column, mean in (("pupils", "pupils_mean"), ("pupil_years", "pupil_years"), ("rate", "rate")):
                total = sum(mark[mean] * mark["schools"] for mark in drawn)
                assert total == pytest.approx(sum(row[column] for row in here))
    widest, highest = (max(row[column] for row in rated) for column in ("pupil_years", "rate"))
    assert crowds
    for row in crowds:
        assert row["pupil_years_max"] - row["pupil_years_min"] <= widest / schools.ACROSS
        assert row["rate_max"] - row["rate_min"] <= highest / schools.UPWARDS


def test_the_limits_are_those_of_every_size(rows: list[dict[str, Any]]) -> None:
    limits = schools.limits(rated_of(rows))
    exact = {row["pupil_years"]: (row["wide_lower95"], row["upper998"]) for row in rows if row["position"]}
    assert {row["pupil_years"]: (row["wide_lower95"], row["upper998"]) for row in limits} == exact
    assert [row["pupil_years"] for row in limits] == sorted(exact)


def test_a_shared_mark_says_how_many_it_is_and_opens_nobody(rows: list[dict[str, Any]]) -> None:
    rated = rated_of(rows)
    spec = figure.funnel(schools.marks(rated, []), schools.limits(rated), Words("vi")).to_dict()
    drawn = go.Figure(spec).data[-1]
    shared = [label for school, _, label in drawn.customdata if not school]
    assert shared
    assert all(" học sinh, " in label and " vụ trên 1.000<br>" in label for label in shared)
    names = {name for school, name, _ in drawn.customdata if not school}
    assert all(name.endswith(" trường") and int(name.split()[0]) > 1 for name in names)
    # So many names would cover the figure.
    assert set(drawn.text) == {""}
