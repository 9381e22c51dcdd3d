"""What is not known beside every value, and the two bounds that it leaves: small cases worked by hand, and laws.

Of the world of two schools T1 (primary, open throughout, 300 pupils, 10 classes and 20 staff in 2024) reported
for 2024 alone; C1 (lower secondary, open from 15/8/2022 to 31/5/2025) never reports unless a test lets it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.publish import PLAN, publish
from data.store import Snapshot, Store
from queries import Reader, ask
from tests.given import oracle, worlds
from tests.given.world import AS_OF, Row, World, numbered, world, write_csvs

SHAREABLE = Reader(role="viewer", tier="shareable")
Rows = dict[tuple[str, int | None, str], dict[str, Any]]


def opened(tables: World, folder: Path, as_of: date = AS_OF) -> Snapshot:
    store = Store(folder / "snapshots")
    outcome = publish([write_csvs(tables, folder / "in")], store, as_of=as_of)
    assert outcome.snapshot_id, [problem.line("en") for problem in outcome.problems]
    return store.active()


def asked(snapshot: Snapshot, number: int | None = None) -> Rows:
    """The rows of each school and of the district, and under "together" those of `indicator_years`.

    With a number those of the world with this number alone.
    """
    schools = [] if number is None else [f"T1-{number}", f"C1-{number}"]
    values = {
        (row["school_id"].partition("-")[0], row["year"], row["indicator"]): row
        for row in ask(snapshot, "indicator_values", schools=schools).to_pylist()
    }
    for name, question in (("district", "indicator_rollup"), ("together", "indicator_years")):
        rows = ask(snapshot, question, schools=schools).to_pylist()
        values |= {(name, row["year"], row["indicator"]): row for row in rows}
    return values


#: Small worlds that are published together, by what is special in each.
CASES: dict[str, World] = {}


def given(name: str, **tables: list[Row]) -> None:
    """Add the small world with these tables as a case."""
    CASES[name] = world() | tables


@pytest.fixture(scope="module")
def small(published_world: Path) -> Rows:
    """The rows of the small world as it is."""
    snapshot = Store(published_world).active()
    try:
        return asked(snapshot)
    finally:
        snapshot.close()


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """All cases in one snapshot."""
    tables: World = {table: [] for table in world()}
    for number, of in enumerate(CASES.values()):
        for table, rows in numbered(of, number).items():
            tables[table] += rows
    snapshot = opened(tables, tmp_path_factory.mktemp("cases"))
    yield snapshot
    snapshot.close()


def case(together: Snapshot, name: str) -> Rows:
    return asked(together, list(CASES).index(name))


def bounds(row: Mapping[Any, Any]) -> tuple[Any, Any, Any]:
    return row["unknown"], row["lower"], row["upper"]


def size(school: str, year: int, grades: range, pupils: int, classes: int = 2) -> list[Row]:
    """Enrolment of a school, so many pupils and classes in each grade."""
    return [
        {"school_id": school, "year": str(year), "grade": str(grade), "classes": str(classes), "pupils": str(pupils)}
        for grade in grades
    ]  # fmt: skip


def test_a_school_that_is_not_known_stays_in_the_denominator_of_schools(small: Rows) -> None:
    values = small
    # T1 has a counselling team, of C1 nothing is known: 1 of 2 is confirmed, and it may be 2 of 2.
    assert values["district", 2024, "counselling"]["value"] == 50.0
    assert bounds(values["district", 2024, "counselling"]) == (1, 50.0, 100.0)
    assert bounds(values["C1", 2024, "counselling"]) == (1, 0.0, 100.0)
    assert bounds(values["T1", 2024, "counselling"]) == (0, 100.0, 100.0)
    # T1 answered nothing about coordination, so neither is known: no value, and anything may be true.
    assert values["district", 2024, "coordination"]["state"] == "no_report"
    assert bounds(values["district", 2024, "coordination"]) == (2, 0.0, 100.0)
    # Before C1 opened it is out of everything.
    assert bounds(values["C1", 2021, "counselling"]) == (0, None, None)
    assert bounds(values["district", 2021, "counselling"]) == (1, 0.0, 100.0)


# C1 has 4 x 25 pupils in 2022 and 4 x 50 in 2025; it reports in neither.
given(
    "sizes of some years",
    enrolment=world()["enrolment"] + size("C1", 2022, range(6, 10), 25) + size("C1", 2025, range(6, 10), 50),
    staffing=[
        *world()["staffing"],
        {"school_id": "C1", "year": "2023", "managers": "1", "teachers": "8", "employees": "1"},
    ],
)


def test_persons_weigh_what_the_school_has_in_the_year_or_in_the_nearest(together: Snapshot) -> None:
    values = case(together, "sizes of some years")
    weights = {year: values["C1", year, "pupils_reached"]["unknown"] for year in (2022, 2023, 2024, 2025)}
    # The year itself; one year before; one year after; the year itself.
    assert weights == {2022: 100, 2023: 100, 2024: 200, 2025: 200}
    # 280 of 300 are reached, 200 are not known: 280 / 500 at least and 480 / 500 at most.
    assert values["district", 2024, "pupils_reached"]["value"] == 280 / 3
    assert bounds(values["district", 2024, "pupils_reached"]) == (200, 56.0, 96.0)
    # 18 of 20 staff are trained, 10 are not known, whose number is that of the year before.
    assert bounds(values["district", 2024, "staff_trained"]) == (10, 60.0, pytest.approx(2800 / 30))
    # 8,000,000 đồng over 300 pupils, or over 500 if C1 spent nothing; what it may have spent has no end.
    assert bounds(values["district", 2024, "spending_per_pupil"]) == (200, 16_000.0, None)
    # T1 reported and answered nothing of its classes: 10 of them, beside 8 of C1.
    assert bounds(values["district", 2024, "classes_integrated"]) == (18, 0.0, 100.0)
    assert bounds(values["T1", 2024, "classes_integrated"]) == (10, 0.0, 100.0)


given(
    "sizes of two years as near",
    enrolment=world()["enrolment"] + size("C1", 2023, range(6, 10), 10) + size("C1", 2025, range(6, 10), 90),
)


def test_of_two_years_as_near_the_earlier_weighs(together: Snapshot) -> None:
    assert case(together, "sizes of two years as near")["C1", 2024, "pupils_reached"]["unknown"] == 40


def test_where_no_year_tells_the_weight_nothing_is_made_up(small: Rows) -> None:
    values = small
    for holder in ("C1", "district"):
        assert bounds(values[holder, 2024, "pupils_reached"]) == (None, 0.0, 100.0)
    assert bounds(values["district", 2024, "spending_per_pupil"]) == (None, 0.0, None)
    # With 2021 and 2022, of which T1's 300 pupils are known, the weight stays unknown as soon as C1 belongs.
    assert values["district", 2021, "pupils_reached"]["unknown"] == 300


def test_grade_and_topic_pairs_are_known_of_a_silent_school(small: Rows) -> None:
    values = small
    # 4 topics of the 4 grades of C1, beside 0 of the 20 pairs of T1.
    assert bounds(values["C1", 2024, "content_coverage"]) == (16, 0.0, 100.0)
    assert bounds(values["district", 2024, "content_coverage"]) == (16, 0.0, pytest.approx(100 * 16 / 36))


SESSION = world()["activities"][0] | {"school_id": "C1", "grade_from": "6", "grade_to": "9"}
given(
    "two sessions of C1",
    activities=[*world()["activities"], *(SESSION | {"activity_id": f"HD-{n}"} for n in (2, 3))],
)


def test_an_event_breaks_the_silence_of_its_kind_only(together: Snapshot) -> None:
    values = case(together, "two sessions of C1")
    # Two sessions, so that all is known: C1 complies and T1, with one, does not.
    assert bounds(values["district", 2024, "awareness_schools"]) == (0, 50.0, 50.0)
    assert bounds(values["district", 2024, "sessions"]) == (0, 3.0, 3.0)
    # Of its incidents nothing is known: one school, and nothing tells how many children.
    assert bounds(values["district", 2024, "victims_supported"]) == (1, 0.0, 100.0)
    # A count may only be higher.
    assert bounds(values["district", 2024, "provider_reports"]) == (1, 0.0, None)
    assert bounds(values["district", 2024, "models_commended"]) == (2, 0.0, None)


given("more spent than planned", funding=[world()["funding"][0] | {"spent_vnd": "9900000"}])


def test_money_and_products_of_a_silent_school_have_no_weight(small: Rows, together: Snapshot) -> None:
    for indicator in ("budget_spent", "mobilised_share", "products_evaluated"):
        assert bounds(small["district", 2024, indicator]) == (1, 0.0, 100.0)
    # 110% is known to be spent; the school that is not known may have spent all that it planned, or nothing.
    spent = case(together, "more spent than planned")["district", 2024, "budget_spent"]
    assert spent["value"] == pytest.approx(110)
    assert bounds(spent) == (1, 0.0, pytest.approx(110))


def test_the_offices_own_indicators_are_known(small: Rows) -> None:
    for indicator in ("network_coverage", "proposals", "district_report"):
        row = small["district", 2024, indicator]
        assert bounds(row) == (0, row["value"], row["value"])


def test_a_report_past_its_day_is_an_answer_and_one_not_yet_due_is_none(small: Rows, tmp_path: Path) -> None:
    # T1 on time, C1 missing: 1 of 2, and nothing is left to know.
    assert bounds(small["district", 2024, "reports_on_time"]) == (0, 50.0, 50.0)
    # On the due day itself C1 may still report.
    snapshot = opened(world() | {"office_actions": []}, tmp_path, date(2024, 11, 30))
    on_the_day = asked(snapshot)
    snapshot.close()
    assert bounds(on_the_day["district", 2024, "reports_on_time"]) == (1, 50.0, 100.0)


EMPTY = {"school_id": "C1", "year": "2024", "submitted_on": "2024-11-20", "status": "received"}
given("an empty report", reports=[*world()["reports"], EMPTY])


def test_an_empty_report_is_none(together: Snapshot) -> None:
    values = case(together, "an empty report")
    assert bounds(values["district", 2024, "counselling"]) == (1, 50.0, 100.0)
    assert bounds(values["district", 2024, "victims_supported"]) == (1, 0.0, 100.0)


given("C1 in 2023", enrolment=world()["enrolment"] + size("C1", 2023, range(6, 10), 50))


def test_several_years_together_add_up_what_is_not_known(together: Snapshot) -> None:
    number = list(CASES).index("C1 in 2023")
    schools = [f"T1-{number}", f"C1-{number}"]
    rows = ask(together, "indicator_years", years=[2023, 2024], schools=schools).to_pylist()
    values = {row["indicator"]: row for row in rows if row["year"] is None}
    # Counselling: one of four school-years is confirmed, three are not known.
    assert bounds(values["counselling"]) == (3, 25.0, 100.0)
    # 280 of 300; 200 of C1 in either year and 300 of T1 in 2023 are not known: 280 / 1,000 and 980 / 1,000.
    assert bounds(values["pupils_reached"]) == (700, pytest.approx(28), pytest.approx(98))


CHILD = world()["incidents"][0]
for begun in (1, 2):
    cases = [
        CHILD | {"incident_id": f"VV-{n}", "support_started_at": CHILD["support_started_at"] if n <= begun else ""}
        for n in (1, 2)
    ]  # fmt: skip
    given(f"support for {begun} of two", incidents=cases, removals=[], violations=[])


@pytest.mark.parametrize(
    ("started", "unsettled"),
    # One of two children is not supported: 100% cannot be reached, whatever C1 hides. Both are: C1 may hide one.
    [(1, False), (2, True)],
)
def test_a_verdict_that_silence_may_turn_is_called_so(
    started: int, unsettled: bool, together: Snapshot
) -> None:
    values = case(together, f"support for {started} of two")
    row = values["together", 2024, "victims_supported"]
    assert (row["status"], row["unsettled"]) == ("met" if started == 2 else "far", unsettled)
    # T1 held one session of two: the district cannot reach 100%, though C1 is not known.
    assert not values["together", 2024, "awareness_schools"]["unsettled"]
    # T1 uses a protective service: with C1 all schools may.
    assert values["together", 2024, "protective_services"]["unsettled"]


def check_laws(snapshot: Snapshot, reader: Reader) -> int:
    """Laws of every value, school by school and summed: bounds hold it, and nothing unknown leaves no room."""
    seen = 0
    rows = ask(snapshot, "indicator_values", reader=reader).to_pylist()
    sums: dict[tuple[str, int, str], list[int | None]] = {}
    for by in ("district", "commune", "unit_2025", "level"):
        rows += ask(snapshot, "indicator_rollup", params={"by": by}, reader=reader).to_pylist()
    rows += ask(snapshot, "indicator_years", reader=reader).to_pylist()
    for row in rows:
        value, (unknown, lower, upper) = row["value"], bounds(row)
        assert unknown is None or unknown >= 0
        for least, most in ((lower, value), (value, upper), (lower, upper)):
            if least is not None and most is not None:
                assert least <= most + 1e-9, row
                seen += 1
        if unknown == 0 and row["state"] == "value":
            assert lower == value == upper, row
        if row["state"] == "not_applicable":
            assert bounds(row) == (0, None, None), row
        if "school_id" in row:
            sums.setdefault(("district", row["year"], row["indicator"]), []).append(row["unknown"])
    for row in ask(snapshot, "indicator_rollup", reader=reader).to_pylist():
        parts = sums["district", row["year"], row["indicator"]]
        assert row["unknown"] == (None if None in parts else sum(part or 0 for part in parts)), row
    return seen


@pytest.mark.parametrize("reader", [Reader(), SHAREABLE], ids=["internal", "shareable"])
def test_the_laws_hold_in_the_sample(reader: Reader, snapshot: Snapshot) -> None:
    assert check_laws(snapshot, reader) > 5_000


def test_a_group_has_what_its_schools_have(snapshot: Snapshot) -> None:
    """Of every indicator: numerators and denominators add up over the schools, then one is divided by the other."""
    parts: dict[tuple[int, str], list[Mapping[str, Any]]] = {}
    for row in ask(snapshot, "indicator_values").to_pylist():
        parts.setdefault((row["year"], row["indicator"]), []).append(row)
    units = {row["indicator"]: row["unit"] for row in ask(snapshot, "definitions").to_pylist()}
    groups = ask(snapshot, "indicator_rollup").to_pylist()
    for row in groups:
        for side in ("numerator", "denominator"):
            of_schools = [
                part[side] for part in parts[row["year"], row["indicator"]] if part[side] is not None
            ]
            assert row[side] == (sum(of_schools) if of_schools else None), row
        if row["state"] == "value":
            times = 100 if units[row["indicator"]] == "percent" else 1
            divided = (
                row["numerator"] if row["denominator"] is None else row["numerator"] / row["denominator"]
            )
            assert row["value"] == pytest.approx(times * divided), row
    assert parts.keys() == {(row["year"], row["indicator"]) for row in groups}


@pytest.mark.parametrize("seed", range(6))
def test_the_laws_hold_in_worlds_made_by_chance(seed: int, tmp_path: Path) -> None:
    of = worlds.world(seed)
    store = Store(tmp_path / "snapshots")
    folder = worlds.write(of, tmp_path / "in")
    assert publish([folder], store, as_of=of.as_of, fresh=True).snapshot_id
    snapshot = store.active()
    try:
        assert check_laws(snapshot, Reader()) > 100
        again = oracle.indicator_values(folder, PLAN, of.as_of).to_dict("records")
        worked = {(row["school_id"], row["year"], row["indicator"]): row for row in again}
        for row in ask(snapshot, "indicator_values").to_pylist():
            if row["indicator"] in oracle.INDICATORS:
                other = worked.pop((row["school_id"], row["year"], row["indicator"]))
                assert bounds(row) == pytest.approx(bounds(other)), row
        assert worked == {}
    finally:
        snapshot.close()


def test_what_is_not_known_of_childrens_cases_tells_only_whose_report_came(snapshot: Snapshot) -> None:
    """In the shareable tier a school without a report is not known, whether or not a case of its own is."""
    child = {"victims_supported", "violations_handled", "staff_cases_handled", "single_channel", "provider_reports",
             "content_removed"}  # fmt: skip
    silent: dict[int, int] = {}
    for row in ask(snapshot, "indicator_values", reader=SHAREABLE).to_pylist():
        if row["indicator"] in child:
            assert row["unknown"] == (row["state"] == "no_report")
            assert (row["lower"], row["upper"]) in ((None, None), (0.0, 100.0), (0.0, None))
        if row["indicator"] == "counselling":
            silent[row["year"]] = silent.get(row["year"], 0) + (row["state"] == "no_report")
    seen = 0
    for row in ask(snapshot, "indicator_rollup", reader=SHAREABLE).to_pylist():
        if row["indicator"] in child:
            assert row["unknown"] == silent[row["year"]]
            if row["unknown"] and row["indicator"] != "provider_reports":
                assert (row["lower"], row["upper"]) == (0.0, 100.0)
            seen += 1
    assert seen == 30
