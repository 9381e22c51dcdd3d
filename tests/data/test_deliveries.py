"""What one delivery replaces: a workbook its school and year, the office's its own, a CSV its table."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data.contract import TABLES
from data.publish import publish
from data.store import Store
from tests.given.commands import run
from tests.given.contract_cells import cell
from tests.given.world import AS_OF, typed, world, write_csvs

Values = dict[tuple[str, str, str], tuple[str, ...]]


def values(store: Store) -> Values:
    answer = run("queries", "indicator_values", store=store)
    assert answer.returncode == 0, answer.stderr
    rows = list(csv.reader(io.StringIO(answer.stdout)))[1:]
    return {(school, year, indicator): tuple(rest) for school, year, indicator, *rest in rows}


def fill(path: Path, tables: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
    """Type rows into a workbook as a school would: into prefilled rows where there are any."""
    book = load_workbook(path)
    for name, rows in tables.items():
        table = TABLES[name]
        sheet = book[table.label.in_language("vi")]
        header = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1] if cell.value}
        columns = {
            c.name: header[c.label.in_language("vi")]
            for c in table.columns
            if c.label.in_language("vi") in header
        }
        required = [column for column in table.columns if column.required and column.name in columns]
        for cells in rows:
            row = {column.name: typed(column.kind, cell(table, column)) for column in required} | dict(cells)
            number = next(
                n for n in range(2, sheet.max_row + 2)
                if all(_same(table.name, key, sheet.cell(n, columns[key]).value, row[key]) for key in table.prefilled)
                and (table.prefilled or sheet.cell(n, 1).value is None)
            )  # fmt: skip
            for key, value in row.items():
                sheet.cell(number, columns[key]).value = value
    book.save(path)
    book.close()


def _same(table: str, key: str, problems: object, wanted: object) -> bool:
    allowed = TABLES[table].column(key).allowed
    return str(problems) == (allowed[str(wanted)].in_language("vi") if allowed else str(wanted))


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a district of the small world's schools and a second primary school.

    Staff and pupils of both primary schools are known in every year, so that none stands for another.
    """
    tables, folder = world(), tmp_path_factory.mktemp("district")
    tables["schools"].append(tables["schools"][0] | {"school_id": "T2", "name": "Trường TH Mẫu 93"})
    for table in ("enrolment", "staffing"):
        rows = list(tables[table])
        for school, years in (("T1", (2021, 2022, 2023, 2025)), ("T2", range(2021, 2026))):
            tables[table] += [
                row | {"school_id": school, "year": str(year)} for year in years for row in rows
            ]
    proposal = {"action_id": "VL-2", "plan_ref": "II.1.2", "kind": "proposal", "done_on": "2023-04-03"}
    tables["office_actions"].append(proposal)
    outcome = publish([write_csvs(tables, folder / "in")], Store(folder / "snapshots"), as_of=AS_OF)
    assert outcome.snapshot_id, [problem.line("en") for problem in outcome.problems]
    return folder / "snapshots"


@pytest.fixture
def real(district: Path, tmp_path: Path) -> Store:
    """A copy of it that a test may publish upon."""
    return copied(district, tmp_path)


def copied(folder: Path, tmp_path: Path) -> Store:
    return Store(Path(shutil.copytree(folder, tmp_path / "snapshots")))


def school_2024(pupils: int, prefix: str) -> dict[str, list[dict[str, object]]]:
    return {
        "enrolment": [{"grade": grade, "classes": 2, "pupils": pupils} for grade in range(1, 6)],
        "staffing": [{"managers": 2, "teachers": 20, "employees": 3}],
        "statements": [
            {"item": "pupils_reached", "value": pupils * 4},
            {"item": "staff_trained", "value": 10},
            {"item": "counselling_team", "value": 1},
        ],
        "activities": [
            {"activity_id": f"{prefix}-1", "held_on": date(2024, 3, 5), "kind": "Tuyên truyền", "audience": "Học sinh",
             "channel": "Trực tiếp", "attendances": 300, "organiser": "Nhà trường"},
            {"activity_id": f"{prefix}-2", "held_on": "05/11/2024", "kind": "awareness", "audience": "pupils",
             "channel": "online", "organiser": "doi"},
        ],
        "incidents": [
            {"incident_id": f"{prefix}-3", "category": "Lừa đảo", "platform": "Zalo", "intake": "single_point",
             "severity": "Cao", "children": 2, "received_at": datetime(2024, 5, 6, 9, 30),  # noqa: DTZ001
             "support_requested_at": "06/05/2024 10:00"},
        ],
        "funding": [{"source": "state", "planned_vnd": 10_000_000, "spent_vnd": 4_000_000}],
    }  # fmt: skip


def test_workbooks_change_exactly_their_schools_and_year(real: Store, tmp_path: Path) -> None:
    before = values(real)
    forms = tmp_path / "forms"
    ids = ("T1", "T2")
    made = run(
        "data",
        "template",
        "--out",
        str(forms),
        "--school",
        ids[0],
        "--school",
        ids[1],
        "--year",
        "2024",
        store=real,
    )
    assert made.returncode == 0, made.stderr
    files = [forms / f"{school}-2024.xlsx" for school in ids]
    for number, path in enumerate(files):
        fill(path, school_2024(50 + number, f"SO{number}"))
    checked = run("data", "check", *map(str, files), "--as-of", "2025-12-31", store=real)
    assert checked.returncode == 0, checked.stdout
    given = ("--as-of", "2025-12-31", "--received", "2024-11-29")
    published = run("data", "publish", *map(str, files), *given, store=real)
    assert published.returncode == 0, published.stdout + published.stderr
    after = values(real)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert {(school, year) for school, year, _ in changed} == {("T1", "2024"), ("T2", "2024")}
    # numerator, denominator, value, state – worked by hand from what was typed above
    for school, pupils in zip(ids, (50, 51), strict=True):
        expected = {
            "awareness_schools": ("1", "1", "100", "value"),
            "victims_supported": ("0", "2", "0", "value"),
            "pupils_reached": (str(pupils * 4), str(pupils * 5), "80", "value"),
            "staff_trained": ("10", "25", "40", "value"),
            "single_channel": ("1", "1", "100", "value"),
            "budget_spent": ("4000000", "10000000", "40", "value"),
            "counselling": ("1", "1", "100", "value"),
            "pupils_trained": ("", "", "", "no_report"),
            "content_coverage": ("0", "20", "0", "value"),
            "reports_on_time": ("1", "1", "100", "value"),
        }
        for indicator, wanted in expected.items():
            assert after[school, "2024", indicator][:4] == wanted, (school, indicator)


def test_a_school_may_send_its_workbook_again(real: Store, tmp_path: Path) -> None:
    forms = tmp_path / "forms"
    run("data", "template", "--out", str(forms), "--school", "T1", "--year", "2024", store=real)
    path = forms / "T1-2024.xlsx"
    fill(path, school_2024(50, "A"))
    assert publish([path], real, as_of=AS_OF).snapshot_id
    fill(path, {"enrolment": [{"grade": 1, "classes": 2, "pupils": 70}]})
    assert publish([path], real, as_of=AS_OF).snapshot_id
    assert values(real)["T1", "2024", "pupils_reached"][:2] == ("200", "270")


def test_the_same_workbook_twice_in_one_delivery_is_refused(real: Store, tmp_path: Path) -> None:
    forms = tmp_path / "forms"
    run("data", "template", "--out", str(forms), "--school", "T1", "--year", "2024", store=real)
    path = forms / "T1-2024.xlsx"
    fill(path, school_2024(50, "A"))
    twin = path.with_name("ban sao.xlsx")
    twin.write_bytes(path.read_bytes())
    outcome = publish([path, twin], real, as_of=AS_OF)
    assert not outcome.snapshot_id
    # Once, as files, and not once more for each row.
    (problems,) = [problem for problem in outcome.problems if problem.severity == "error"]
    assert (problems.code, problems.file, problems.row) == ("sent_twice", "ban sao.xlsx", 0)
    assert "T1-2024.xlsx" in problems.message("vi")


def test_an_event_of_another_year_is_sent_to_its_own_workbook(real: Store, tmp_path: Path) -> None:
    forms = tmp_path / "forms"
    run("data", "template", "--out", str(forms), "--school", "T1", "--year", "2024", store=real)
    path = forms / "T1-2024.xlsx"
    rows = school_2024(50, "A")
    rows["activities"][0]["held_on"] = date(2023, 3, 5)
    fill(path, rows)
    (problems,) = [p for p in publish([path], real, as_of=AS_OF).problems if p.code == "year_of_another_book"]
    assert (problems.sheet, problems.row, problems.column) == ("Hoạt động", 2, "Ngày tổ chức")


def test_the_office_workbook_replaces_its_own_rows_only(real: Store, tmp_path: Path) -> None:
    before = values(real)
    forms = tmp_path / "forms"
    run("data", "template", "--out", str(forms), "--year", "2025", store=real)
    path = forms / "phong-gddt.xlsx"
    book = load_workbook(path)
    sheet = book["Việc của phòng"]
    header = [str(cell.value).removesuffix(" *") for cell in sheet[1]]
    last = next(n for n in range(2, sheet.max_row + 2) if sheet.cell(n, 1).value is None)
    typed = {
        "Mã việc": "VM-1",
        "Mục trong kế hoạch": "II.1.2",
        "Loại việc": "Đề xuất, kiến nghị",
        "Ngày hoàn thành": date(2021, 12, 1),
    }
    for label, value in typed.items():
        sheet.cell(last, header.index(label) + 1).value = value
    book.save(path)
    book.close()
    outcome = publish([path], real, as_of=AS_OF)
    assert outcome.snapshot_id, [problem.line() for problem in outcome.problems]
    after = values(real)
    assert {key for key in before if before[key] != after[key]} == {("office", "2021", "proposals")}
    assert after["office", "2021", "proposals"][:1] == ("1",)


def test_a_blank_receipt_never_takes_back_a_recorded_one(real: Store, tmp_path: Path) -> None:
    """The office's workbook is older than a receipt noted since: republishing it must not undo that."""
    old, new = tmp_path / "old", tmp_path / "new"
    run("data", "template", "--out", str(old), "--year", "2025", store=real)
    run("data", "template", "--out", str(new), "--school", "T1", "--year", "2025", store=real)
    fill(new / "T1-2025.xlsx", {"staffing": [{"managers": 2, "teachers": 20, "employees": 3}]})
    received = date(2025, 12, 5)
    assert publish([new / "T1-2025.xlsx"], real, as_of=AS_OF, received=received).snapshot_id
    assert publish([old / "phong-gddt.xlsx"], real, as_of=AS_OF).snapshot_id
    answer = run("queries", "reports", "--school", "T1", "--year", "2025", store=real).stdout
    assert answer.splitlines()[1] == "T1,2025,2025-11-30,2025-12-05,late,5"


def test_a_csv_replaces_its_whole_table_and_nothing_else(real: Store, tmp_path: Path) -> None:
    before = values(real)
    assert publish([write_csvs({"office_actions": []}, tmp_path / "in")], real, as_of=AS_OF).snapshot_id
    after = values(real)
    assert {key[2] for key in before if before[key] != after[key]} == {"proposals", "district_report"}


def test_the_first_real_publish_starts_from_nothing(published_sample: Path, tmp_path: Path) -> None:
    store = copied(published_sample, tmp_path)
    assert "DỮ LIỆU MẪU" in run("data", "status", store=store).stdout
    outcome = publish([write_csvs(world(), tmp_path / "in")], store, as_of=AS_OF)
    assert outcome.snapshot_id
    status = run("data", "status", store=store).stdout
    assert "DỮ LIỆU MẪU" not in status
    assert "as-of: 2025-12-31" in status
    assert "rows schools: 2" in status
    assert {school for school, _, _ in values(store)} == {"T1", "C1", "office"}


def test_practice_on_the_sample_stays_sample(published_sample: Path, tmp_path: Path) -> None:
    store = copied(published_sample, tmp_path)
    forms = tmp_path / "forms"
    run("data", "template", "--out", str(forms), "--school", "MAU-01", "--year", "2024", store=store)
    path = forms / "MAU-01-2024.xlsx"
    fill(path, school_2024(50, "TAP"))
    outcome = publish([path], store, as_of=AS_OF)
    assert outcome.snapshot_id, [problem.line() for problem in outcome.problems]
    status = run("data", "status", store=store).stdout
    assert "DỮ LIỆU MẪU" in status
    assert "rows schools: 28" in status


def test_fresh_starts_from_nothing(real: Store, tmp_path: Path) -> None:
    outcome = publish([write_csvs(world(), tmp_path / "in")], real, as_of=AS_OF, fresh=True)
    assert outcome.snapshot_id
    assert {school for school, _, _ in values(real)} == {"T1", "C1", "office"}
