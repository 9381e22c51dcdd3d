"""Another plan of another district, whose units never changed: every page and file is about it alone."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from docx import Document
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from dashboard import PAGES
from data.__main__ import main
from data.publish import publish
from data.store import Store
from tests import ROOT
from tests.data.test_plan_sent import PERIOD_2026, plan_csv, planned, with_row, with_target
from tests.given.world import world, write_csvs

#: What only the sample's plan is about.
FOREIGN = ("Thủ Thừa", "THỦ THỪA", "2021–2025", "5985/KH-UBND", "1/7/2025", "01/07/2025", "30/06/2025")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("other")
    tables = world()
    for school in tables["schools"]:
        del school["successor_code"]
    tables["communes"] = [tables["communes"][1] | {"valid_from": "2021-01-01"}]
    years = [
        {key: text.replace("2026", year) for key, text in PERIOD_2026.items()} for year in ("2026", "2027")
    ]
    plan = with_row(
        "plan", 0, number="7/KH-UBND", dated="2021-09-20", title_vi="Kế hoạch mạng sạch",
        title_en="Clean net plan", short_title_vi="Mạng *sạch* 2021–2027", short_title_en="Clean *net* 2021–2027",
        issuing_body="Ủy ban nhân dân huyện Mẫu", district="huyện Mẫu", place="Mẫu", basis="", last_year="2027",
        units_from="",
    )  # fmt: skip
    sent = [
        write_csvs(tables, folder / "in"),
        plan_csv(folder / "plan", "plan", plan),
        plan_csv(folder / "plan", "periods", [*planned("periods"), *years]),
        plan_csv(folder / "plan", "targets", with_target()),
    ]
    target = Store(folder / "snapshots")
    outcome = publish(sent, target, as_of=date(2026, 6, 30))
    assert outcome.snapshot_id, [problem.line("en") for problem in outcome.problems]
    return target


@pytest.fixture
def shown(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("DASHBOARD_DATA", str(store.folder))
    st.cache_resource.clear()
    yield AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    st.cache_resource.clear()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_is_about_this_plan(shown: AppTest, lang: str) -> None:
    shown.query_params["lang"] = lang
    shown.run()
    for _, file, _, _, address, _ in PAGES:
        shown.switch_page(file).run()
        assert not shown.exception, address
        assert not shown.error, address
        texts = [element.value for element in (*shown.markdown, *shown.caption, *shown.header)]
        heads = [head for table in shown.dataframe for head in table.value.columns]
        page = " ".join(map(str, [*texts, *heads]))
        assert not [word for word in FOREIGN if word in page], address
    (years,) = [group for group in shown.get("button_group") if group.key == "year_buttons"]
    assert [option.content for option in years.proto.options] == [
        "2021*",
        "2022",
        "2023",
        "2024",
        "2025",
        "2026*",
    ]


def test_the_report_and_the_export_are_about_this_plan(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "bao-cao.docx"
    assert main(["report", "--year", "2026", "--out", str(out), "--into", str(store.folder)]) == 0
    document = Document(str(out))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    assert "Kết quả năm 2026 thực hiện Kế hoạch mạng sạch" in text
    assert "Thực hiện Kế hoạch số 7/KH-UBND ngày 20 tháng 9 năm 2021 của Ủy ban nhân dân huyện Mẫu" in text
    assert cells[0].split("\n")[:2] == ["ỦY BAN NHÂN DÂN", "HUYỆN MẪU"]
    assert not [word for word in FOREIGN if word in text]
    packed = tmp_path / "so-lieu.zip"
    assert main(["export", "--out", str(packed), "--into", str(store.folder)]) == 0
    with zipfile.ZipFile(packed) as parts:
        readme = parts.read("README.txt").decode("utf-8-sig")
        package = parts.read("datapackage.json").decode()
    assert readme.startswith("MẠNG *SẠCH* 2021–2027 – BẢN XUẤT SỐ LIỆU")
    assert "Mạng *sạch* 2021–2027: bản xuất số liệu" in package
    assert not [word for word in FOREIGN if word in readme + package]


def test_the_workbooks_are_about_this_plan(store: Store, tmp_path: Path) -> None:
    assert main(["template", "--out", str(tmp_path), "--into", str(store.folder)]) == 0
    for name in ("phong-gddt.xlsx", "T1-2026.xlsx"):
        book = load_workbook(tmp_path / name)
        strings = "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value)
        book.close()
        assert "SỔ SỐ LIỆU – MẠNG *SẠCH* 2021–2027" in strings
        assert not [word for word in FOREIGN if word in strings], name
