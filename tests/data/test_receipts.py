"""Who says when a report came: the office alone, in its own workbook or when it takes the files in."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest

from data.problems import Problem
from data.publish import check, publish, rebuild
from data.store import Store
from data.template import SchoolLine, write_templates
from queries import ask
from tests.data.test_deliveries import fill
from tests.given import files
from tests.given.world import AS_OF, world, write_csvs

STAFF = ("Cán bộ quản lý *", "Giáo viên *", "Nhân viên *")
RECEIPTS = ("Ngày nhận báo cáo", "Tình trạng", "Số điểm cần bổ sung")
ON_TIME, LATE = date(2023, 11, 29), date(2023, 12, 5)


@pytest.fixture
def store(published_world: Path, tmp_path: Path) -> Store:
    """The small world: T1 owes its report for 2023, due on 30/11/2023."""
    return Store(Path(shutil.copytree(published_world, tmp_path / "snapshots")))


def form(folder: Path) -> Path:
    """T1's workbook for 2023 as it is handed out."""
    (path,) = write_templates(folder, schools=[SchoolLine("T1", "Trường TH Mẫu 91", "TH", (2023,))])
    return path


def filled(folder: Path, teachers: int = 20) -> Path:
    """The same, with the school's staff and nothing else."""
    path = form(folder)
    fill(path, {"staffing": [{"managers": 2, "teachers": teachers, "employees": 3}]})
    return path


def old_book(path: Path, receipt: Sequence[object] = (ON_TIME, "Đã nhận", 0)) -> Path:
    """T1's workbook for 2023 of an earlier version, which asked the school when its report came."""
    sheets: Mapping[str, files.Rows] = {"Đội ngũ": [STAFF, (2, 20, 3)], "Nhận báo cáo": [RECEIPTS, receipt]}
    return files.workbook(path, {"Hướng dẫn": files.school_guide("T1", 2023), **sheets})


def office_book(path: Path, day: date | None) -> Path:
    """The office's workbook with one receipt: T1's for 2023."""
    rows: files.Rows = [("Mã trường", "Năm", *RECEIPTS), ("T1", 2023, day, "Đã nhận" if day else None, None)]
    return files.workbook(path, {"Hướng dẫn": files.office_guide(), "Nhận báo cáo": rows})


def state(store: Store) -> tuple[object, object, object]:
    """State, day of receipt and days late of T1's report for 2023; every report is in one state."""
    snapshot = store.active()
    try:
        rows = ask(snapshot, "reports").to_pylist()
        years = ask(snapshot, "report_years").to_pylist()
    finally:
        snapshot.close()
    for row in years:
        parts = [row[name] for name in ("on_time", "late", "empty", "missing", "not_due")]
        assert sum(parts) == row["expected"]
        assert 0 <= row["on_time"] <= row["received"] == sum(parts[:3]) <= row["expected"]
    (report,) = [row for row in rows if (row["school_id"], row["year"]) == ("T1", 2023)]
    return report["state"], report["submitted_on"], report["days_late"]


def placed(problems: Sequence[Problem]) -> list[tuple[str, str, str, int, str, str]]:
    return [(p.severity, p.code, p.file, p.row, p.sheet, p.column) for p in problems]


def test_a_school_cannot_make_itself_punctual(store: Store, tmp_path: Path) -> None:
    """The office received it on 5/12; the school writes 29/11 into the sheet of an old workbook."""
    assert publish([office_book(tmp_path / "phong.xlsx", LATE)], store, as_of=AS_OF).snapshot_id
    outcome = publish([old_book(tmp_path / "T1.xlsx")], store, as_of=AS_OF)
    assert outcome.snapshot_id
    assert placed(outcome.problems) == [
        ("warning", "own_receipt", "T1.xlsx", 2, "Nhận báo cáo", "Ngày nhận báo cáo")
    ]
    assert "trường không tự ghi được ngày nhận báo cáo (2023-11-29)" in outcome.problems[0].message("vi")
    assert state(store) == ("late", LATE, 5)


def test_a_school_s_word_alone_is_no_receipt(store: Store, tmp_path: Path) -> None:
    outcome = publish([old_book(tmp_path / "T1.xlsx")], store, as_of=AS_OF)
    assert {problem.code for problem in outcome.problems} == {"own_receipt"}
    assert state(store) == ("missing", None, None)
    blank = old_book(tmp_path / "blank.xlsx", (None, None, None))
    assert check([blank], store, as_of=AS_OF).problems == ()


def test_the_day_is_set_when_the_file_is_taken_in(store: Store, tmp_path: Path) -> None:
    assert publish([filled(tmp_path)], store, as_of=AS_OF, received=LATE).clean
    assert state(store) == ("late", LATE, 5)
    # Sent again, it came when it first came.
    assert publish([filled(tmp_path / "again", 21)], store, as_of=AS_OF, received=date(2024, 2, 1)).clean
    assert state(store) == ("late", LATE, 5)
    # The office's own workbook mends it.
    assert publish([office_book(tmp_path / "phong.xlsx", ON_TIME)], store, as_of=AS_OF).clean
    assert state(store) == ("on_time", ON_TIME, None)


def test_a_blank_workbook_is_received_and_is_no_report(store: Store, tmp_path: Path) -> None:
    assert publish([form(tmp_path)], store, as_of=AS_OF, received=ON_TIME).clean
    assert state(store) == ("empty", ON_TIME, None)
    snapshot = store.active()
    values = {
        row["indicator"]: (row["numerator"], row["denominator"], row["state"])
        for row in ask(snapshot, "indicator_values").to_pylist()
        if (row["school_id"], row["year"]) == ("T1", 2023)
    }
    reminded = {
        (row["school_id"], row["year"]): row["state"] for row in ask(snapshot, "report_reminders").to_pylist()
    }
    with snapshot.cursor() as cursor:
        clock = cursor.execute(
            "SELECT state FROM clocks WHERE clock = 'report' AND school_id = 'T1' AND year = 2023"
        ).fetchall()
        kinds = cursor.execute(
            "SELECT kind FROM exceptions WHERE school_id = 'T1' AND year = 2023 AND kind LIKE 'report%'"
        ).fetchall()
    snapshot.close()
    assert values["reports_on_time"] == (0, 1, "no_report")
    assert values["counselling"] == (0, 1, "no_report")
    assert reminded["T1", 2023] == "empty"
    assert (clock, kinds) == ([("overdue",)], [("report_empty",)])
    # The figures come later, and so does the report.
    assert publish([filled(tmp_path / "late")], store, as_of=AS_OF, received=LATE).clean
    assert state(store) == ("late", LATE, 5)


@pytest.mark.parametrize(("day", "expected"), [(ON_TIME, "on_time"), (None, "late")])
def test_in_one_delivery_the_office_s_own_word_comes_first(
    store: Store, tmp_path: Path, day: date | None, expected: str
) -> None:
    paths = [filled(tmp_path), office_book(tmp_path / "phong.xlsx", day)]
    assert publish(paths, store, as_of=AS_OF, received=LATE).clean
    assert state(store)[0] == expected


@pytest.mark.parametrize(
    ("received", "code"), [(date(2026, 1, 5), "after_as_of"), (date(2022, 12, 31), "report_before_year")]
)
def test_a_day_that_cannot_be_is_told_of_the_file(
    store: Store, tmp_path: Path, received: date, code: str
) -> None:
    outcome = check([filled(tmp_path)], store, as_of=AS_OF, received=received)
    assert placed(outcome.problems) == [("error", code, "T1-2023.xlsx", 0, "", "Ngày nhận báo cáo")]


def test_a_status_without_a_day_is_asked_about(store: Store, tmp_path: Path) -> None:
    rows: files.Rows = [("Mã trường", "Năm", *RECEIPTS), ("T1", 2023, None, "Đã nhận", None)]
    path = files.workbook(tmp_path / "phong.xlsx", {"Hướng dẫn": files.office_guide(), "Nhận báo cáo": rows})
    outcome = check([path], store, as_of=AS_OF)
    assert placed(outcome.problems) == [
        ("error", "status_without_day", "phong.xlsx", 2, "Nhận báo cáo", "Ngày nhận báo cáo")
    ]
    assert "không có ngày nhận" in outcome.problems[0].message("vi")


def as_of_version_3(store: Store) -> None:
    """Make the active snapshot one of the version in which schools said when their report came."""
    with duckdb.connect(str(store.path(store.active_id()))) as connection:
        connection.execute("UPDATE snapshot SET contract_version = '3'")
        connection.execute("ALTER TABLE inputs DROP COLUMN contract")
        connection.execute("ALTER TABLE inputs DROP COLUMN received")


def test_what_was_published_with_a_school_s_word_keeps_it(store: Store, tmp_path: Path) -> None:
    assert publish([old_book(tmp_path / "T1.xlsx")], store, as_of=AS_OF).snapshot_id
    assert state(store)[0] == "missing"
    as_of_version_3(store)
    assert rebuild(store).problems == ()
    assert state(store) == ("on_time", ON_TIME, None)
    # Also when more is published on top of it, and built anew again.
    assert publish([write_csvs({"funding": world()["funding"]}, tmp_path / "more")], store, as_of=AS_OF).clean
    assert state(store) == ("on_time", ON_TIME, None)
    assert rebuild(store).clean
    assert state(store) == ("on_time", ON_TIME, None)


def test_a_rule_that_came_later_does_not_block_what_was_published(store: Store, tmp_path: Path) -> None:
    """An old delivery with a status without a day and money for a school that was not open yet."""
    tables = world()
    tables["reports"].append({"school_id": "T1", "year": "2023", "submitted_on": "", "status": "received"})
    tables["funding"][0] |= {"payer": "C1", "year": "2021"}
    folder = write_csvs({name: tables[name] for name in ("reports", "funding")}, tmp_path / "old")
    blocking = check([folder], store, as_of=AS_OF)
    assert {p.code for p in blocking.problems} >= {"status_without_day", "funding_of_closed_school"}
    assert not blocking.clean
    # Put them where an earlier version would have kept them.
    with duckdb.connect(str(store.path(store.active_id()))) as connection:
        inputs = dict(connection.execute("SELECT name, sha256 FROM inputs WHERE delivery > 0").fetchall())
    for name in ("reports", "funding"):
        kept = store.inputs / inputs[f"{name}.csv"] / f"{name}.csv"
        kept.write_bytes((folder / f"{name}.csv").read_bytes())
    as_of_version_3(store)
    outcome = rebuild(store)
    assert outcome.snapshot_id
    problems = {problem.code: problem for problem in outcome.problems}
    for code, place in {
        "status_without_day": ("reports.csv", 3, "submitted_on"),
        "funding_of_closed_school": ("funding.csv", 2, "year"),
    }.items():
        assert (problems[code].severity, problems[code].file, problems[code].row, problems[code].column) == (
            "warning",
            *place,
        )


def test_an_address_that_was_not_seen_before_does_not_block(store: Store, tmp_path: Path) -> None:
    services = world()["services"]
    services[0]["name"] = "bit.ly/2x"
    folder = write_csvs({"services": services}, tmp_path / "old")
    with duckdb.connect(str(store.path(store.active_id()))) as connection:
        (kept,) = connection.execute("SELECT sha256 FROM inputs WHERE name = 'services.csv'").fetchall()[0]
    (store.inputs / kept / "services.csv").write_bytes((folder / "services.csv").read_bytes())
    as_of_version_3(store)
    outcome = rebuild(store)
    assert outcome.snapshot_id
    assert [(problem.code, problem.severity) for problem in outcome.problems] == [
        ("disguised_data", "warning")
    ]
    assert not check([folder], store, as_of=AS_OF).clean
