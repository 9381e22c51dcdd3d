"""The document itself: the same bytes twice, the official layout, its pictures, and how it prints."""

from __future__ import annotations

import csv
import itertools
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from lxml import etree

from data.publish import publish
from data.store import Snapshot, Store
from pages.documents.report import build
from queries import Reader
from tests import ROOT
from tests.given.world import AS_OF, world, write_csvs
from tests.whole.report.conftest import INTERNAL, SHAREABLE, Made, opened, table, text


@pytest.mark.parametrize("school", ["", "MAU-05"])
def test_the_same_bytes_twice(school: str, made: Made, snapshot: Snapshot) -> None:
    for reader in (INTERNAL, SHAREABLE):
        assert build(snapshot, 2024, reader, school) == made(2024, reader, school)
    assert made(2024, INTERNAL, school) != made(2023, INTERNAL, school)


def test_the_same_bytes_from_another_process(made: Made, snapshot: Snapshot, tmp_path: Path) -> None:
    out = tmp_path / "b.docx"
    command = [sys.executable, "-m", "data", "report", "--year", "2024", "--out", str(out)]
    subprocess.run(
        [*command, "--into", str(snapshot.path.parent)], cwd=ROOT, check=True, env={"PYTHONHASHSEED": "7"}
    )
    assert out.read_bytes() == made(2024)


def test_nothing_in_the_file_tells_when_it_was_made(made: Made, snapshot: Snapshot) -> None:
    with zipfile.ZipFile(BytesIO(made(2024))) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.namelist()[0] == "[Content_Types].xml"
        about = parts.read("docProps/core.xml").decode()
    assert about.count(f"{snapshot.as_of.isoformat()}T00:00:00Z") == 3


def test_every_part_is_well_formed_and_every_relation_leads_to_one(made: Made) -> None:
    with zipfile.ZipFile(BytesIO(made(2024))) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))
        relations = etree.fromstring(parts.read("word/_rels/document.xml.rels"))
        for relation in relations:
            if relation.get("TargetMode") != "External":
                target = relation.get("Target")
                path = target.lstrip("/") if target.startswith("/") else str(Path("word", target).as_posix())
                assert path.replace("word/../", "") in parts.namelist(), target


@pytest.mark.parametrize("school", ["", "MAU-05"])
def test_the_layout_is_the_official_one(school: str, made: Made) -> None:
    document = opened(made(2024, INTERNAL, school))
    page = document.sections[0]
    sides = (
        page.page_width,
        page.page_height,
        page.top_margin,
        page.bottom_margin,
        page.left_margin,
        page.right_margin,
    )
    wide, high, top, bottom, left_margin, right_margin = (
        round(side.mm, 1) for side in sides if side is not None
    )
    assert (wide, high) == (210, 297)
    assert 20 <= top <= 25
    assert 20 <= bottom <= 25
    assert 30 <= left_margin <= 35
    assert 15 <= right_margin <= 20
    assert 'w:rFonts w:ascii="Times New Roman"' in document.styles["Normal"].element.xml
    assert page.different_first_page_header_footer
    assert "PAGE" in page.header._element.xml
    assert "PAGE" not in page.first_page_header._element.xml
    head, signature = (
        document.tables[0],
        next(table for table in document.tables if "Nơi nhận:" in table.cell(0, 0).text),
    )
    left, right = head.rows[0].cells
    assert left.text.split("\n")[:3] == ["ỦY BAN NHÂN DÂN", "HUYỆN THỦ THỪA", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"]
    assert right.text.split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    # Number and day are the clerk's.
    assert head.rows[1].cells[0].text.split() == ["Số:", "/BC-PGDĐT"]
    assert head.rows[1].cells[1].text.split() == ["Thủ", "Thừa,", "ngày", "tháng", "năm"]
    assert "TRƯỞNG PHÒNG" in signature.cell(0, 1).text
    assert document.paragraphs[0].text == "BÁO CÁO"


def test_the_chart_is_words_own_and_says_what_it_shows(made: Made) -> None:
    document = opened(made(2024))
    (picture,) = document.element.body.iter(qn("wp:docPr"))
    assert "mục I.2.1 89,3%" in picture.get("descr")
    with zipfile.ZipFile(BytesIO(made(2024))) as parts:
        (name,) = [name for name in parts.namelist() if name.startswith("word/charts/")]
        drawn = parts.read(name).decode()
        assert not [name for name in parts.namelist() if name.startswith("word/media/")]
    years = ("2021 (không trọn năm)", "2022", "2023", "2024", "Mức của Kế hoạch", "Mức của huyện")
    assert [series for series in years if f"<v>{series}</v>" in drawn] == list(years)
    # A part-year is hollow; no year after the report's is drawn.
    assert drawn.count("sysDash") == 1
    assert "2025" not in drawn


@pytest.mark.parametrize("school", ["", "MAU-05"])
def test_no_row_is_parted_and_every_head_is_repeated(school: str, made: Made) -> None:
    document = opened(made(2024, INTERNAL, school))
    for grid in document.tables[1:]:
        assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in grid.rows)
        if "Nơi nhận:" in grid.cell(0, 0).text:
            continue
        head, first = grid.rows[:2]
        assert head._tr.xpath("./w:trPr/w:tblHeader")
        kept = [cell.paragraphs[0].paragraph_format.keep_with_next for cell in head.cells]
        assert all(kept), first.cells[0].text


def test_a_task_stays_with_all_that_measures_it(made: Made) -> None:
    (tasks,) = [grid for grid in opened(made(2024)).tables if grid.cell(0, 1).text == "Nhiệm vụ"]
    rows = list(tasks.rows)
    parted = 0
    for row, below in itertools.pairwise(rows[1:-2]):
        further = not below.cells[0].text
        parted += further
        assert bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) == further
    assert parted > 3


def test_it_goes_to_whom_the_plan_names(tmp_path: Path) -> None:
    plan = list(csv.DictReader((ROOT / "data/plan/plan.csv").read_text(encoding="utf-8").splitlines()))
    plan[0]["receiving_body"] = "Sở Giáo dục và Đào tạo tỉnh Mẫu"
    with (write_csvs(world(), tmp_path / "in") / "plan.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, plan[0].keys())
        rows.writeheader()
        rows.writerows(plan)
    store = Store(tmp_path / "snapshots")
    assert publish([tmp_path / "in"], store, as_of=AS_OF, fresh=True).clean
    snapshot = store.active()
    lines = [paragraph.text for paragraph in opened(build(snapshot, 2024, INTERNAL)).paragraphs]
    snapshot.close()
    assert "Kính gửi: Sở Giáo dục và Đào tạo tỉnh Mẫu." in lines


def test_what_the_office_writes_itself_has_lines_to_write_on(made: Made) -> None:
    paragraphs = opened(made(2024)).paragraphs
    places = [place for place, paragraph in enumerate(paragraphs) if paragraph.text == "\t"]
    assert all(len(paragraphs[place].paragraph_format.tab_stops) == 1 for place in places)
    before = [paragraphs[place - 1].text for place in places if place - 1 not in places]
    assert before == [
        "Nguyên nhân chung:",
        "1. Với Ủy ban nhân dân huyện Thủ Thừa:",
        "2. Với các cơ quan phối hợp:",
        "IX. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2025",
    ]


@pytest.mark.parametrize("reader", [INTERNAL, SHAREABLE], ids=["internal", "shareable"])
@pytest.mark.parametrize("school", ["", "MAU-02", "MAU-20"])
def test_codes_stand_in_the_appendix_alone_and_money_has_its_dots(
    school: str, reader: Reader, made: Made, snapshot: Snapshot
) -> None:
    for year in (2021, 2025):
        document = opened(made(year, reader, school))
        # The last table of the yearly report is the appendix.
        tables = document.tables if school else document.tables[:-1]
        words = [paragraph.text for paragraph in document.paragraphs]
        words = words if school else words[: words.index("PHỤ LỤC")]
        words += [cell.text for table in tables for row in table.rows for cell in row.cells]
        for line in words:
            line = line.replace(snapshot.id, "")
            assert not re.search(r"[a-z]+_[a-z]|[a-z]+/[a-z]+_", line), line
            assert not re.search(r"(?<![\d/.,])\d{5,}", line), line
        money = re.findall(r"([\d.]+) đồng", "\n".join(words))
        assert school or len(money) >= 3
        assert all(re.fullmatch(r"\d{1,3}(\.\d{3})*", amount) for amount in money)


def test_the_sample_and_the_tier_are_said_on_every_page(made: Made) -> None:
    for reader, words in ((INTERNAL, "không phổ biến ra ngoài"), (SHAREABLE, "Bản chia sẻ")):
        page = opened(made(2024, reader)).sections[0]
        for footer in (page.footer, page.first_page_footer):
            assert "DỮ LIỆU MẪU" in footer.paragraphs[0].text
            assert words in footer.paragraphs[0].text


def test_no_tag_is_left_over(made: Made) -> None:
    for report in (made(2024), made(2025, SHAREABLE), made(2024, INTERNAL, "MAU-05")):
        with zipfile.ZipFile(BytesIO(report)) as parts:
            body = parts.read("word/document.xml").decode()
        assert "{{" not in body
        assert "{%" not in body


def test_schools_that_sent_nothing_make_a_report_that_says_so(tmp_path: Path) -> None:
    rows = world()
    known = {name: of_table if name in ("communes", "schools") else [] for name, of_table in rows.items()}
    write_csvs(known, tmp_path)
    store = Store(tmp_path / "snapshots")
    assert publish(
        [tmp_path / "communes.csv", tmp_path / "schools.csv"], store, as_of=date(2022, 12, 31), fresh=True
    ).clean
    silent = store.active()
    try:
        for year in silent.years:
            for reader in (INTERNAL, SHAREABLE):
                report = opened(build(silent, year, reader))
                assert {row[2] for row in table(report, "Mục", "Mục tiêu")} <= {
                    "không có báo cáo",
                    "không phát sinh",
                }
                assert {row[1] for row in table(report, "Nguồn")} == {"không có báo cáo"}
                assert build(silent, year, reader, "T1")
    finally:
        silent.close()


@pytest.fixture(scope="session")
def printed(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports as PDF, by LibreOffice."""
    folder = tmp_path_factory.mktemp("printed")
    reports = {
        "year": made(2024),
        "part": made(2021),
        "newest": made(2025),
        "shared": made(2025, SHAREABLE),
        "school": made(2024, INTERNAL, "MAU-05"),
        "silent": made(2021, INTERNAL, "MAU-20"),
    }
    for name, report in reports.items():
        (folder / f"{name}.docx").write_bytes(report)
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is missing: python -m tests installs it"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in reports]
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


def page(folder: Path, name: str, number: int) -> str:
    command = ["pdftotext", "-layout", "-f", str(number), "-l", str(number), str(folder / f"{name}.pdf"), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def pages(folder: Path, name: str) -> int:
    printed = subprocess.run(
        ["pdfinfo", str(folder / f"{name}.pdf")], check=True, capture_output=True, text=True
    ).stdout
    assert "595" in printed
    assert "(A4)" in printed
    return int(printed.split("Pages:")[1].split()[0])


def test_it_prints_whole(printed: Path) -> None:
    for report in ("year", "part", "newest", "shared"):
        assert 7 <= pages(printed, report) <= 10, report
    for report in ("school", "silent"):
        assert pages(printed, report) <= 2, report
    first = page(printed, "year", 1)
    lines = [" ".join(line.split()) for line in first.splitlines() if line.strip()]
    assert lines[0] == "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert lines[1] == "HUYỆN THỦ THỪA Độc lập - Tự do - Hạnh phúc"
    assert "BÁO CÁO" in lines
    assert "trường tổ chức tuyên truyền định kỳ (mục I.2.1) 89,3%" in " ".join(lines)
    assert page(printed, "year", 2).split()[0] == "2"
    school = page(printed, "school", 1)
    assert "Trường TH Mẫu 05" in " ".join(school.split())


def test_no_page_ends_with_a_heading_and_the_signature_is_whole(printed: Path) -> None:
    for report in ("year", "part", "newest", "shared", "school", "silent"):
        for number in range(1, pages(printed, report) + 1):
            lines = [line.strip() for line in page(printed, report, number).splitlines() if line.strip()]
            body = [line for line in lines if not line.startswith("DỮ LIỆU MẪU")]
            assert not re.match(r"([IVX]+|\d)\. |Bảng \d", body[-1]), (report, number, body[-1])
            if any(line.startswith("Nơi nhận:") for line in body):
                assert any("Lưu: VT." in line for line in body), report
                # Some of the text stands on the page that is signed.
                assert any(re.match(r"IX\. |4\. ", line) for line in body), report


def test_the_text_says_so_where_a_report_is_missing(made: Made) -> None:
    report = text(opened(made(2024)))
    assert "kết quả của trường chưa gửi là chưa rõ, không tính là có hay chưa" in report
    assert "Chưa gửi báo cáo: Trường TH Mẫu 12 – xã Mỹ Lạc" in report
    # Not known is not no: nothing says that silence counts as a failure, or as zero.
    assert "tính là chưa thực hiện" not in report
    assert "không được coi là 0" not in report
