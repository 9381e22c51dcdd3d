"""A column that a page names only: heading, text and side as its question declares them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from data.words import Texts
from pages.kit.cells import declared
from pages.kit.words import Words
from queries.columns import KINDS, Declared, Kind
from queries.written import Written

TITLE = Texts({"vi": "Cột", "en": "Column"})
CASES: list[tuple[Kind, Any, str, str]] = [
    ("id", "MAU-01", "MAU-01", "MAU-01"),
    ("school", "MAU-01", "MAU-01", "MAU-01"),
    ("text", "Trường Mẫu", "Trường Mẫu", "Trường Mẫu"),
    ("code", "removal", "Gỡ bỏ nội dung", "Content removed"),
    ("list", ["A", "B"], "A; B", "A; B"),
    ("yes_no", True, "có", "yes"),
    ("year", 2025, "2025", "2025"),
    ("month", date(2025, 3, 1), "03/2025", "03/2025"),
    ("day", date(2025, 3, 5), "05/03/2025", "05/03/2025"),
    ("moment", datetime.combine(date(2025, 3, 5), time(17, 4)), "17:04 05/03/2025", "17:04 05/03/2025"),
    ("count", 1234, "1.234", "1,234"),
    ("number", 1234.56, "1.234,6", "1,234.6"),
    ("percent", 96.36, "96,4%", "96.4%"),
    ("share", 0.9636, "96,4%", "96.4%"),
    ("money", 1500000, "1.500.000 đ", "1,500,000 đ"),
    ("measured", 96.36, "96,4%", "96.4%"),
]


def test_every_kind_is_written() -> None:
    assert {kind for kind, *_ in CASES} == set(KINDS)


@pytest.mark.parametrize(("kind", "value", "vi", "en"), CASES, ids=[kind for kind, *_ in CASES])
def test_a_value_is_written_by_its_kind(kind: Kind, value: Any, vi: str, en: str) -> None:
    column = Declared("x", kind, TITLE, codes="clock" if kind == "code" else "")
    for lang, text in (("vi", vi), ("en", en)):
        words = Words("en" if lang == "en" else "vi")
        shown = declared(column, words)
        assert shown.title == TITLE.in_language(lang)
        assert shown.content({"x": value, "unit": "percent"}) == text
        if kind != "month":
            assert shown.content({"x": None, "unit": "percent"}) == ""
        typed = isinstance(shown.content({"x": value, "unit": "percent"}), Written)
        assert typed == (kind not in ("id", "school", "text", "code", "list", "yes_no"))


def test_a_name_of_a_school_opens_it() -> None:
    shown = declared(Declared("school", "text", TITLE), Words("vi"))
    assert shown.opens is not None
    assert shown.opens({"school": "Trường Mẫu", "school_id": "MAU-01"}) == "MAU-01"
    assert shown.opens({"school": "Phòng", "school_id": "office"}) == ""
    assert declared(Declared("level", "text", TITLE), Words("vi")).opens is None
