"""The plan comes in like any other table: as CSVs and as sheets of the office's workbook, kept with the snapshot."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest
from docx import Document
from openpyxl import load_workbook

import data.publish
from data.__main__ import main
from data.contract import TABLES
from data.publish import PLAN, check, publish, rebuild, rehearse
from data.store import Store
from data.template import write_from_snapshot
from queries import ask
from tests.given import files
from tests.given.world import AS_OF, world, write_csvs

Row = dict[str, str]


def planned(table: str) -> list[Row]:
    """The rows of one of the program's own plan tables."""
    return list(csv.DictReader(io.StringIO((PLAN / f"{table}.csv").read_text(encoding="utf-8"))))


def plan_csv(folder: Path, table: str, rows: Sequence[Row]) -> Path:
    """A CSV of this table as an office would send it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{table}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, TABLES[table].names)
        writer.writeheader()
        writer.writerows(rows)
    return path


def plan_book(path: Path, tables: Mapping[str, Sequence[Row]]) -> Path:
    """An office's workbook with these sheets, their cells typed as a clerk types them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sheets = {TABLES[table].label.in_language("vi"): _typed(table, rows) for table, rows in tables.items()}
    return files.workbook(path, {"Hướng dẫn": files.office_guide(), **sheets})


def _typed(table: str, rows: Sequence[Row]) -> files.Rows:
    columns = TABLES[table].columns
    kinds: dict[str, Callable[[str], object]] = {
        "integer": int, "decimal": float, "date": date.fromisoformat, "flag": lambda text: text == "1",
    }  # fmt: skip
    cells = [
        [kinds.get(column.kind, str)(text) if (text := row[column.name]) else None for column in columns]
        for row in rows
    ]
    heads = [column.label.in_language("vi") + (" *" if column.required else "") for column in columns]
    return [heads, *cells]


@pytest.fixture
def store(published_world: Path, tmp_path: Path) -> Store:
    """A copy of the published small world that a test may publish upon."""
    return Store(Path(shutil.copytree(published_world, tmp_path / "snapshots")))


def content(store: Store, tables: Sequence[str] = tuple(TABLES)) -> dict[str, list[tuple[object, ...]]]:
    """The rows of these tables of the active snapshot."""
    snapshot = store.active()
    try:
        with snapshot.cursor() as cursor:
            return {table: cursor.table(table).order("ALL").fetchall() for table in tables}
    finally:
        snapshot.close()


def rows_of(store: Store, table: str) -> list[tuple[object, ...]]:
    return content(store, [table])[table]


TARGET = {"indicator": "pupils_reached", "year": "2024", "value": "90", "source": "district"}


def with_target(**changes: str) -> list[Row]:
    return [*planned("targets"), TARGET | changes]


def with_row(table: str, at: int, **changes: str) -> list[Row]:
    rows = planned(table)
    rows[at] |= changes
    return rows


def without(table: str, **row: str) -> list[Row]:
    return [problems for problems in planned(table) if not row.items() <= problems.items()]


PERIOD_2026 = {
    "year": "2026",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
    "report_due_on": "2026-11-30",
}

#: What is wrong: the table's rows, and the one problem: its code, its row and its column.
MISTAKES: dict[str, tuple[str, list[Row], str, int, str]] = {
    "a target of an unknown indicator": (
        "targets", with_target(indicator="pupil_reach"), "unknown_indicator", 22, "indicator"
    ),
    "the same unknown indicator in two years": (
        "targets", [*with_target(indicator="pupil_reach"), TARGET | {"indicator": "pupil_reach", "year": "2023"}],
        "unknown_indicator", 22, "indicator",
    ),
    "a target above its unit": ("targets", with_target(value="100.5"), "target_out_of_range", 22, "value"),
    "a target below nothing": ("targets", with_target(value="-1"), "too_small", 22, "value"),
    "a target of a year without a period": ("targets", with_target(year="2027"), "unknown_reference", 22, "year"),
    "two targets of one year": ("targets", [*with_target(), TARGET], "duplicate_key", 23, "year"),
    "a goal of an unknown indicator": (
        "goals", with_row("goals", 1, indicator="victims"), "unknown_indicator", 3, "indicator"
    ),
    # 2021 ends on 31/12/2021, and 2022 begins on that day.
    "overlapping periods": (
        "periods", with_row("periods", 1, starts_on="2021-12-31"), "periods_overlap", 3, "starts_on"
    ),
    # 2021 reaches over two later periods: that is one mistake.
    "a period over two others": (
        "periods", with_row("periods", 0, ends_on="2023-06-30"), "periods_overlap", 3, "starts_on"
    ),
    "a day between periods": (
        "periods", with_row("periods", 3, starts_on="2024-01-02"), "periods_gap", 5, "starts_on"
    ),
    "a period that ends before it begins": (
        "periods", with_row("periods", 1, ends_on="2012-12-31"), "ends_before_it_begins", 3, "ends_on"
    ),
    "a period outside the plan's years": (
        "periods", [*planned("periods"), PERIOD_2026], "period_outside_plan", 7, "year"
    ),
    "two plans": (
        "plan", [*planned("plan"), planned("plan")[0] | {"number": "12/KH-UBND"}], "plan_twice", 3, "number"
    ),
    "the same plan twice": ("plan", planned("plan") * 2, "duplicate_key", 3, "number"),
    "a plan that ends before it begins": (
        "plan", with_row("plan", 0, first_year="2025", last_year="2021"), "plan_years_reversed", 2, "last_year"
    ),
    "new units on no day": ("plan", with_row("plan", 0, units_from=""), "successor_without_day", 0, ""),
    "an unknown clock": ("deadlines", with_row("deadlines", 1, clock="plans"), "not_allowed", 3, "clock"),
    "a deadline without basis": ("deadlines", with_row("deadlines", 1, basis=""), "required", 3, "basis"),
    "a missing assumption": (
        "assumptions", without("assumptions", assumption="near_band"), "missing_assumption", 0, "assumption"
    ),
    "a misspelt assumption": (
        "assumptions", with_row("assumptions", 3, assumption="near_bend"), "unknown_assumption", 5, "assumption"
    ),
    "a task of an unknown paragraph": (
        "tasks", with_row("tasks", 0, paragraph="II.9.9"), "unknown_reference", 2, "paragraph"
    ),
}  # fmt: skip


def rounds() -> list[dict[str, str]]:
    """The mistakes that are sent together: of each table one, by table."""
    problems: list[dict[str, str]] = []
    for case, (table, *_) in MISTAKES.items():
        together = next((each for each in problems if table not in each), None)
        if together is None:
            problems.append(together := {})
        together[table] = case
    return problems


@pytest.mark.parametrize("form", ["csv", "workbook"])
@pytest.mark.parametrize("together", rounds(), ids=lambda together: "; ".join(together.values()))
def test_a_mistake_gives_one_message_at_its_place(
    published_world: Path, tmp_path: Path, together: dict[str, str], form: str
) -> None:
    tables = {table: MISTAKES[case][1] for table, case in together.items()}
    if form == "csv":
        paths = [plan_csv(tmp_path, table, rows) for table, rows in tables.items()]
    else:
        paths = [plan_book(tmp_path / "phong.xlsx", tables)]
    errors = [
        problem
        for problem in check(paths, Store(published_world), as_of=AS_OF).problems
        if problem.severity == "error"
    ]
    expected = []
    for table, _, code, row, column in map(MISTAKES.__getitem__, together.values()):
        if code == "successor_without_day":  # told where the schools say so: in a file sent before
            expected.append((code, "schools.csv", "", 2, "successor_code"))
        elif form == "csv":
            expected.append((code, f"{table}.csv", "", row, column))
        else:
            header = TABLES[table].column(column).label.in_language("vi")
            expected.append((code, "phong.xlsx", TABLES[table].label.in_language("vi"), row, header))
    assert sorted((p.code, p.file, p.sheet, p.row, p.column) for p in errors) == sorted(expected)
    for problem in errors:
        assert problem.line("vi") != problem.line("en")


def test_what_nothing_works_without_cannot_be_sent_empty(published_world: Path, tmp_path: Path) -> None:
    tables = ["goals", "paragraphs", "periods", "plan"]
    paths = [plan_csv(tmp_path, table, []) for table in tables]
    outcome = check(paths, Store(published_world), as_of=AS_OF)
    empty = [problem.file for problem in outcome.problems if problem.code == "no_row"]
    assert sorted(empty) == [f"{table}.csv" for table in tables]


def test_a_clock_that_runs_out_before_the_plan_is_warned_of(published_world: Path, tmp_path: Path) -> None:
    rows = with_row("deadlines", 0, valid_to="2024-06-30")
    outcome = check([plan_csv(tmp_path, "deadlines", rows)], Store(published_world), as_of=AS_OF)
    assert outcome.clean
    (problem,) = [problem for problem in outcome.problems if problem.code == "deadlines_end_early"]
    assert (problem.row, problem.column, problem.values["day"]) == (2, "valid_to", "01/07/2024")


def judged(store: Store) -> tuple[object, ...]:
    snapshot = store.active()
    try:
        (row,) = [
            row
            for row in ask(snapshot, "indicator_values", schools=["T1"], years=[2024]).to_pylist()
            if row["indicator"] == "pupils_reached"
        ]
    finally:
        snapshot.close()
    return row["target"], row["target_source"], row["status"]


def test_a_target_sent_is_judged_and_the_rest_stays(store: Store, tmp_path: Path) -> None:
    """T1 reached 280 of its 5 × 60 pupils in 2024: 93.3 %, which meets 90 and is 1.7 short of 95.

    A CSV and the office's workbook do the same, but for a table that is sent empty: a CSV empties it.
    """
    before = content(store)
    assert judged(store) == (None, None, None)
    assert publish([plan_csv(tmp_path, "targets", with_target())], store, as_of=AS_OF).snapshot_id
    assert judged(store) == (90, "district", "met")
    after = content(store)
    assert [table for table in TABLES if before[table] != after[table]] == ["targets"]
    assert len(after["targets"]) == len(before["targets"]) + 1
    book = plan_book(tmp_path / "phong.xlsx", {"targets": with_target(value="95")})
    assert publish([book], store, as_of=AS_OF).snapshot_id
    assert judged(store) == (95, "district", "near")
    by_book = content(store)
    assert [table for table in TABLES if after[table] != by_book[table]] == ["targets"]
    assert len(by_book["targets"]) == len(after["targets"])
    # What comes later says nothing of targets, and leaves them; so does an empty sheet.
    later = [write_csvs({"funding": world()["funding"]}, tmp_path / "next")]
    later.append(plan_book(tmp_path / "later" / "phong.xlsx", {"targets": []}))
    assert publish(later, store, as_of=AS_OF).snapshot_id
    assert judged(store) == (95, "district", "near")
    assert rows_of(store, "targets") == by_book["targets"]
    assert publish([plan_csv(tmp_path, "targets", [])], store, as_of=AS_OF).snapshot_id
    assert rows_of(store, "targets") == []


def test_a_snapshot_keeps_the_plan_that_it_was_judged_by(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish([plan_csv(tmp_path, "targets", with_target())], store, as_of=AS_OF)
    before = content(store)
    other = Path(shutil.copytree(PLAN, tmp_path / "other"))
    plan_csv(other, "deadlines", with_row("deadlines", 0, limit="1"))
    plan_csv(other, "targets", [])
    monkeypatch.setattr(data.publish, "PLAN", other)
    active = store.active_id()
    assert rebuild(store).snapshot_id == active
    assert content(store) == before
    publish([write_csvs({"funding": world()["funding"]}, tmp_path / "next")], store, as_of=AS_OF)
    assert content(store) == before
    # From nothing, the program's own plan counts again.
    publish([write_csvs(world(), tmp_path / "all")], store, as_of=AS_OF, fresh=True)
    assert rows_of(store, "targets") == []
    assert (1,) in {row[1:2] for row in rows_of(store, "deadlines")}


def test_the_sample_ends_with_real_data_but_what_was_sent_of_the_plan_stays(
    published_sample: Path, tmp_path: Path
) -> None:
    store = Store(Path(shutil.copytree(published_sample, tmp_path / "snapshots")))
    rebases = [{"date": "2023-01-01", "reason_vi": "Mẫu", "reason_en": "Sample"}]
    first = [
        plan_csv(tmp_path / "a", "targets", with_target()),
        plan_csv(tmp_path / "a", "rebases", rebases),
    ]
    for paths in (first, [plan_csv(tmp_path / "b", "targets", with_target(value="80"))]):
        assert publish(paths, store, as_of=AS_OF).snapshot_id
    assert publish([write_csvs(world(), tmp_path / "in")], store, as_of=AS_OF).snapshot_id
    snapshot = store.active()
    assert not snapshot.sample
    snapshot.close()
    assert {row[0] for row in rows_of(store, "schools")} == {"T1", "C1"}
    assert judged(store) == (80, "district", "met")
    assert len(rows_of(store, "rebases")) == 1
    before, active = content(store), store.active_id()
    assert rebuild(store).snapshot_id == active
    assert content(store) == before


def test_more_years_are_offered_and_take_data(store: Store, tmp_path: Path) -> None:
    tables = world()
    tables["activities"].append(tables["activities"][0] | {"activity_id": "HD-2", "held_on": "2027-03-05"})
    activities = write_csvs({"activities": tables["activities"]}, tmp_path / "activities")
    until = date(2027, 6, 30)
    refused = check([activities], store, as_of=until)
    assert {problem.code for problem in refused.problems if problem.severity == "error"} == {
        "outside_programme"
    }
    years = [
        PERIOD_2026 | {key: text.replace("2026", str(year)) for key, text in PERIOD_2026.items()}
        for year in range(2026, 2031)
    ]
    longer = [
        plan_csv(tmp_path, "periods", [*planned("periods"), *years]),
        plan_csv(tmp_path, "plan", with_row("plan", 0, last_year="2030")),
    ]
    outcome = publish([activities, *longer], store, as_of=until)
    assert outcome.snapshot_id, [problem.line("en") for problem in outcome.problems]
    snapshot = store.active()
    assert snapshot.years == (2021, 2022, 2023, 2024, 2025, 2026, 2027)
    (row,) = [
        row
        for row in ask(snapshot, "indicator_values", schools=["T1"], years=[2027]).to_pylist()
        if row["indicator"] == "sessions"
    ]
    snapshot.close()
    assert row["numerator"] == 1


def test_the_offices_workbook_changes_the_plan_only_where_it_was_changed(
    store: Store, tmp_path: Path
) -> None:
    """An officer's workbook of yesterday must not take back a target that was published since."""
    old, *_ = write_from_snapshot(store, tmp_path / "yesterday", years=[2021])
    publish([plan_csv(tmp_path, "targets", with_target())], store, as_of=AS_OF)
    outcome = publish([old], store, as_of=AS_OF)
    assert outcome.snapshot_id, [problem.line("en") for problem in outcome.problems]
    assert outcome.plan == ()
    assert judged(store) == (90, "district", "met")
    new, *_ = write_from_snapshot(store, tmp_path / "today", years=[2021])
    book = load_workbook(new)
    sheet = book["Chỉ tiêu được giao"]
    typed = [cell for cell in sheet["C"] if cell.value == 90]
    assert len(typed) == 1
    typed[0].value = 95
    book.save(new)
    book.close()
    (change,) = publish([new], store, as_of=AS_OF).plan
    assert change.line("en") == (
        "Targets · Pupils reached 2024: 90 % (District target) → 95 % (District target)"
    )
    assert judged(store) == (95, "district", "near")


def test_what_becomes_of_targets_and_deadlines_is_told(store: Store, tmp_path: Path) -> None:
    paths = [
        plan_csv(tmp_path, "targets", [*planned("targets")[1:], TARGET | {"value": "85.5"}]),
        plan_csv(tmp_path, "deadlines", with_row("deadlines", 0, limit="6", basis="Quy định khác")),
        plan_csv(tmp_path, "plan", with_row("plan", 0, number="12/KH-UBND")),
    ]
    problems = rehearse(paths, store, as_of=AS_OF)
    assert [change.line("vi") for change in problems.outcome.plan] == [
        (
            "Thông tin kế hoạch · An toàn trẻ em trên mạng 2021–2025: "
            "Số, ký hiệu: 5985/KH-UBND → Số, ký hiệu: 12/KH-UBND"
        ),
        "Chỉ tiêu được giao · Trường tổ chức tuyên truyền định kỳ 2021: 100 % (Kế hoạch) → –",
        "Chỉ tiêu được giao · Học sinh được tuyên truyền 2024: – → 85,5 % (Chỉ tiêu của huyện)",
        (
            "Thời hạn · Biện pháp khẩn cấp từ 01/01/2017: "
            "12 giờ (Nghị định 56/2017/NĐ-CP, Điều 26; Ủy ban nhân dân cấp xã thực hiện) → 6 giờ (Quy định khác)"
        ),
    ]
    assert check(paths, store, as_of=AS_OF).plan == problems.outcome.plan
    funding = write_csvs({"funding": world()["funding"]}, tmp_path / "funding")
    assert rehearse([funding], store, as_of=AS_OF).outcome.plan == ()


def test_the_command_tells_what_becomes_of_the_plan(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = plan_csv(tmp_path, "targets", with_target())
    assert (
        main(["publish", str(path), "--as-of", "2025-12-31", "--into", str(store.folder), "--lang", "en"])
        == 0
    )
    assert "Targets · Pupils reached 2024: – → 90 % (District target)\n" in capsys.readouterr().out


def test_a_snapshot_of_before_is_built_anew_with_the_plan_that_it_had(store: Store, tmp_path: Path) -> None:
    """Version 4 had no table `plan`; its kept tables may lack rows and columns that came later."""
    with duckdb.connect(str(store.path(store.active_id()))) as connection:
        for table, change in (
            ("targets", lambda text: text.replace(",100,", ",70,")),
            (
                "assumptions",
                lambda text: "".join(line for line in text.splitlines(True) if "near_band" not in line),
            ),
            ("paragraphs", lambda text: "".join(",".join(c[:3]) + "\n" for c in simple_cells(text))),
        ):
            ((sha256,),) = connection.execute(
                "SELECT sha256 FROM inputs WHERE name = ?", [f"{table}.csv"]
            ).fetchall()
            kept = store.inputs / sha256 / f"{table}.csv"
            kept.write_text(change(kept.read_text(encoding="utf-8")), encoding="utf-8", newline="")
        connection.execute("DELETE FROM inputs WHERE name = 'plan.csv'")
        connection.execute("DROP TABLE plan")
        connection.execute("UPDATE inputs SET contract = '4'")
        connection.execute("UPDATE snapshot SET contract_version = '4'")
    outcome = rebuild(store)
    assert outcome.snapshot_id, [problem.line("en") for problem in outcome.problems]
    assert [problem.code for problem in outcome.problems] == ["missing_assumption"]
    assert {row[2] for row in rows_of(store, "targets")} == {70}
    assert [row[0] for row in rows_of(store, "plan")] == [planned("plan")[0]["number"]]
    assert {row[0]: row[1] for row in rows_of(store, "assumptions")}["near_band"] == 5
    paragraphs = rows_of(store, "paragraphs")
    assert len(paragraphs) == len(planned("paragraphs"))
    assert {row[3:] for row in paragraphs} == {(None, None)}


def simple_cells(text: str) -> list[list[str]]:
    return [[cell.replace(",", "") for cell in row] for row in csv.reader(io.StringIO(text))]


def test_a_plan_that_cannot_be_read_any_more_blocks(store: Store, tmp_path: Path) -> None:
    next(store.inputs.glob("*/targets.csv")).unlink()
    outcome = check([write_csvs({"funding": world()["funding"]}, tmp_path / "next")], store, as_of=AS_OF)
    assert [problem.file for problem in outcome.problems if problem.severity == "error"] == ["targets.csv"]


def test_a_target_of_a_task_is_judged_in_the_report(store: Store, tmp_path: Path) -> None:
    """T1's 280 of 300 pupils in 2024 are 93.3 %: against 90 % met, against 95 % near, and C1, silent, may decide."""
    for value, words in (
        ("90", "93,3%; đạt mức 90,0% của huyện"),
        ("95", "93,3%; gần đạt mức 95,0% của huyện, còn chưa rõ"),
    ):
        publish([plan_csv(tmp_path, "targets", with_target(value=value))], store, as_of=AS_OF)
        out = tmp_path / "bao-cao.docx"
        assert main(["report", "--year", "2024", "--out", str(out), "--into", str(store.folder)]) == 0
        document = Document(str(out))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        assert any(cell.startswith(words) for cell in cells), value
