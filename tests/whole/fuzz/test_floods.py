"""Files that are small to send and large to read: told in words, before they cost time or memory."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from data.intake import read_file
from data.intake.findings import LIMIT
from data.intake.unpack import MAX_TAGS
from data.publish import check
from data.store import Store
from tests.given.files import ENROLMENT, part, school_book, with_parts

SHEET = "xl/worksheets/sheet2.xml"
AS_OF = date(2025, 12, 31)


@pytest.mark.parametrize("filling", [b"<c/>", b"<row/>", b"<x></x>"])
def test_more_tags_than_any_honest_workbook_has(filling: bytes, tmp_path: Path) -> None:
    path = school_book(tmp_path / "so.xlsx", {"Quy mô học sinh": [ENROLMENT]})
    blown = filling * (MAX_TAGS // filling.count(b"<") + 1)
    sheet = part(path, SHEET).replace(b"<sheetData>", b"<sheetData>" + blown, 1)
    with_parts(path, {SHEET: sheet})
    # Small enough beside what it unpacks to not to be a bomb by its size alone.
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/image.png", bytes(len(sheet) // 150))
    (problem,) = read_file(path, "so.xlsx").problems
    assert problem.code == "too_many_tags"
    assert f"{MAX_TAGS:,}" in problem.message("en")


def test_a_thousand_array_formulas_are_looked_up_at_once(tmp_path: Path) -> None:
    """Each cell was once compared with every range: minutes for one sheet."""
    path = school_book(tmp_path / "so.xlsx", {"Quy mô học sinh": [ENROLMENT]})
    spilled = b"".join(
        b'<row r="%d"><c r="E%d"><f t="array" ref="A%d:C%d">1</f><v>1</v></c></row>' % (n, n, n, n)
        for n in range(2, 900)
    )
    with_parts(path, {SHEET: part(path, SHEET).replace(b"</sheetData>", spilled + b"</sheetData>")})
    problems = read_file(path, "so.xlsx").problems
    assert sum(problem.code == "formula" for problem in problems) == 898 * 3


def test_array_formulas_over_the_whole_sheet_many_times_are_refused(tmp_path: Path) -> None:
    path = school_book(tmp_path / "so.xlsx", {"Quy mô học sinh": [ENROLMENT]})
    spilled = b"".join(
        b'<row r="%d"><c r="E%d"><f t="array" ref="A1:E99999">1</f><v>1</v></c></row>' % (n, n)
        for n in range(50_000, 50_900)
    )
    with_parts(path, {SHEET: part(path, SHEET).replace(b"</sheetData>", spilled + b"</sheetData>")})
    assert "broken_workbook" in {problem.code for problem in read_file(path, "so.xlsx").problems}


def test_a_flood_of_bad_cells_is_counted_not_listed(tmp_path: Path) -> None:
    path, rows = tmp_path / "enrolment.csv", LIMIT + 500
    lines = ["school_id,year,grade,classes,pupils"] + [f"MAU-05,2024,{n},x,y" for n in range(rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    problems = check([path], Store(tmp_path / "none"), as_of=AS_OF, fresh=True).problems
    cells = [problem for problem in problems if problem.code == "not_a_number"]
    more = [problem for problem in problems if problem.code == "more_problems"]
    # Two bad cells in each row, and all but nine grades are too large or too small.
    assert len(cells) + sum(problem.code in ("too_small", "too_large") for problem in problems) <= LIMIT + 2
    assert sum(int(str(problem.values["actual"])) for problem in more) > rows
    assert not check([path], Store(tmp_path / "none"), as_of=AS_OF, fresh=True).clean


def test_a_flood_of_repeated_and_lost_rows_is_counted_not_listed(tmp_path: Path) -> None:
    path, rows = tmp_path / "enrolment.csv", LIMIT + 500
    lines = ["school_id,year,grade,classes,pupils"] + ["KHONG-CO,2024,1,2,60"] * rows
    path.write_text("\n".join(lines), encoding="utf-8")
    problems = check([path], Store(tmp_path / "none"), as_of=AS_OF, fresh=True).problems
    codes = [problem.code for problem in problems]
    assert codes.count("duplicate_key") == LIMIT
    # All rows but the first repeat it, and all of them name a school that is not there, which is told once.
    (unknown,) = [problem for problem in problems if problem.code == "unknown_reference_rows"]
    assert str(rows) in unknown.values.values()
    left = sorted(
        int(str(problem.values["actual"])) for problem in problems if problem.code == "more_problems"
    )
    assert left == [rows - 1 - LIMIT]
