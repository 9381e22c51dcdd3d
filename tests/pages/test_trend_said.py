"""What the trends page says: each rule its sentence, and nothing that no rule supports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pyarrow as pa
import pytest

from pages.kit.choice import Choice
from pages.kit.marks import SIGNALS
from pages.kit.words import Words
from pages.trends import columns, figure, sentences
from pages.trends import schools as trend_schools
from queries import ask
from queries.ranges import Ranges
from tests.bare import series
from tests.given.tables import tables_of
from tests.pages.conftest import Open
from tests.pages.test_choices import text_of

VI, EN = Words("vi"), Words("en")
STATISTICS = (
    "trung vị",
    "poisson",
    "kaplan",
    "99,8%",
    "95%",
    "giới hạn trên",
    "đường giữa",
    "biểu đồ u",
    "biểu đồ g",
)
PLAN = [
    {"year": year, "starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31), "partial": False}
    for year in range(2001, 2006)
]
BASIS: dict[str, Any] = {
    "chart": "months", "points": 30, "fewest": 30, "months": 30, "incidents": 90, "mean": 3.0, "false_alarms": 2.0,
    "last_on": date(2005, 12, 1), "days_since": 30,
}  # fmt: skip
STEADY = [8, 12] * 6


Point = dict[str, Any]


def months(counts: list[int], *chosen: int, pupils: list[int | None] | None = None) -> list[Point]:
    with series(counts, pupils or [10_000] * len(counts)) as source:
        rows = ask(source, "incident_months").to_pylist()
    return [
        {**row, "at": row["month"], "value": row["rate"], "chosen": not chosen or row["year"] in chosen}
        for row in rows
    ]


def gaps(days: list[int], signal: str, way: str = "more") -> list[Point]:
    points: list[Point] = [
        {"at": date(2001, 1, 1 + n), "value": day, "centre": 10, "lower": 2, "upper": 60, "signal": None, "way": None,
         "pupils": None, "chosen": True}
        for n, day in enumerate(days)
    ]  # fmt: skip
    if signal:
        points[-1] |= {"signal": signal, "way": way}
    return points


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ([*STEADY, *STEADY, 40], "40 incidents in 01/2003, more than chance explains"),
        ([*[25, 35] * 12, 5], "5 incidents in 01/2003, fewer than chance explains"),
        ([*STEADY, *[13] * 7], "at least 7 months in a row to 07/2002 above the usual level"),
        ([*[8, 12] * 8, *[7, 8] * 3, 7], "at least 7 months in a row to 11/2002 below the usual level"),
        ([9, 11, 7, 8, 9, 10, 11, 12, 13, 9, 11], "at least 7 months in a row to 09/2001, each higher than the one before"),
        ([11, 9, 13, 12, 11, 10, 9, 8, 7, 11, 9], "at least 7 months in a row to 09/2001, each lower than the one before"),
        ([*[8, 12] * 2, 8, 19, 10, 19, *STEADY], "2 of the 3 months to 08/2001 close to an unusual high"),
        (STEADY, "No month of the whole plan stands out from chance."),
    ],
)  # fmt: skip
def test_each_rule_of_the_months_has_its_sentence(counts: list[int], sentence: str) -> None:
    assert newest(months(counts), "months") == sentence


@pytest.mark.parametrize(
    ("days", "signal", "way", "sentence"),
    [
        ([10, 90], "outside", "fewer", "90 days without an incident up to 02/01/2001 – further apart than chance explains"),
        ([10, 1], "outside", "more", "only 1 days from one incident to that of 02/01/2001 – closer together than chance explains"),
        ([20, 4], "run", "more", "at least 7 intervals in a row to 02/01/2001 shorter than usual – incidents came closer together"),
        ([4, 20], "run", "fewer", "at least 7 intervals in a row to 02/01/2001 longer than usual – incidents came further apart"),
        ([30, 20], "trend", "more", "at least 7 intervals in a row to 02/01/2001, each shorter than the one before – closer and closer together"),
        ([4, 8], "trend", "fewer", "at least 7 intervals in a row to 02/01/2001, each longer than the one before – further and further apart"),
        ([4, 8], "", "", "No interval between incidents stands out from chance."),
    ],
)  # fmt: skip
def test_each_rule_of_the_gaps_has_its_sentence(
    days: list[int], signal: str, way: str, sentence: str
) -> None:
    assert newest(gaps(days, signal, way), "gaps") == sentence


def newest(points: list[Point], chart: str) -> str:
    """The first line of what stands out, without its mark."""
    return sentences.standing_out(points, chart, EN).split("\n")[0].rpartition("] ")[2]


def test_the_limits_do_not_move_with_the_choice() -> None:
    counts = [*STEADY, 40, *STEADY]
    assert [point["upper"] for point in months(counts, 2001)] == [
        point["upper"] for point in months(counts, 2002)
    ]


def test_a_run_that_goes_on_is_said_once() -> None:
    points = months([8, 12] * 4 + [12, 13, 12, 11, 13, 12, 11, 13] + [7, 8, 7, 8, 9, 7])
    assert sum(1 for point in points if point["signal"]) == 3
    assert [(point["at"], point["way"]) for point in sentences.signals(points)] == [
        (date(2002, 4, 1), "more")
    ]


def test_many_signals_are_named_up_to_five() -> None:
    points = months([*[20, 20, 20, 20, 20, 20, 90] * 8], 2001, 2002, 2003, 2004, 2005)
    signals = len(sentences.signals(points))
    assert signals > 5
    assert sentences.standing_out(points, "months", EN).endswith(
        f"and {signals - 5} more, in the table below"
    )


def test_too_few_points_say_so() -> None:
    few = BASIS | {"points": 9, "fewest": 9, "baseline": 24}
    below = sentences.below_series(few, months([5] * 9), [], [], VI)
    assert "Giới hạn tạm thời: 9 điểm, chưa đủ 12." in below
    short = sentences.below_series(few | {"points": 30}, months([5] * 30), [], [], VI)
    assert "Giới hạn tạm thời: đoạn ngắn nhất có 9 điểm, chưa đủ 12." in short
    assert "tạm thời" not in sentences.below_series(BASIS | {"baseline": 24}, months(STEADY), [], [], VI)


def test_months_without_a_rate_are_named_by_their_reason() -> None:
    pupils: list[int | None] = [100, None, None, None, 100, None, 100]
    assert (
        sentences.no_rate(months([1] * 7, pupils=pupils), EN)
        == "No rate without enrolment: 02/2001–04/2001, 06/2001."
    )
    part = [{"at": date(2001, 1, 1), "value": None, "pupils": 100}]
    assert sentences.no_rate(part, EN) == "No rate, only partly in the plan: 01/2001."
    assert sentences.no_rate(months(STEADY), EN) == ""


def test_every_signal_has_a_word_and_every_text_a_signal() -> None:
    signs = {
        (chart, kind, way) for chart in ("months", "gaps") for kind in SIGNALS for way in ("more", "fewer")
    }
    assert signs - {("gaps", "two_of_three", "more"), ("gaps", "two_of_three", "fewer")} == set(
        sentences.SIGNAL_TEXTS
    )


def method(words: Words, *changes: dict[str, Any], **basis: Any) -> str:
    return sentences.method(BASIS | {"baseline": 24} | basis, changes, YEAR, words)


def test_the_chart_says_which_it_is() -> None:
    assert "Biểu đồ u" in method(VI)
    assert "biểu đồ g" in method(VI, chart="gaps")
    few = method(EN, chart="none")
    assert "u-chart" not in few
    assert "g-chart" not in few


# Schools.

PLACES = ["inside", "above_998", "above_95", "below_95", "below_998", None, None]


def schools(places: list[str | None], *known: int) -> list[dict[str, Any]]:
    return [
        {
            "school_id": f"T{n}", "school": f"Trường {n}", "incidents": n if place or n in known else None,
            "pupils": 100 * n + 100 if place else None, "rate": 1.0 * n if place else None, "centre": 4.0, "wide_lower95": 1.0,
            "wide_upper95": 9.0, "lower998": 0.0, "upper998": 12.0, "wide_lower998": 0.0, "wide_upper998": 14.0,
            "pupil_years": 100.0 * n + 100 if place else None, "overdispersion": 2.74, "position": place,
            "years": 1, "reported": 1, "known": 1 if place or n in known else 0, "with_pupils": 1, "sessions": 4,
        }
        for n, place in enumerate(places)
    ]  # fmt: skip


def where(places: list[str | None], *known: int) -> str:
    rows = schools(places, *known)
    apart = [row for row in rows if row["position"] != "inside"]
    return sentences.where(apart, len(rows) - len(apart), EN)


def table(rows: list[dict[str, Any]]) -> pa.Table:
    words, counts = ("school_id", "school", "position"), ("incidents", "pupils", "known")
    limits = ("lower998", "upper998", "wide_lower95", "wide_upper95", "wide_lower998", "wide_upper998")
    shares = ("rate", "centre", "overdispersion", "pupil_years", *limits)
    kinds = (
        dict.fromkeys(words, pa.string())
        | dict.fromkeys(counts, pa.int64())
        | dict.fromkeys(shares, pa.float64())
    )
    return pa.Table.from_pylist(rows, schema=pa.schema(list(kinds.items())))


def test_schools_outside_are_named_and_absent_ones_are_no_zero() -> None:
    rows = schools(PLACES, 5)
    assert where(PLACES, 5) == "Far more than schools of their size: Trường 1. Far fewer: Trường 4."
    assert [sentences.place(row) for row in rows[4:]] == ["below_998", "no_rate", "no_report"]
    assert sentences.positions(rows[1:], 1, EN) == (
        "Far more than usual: 1; More than usual: 1; As usual: 1; Fewer than usual: 1; "
        "Far fewer than usual: 1; No enrolment: 1; No report: 1"
    )


def test_where_with_nobody_and_no_rate() -> None:
    assert (
        where(["inside"] * 3)
        == "No school has far more or far fewer incidents than chance explains in schools of its size."
    )
    assert where([None]) == "No school has a rate: enrolment is missing."
    assert where([]) == ""
    assert where(["above_998"] * 8).endswith("Trường 4 and 3 more schools, in the table and the files below.")


def test_one_school_is_told_of_by_its_row_alone(open_page: Open) -> None:
    """MAU-02 is far above in all years: the list of the whole district names it, its own page shows the row."""
    named = "Cao hơn thường thấy"
    shown = open_page("trends/page", school="MAU-02", compare="all")
    assert "trường cùng quy mô: Trường" not in text_of(shown)
    rows = next(table.rows for table in tables_of(shown) if table.key == "schools_standing_out")
    assert len(rows) == 1
    assert named in rows[0]["So với trường cùng quy mô"]


def test_overdispersion_is_said_or_why_not() -> None:
    text = sentences.overdispersion(2.74, VI)
    assert text.startswith("Độ phân tán vượt mức 2,7")
    # The root of 2.74.
    assert "gấp 1,7 lần" in text
    assert "không quá 1" in sentences.overdispersion(1.0, VI)
    assert "not worked out" in sentences.overdispersion(None, EN)


# Exposure.

NOTHING_MASKED = Ranges((), "en")

YEAR: dict[str, Any] = {
    "year": None, "incidents": 0, "children": 0, "pupils": 246, "sessions": 4, "left_out": 0, "state": "value"
}  # fmt: skip


def test_exposure_stands_beside_zero_and_silence_is_no_zero() -> None:
    assert (
        sentences.exposure(YEAR, False, NOTHING_MASKED, EN)
        == "0 incidents received, 0 children concerned · 246 pupils · 4 activities held"
    )
    silent = sentences.exposure(
        YEAR | {"incidents": None, "pupils": None, "sessions": None, "state": "no_report"},
        False,
        NOTHING_MASKED,
        EN,
    )
    assert silent == "Neither a report nor an incident: silence is not zero"
    assert (
        sentences.exposure(YEAR | {"state": "not_applicable"}, False, NOTHING_MASKED, EN)
        == "No school of this selection was open in this time"
    )
    assert "added over the years" in sentences.exposure(YEAR, True, NOTHING_MASKED, EN)
    assert "reports ended as duplicate" not in sentences.method(None, [], YEAR, EN)
    assert "- 2 reports ended as duplicate" in sentences.method(None, [], YEAR | {"left_out": 2}, EN)


CHANGE: dict[str, Any] = {
    "first_year": 2021, "first_rate": 2.04, "last_year": 2025, "last_rate": 3.38, "p_value": 0.0312, "change": "up"
}  # fmt: skip


def answered(*changes: Mapping[str, Any], row: dict[str, Any] = YEAR) -> str:
    choice = Choice((2025,), 2025, place="toàn huyện")
    return sentences.answer(changes, row, choice, Ranges((), "vi"), VI)


def test_the_change_is_said_as_far_as_chance_allows() -> None:
    rise = "Tăng từ 2,0 lên 3,4 vụ trên 1.000 học sinh từ 2021 đến 2025; nhiều hơn mức ngẫu nhiên"
    assert answered(CHANGE) == f"{rise} · toàn huyện"
    assert answered(CHANGE | {"change": "down"}).startswith("Giảm từ 2,0 xuống 3,4 vụ")
    assert "; thay đổi không vượt mức ngẫu nhiên · " in answered(CHANGE | {"change": "none"})
    since = CHANGE | {"first_year": 2024, "first_rate": 3.3, "change": "none"}
    assert answered(CHANGE, since) == (
        f"{rise}. Từ 2024 (3,3) đến 2025 (3,4): thay đổi không vượt mức ngẫu nhiên · toàn huyện"
    )
    # Without two years to compare: what is known of this one.
    assert answered().startswith("2025, toàn huyện: ")
    assert "p = 0,031." in method(VI, CHANGE)


def test_without_the_test_the_rates_are_told_alone() -> None:
    """The shareable edition tells yearly rates, and of no test between them."""
    rates = {2021: 9.0, 2022: 4.58, 2023: None, 2024: 6.5, 2025: 7.02}
    years = [{"year": year, "rate": rate, "partial": year == 2021} for year, rate in rates.items()]
    choice = Choice((2025,), 2025, against=2024)
    changes = sentences.compared(years, choice)
    assert [(row["first_year"], row["last_year"]) for row in changes] == [(2022, 2025), (2024, 2025)]
    assert answered(*changes[:1]) == "4,6 vụ trên 1.000 học sinh năm 2022, 7,0 vụ năm 2025 · toàn huyện"
    assert "Poisson" not in sentences.method(None, changes, YEAR, EN)
    for year in (2021, 2022, 2023):
        assert not sentences.compared(years, Choice((year,), year))


def test_groups_with_most_cases_come_first_unless_they_have_an_order() -> None:
    counts = {"a": 3, "b": None, "c": 20, "d": 3}
    rows = [{"group": group, "year": None, "incidents": count} for group, count in counts.items()]
    order = [line[None]["group"] for line in columns.group_lines(rows, "category")]
    assert order == ["c", "a", "d", "b"]
    assert [line[None]["group"] for line in columns.group_lines(rows, "severity")] == list("abcd")


# Figures.


def funnel(rows: list[dict[str, Any]]) -> go.Figure:
    rated = table([row for row in rows if row["rate"] is not None])
    drawn = figure.funnel(trend_schools.marks(rated, []), trend_schools.limits(rated), VI)
    return go.Figure(drawn.to_dict())


def test_dates_of_signals_stand_apart_above_all_marks() -> None:
    """Of many signals in a row the newest is dated, and each other one that has room beside those dated."""
    points = months([*[20, 20, 20, 20, 20, 20, 90] * 8])
    drawn = go.Figure(figure.series(points, "months", PLAN, [], VI).to_dict())
    dates = drawn.data[-2]
    assert dates.text[0] == VI.month(max(point["at"] for point in points if point["signal"]))
    length = (date(2005, 12, 31) - date(2001, 1, 1)).days
    order = sorted(dates.x)
    assert len(order) > 1
    assert all((b - a).days > figure.ROOM * length for a, b in pairwise(order))
    assert min(dates.y) > max(point["value"] for point in points)


def test_figures_draw_nothing_one_and_absent() -> None:
    rebases = [{"date": date(2001, 3, 1), "reason": "Đầu mối mới"}]
    for points in ([], months([5]), months([5, 0, 3], pupils=[100, None, 0])):
        drawn = go.Figure(figure.series(points, "months", PLAN, rebases, VI).to_dict())
        assert any(note.text == "A" for note in drawn.layout.annotations)
        assert sentences.rebased(rebases, VI) == "Tính lại từ: A 01/03/2001 Đầu mối mới."
        assert None in drawn.data[2].y or len(points) < 2
    go.Figure(figure.series(gaps([4, 90], "outside"), "gaps", PLAN, [], VI).to_dict())
    for rows in ([], schools([None, None]), schools(["inside"]), schools(PLACES)):
        drawn = funnel(rows)
        assert len(drawn.data[-1].x) == sum(1 for row in rows if row["rate"] is not None)
        assert [data[0] for data in drawn.data[-1].customdata or ()] == [
            row["school_id"] for row in rows if row["position"]
        ]


def test_a_funnel_that_few_rates_would_squeeze_is_cut_and_says_who_lies_above() -> None:
    """Forty schools with rates up to 9 and limits up to 14; one at 60, one at 100: the frame ends above 14."""
    rows = schools(["inside"] * 42)
    for place, row in enumerate(rows):
        row["rate"] = {0: 60.0, 1: 100.0}.get(place, 1.0 * (place % 10))
    drawn = funnel(rows)
    low, high = drawn.layout.yaxis.range
    points = drawn.data[-1]
    marks = {
        data[0]: (y, text) for data, y, text in zip(points.customdata, points.y, points.text, strict=True)
    }
    # 60 is nearly all of them, and so the frame's height; only 100 is above it.
    assert low < 0 < 60 < high < 100
    assert marks["T0"][0] == 60
    assert 60 < marks["T1"][0] < high
    assert marks["T1"][1].strip("\u2002") == "↑ 100,0"
    (note,) = [note.text for note in drawn.layout.annotations if "ngoài khung" in note.text]
    assert note == "↑ 1 trường ngoài khung:<br>Trường 1: 100,0"
    for row in rows[:2]:
        row["rate"] = 20.0
    whole = funnel(rows)
    assert max(whole.data[-1].y) == 20
    assert not [note for note in whole.layout.annotations if "ngoài khung" in note.text]


def test_many_schools_above_a_cut_funnel_are_counted_and_the_highest_named() -> None:
    """Of 1,000 schools five at 90 to 94: three are named with their rates, and two more counted."""
    rows = schools(["inside"] * 1000)
    for place, row in enumerate(rows):
        row["rate"] = 90.0 + place if place < 5 else 1.0 * (place % 10)
    drawn = funnel(rows)
    (note,) = [note.text for note in drawn.layout.annotations if "ngoài khung" in note.text]
    assert note.split("<br>") == [
        "↑ 5 trường ngoài khung:", "Trường 4: 94,0", "Trường 3: 93,0", "Trường 2: 92,0", "và 2 trường khác",
    ]  # fmt: skip
    assert drawn.layout.yaxis.range[1] == pytest.approx(14 * figure.END)
    assert len(drawn.data[-1].x) == 1000


# The page.


def test_the_district_hears_its_months_and_who_lies_outside(open_page: Open) -> None:
    shown = text_of(open_page("trends/page", year=["2024"]))
    # 43 incidents of 9,381 pupils in 2022 and 66 of 10,090 in 2024: p = 0.07. In 2023 55 of 9,897, some of
    # them in a school that was open for part of the year only.
    assert (
        "4,6 vụ trên 1.000 học sinh năm 2022, 6,5 vụ năm 2024; thay đổi không vượt mức ngẫu nhiên. "
        "Từ 2023 (5,7) đến 2024 (6,5): thay đổi không vượt mức ngẫu nhiên · toàn huyện" in shown
    )
    assert "14 vụ trong tháng 10/2024, nhiều hơn mức ngẫu nhiên" in shown
    assert "Không tính tỷ lệ vì chỉ một phần tháng thuộc kế hoạch: 09/2021." in shown


def test_above_the_fold_there_are_no_words_of_statistics(open_page: Open) -> None:
    for page in ("trends/page", "timeliness/page"):
        shown = text_of(open_page(page)).lower()
        assert not [word for word in STATISTICS if word in shown], page


@pytest.mark.parametrize(
    ("school", "expected"),
    [
        ("MAU-02", "Số ngày từ vụ này đến vụ kế tiếp"),
        ("MAU-15", "Giới hạn tạm thời: 10 điểm, chưa đủ 12"),
        ("MAU-10", "Suốt thời gian kế hoạch không ghi nhận vụ nào."),
        ("MAU-12", "im lặng không phải là số 0"),
        ("MAU-27", "không có trường nào thuộc lựa chọn đang hoạt động"),
    ],
)
def test_one_school_hears_what_its_few_incidents_bear(school: str, expected: str, open_page: Open) -> None:
    app = open_page("trends/page", school=school)
    assert not app.exception
    assert expected in text_of(app)


@pytest.mark.parametrize(
    ("address", "by"),
    [("Nền tảng", "platform"), ("Nơi tiếp nhận", "intake"), ("Mức độ", "severity"), ("Nhóm tuổi", "age_band"), ("không có", "category")],
)  # fmt: skip
def test_every_grouping_opens_from_its_address(address: str, by: str, open_page: Open) -> None:
    """The address carries the words, as it carries the language."""
    app = open_page("trends/page", by=address)
    assert app.session_state["by"] == by
    assert not app.exception
    assert not app.error
