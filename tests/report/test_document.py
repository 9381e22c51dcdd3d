"""The document itself: the same bytes twice, the official layout, its pictures, and how it prints."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from lxml import etree

from data.publish import publish
from data.store import Snapshot, Store
from queries.report import build
from tests.report.conftest import INTERNAL, SHAREABLE, Made, opened, table, text
from tests.world import AS_OF, world, write_csvs

ROOT = Path(__file__).resolve().parent.parent.parent


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
        next(found for found in document.tables if "Nơi nhận:" in found.cell(0, 0).text),
    )
    left, right = head.rows[0].cells
    assert left.text.split("\n")[:3] == ["ỦY BAN NHÂN DÂN", "HUYỆN THỦ THỪA", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"]
    assert right.text.split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    # Number and day are the clerk's.
    assert head.rows[1].cells[0].text.split() == ["Số:", "/BC-PGDĐT"]
    assert head.rows[1].cells[1].text.split() == ["Thủ", "Thừa,", "ngày", "tháng", "năm"]
    assert "TRƯỞNG PHÒNG" in signature.cell(0, 1).text
    assert document.paragraphs[0].text == "BÁO CÁO"


def test_the_charts_are_words_own_and_say_what_they_show(made: Made) -> None:
    document = opened(made(2024))
    pictures = list(document.element.body.iter(qn("wp:docPr")))
    assert len(pictures) == 3
    assert all(len(picture.get("descr")) > 60 for picture in pictures)
    assert "mục I.2.1 89,3%" in pictures[0].get("descr")
    assert len({picture.get("id") for picture in pictures}) == 3
    with zipfile.ZipFile(BytesIO(made(2024))) as parts:
        names = [name for name in parts.namelist() if name.startswith("word/charts/")]
        assert len(names) == 3
        assert not [name for name in parts.namelist() if name.startswith("word/media/")]


def test_the_sample_and_the_tier_are_said_on_every_page(made: Made) -> None:
    for reader, words in ((INTERNAL, "không phổ biến ra ngoài"), (SHAREABLE, "Bản chia sẻ")):
        page = opened(made(2024, reader)).sections[0]
        for footer in (page.footer, page.first_page_footer):
            assert "DỮ LIỆU MẪU" in footer.paragraphs[0].text
            assert words in footer.paragraphs[0].text


def test_no_tag_or_mark_is_left_over(made: Made) -> None:
    for report in (made(2024), made(2025, SHAREABLE), made(2024, INTERNAL, "MAU-05")):
        with zipfile.ZipFile(BytesIO(report)) as parts:
            body = parts.read("word/document.xml").decode()
        assert "{{" not in body
        assert "{%" not in body
        assert not any("\ue000" <= letter <= "\uf8ff" for letter in body)


def test_schools_that_sent_nothing_make_a_report_that_says_so(tmp_path: Path) -> None:
    rows = world()
    known = {name: found if name in ("communes", "schools") else [] for name, found in rows.items()}
    write_csvs(known, tmp_path)
    store = Store(tmp_path / "snapshots")
    assert publish(
        [tmp_path / "communes.csv", tmp_path / "schools.csv"], store, as_of=AS_OF, fresh=True
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
        "shared": made(2025, SHAREABLE),
        "school": made(2024, INTERNAL, "MAU-05"),
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
    told = subprocess.run(
        ["pdfinfo", str(folder / f"{name}.pdf")], check=True, capture_output=True, text=True
    ).stdout
    assert "595" in told
    assert "(A4)" in told
    return int(told.split("Pages:")[1].split()[0])


def test_it_prints_whole(printed: Path) -> None:
    assert 10 <= pages(printed, "year") <= 16
    assert 10 <= pages(printed, "part") <= 16
    assert 10 <= pages(printed, "shared") <= 16
    assert pages(printed, "school") <= 2
    first = page(printed, "year", 1)
    lines = [" ".join(line.split()) for line in first.splitlines() if line.strip()]
    assert lines[0] == "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert lines[1] == "HUYỆN THỦ THỪA Độc lập - Tự do - Hạnh phúc"
    assert "BÁO CÁO" in lines
    assert "89,3% (25 có · 3 chưa)" in " ".join(lines)
    assert page(printed, "year", 2).split()[0] == "2"
    school = page(printed, "school", 1)
    assert "Trường TH Mẫu 05" in " ".join(school.split())


def test_the_text_says_so_where_a_report_is_missing(made: Made) -> None:
    said = text(opened(made(2024)))
    assert "Kết quả của các trường này là chưa rõ" in said
    assert "Chưa rõ vì không có báo cáo: Trường TH Mẫu 12 – xã Mỹ Lạc" in said
    # Not known is not no: nothing says that silence counts as a failure, or as zero.
    assert "tính là chưa thực hiện" not in said
    assert "không được coi là 0" not in said
