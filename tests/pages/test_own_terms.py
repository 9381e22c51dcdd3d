"""Sums are told with what is not known, and one school in its own terms: never 0/1, +100 points or 0% to 100%."""

from __future__ import annotations

from typing import Any

import pytest

from data.store import Snapshot
from data.words import Text
from pages.documents.report import school
from pages.kit import cells, phrases
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.overview import columns
from pages.school import sentences
from queries import ask, written

VI, EN = Words("vi"), Words("en")
#: A sum over schools of which 22 have it, 3 have not and 2 are not known.
SUM: dict[str, Any] = {
    "counts": "schools", "unit": "percent", "state": "value", "numerator": 22, "denominator": 27, "unknown": 2,
    "value": 2200 / 27, "subjects": 27, "known": 25, "weight": "schools", "indicator": "counselling",
}  # fmt: skip
PERSONS = SUM | {
    "counts": "ratio",
    "numerator": 9_120,
    "denominator": 10_300,
    "unknown": 640,
    "weight": "pupils",
}
#: One school that either has it or has not.
ONE = SUM | {"subjects": 1, "known": 1, "numerator": 1, "denominator": 1, "unknown": 0, "value": 100.0}


@pytest.mark.parametrize(
    ("row", "vietnamese", "english"),
    [
        (SUM, "22 có · 3 chưa · 2 chưa rõ", "22 yes · 3 not yet · 2 not known"),
        (SUM | {"unknown": 0}, "22 có · 5 chưa", "22 yes · 5 not yet"),
        (SUM | {"state": "no_report", "numerator": 0, "unknown": 27}, "0 có · 0 chưa · 27 chưa rõ",
         "0 yes · 0 not yet · 27 not known"),
        (PERSONS, "9.120 trên 10.300 · chưa rõ 640", "9,120 of 10,300 · 640 not known"),
        # Nothing tells how many pupils the two schools have.
        (PERSONS | {"unknown": None}, "9.120 trên 10.300 · chưa rõ 2 trường", "9,120 of 10,300 · 2 schools not known"),
        (PERSONS | {"weight": "schools", "unknown": 1}, "9.120 trên 10.300 · chưa rõ 1 trường",
         "9,120 of 10,300 · 1 school not known"),
        (SUM | {"counts": "count", "denominator": None}, "22 · chưa rõ 2 trường", "22 · 2 schools not known"),
        (SUM | {"state": "masked", "counts": "ratio", "numerator": None, "numerator_least": 26, "numerator_most": 30,
                "denominator_least": 31, "denominator_most": 31},
         "26–30 trên 31 · chưa rõ 2 trường", "26–30 of 31 · 2 schools not known"),
        (ONE, "", ""),
    ],
)  # fmt: skip
def test_a_sum_is_told_with_its_parts(row: dict[str, Any], vietnamese: str, english: str) -> None:
    assert VI.parts(row) == vietnamese
    assert EN.parts(row) == english


@pytest.mark.parametrize(
    ("changed", "vietnamese", "english"),
    [
        ({}, "có", "yes"),
        ({"numerator": 0}, "chưa", "not yet"),
        ({"numerator": 0, "sessions": 1, "sessions_needed": 2}, "1 trên 2 buổi", "1 of 2 sessions"),
        ({"numerator": 1, "sessions": 3, "sessions_needed": 2}, "có, 3 buổi", "yes, 3 sessions"),
        ({"state": "no_report"}, "", ""),
        ({"counts": "ratio", "value": 84.35}, "84,4%", "84.4%"),
    ],
)
def test_one_school_is_told_in_its_own_terms(changed: dict[str, Any], vietnamese: str, english: str) -> None:
    assert VI.own(ONE | changed) == vietnamese
    assert EN.own(ONE | changed) == english


def test_a_turn_of_one_school_is_no_difference_in_points() -> None:
    row = ONE | {"change": "up", "difference": 100.0, "polarity": "higher", "title": "Trường có tổ tư vấn"}
    assert VI.measured(row) == "có"
    assert columns._change(row, VI).data()["mark"][0::2] == ["↑", "từ chưa thành có"]
    assert columns._span(row, VI) == ""
    fallen = columns._change(row | {"change": "down"}, VI).data()["mark"]
    assert fallen[0::2] == ["↓", "từ có thành chưa"]
    assert columns._change(row, EN).data()["mark"][2] == "from not yet to yes"
    # A sum over several schools moves in points, as before.
    assert columns._change({**row, "subjects": 27}, VI).data()["mark"][0::2] == ["↑", "100,0 điểm, tốt hơn"]


def test_what_silence_may_turn_is_said_beside_the_status() -> None:
    row = SUM | {"status": "far", "polarity": "higher", "gap": -3.0, "unsettled": True}
    assert phrases.standing_of(row, VI) == "■ Chưa đạt · chưa rõ"
    assert phrases.standing_of(row | {"unsettled": False}, VI) == "■ Chưa đạt"


@pytest.mark.parametrize("words", [VI, EN], ids=["vi", "en"])
def test_no_school_of_the_sample_is_told_as_a_fraction_of_one(words: Words, snapshot: Snapshot) -> None:
    """Every school's values, and the questions to its principal, on screen and in Word."""
    texts: list[str] = []
    for name in ("MAU-01", "MAU-05", "MAU-12", "MAU-20"):
        for year in (2022, 2023, 2024, 2025):
            given = {"school": name, "lang": words.lang}
            for row in ask(snapshot, "profile", years=[year], params=given).to_pylist():
                if row["counts"] == "schools":
                    alone = {**row, "subjects": 1, "difference": row["difference"]}
                    texts += [phrases.measured(alone, words), cells.moved(alone, words)]
            rows = ask(snapshot, "school_questions", years=[year], params=given).to_pylist()
            of_schools = [row for row in rows if row["counts"] == "schools"]
            texts += [sentences.question(row, {}, {}, words) for row in of_schools]
            texts += [school._question(row) for row in of_schools]
    assert len(texts) > 200
    sessions = Text("{sessions} of {needed} sessions")
    for text in texts:
        assert not any(part in text for part in ("0/1", "1/1", "100%", "0%", "100,0 điểm", "100.0 points")), (
            text
        )
    assert any(sessions.in_language(words.lang, sessions=1, needed=2) in text for text in texts)
    assert any(written.turned("up", words.lang) in text for text in texts)


#: One school's share of children.
CHILDREN = ONE | {
    "counts": "ratio",
    "indicator": "victims_supported",
    "numerator": 7,
    "denominator": 7,
    "target": None,
}


def test_one_school_is_told_in_its_own_terms_on_every_page() -> None:
    """Never 100% of seven children, and what the value says does not stand beside it once more."""
    row = CHILDREN | {"status": "met", "title": "Trẻ em", "unsettled": False}
    assert cells.value(row, VI).text == phrases.value(row, VI) == "7 trên 7 trẻ em"
    assert phrases.headline(row, EN) == "**Trẻ em** · 7 of 7 children · ● Met"
    assert phrases.parts(row, VI) == ""
    few = row | {"indicator": "content_removed", "numerator": 1, "denominator": 2, "value": 50.0}
    assert cells.value(few, VI).text == "1 trên 2 yêu cầu gỡ bỏ"
    trained = few | {"indicator": "staff_trained"}
    assert cells.value(trained, EN).text == "1 of 2 staff"
    for other in (trained | {"denominator": 4, "value": 25.0}, few | {"subjects": 2, "value": 25.0}):
        assert cells.value(other, VI).text == "25,0%"
    goals = [row | {"paragraph": "I.2.2"}]
    choice = Choice((2025,), 2025)
    years = [{**row, "year": 2025, "partial": False, "target_source": None}]
    titles = [column.title for column in columns.goals(goals, years, choice, EN)]
    assert "Schools, children, violations" not in titles


def test_several_years_of_one_school_are_counted_in_years(snapshot: Snapshot) -> None:
    """Neither 80% nor "yes": in how many of its years, and of how many nothing is known."""
    for school_id in ("MAU-06", "MAU-20"):
        rows = ask(snapshot, "indicator_years", schools=[school_id]).to_pylist()
        alone = [row for row in rows if row["indicator"] == "counselling" and row["year"] is not None]
        together = next(row for row in rows if row["indicator"] == "counselling" and row["year"] is None)
        yes, years = sum(row["value"] == 100 for row in alone), sum(row["subjects"] for row in alone)
        silent = sum(row["state"] == "no_report" for row in alone)
        assert years == 5
        assert cells.value(together, VI).text == f"{yes} trên {years} năm"
        assert phrases.parts(together, EN) == (f"{silent} not known" if silent else "")


def test_sessions_are_told_wherever_one_schools_year_is(snapshot: Snapshot) -> None:
    (profile,) = (
        row
        for row in ask(snapshot, "profile", years=[2024], params={"school": "MAU-06"}).to_pylist()
        if row["indicator"] == "awareness_schools"
    )
    rows = ask(snapshot, "indicator_years", years=[2024], schools=["MAU-06"]).to_pylist()
    row = next(row for row in rows if row["indicator"] == "awareness_schools" and row["year"] == 2024)
    assert written.own(row, "vi") == written.own(profile, "vi") != ""
