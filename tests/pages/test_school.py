"""Trường: who a school is set beside, what is said of it, and the list to pick from."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.store import Snapshot
from pages.kit import received
from pages.kit.cells import Cell
from pages.kit.marks import MARKS
from pages.kit.words import Words
from pages.school import lists, sentences
from queries import Reader, ask
from tests import ROOT
from tests.given import oracle
from tests.given.tables import tables_of
from tests.pages.conftest import Open

VI, EN = Words("vi"), Words("en")
SAMPLE, PLAN, AS_OF = ROOT / "data" / "sample", ROOT / "data" / "plan", date(2025, 12, 31)
PEERS = 10
#: Two shares that differ by less are the same share, worked out from other parts.
TINY = 1e-6


@pytest.fixture(scope="module")
def values() -> pd.DataFrame:
    return oracle.indicator_values(SAMPLE, PLAN, AS_OF)


def read(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def sizes(year: int) -> dict[str, int]:
    """Pupils of each school in the year, else in the nearest one, the earlier of two as near."""
    rolls: dict[str, dict[int, int]] = {}
    for row in read("enrolment.csv"):
        of = rolls.setdefault(row["school_id"], {})
        of[int(row["year"])] = of.get(int(row["year"]), 0) + int(row["pupils"])
    return {school: of[min(of, key=lambda known: (abs(known - year), known))] for school, of in rolls.items()}


def peers(school: str, year: int) -> list[str]:
    """The ten schools of its level, open in the year, that are nearest to it in pupils; alphabet between equals."""
    known = {row["school_id"]: row for row in read("schools.csv")}
    of = sizes(year)

    def is_open(row: Mapping[str, str]) -> bool:
        return (row["opened_on"] or "0") <= f"{year}-12-31" and (row["closed_on"] or "9") >= f"{year}-01-01"

    level = known[school]["level"]
    others = [row for row in known.values() if row["level"] == level and row["school_id"] != school]
    others = [row for row in others if is_open(row) and row["school_id"] in of]
    if school not in of:
        return []
    # In the sample the ids of one level follow the alphabet.
    others.sort(key=lambda row: (abs(of[row["school_id"]] - of[school]), row["school_id"]))
    return [row["school_id"] for row in others[:PEERS]]


@pytest.mark.parametrize("year", [2021, 2023, 2025])
def test_a_school_is_set_beside_the_nearest_of_its_level(
    year: int, values: pd.DataFrame, snapshot: Snapshot
) -> None:
    """Every school and indicator, counted a second time from the CSVs."""
    known_values: dict[Any, float | None] = {
        (one["school_id"], one["indicator"]): float(one["value"]) if one["state"] == "value" else None
        for one in values[values["year"] == year].to_dict("records")
    }
    names = {row["school_id"]: row["name"] for row in read("schools.csv")}
    compared = 0
    for school in names:
        beside = peers(school, year)
        for row in ask(snapshot, "profile", years=[year], params={"school": school}).to_pylist():
            if row["indicator"] not in oracle.INDICATORS:
                continue
            assert row["peers"] == len(beside)
            assert set(row["peer_schools"] or ()) == {names[one] for one in beside}
            theirs = (known_values[one, row["indicator"]] for one in beside)
            known = [value for value in theirs if value is not None]
            own = known_values[school, row["indicator"]]
            assert row["peers_known"] == len(known)
            assert row["peers_with"] == sum(one > 0 for one in known)
            assert row["peers_lower"] == sum(one < own - TINY for one in known if own is not None)
            assert row["peers_higher"] == sum(one > own + TINY for one in known if own is not None)
            assert row["peers_masked"] == 0
            compared += own is not None and len(known) > 2
    assert compared > 200


def row(**changed: Any) -> dict[str, Any]:
    """A share of one school, of ten schools like it nine known."""
    return {
        "indicator": "pupils_reached", "counts": "ratio", "unit": "percent", "state": "value", "subjects": 1, "unknown": 0,
        "numerator": 80, "denominator": 100, "value": 80.0, "status": None, "peers": 10, "peers_known": 9, "peers_lower": 2,
        "peers_higher": 7, "peers_with": 9, "peers_masked": 0, "title": "Học sinh được tuyên truyền",
    } | changed  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "vietnamese", "english"),
    [
        ({}, "thấp hơn 7 trong 9 trường", "lower than 7 of 9 schools"),
        ({"peers_lower": 6, "peers_higher": 1}, "cao hơn 6 trong 9 trường", "higher than 6 of 9 schools"),
        ({"peers_lower": 4, "peers_higher": 4}, "ở giữa 9 trường", "in the middle of 9 schools"),
        ({"peers_lower": 1, "peers_higher": 0}, "bằng 8 trong 9 trường", "as 8 of 9 schools"),
        # Nobody is lower: it is no middle, though fewer than half are higher.
        ({"peers_known": 8, "peers_lower": 0, "peers_higher": 4}, "thấp hơn 4 trong 8 trường", "lower than 4 of 8 schools"),
        ({"counts": "schools", "numerator": 0, "denominator": 1, "value": 0.0}, "9 trong 9 trường có", "9 of 9 schools have it"),
        ({"counts": "schools", "state": "no_report", "value": None}, "9 trong 9 trường có", "9 of 9 schools have it"),
        # Nothing is said of what is not known, of one or two cases, and beside fewer than three.
        ({"state": "no_report", "value": None, "peers_lower": 0, "peers_higher": 0}, "", ""),
        ({"numerator": 1, "denominator": 2}, "", ""),
        ({"peers_known": 2, "peers_lower": 1, "peers_higher": 1}, "", ""),
    ],
)  # fmt: skip
def test_a_place_among_schools_is_told_in_words(
    changed: dict[str, Any], vietnamese: str, english: str
) -> None:
    assert sentences.beside(row(**changed), VI) == vietnamese
    assert sentences.beside(row(**changed), EN) == english


def test_what_may_not_be_told_of_others_is_masked() -> None:
    """A principal's own figure is exact, those beside it are not: no comparison, and no silence either."""
    assert lists.beside(row(peers_masked=4, peers_known=5), VI) == Cell("", MARKS["masked"])


def goal(title: str, state: str = "value", status: str | None = None, **changed: Any) -> dict[str, Any]:
    return row(title=title, state=state, status=status, **changed)


def test_the_verdict_names_what_is_not_met_and_why_the_rest_is_open() -> None:
    goals = [
        goal("Trường tuyên truyền", status="met"),
        goal("Vi phạm được xử lý", status="far", indicator="violations_handled", numerator=1, denominator=2, value=50.0),
        goal("Trẻ em được hỗ trợ", "masked", value=None),
        goal("Trường dùng dịch vụ", "no_report", value=None),
    ]  # fmt: skip
    assert sentences.answer(goals, "2025", VI) == (
        "Năm 2025 đạt 1 trong 4 mục tiêu; chưa đạt: vi phạm được xử lý (1 trên 2 vi phạm)."
    )
    assert sentences.known(goals, [*goals, row()], "2025", VI) == (
        "Chưa rõ, vì chưa có số liệu năm 2025: trường dùng dịch vụ. Bản chia sẻ không nêu: trẻ em được hỗ trợ. "
        "Chưa rõ 1 trong 5 chỉ tiêu."
    )
    assert sentences.known([row(status="met")], [row()], "2025", VI) == "Chỉ tiêu nào cũng có số liệu."
    silent = [goal(name, "no_report", value=None) for name in ("Một", "Hai")]
    assert (
        sentences.answer(silent, "2021", VI) == "Năm 2021 chưa đánh giá được mục tiêu nào trong 2 mục tiêu."
    )
    closed = [goal("Một", "not_applicable", value=None)]
    assert sentences.answer(closed, "2025", EN) == "The school was not open in 2025."


def test_the_years_of_which_a_line_shows_nothing_are_told_with_the_reason() -> None:
    states = {2021: "no_report", 2022: "no_report", 2023: "no_report", 2024: "no_cases", 2025: "value"}
    years = [{"year": year, "state": state, "status": None} for year, state in states.items()]
    assert sentences.gaps(years) == "– 2021–2023 · ○ 2024"


def test_a_question_has_its_figures_and_names_its_cases() -> None:
    overdue = {
        "reason": "overdue", "clock": "support", "indicator": None, "title": None, "plan": None, "counts": None, "numerator": 8,
        "denominator": None, "value": None, "previous_value": None, "days_late": None, "due_on": date(2022, 7, 7),
    }  # fmt: skip
    cases = {"support": [f"VV-{place}" for place in range(8)]}
    assert sentences.question(overdue, {}, cases, VI) == (
        "Bắt đầu hỗ trợ: 8 việc quá hạn (VV-0, VV-1, VV-2, VV-3, VV-4, VV-5 …), lâu nhất từ 07/07/2022. "
        "Vướng ở đâu, khi nào xong?"
    )
    lacking = overdue | {
        "reason": "answered_no", "clock": None, "indicator": "counselling", "title": "Tổ tư vấn", "plan": "IV.2.6",
        "counts": "schools", "numerator": 0, "denominator": 1, "sessions": None,
    }  # fmt: skip
    assert sentences.question(lacking, {"counselling": "7 trong 9 trường có"}, {}, VI) == (
        "Tổ tư vấn: chưa; 7 trong 9 trường có. Đã có kế hoạch chưa, khi nào xong? (IV.2.6)"
    )


@pytest.mark.parametrize(("school", "year"), [("MAU-06", 2025), ("MAU-02", 2022), ("MAU-28", 2024)])
def test_the_page_counts_the_goals_that_are_met(
    school: str, year: int, values: pd.DataFrame, open_page: Open
) -> None:
    with (PLAN / "goals.csv").open(encoding="utf-8", newline="") as file:
        goals = [row["indicator"] for row in csv.DictReader(file)]
    own = values[(values["school_id"] == school) & (values["year"] == year)].set_index("indicator")
    met = sum(own.loc[name, "status"] == "met" for name in goals)
    app = open_page("school/page", school=school, year=[str(year)])
    assert not app.exception
    assert any(f"Năm {year} đạt {met} trong 4 mục tiêu" in str(element.value) for element in app.markdown)


def test_a_school_without_a_report_is_not_known_and_not_failing(open_page: Open) -> None:
    """MAU-20 sent nothing for 2021: its answers are not known, in another mark than what is masked."""
    app = open_page("school/page", school="MAU-20", year=["2021"])
    tables = {table.key: table for table in tables_of(app)}
    standing = {row["Chỉ tiêu"].split(" I")[0]: row for row in tables["standing"].rows}
    assert standing["Trường có tổ tư vấn"]["2021*"] == "– Không có báo cáo"
    (sent,) = (row for row in tables["sent"].rows if row["Năm"] == "2021")
    assert sent["Báo cáo"] == "■ Chưa gửi"
    assert sent["Đội ngũ"] == "–"
    assert any("Báo cáo năm 2021: chưa gửi; hạn là 30/11/2021." in str(line.value) for line in app.markdown)


def test_the_shareable_edition_says_what_it_does_not_tell(
    released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from streamlit.testing.v1 import AppTest

    monkeypatch.setenv("DASHBOARD_DATA", str(released))
    monkeypatch.chdir(ROOT)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app.query_params["school"], app.query_params["year"] = "MAU-06", "2025"
    app.session_state["tier"] = "shareable"
    app.run()
    app.switch_page("pages/school/page.py").run()
    assert not app.exception
    rows = {
        row["Chỉ tiêu"].split(" I")[0]: row for row in {t.key: t for t in tables_of(app)}["standing"].rows
    }
    assert rows["Vi phạm đã được xử lý"]["2025"] == f"c {VI.text('Masked')}"
    assert rows["Vi phạm đã được xử lý"]["So với 9 trường cùng cấp, cùng cỡ"] == "c"
    assert rows["Trường có tổ tư vấn"]["2025"] == "có"
    texts = [str(element.value) for kind in (app.markdown, app.caption) for element in kind]
    assert any("Bản chia sẻ không nêu: trẻ em được hỗ trợ" in line for line in texts)
    assert any("Bản chia sẻ không nêu việc quá hạn" in line for line in texts)
    assert not any(case in str(element.value) for element in app.markdown for case in ("VV-", "VP-", "GB-"))


def test_a_principal_reads_the_own_cases_and_nobody_else_s(snapshot: Snapshot) -> None:
    reader = Reader("principal", school="MAU-06")
    own = ask(snapshot, "profile", params={"school": "MAU-06"}, reader=reader).to_pylist()
    violations = {row["indicator"]: row for row in own}["violations_handled"]
    assert (violations["state"], violations["numerator"], violations["denominator"]) == ("value", 1, 2)
    assert violations["peers_masked"] > 0
    assert (
        violations["peers_known"]
        == violations["peers_lower"]
        == violations["peers_higher"]
        == violations["peers_with"]
        == 0
    )


def test_the_list_names_every_open_school_with_its_report_and_goals(
    values: pd.DataFrame, open_page: Open
) -> None:
    app = open_page("school/page", year=["2025"])
    (listed,) = tables_of(app)
    names = {row["name"]: row["school_id"] for row in read("schools.csv")}
    assert {row["Trường"] for row in listed.rows} == {name for name, one in names.items() if one != "MAU-27"}
    services = values[(values["year"] == 2025) & (values["indicator"] == "protective_services")]
    shapes = {
        str(one["school_id"]): MARKS[str(one["status"] or one["state"])].shape
        for one in services.to_dict("records")
    }
    states = {
        str(one["school_id"]): str(one["state"])
        for one in oracle.reports(SAMPLE, PLAN, AS_OF).to_dict("records")
        if one["year"] == 2025
    }
    for row in listed.rows:
        school = names[row["Trường"]]
        assert row["Báo cáo"] == MARKS[states[school]].named(VI)
        assert row["I.2.4"] == shapes[school]
    app = open_page("school/page", year=["2025"], level="TH&THCS")
    assert [row["Trường"] for row in tables_of(app)[0].rows] == ["Trường TH&THCS Mẫu 09 – xã Tân Thành"]


def test_a_school_alone_in_its_level_is_set_beside_none(open_page: Open) -> None:
    app = open_page("school/page", school="MAU-09", year=["2025"])
    assert not any("cùng cỡ" in title for table in tables_of(app) for title in table.columns)


def test_the_sent_tables_are_those_of_the_workbook() -> None:
    staffing = received.counts(VI)[received.SENT.index("staffing")].content
    assert staffing({"staffing": 0}) == "–"
    assert staffing({"staffing": 1200}) == "1.200"
