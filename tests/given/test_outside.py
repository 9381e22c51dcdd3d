"""A number that is no cell told exactly, and follows from none, is noticed; one that does is not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from data.publish import publish
from data.store import Store
from queries import ask
from tests.given.attackers import MASKED, Shown, blocks, exactly
from tests.given.counting import PARTS, Cell, counts
from tests.given.outside import Answer, more_than_told, not_read, shown, zipped
from tests.given.worlds import world, write

YEARS = (2024, 2025)
CELLS: dict[Cell, Shown] = {
    ("incidents", "all", 2024): exactly(40), ("incidents", "all", 2025): exactly(50),
    ("incidents", "children", 2025): MASKED,
    ("category", "fraud", 2024): exactly(10), ("category", "fraud", 2025): MASKED, ("category", "fraud", None): exactly(13),
    ("clock.plan", "on_time", 2025): exactly(30), ("clock.plan", "fell_due", 2025): exactly(40),
    ("clock.plan", "late", 2025): Shown(5, 9),
    ("violations_handled", "all", 2025): exactly(31), ("violations_handled", "done", 2025): Shown(26, 30),
    ("violations_handled", "rest", 2025): MASKED,
    ("content_removed", "done", 2025): exactly(18), ("content_removed", "all", 2025): exactly(20),
    ("month", "2025-03", 2025): exactly(8),
}  # fmt: skip


def row(**cells: Any) -> dict[str, Any]:
    return cells


GROUP = row(group="fraud", year=2024, incidents=10, children=None, share=25.0, state="value")
CLOCK = row(
    group="2025",
    clock="plan",
    on_time=30,
    late=None,
    running=None,
    overdue=None,
    ended_otherwise=None,
    rate=75.0,
)
ROLLUP = row(
    group="district", year=2025, indicator="content_removed", numerator=18, denominator=20, value=90.0
)
YEAR = row(year=2025, incidents=50, children=None, left_out=None, pupils=10_000, rate=5.0)
MONTH = row(
    month="2025-03-01",
    incidents=8,
    pupils=4_000,
    rate=2.0,
    centre=None,
    lower=None,
    upper=None,
    signal=None,
    way=None,
)
SCHOOL = row(
    school_id="S01",
    year=2025,
    indicator="content_removed",
    numerator=None,
    denominator=None,
    value=None,
    state="masked",
)
CASES = row(year=2025, incidents=None, children=None, still_open=None, state="masked")


@pytest.mark.parametrize(
    ("question", "params", "good", "bad"),
    [
        ("incident_groups", {"by": "category"}, GROUP, {"incidents": 11}),
        ("incident_groups", {"by": "category"}, GROUP, {"year": 2025, "incidents": 3, "share": None}),
        ("incident_groups", {"by": "category"}, GROUP, {"year": 2025, "incidents": None, "share": 6.0}),
        ("incident_groups", {"by": "category"}, GROUP, {"children": 12}),
        ("incident_groups", {"by": "category"}, GROUP | {"year": None, "incidents": 13, "share": 100 * 13 / 90}, {"incidents": 14}),
        ("clock_rates", {"by": "year"}, CLOCK, {"late": 6}),
        ("clock_rates", {"by": "year"}, CLOCK, {"rate": 74.0}),
        ("clock_rates", {"by": "severity"}, CLOCK | {"group": "high", "on_time": None, "rate": None}, {"on_time": 30}),
        ("indicator_rollup", {"by": "district"}, ROLLUP, {"numerator": 17}),
        ("indicator_rollup", {"by": "district"}, ROLLUP, {"value": 89.0}),
        ("indicator_rollup", {"by": "district"}, ROLLUP, {"year": 2024, "denominator": None, "value": None, "numerator": 9}),
        ("indicator_rollup", {"by": "commune"}, ROLLUP | {"numerator": None, "denominator": None, "value": None}, {"value": 90.0}),
        ("indicator_rollup", {"by": "district"}, ROLLUP | {"lower": 0.0, "upper": 100.0}, {"upper": 93.0}),
        ("indicator_rollup", {"by": "commune"}, ROLLUP | {"numerator": None, "denominator": None, "value": None}, {"lower": 80.0}),
        ("indicator_values", {}, SCHOOL | {"lower": 0.0, "upper": 100.0}, {"lower": 50.0}),
        ("incident_years", {}, YEAR, {"children": 3}),
        ("incident_years", {}, YEAR, {"left_out": 2}),
        ("incident_years", {}, YEAR, {"incidents": None, "rate": 5.1}),
        ("incident_months", {}, MONTH, {"centre": 2.0}),
        ("incident_months", {}, MONTH, {"signal": "run"}),
        ("incident_months", {}, MONTH, {"way": "more"}),
        ("indicator_values", {}, SCHOOL, {"numerator": 1}),
        ("indicator_values", {}, SCHOOL, {"state": "no_cases"}),
        ("matrix", {}, SCHOOL, {"status": "met"}),
        ("school_cases", {}, CASES, {"still_open": 1}),
        ("indicator_values", {}, SCHOOL, {"indicator": "content_removed", "value": 100.0}),
    ],
)  # fmt: skip
def test_numbers_that_are_told_and_numbers_that_are_more(
    question: str, params: Mapping[str, str], good: dict[str, Any], bad: dict[str, Any]
) -> None:
    assert more_than_told(CELLS, [Answer(question, params, (), (), [good])], YEARS) == []
    assert len(more_than_told(CELLS, [Answer(question, params, (), (), [good | bad])], YEARS)) >= 1


@pytest.mark.parametrize(
    ("target", "status", "expected"),
    [
        # 26 to 30 of 31: 83.9 to 96.8 percent.
        (80.0, "met", True), (80.0, "near", False), (83.0, "met", True), (84.0, "met", False), (84.0, "near", False),
        (100.0, "far", False), (100.0, "near", False), (102.0, "far", True), (None, None, True),
    ],
)  # fmt: skip
def test_a_verdict_must_hold_over_the_whole_range(
    target: float | None, status: str | None, expected: bool
) -> None:
    shown_of = ROLLUP | {
        "indicator": "violations_handled",
        "numerator": None,
        "denominator": 31,
        "value": None,
    }
    answer = Answer("indicator_rollup", {}, (), (), [shown_of | {"target": target, "status": status}])
    assert (more_than_told(CELLS, [answer], YEARS) == []) == expected


def test_some_years_together_follow_from_each_of_them_only() -> None:
    """Of all years the sum is told; of 2025 alone nothing is, whatever the row is called."""
    together = GROUP | {"year": None, "incidents": 13, "share": None}
    assert more_than_told(CELLS, [Answer("incident_groups", {}, (), (), [together])], YEARS) == []
    assert more_than_told(CELLS, [Answer("incident_groups", {}, (2025,), (), [together])], YEARS)


def test_cells_as_a_release_has_them() -> None:
    rows = [
        row(measure="incidents", part="all", year=2025, cases=50, least=50, most=50, state="value"),
        row(measure="incidents", part="void", year=2025, cases=None, least=1, most=None, state="masked"),
        row(measure="incidents", part="void", year=None, cases=None, least=2, most=9, state="masked"),
        row(measure="incidents", part="open", year=2025, cases=None, least=0, most=12, state="not_told"),
        row(measure="incidents", part="open", year=2024, cases=None, least=None, most=None, state="not_told"),
    ]
    assert list(shown(rows).values()) == [exactly(50), MASKED, Shown(2, 9), Shown(0, 12), Shown()]


def test_a_file_of_single_cases_is_more_than_told() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("tables/incidents.csv", "\ufeffincident_id,school_id\r\nVV-1,S01\r\n")
        archive.writestr(
            "answers/incident_groups_category.csv",
            "\ufeffgroup,year,incidents,children,share\r\nfraud,2025,3,,\r\n",
        )
        archive.writestr(
            "answers/clock_rates_year.csv", "\ufeffgroup,clock,on_time,rate\r\n2025,plan,30,75.0\r\n"
        )
    answers = list(zipped(packed.getvalue()))
    assert [(answer.question, answer.params) for answer in answers] == [
        ("incidents", {}), ("incident_groups", {"by": "category"}), ("clock_rates", {"by": "year"}),
    ]  # fmt: skip
    assert [line.split(":")[0] for line in more_than_told(CELLS, answers, YEARS)] == [
        "incidents",
        "incident_groups category",
    ]


def test_a_question_about_cases_that_nobody_reads_is_named() -> None:
    answers = [
        Answer("handling_curve", {}, (), (), [row(days=3, share_handled=0.5)]),
        Answer("reports", {}, (), (), []),
    ]
    assert not_read(answers) == {"handling_curve"}


def test_exact_answers_are_read_as_the_counts_that_they_are(tmp_path: Path) -> None:
    """Of the district every number follows from the exact counts; what does not is of schools and single groups."""
    of = world(7)
    store = Store(tmp_path / "snapshots")
    assert publish([write(of, tmp_path / "in")], store, as_of=of.as_of, fresh=True).clean
    true, years = counts(of), sorted(of.years)
    parts = {cell[:2] for attack in blocks([of], [{}]) for cell in attack.cells}
    cells: dict[Cell, Shown] = {
        (*part, year): exactly(true[*part, year]) for part in parts for year in (*years, None)
    }
    requested: list[tuple[str, Mapping[str, str]]] = [("incident_groups", {"by": part}) for part in PARTS]
    requested += [
        (name, {}) for name in ("clock_rates", "indicator_rollup", "incident_months", "clock_board")
    ]
    requested += [("indicator_years", {}), ("incident_years", {})]
    snapshot = store.active()
    answers = [
        Answer(name, params, some, (), ask(snapshot, name, years=some, params=params).to_pylist())
        for name, params in requested
        for some in ([], [years[-1]], years[:2])
    ]
    snapshot.close()
    assert sum(len(answer.rows) for answer in answers) > 1_000
    others = {"children", "all_overdue_now", "centre", "lower", "upper", "signal", "way", "previous_value"}
    noticed = more_than_told(cells, answers, years)
    assert {line.split(": ")[1].split(" is ")[0] for line in noticed} <= others
    # With one count another, each answer that rests on it is noticed.
    for cell, name in {
        ("category", "fraud", None): "incident_groups", ("clock.plan", "on_time", years[-1]): "clock_rates",
        ("violations_handled", "done", years[-1]): "indicator_rollup", ("incidents", "void", years[-1]): "incident_years",
    }.items():  # fmt: skip
        changed = set(more_than_told(cells | {cell: exactly(true[cell] + 1)}, answers, years)) - set(noticed)
        assert any(line.startswith(name) for line in changed), cell
