"""A table as a file for readers: numbers as numbers, days as days, headings and signs in their language."""

from __future__ import annotations

import copy
import csv
import io
import pickle
from datetime import date, datetime, time

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pages.kit import downloads, inert
from pages.kit.cells import Bar, Cell, Column
from pages.kit.marks import MARKS
from pages.kit.words import Words
from queries import written
from queries.csvtext import Sheet, csv_as_shown
from queries.sheets import workbook
from queries.written import Written

MIDNIGHT = time()
VI, EN = Words("vi"), Words("en")
ROWS = [
    {"name": "Trường *Mẫu*", "pupils": 1234, "share": 96.36, "on": date(2025, 3, 5), "status": "near", "change": -1.75},
    {"name": "=HYPERLINK(1)", "pupils": None, "share": 100.0, "on": None, "status": "met", "change": 0.0},
]  # fmt: skip


def columns(words: Words) -> list[Column]:
    return [
        Column(words.text("School"), lambda row: Cell(inert.inert(row["name"]), note="TH"), opens=str),
        Column(words.text("Pupils"), lambda row: words.number(row["pupils"]) or "–", numeric=True),
        Column("2025", lambda row: Cell(words.percent(row["share"]), MARKS[row["status"]])),
        Column("Bar", lambda row: Cell("", figure=Bar(0.5)), plain=True),
        Column(words.text("Due"), lambda row: words.day(row["on"])),
        Column(words.text("Change"), lambda row: words.points(row["change"])),
        Column(words.text("Overdue"), lambda row: words.text("{days} days", days=words.number(12))),
    ]


def opened(words: Words) -> Worksheet:
    shown = downloads.as_shown(columns(words), ROWS, words, lambda row: "II. Nhiệm vụ")
    made = workbook(
        shown, [("Snapshot", "2025-12-31-x"), ("As of", words.day(date(2025, 12, 31)))], ("A", "B")
    )
    book = load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["A", "B"]
    assert book.active.title == "B"
    assert [[cell.value for cell in row] for row in book["A"]] == [
        ["Snapshot", "2025-12-31-x"],
        ["As of", datetime.combine(date(2025, 12, 31), MIDNIGHT)],
    ]
    return book["B"]


def test_a_workbook_has_the_headings_on_screen_and_numbers_as_numbers() -> None:
    head, first, second = opened(VI).iter_rows()
    assert [cell.value for cell in head] == [
        "Nhóm", "Trường", "Trường – Ghi chú", "Học sinh", "2025", "2025 – Trạng thái", "Hạn", "Thay đổi", "Quá hạn",
    ]  # fmt: skip
    assert all(cell.font.bold and cell.alignment.wrap_text for cell in head)
    assert [(cell.value, cell.number_format) for cell in first[1:]] == [
        ("Trường *Mẫu*", "General"),
        ("TH", "General"),
        (1234, "#,##0"),
        (pytest.approx(0.9636), "0.0%"),
        ("Gần đạt", "General"),
        (datetime.combine(date(2025, 3, 5), MIDNIGHT), "dd/mm/yyyy"),
        (-1.75, '+#,##0.0" điểm";-#,##0.0" điểm";#,##0.0" điểm"'),
        (12, '#,##0" ngày"'),
    ]
    assert [cell.value for cell in second[1:7]] == ["=HYPERLINK(1)", "TH", "–", 1, "Đạt", None]
    assert second[4].number_format == "0%"
    assert (second[1].data_type, second[1].quotePrefix) == ("s", True)


def test_a_workbook_in_english() -> None:
    head, first, _ = opened(EN).iter_rows()
    assert [cell.value for cell in head[1:7]] == [
        "School",
        "School – Note",
        "Pupils",
        "2025",
        "2025 – Status",
        "Due",
    ]
    assert first[5].value == "Nearly met"
    assert first[8].number_format == '#,##0" days"'
    assert opened(EN).freeze_panes == "B2"


@pytest.mark.parametrize(
    ("words", "delimiter", "first", "second"),
    [
        (
            VI,
            ";",
            ["Trường *Mẫu*", "TH", "1234", "96,4%", "Gần đạt", "05/03/2025", "-1,8", "12"],
            ["'=HYPERLINK(1)", "TH", "–", "100%", "Đạt", "", "0,0", "12"],
        ),
        (
            EN,
            ",",
            ["Trường *Mẫu*", "TH", "1234", "96.4%", "Nearly met", "05/03/2025", "-1.8", "12"],
            ["'=HYPERLINK(1)", "TH", "–", "100%", "Met", "", "0.0", "12"],
        ),
    ],
)
def test_a_csv_is_written_as_the_language_writes(
    words: Words, delimiter: str, first: list[str], second: list[str]
) -> None:
    data = csv_as_shown(downloads.as_shown(columns(words), ROWS, words), words.lang)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    assert rows[1:] == [first, second]


def test_what_no_workbook_can_hold_is_left_out() -> None:
    made = workbook(Sheet(["a"], [["x\x00\x1by"], ["z"]]), [], ("A", "B"))
    assert [row[0].value for row in load_workbook(io.BytesIO(made))["B"].iter_rows()] == ["a", "xy", "z"]


@pytest.mark.parametrize("keep", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_a_written_number_is_a_text_that_knows_its_value(keep: object) -> None:
    half = keep(written.percent(96.36, "vi"))  # type: ignore[operator]
    assert isinstance(half, Written)
    assert (half, half.value, half.form, half.plain("en")) == ("96,4%", 96.36, "0.0%", "96.4%")
    assert not isinstance(f"{half}", Written)
    money = written.amount(2393.4, "vnd", "vi")
    assert isinstance(money, Written)
    assert (money, money.form, money.plain("vi")) == ("2.393 đ", '#,##0" đ"', "2393")
    year = written.year(2025)
    assert isinstance(year, Written)
    assert (year, year.form, year.plain("vi")) == ("2025", "0", "2025")
    assert written.number(None, "vi") == written.year(None) == written.day(None, "vi") == ""
