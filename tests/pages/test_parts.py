"""The parts that pages are made of: words, marks, CSV, search, figures."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pyarrow as pa
import pytest

from pages.kit import cells, downloads, picker
from pages.kit.choice import Choice, span
from pages.kit.marks import CATEGORY, MARKS, POSITIONS, SIGNALS
from pages.kit.words import Words
from pages.resources.columns import network
from pages.timeliness import figure, sentences

VI, EN = Words("vi"), Words("en")
ROW: dict[str, Any] = {
    "indicator": "i",
    "school_id": "S1",
    "school": "Trường A",
    "title": "Chỉ tiêu",
    "year": 2025,
    "unit": "percent",
    "counts": "ratio",
    "numerator": 1,
    "denominator": 2,
    "value": 50.0,
    "state": "value",
    "unknown": 0,
    "unsettled": False,
    "target": 100.0,
    "target_source": "plan",
    "status": "far",
    "change": "up",
    "polarity": "higher",
    "partial": False,
    "low": 0.0,
    "median": 50.0,
    "high": 100.0,
}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (96.36, "96,4%"),
        (96.35, "96,4%"),
        (84.35, "84,4%"),
        (63.0, "63,0%"),
        (100.0, "100%"),
        (0.04, "0,0%"),
        (None, ""),
    ],
)
def test_percentages_round_half_up_in_vietnamese(value: float | None, written: str) -> None:
    assert VI.percent(value) == written


def test_numbers_dates_and_differences() -> None:
    assert VI.number(1234.5, 1) == "1.234,5"
    assert EN.number(1234.5, 1) == "1,234.5"
    assert VI.day(date(2023, 3, 5)) == "05/03/2023"
    assert VI.points(7.14) == "+7,1 điểm"
    assert VI.points(-2.0, "count") == "−2"
    assert VI.points(0.0) == "0,0 điểm"
    assert VI.points(2393.0, "vnd") == "+2.393 đ"
    assert span((2021, 2022, 2023)) == "2021–2023"


@pytest.mark.parametrize("typed", ["dong", "đông", "Đông", "DONG", "đo\u0302ng", "b3", "tan dong", ""])
def test_search_needs_no_diacritics(typed: str) -> None:
    assert picker.search({"B3": {"folded": "truong thcs tan dong"}}, typed) == {"B3"}


def test_search_finds_only_what_was_typed() -> None:
    assert not picker.search({"B3": {"folded": "truong thcs tan dong"}}, "thanh")


CHOICE = Choice(years=(2024, 2025), year=2025, school="MAU-07")


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_holds_every_row_and_the_state_of_its_own() -> None:
    answer = pa.table(
        {
            "school": ["Trường Đông", "B"],
            "value": [96.4, None],
            "state": ["value", "no_report"],
            "on": [date(2025, 1, 2), None],
        }
    )
    assert read(downloads.csv_bytes(answer)) == [
        ["school", "value", "state", "on"],
        ["Trường Đông", "96.4", "value", "2025-01-02"],
        ["B", "", "no_report", ""],
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "|calc", "%x"])
def test_cells_that_a_spreadsheet_would_run_are_inert(cell: str) -> None:
    assert read(downloads.csv_bytes(pa.table({"name": [cell]})))[1][0].startswith("'")


def test_the_file_name_says_what_years_school_and_day() -> None:
    name = downloads.file_stem("goals", (2024, 2025), CHOICE, "2025-12-31", "internal")
    assert name == "goals_2024-2025_MAU-07_as-of-2025-12-31_internal"


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("background", ["#FFFFFF", "#12161D"])
@pytest.mark.parametrize(
    "colour",
    sorted({mark.colour for marks in (MARKS, SIGNALS, POSITIONS) for mark in marks.values()} | set(CATEGORY)),
)
def test_marks_stand_out_in_light_and_dark(colour: str, background: str) -> None:
    high, low = sorted((luminance(colour), luminance(background)), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 3


def test_every_state_has_a_mark_of_its_own() -> None:
    states = ("met", "near", "far", "value", "no_report", "no_cases", "not_applicable", "masked")
    assert len({MARKS[state].shape for state in states}) == len(states)
    assert len({MARKS[state].symbol for state in states}) == len(states)
    for marks in (SIGNALS, POSITIONS):
        assert len({mark.shape for mark in marks.values()}) == len(marks)
        assert len({mark.symbol for mark in marks.values()}) == len(marks)


STEP = {
    "group": "all", "days": 2.0, "at_risk": 9, "stopped": 1, "ended_otherwise": 0, "share_handled": 0.25,
    "lower": 0.1, "upper": 0.5,
}  # fmt: skip


def bare(text: str) -> str:
    """What is read of a text with markup, its lines beside each other."""
    return re.sub(r"<[^>]+>", "", text.replace("<br>", " "))


def test_the_handling_curve_is_drawn_in_the_clocks_own_unit() -> None:
    start = {**STEP, "days": 0.0, "share_handled": 0.0, "lower": None, "upper": None}
    risk = [{"group": "all", "days": 0.0, "at_risk": 10}, {"group": "all", "days": 1.0, "at_risk": 9}]
    drawn = go.Figure(figure.curves([start, STEP], risk, {"all": "Tất cả"}, "hours", 12.0, VI).to_dict())
    line = next(trace for trace in drawn.data if trace.line.width == 2.5)
    assert list(line.x) == [0, 48]
    assert list(line.y) == [0, 25]
    assert line.line.shape == "hv"
    assert [bare(text) for text in drawn.layout.xaxis.ticktext] == ["0 10", "24 9"]
    assert figure.curves([], [], {}, "days", None, VI).to_dict()["data"] == []


@pytest.mark.parametrize(("most", "shown"), [(260, [0, 30, 60, 90, 120]), (12_600, [0, 60, 120])])
def test_marks_of_a_long_axis_have_room_for_their_numbers(most: int, shown: list[int]) -> None:
    """Over 350 days 30 are a twelfth: room for three digits on a phone, and not for 12.600."""
    start = {**STEP, "days": 0.0, "share_handled": 0.0, "lower": None, "upper": None}
    days = (0, 7, 14, 30, 60, 90, 120)
    risk = [{"group": "all", "days": float(day), "at_risk": most} for day in days]
    spec = figure.curves([start, {**STEP, "days": 350.0}], risk, {"all": ""}, "days", None, VI).to_dict()
    drawn = go.Figure(spec)
    assert list(drawn.layout.xaxis.tickvals) == shown
    assert [bare(text) for text in drawn.layout.xaxis.ticktext] == [
        f"{day} {VI.number(most)}" for day in shown
    ]


@pytest.mark.parametrize(
    ("days", "unit", "written"),
    [(13.9361, "days", "13,9 ngày"), (0.5, "hours", "12,0 giờ"), (None, "days", "chưa đạt")],
)
def test_durations_in_words(days: float | None, unit: str, written: str) -> None:
    assert sentences.duration(days, unit, VI) == written


def test_a_median_that_is_not_reached_is_said() -> None:
    rows: list[dict[str, Any]] = [
        {"group": "2024", "median_days": None},
        {"group": "2025", "median_days": 4.0},
    ]
    sentence = sentences.curve({"2024": "2024"}, rows, "closure", "days", VI)
    assert "2024: chưa đạt" in sentence
    assert "2025" not in sentence


def test_a_curve_without_enough_cases_says_so() -> None:
    assert "chưa đủ dữ liệu" in sentences.curve({}, [], "closure", "days", VI)


def test_a_matrix_explains_its_own_marks_in_one_order() -> None:
    rows = [
        {"status": None, "state": "no_report"},
        {"status": "far", "state": "value"},
        {"status": "met", "state": "value"},
        {"status": "met", "state": "value"},
    ]
    answer = pa.Table.from_pylist(rows)
    assert cells.marks(answer, VI) == "● Đạt · ■ Chưa đạt · – Không có báo cáo"
    assert cells.marks(answer.slice(0, 1), EN) == "– No report"


def test_a_unit_of_a_part_of_the_year_says_since_or_until_when() -> None:
    unit = {"unit": "Xã A", "year": 2025, "counted": True, "valid_from": date(2000, 1, 1), "valid_to": None}
    name = network(EN)[0]
    assert isinstance(name, cells.Column)
    ended = unit | {"valid_to": date(2025, 6, 30)}
    begun = unit | {"counted": False, "valid_from": date(2025, 7, 1)}
    notes = []
    for row in (unit, ended, ended | {"year": 2024}, begun):
        cell = name.content(row)
        assert isinstance(cell, cells.Cell)
        notes.append(cell.note)
    assert notes == ["", "until 30/06/2025", "", "since 01/07/2025"]
