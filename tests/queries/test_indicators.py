"""Every indicator against an independent recomputation, and against small cases worked by hand."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from data.build import write_marts
from data.contract import TABLES
from data.engines.duck import DuckMarts
from data.publish import PLAN, SAMPLE, publish
from data.sqlfiles import QUERIES, read_folder
from data.store import Snapshot, Store
from queries import Reader, TierRefused, UnknownParameter, UnknownQuery, ask, questions
from tests import ROOT, bare
from tests.bare import tables
from tests.given import oracle
from tests.given.commands import run
from tests.given.contract_cells import filled
from tests.given.world import AS_OF, World, numbered, world, write_csvs

INDICATORS = read_folder(QUERIES / "indicators")


@pytest.fixture(scope="module")
def store(published_sample: Path) -> Store:
    return Store(published_sample)


@pytest.fixture(scope="module")
def snapshot(store: Store) -> Iterator[Snapshot]:
    opened = store.active()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def recomputed() -> pd.DataFrame:
    return oracle.indicator_values(SAMPLE, PLAN, AS_OF)


def command(store: Store, *words: str) -> pd.DataFrame:
    """The answer that `python -m queries` prints."""
    answer = run("queries", *words, store=store)
    assert answer.returncode == 0, answer.stderr
    return pd.read_csv(io.StringIO(answer.stdout), keep_default_na=False, dtype=str)


def disagreements(values: pd.DataFrame, expected: pd.DataFrame, key: list[str]) -> list[object]:
    """Rows that differ: whole numbers and words exactly, values to 1e-9."""
    assert list(values.columns) == list(expected.columns)
    assert len(values) == len(expected)
    wanted = {tuple(str(row[k]) for k in key): row for row in expected.to_dict("records")}
    differing: list[object] = []
    for row in values.to_dict("records"):
        other = wanted[tuple(str(row[k]) for k in key)]
        for column, text in row.items():
            value = other[column]
            missing = value is None or value != value
            if (text == "") != missing or (not missing and not _equal(text, value)):
                differing.append((row, column, value))
    return differing


def _equal(text: str, value: object) -> bool:
    if isinstance(value, float):
        return abs(float(text) - value) <= 1e-9 * max(1.0, abs(value))
    return text == str(value)


def test_indicator_values_agree_with_the_recomputation(store: Store, recomputed: pd.DataFrame) -> None:
    values = command(store, "indicator_values")
    assert set(values["indicator"]) == INDICATORS.keys() >= oracle.INDICATORS
    values = values[values["indicator"].isin(oracle.INDICATORS)]
    assert disagreements(values, recomputed, ["school_id", "year", "indicator"]) == []
    # Not an agreement on nothing: every state and status is there.
    assert set(values["state"]) == {"value", "no_cases", "no_report", "not_applicable"}
    assert {"met", "far"} <= set(values["status"])


@pytest.mark.parametrize("by", ["district", "commune", "unit_2025", "level"])
def test_rollups_agree_with_the_recomputation(by: str, store: Store, recomputed: pd.DataFrame) -> None:
    schools = pd.read_csv(SAMPLE / "schools.csv", dtype=str, keep_default_na=False)
    expected = oracle.indicator_rollup(recomputed, schools, by, PLAN)
    values = command(store, "indicator_rollup", "--param", f"by={by}")
    assert set(values["indicator"]) >= {row["indicator"] for row in expected.to_dict("records")}
    values = values[values["indicator"].isin(oracle.INDICATORS)]
    assert disagreements(values, expected, ["group", "year", "indicator"]) == []


def test_report_states_agree_with_the_recomputation(store: Store) -> None:
    expected = oracle.reports(SAMPLE, PLAN, AS_OF)
    values = command(store, "reports")
    assert disagreements(values, expected, ["school_id", "year"]) == []
    assert set(values["state"]) == {"on_time", "late", "missing"}


def test_years_and_schools_narrow_every_question(store: Store) -> None:
    values = command(
        store,
        "indicator_values",
        "--year",
        "2023",
        "--year",
        "2024",
        "--school",
        "MAU-01",
        "--school",
        "office",
    )
    assert set(values["year"]) == {"2023", "2024"}
    assert set(values["school_id"]) == {"MAU-01", "office"}
    everything = command(store, "indicator_values").query("school_id == 'MAU-01' and year == '2024'")
    alone = command(store, "indicator_rollup", "--school", "MAU-01", "--year", "2024")
    shared = everything[everything["numerator"] != ""].set_index("indicator")["numerator"]
    assert dict(alone.set_index("indicator")["numerator"].loc[shared.index]) == dict(shared)


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (("indicator_value",), "indicator_values"),
        (("indicator_rollup", "--param", "bye=commune"), "by"),
        (("indicator_rollup", "--param", "by=comune"), "commune"),
        (("indicator_rollup", "--param", "by"), "key=value"),
        (("reports", "--school", "MAU-0"), "MAU-0"),
        (("reports", "--year", "2032"), "2023"),
        (("clocks", "--tier", "shareable"), "shareable"),
    ],
)
def test_calls_that_cannot_be_answered_say_what_could(
    words: tuple[str, ...], nearest: str, store: Store
) -> None:
    answer = run("queries", *words, store=store)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert nearest in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_older_snapshot_is_asked_by_its_id(tmp_path: Path) -> None:
    """T1's pupils reached were 280 of 300 first, and 140 of 300 in the snapshot that is active now."""
    store, tables = Store(tmp_path / "snapshots"), world()
    publish([write_csvs(tables, tmp_path / "first")], store, as_of=AS_OF)
    before = store.active_id()
    next(row for row in tables["statements"] if row["item"] == "pupils_reached")["value"] = "140"
    publish([write_csvs(tables, tmp_path / "second")], store, as_of=AS_OF)

    def reached(*words: str) -> set[str]:
        rows = command(store, "indicator_values", "--school", "T1", "--year", "2024", *words)
        return set(rows.loc[rows["indicator"] == "pupils_reached", "numerator"])

    assert reached() == {"140"}
    assert reached("--as-of", before) == {"280"}
    unknown = run("queries", "indicator_values", "--as-of", "2024-01-01-000000000000", store=store)
    assert unknown.returncode == 2
    assert unknown.stdout == ""
    assert "2024-01-01-000000000000" in unknown.stderr
    assert all(known in unknown.stderr for known in store.ids())


def test_the_list_of_questions_names_each_with_its_parameters(store: Store) -> None:
    # As another program reads it.
    listed = subprocess.run(
        [sys.executable, "-m", "queries", "--into", str(store.folder)],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True, timeout=120,
    ).stdout  # fmt: skip
    for name, asked in questions().items():
        assert f"{name}: {asked.question}" in listed
        for parameter in asked.params:
            assert f"--param {parameter}=" in listed


def test_definitions_have_their_stable_columns(store: Store) -> None:
    values = command(store, "definitions")
    assert list(values.columns) == [
        "indicator", "title_vi", "title_en", "plan", "unit", "polarity", "numerator_text", "denominator_text", "note",
        "why_it_matters", "checked_by", "next_review",
    ]  # fmt: skip
    assert list(values["indicator"]) == sorted(
        INDICATORS, key=lambda name: INDICATORS[name].header["position"]
    )
    english = command(store, "definitions", "--param", "lang=en")
    assert (english["numerator_text"] != values["numerator_text"]).all()


@pytest.mark.parametrize("name", [name for name in questions() if name != "dictionary"])
def test_an_empty_answer_has_the_types_of_a_full_one(name: str, snapshot: Snapshot) -> None:
    full = ask(snapshot, name)
    empty = ask(snapshot, name, schools=["office"], years=[2021])
    assert full.schema == empty.schema
    assert pa.null() not in full.schema.types


def test_exceptions_name_the_value(snapshot: Snapshot) -> None:
    with pytest.raises(UnknownQuery, match=r"'\.\./indicators'"):
        ask(snapshot, "../indicators")
    with pytest.raises(UnknownParameter, match="'; DROP TABLE schools"):
        ask(snapshot, "reports", schools=["'; DROP TABLE schools"])
    with pytest.raises(TierRefused):
        ask(snapshot, "clocks", reader=Reader(tier="shareable"))
    assert ask(snapshot, "reports", reader=Reader(tier="shareable")).num_rows > 0


@pytest.mark.parametrize("name", INDICATORS)
def test_the_examples_of_a_definition_hold(name: str) -> None:
    """What is reported in each example gives the numerator and the denominator that its author worked out."""
    indicator = INDICATORS[name]
    holder = "office" if indicator.header["held_by"] == "office" else "T1"
    for example in indicator.header["examples"]:
        with tables(reported(example), AS_OF) as connection:
            write_marts(DuckMarts(connection), {name: indicator})
            values = connection.execute(
                "SELECT numerator, denominator FROM indicator_values"
                " WHERE indicator = ? AND school_id = ? AND year = 2024",
                [name, holder],
            ).fetchall()
        assert values == [(example["numerator"], example.get("denominator"))], example


@pytest.mark.parametrize("name", INDICATORS)
def test_the_examples_of_a_definition_show_a_difference(name: str) -> None:
    """A query that counts everything, or nothing, must not pass them."""
    examples = [(e["numerator"], e.get("denominator")) for e in INDICATORS[name].header["examples"]]
    if INDICATORS[name].header["counts"] == "schools":
        assert {(1, 1), (0, 1)} <= set(examples)
    else:
        assert any(numerator > 0 and numerator != denominator for numerator, denominator in examples)


def reported(example: Mapping[str, object]) -> World:
    """An example's rows, by table, and the small world's communes, first school and its report beside them."""
    small = world()
    rows: World = {
        "communes": small["communes"],
        "schools": small["schools"][:1],
        "reports": small["reports"],
    }
    for table, of_table in example.items():
        if isinstance(of_table, list):
            rows[table] = [
                filled(TABLES[table], number, **{column: str(value) for column, value in row.items()})
                for number, row in enumerate(of_table, 1)
            ]
    return rows


# Small cases, worked by hand. T1 is a primary school open throughout; C1 a lower-secondary school
# open from 15/8/2022 to 31/5/2025. Only T1 reported, and only for 2024.


def published(
    tables: World, tmp_path: Path, as_of: date = AS_OF
) -> dict[tuple[str, int, str], dict[str, object]]:
    store = Store(tmp_path / "snapshots")
    outcome = publish([write_csvs(tables, tmp_path / "in")], store, as_of=as_of)
    assert outcome.snapshot_id, [problem.line("en") for problem in outcome.problems]
    opened = store.active()
    try:
        rows = ask(opened, "indicator_values").to_pylist() + [
            row | {"school_id": "district"} for row in ask(opened, "indicator_rollup").to_pylist()
        ]
    finally:
        opened.close()
    return {(row["school_id"], row["year"], row["indicator"]): row for row in rows}


def short(row: dict[str, object]) -> tuple[object, ...]:
    return tuple(row[column] for column in ("numerator", "denominator", "value", "state", "status"))


def test_the_small_world_by_hand(tmp_path: Path) -> None:
    values = published(world(), tmp_path)
    # One awareness session, two are needed.
    assert short(values["T1", 2024, "awareness_schools"]) == (0, 1, 0.0, "value", "far")
    # Neither report nor event: in the denominator, not shown to comply, but not zero either.
    assert short(values["C1", 2024, "awareness_schools"]) == (0, 1, None, "no_report", None)
    assert short(values["district", 2024, "awareness_schools"]) == (0, 2, 0.0, "value", "far")
    # C1 was not open yet.
    assert short(values["C1", 2021, "awareness_schools"]) == (None, None, None, "not_applicable", None)
    assert values["district", 2021, "awareness_schools"]["denominator"] == 1
    # 280 of 5 x 60; the silent school is out of both sides.
    assert short(values["T1", 2024, "pupils_reached"]) == (280, 300, 280 / 3, "value", None)
    assert short(values["district", 2024, "pupils_reached"]) == (280, 300, 280 / 3, "value", None)
    assert short(values["C1", 2024, "pupils_reached"]) == (None, None, None, "no_report", None)
    # 18 of 2 + 15 + 3.
    assert short(values["T1", 2024, "staff_trained"]) == (18, 20, 90.0, "value", None)
    # Not answered in the report: unknown.
    assert short(values["T1", 2024, "parents_reached"]) == (None, None, None, "no_report", None)
    # One child, request and start; one violation, handled; both at 100% of 100%.
    assert short(values["T1", 2024, "victims_supported"]) == (1, 1, 100.0, "value", "met")
    assert short(values["T1", 2024, "violations_handled"]) == (1, 1, 100.0, "value", "met")
    # Reported, and nothing of the kind: no cases.
    assert short(values["T1", 2024, "staff_cases_handled"]) == (0, 0, None, "no_cases", None)
    assert short(values["T1", 2024, "content_removed"]) == (1, 1, 100.0, "value", None)
    # The topics came in an awareness session, which is neither a lesson nor training: 0 of 4 x 5.
    assert short(values["T1", 2024, "content_coverage"]) == (0, 20, 0.0, "value", None)
    assert short(values["T1", 2024, "sessions"]) == (1, None, 1.0, "value", None)
    # One approved filtering service, evaluated in 2023.
    assert short(values["T1", 2024, "protective_services"]) == (1, 1, 100.0, "value", "met")
    assert short(values["T1", 2024, "products_evaluated"]) == (1, 1, 100.0, "value", None)
    assert short(values["T1", 2024, "e_resources"]) == (0, 1, 0.0, "value", None)
    # 8 of 9 million; 8,000,000 / 300 pupils.
    assert values["T1", 2024, "budget_spent"]["value"] == pytest.approx(800 / 9)
    assert values["T1", 2024, "spending_per_pupil"]["value"] == pytest.approx(8_000_000 / 300)
    # The organisation joined on 10/1/2022 the one commune there is; from 1/7/2025 the code is another unit.
    assert short(values["office", 2021, "network_coverage"]) == (0, 1, 0.0, "value", None)
    assert short(values["office", 2025, "network_coverage"]) == (1, 1, 100.0, "value", None)
    assert short(values["office", 2024, "district_report"]) == (1, 1, 100.0, "value", None)
    assert short(values["office", 2023, "district_report"]) == (0, 0, None, "no_cases", None)
    # Due on 30/11: T1 on time in 2024; C1 owes a report for 2024 but none for 2025, closed by then.
    assert short(values["T1", 2024, "reports_on_time"]) == (1, 1, 100.0, "value", None)
    assert short(values["C1", 2024, "reports_on_time"]) == (0, 1, None, "no_report", None)
    assert short(values["C1", 2025, "reports_on_time"]) == (None, None, None, "not_applicable", None)
    assert short(values["C1", 2025, "awareness_schools"])[3] == "no_report"


def test_near_begins_five_points_below_the_target_and_not_before(tmp_path: Path) -> None:
    tables = world()
    first = tables["incidents"][0]
    # 20 requests, 19 started: 95.0 is near. A 21st that has not started: 19/21 = 90.5 is far.
    tables["incidents"] = [
        first
        | {"incident_id": f"VV-{n}", "support_started_at": "" if n == 20 else first["support_started_at"]}
        for n in range(1, 21)
    ]
    one_more = [*tables["incidents"], first | {"incident_id": "VV-21", "support_started_at": ""}]
    near, far = numbered(tables, 1), numbered(tables | {"incidents": one_more}, 2)
    values = published({table: near[table] + far[table] for table in tables}, tmp_path)
    assert short(values["T1-1", 2024, "victims_supported"]) == (19, 20, 95.0, "value", "near")
    assert short(values["T1-2", 2024, "victims_supported"])[4] == "far"


def test_duplicates_unfounded_and_what_was_not_upheld_are_left_out(tmp_path: Path) -> None:
    tables = world()
    first, violation = tables["incidents"][0], tables["violations"][0]
    for number, outcome in enumerate(("duplicate", "unfounded"), 2):
        tables["incidents"].append(
            first
            | {"incident_id": f"VV-{number}", "support_started_at": "", "outcome": outcome, "children": "7"}
        )
    tables["violations"].append(violation | {"violation_id": "VP-2", "handling": "not_upheld"})
    tables["violations"].append(violation | {"violation_id": "VP-3", "handled_on": "", "handling": ""})
    values = published(tables, tmp_path)
    assert short(values["T1", 2024, "victims_supported"])[:2] == (1, 1)
    assert short(values["T1", 2024, "single_channel"])[:2] == (0, 1)
    assert short(values["T1", 2024, "violations_handled"])[:2] == (1, 2)


def test_incidents_without_a_school_are_the_offices_and_count_for_the_district(tmp_path: Path) -> None:
    tables = world()
    tables["incidents"].append(
        tables["incidents"][0]
        | {"incident_id": "VV-2", "school_id": "", "children": "3", "support_started_at": ""}
    )
    values = published(tables, tmp_path)
    assert short(values["office", 2024, "victims_supported"])[:2] == (0, 3)
    assert short(values["district", 2024, "victims_supported"])[:2] == (1, 4)


def test_a_silent_schools_events_still_count(tmp_path: Path) -> None:
    tables = world()
    session = tables["activities"][0] | {"school_id": "C1", "grade_from": "6", "grade_to": "9"}
    tables["activities"] += [session | {"activity_id": "HD-2"}, session | {"activity_id": "HD-3"}]
    values = published(tables, tmp_path)
    assert short(values["C1", 2024, "awareness_schools"]) == (1, 1, 100.0, "value", "met")
    assert short(values["C1", 2024, "youth_campaigns"]) == (0, 1, 0.0, "value", None)
    # An activity says nothing of incidents.
    assert short(values["C1", 2024, "single_channel"])[3] == "no_report"


@pytest.mark.parametrize(
    ("as_of", "submitted", "state", "days_late"),
    [
        (date(2024, 11, 30), "", "not_due", None),
        (date(2024, 12, 1), "", "missing", None),
        (date(2024, 12, 9), "2024-11-30", "on_time", None),
        (date(2024, 12, 9), "2024-12-01", "late", 1),
        (date(2024, 12, 9), "2024-12-09", "late", 9),
    ],
)
def test_each_expected_report_is_in_exactly_one_state(
    as_of: date, submitted: str, state: str, days_late: int | None
) -> None:
    tables = world()
    tables["reports"][0] |= {"submitted_on": submitted, "status": "received" if submitted else ""}
    tables["office_actions"] = []
    with bare.snapshot(tables, as_of) as source:
        rows = {(row["school_id"], row["year"]): row for row in ask(source, "reports").to_pylist()}
    # T1 owes 2021–2024, C1 2022–2024: opened before 30/11/2022. 2025 has not begun.
    assert set(rows) == {("T1", y) for y in range(2021, 2025)} | {("C1", y) for y in range(2022, 2025)}
    assert (rows["T1", 2024]["state"], rows["T1", 2024]["days_late"]) == (state, days_late)
    assert rows["T1", 2023]["state"] == "missing"
