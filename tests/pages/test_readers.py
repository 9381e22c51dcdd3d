"""Every page for every awkward reader, without a browser: words come, never an exception."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

import dashboard
from data.publish import publish_sample
from data.store import Store
from pages.kit.words import Words
from tests import ROOT

#: Each page and its question in both languages ("": the front door's own).
PAGES = {
    file if place else "": tuple(Words(lang).text(question) for lang in ("vi", "en"))
    for place, (_, file, _, _, _, question) in enumerate(dashboard.PAGES)
}

#: What stands in the address, and what must be said because of it.
READERS: dict[str, tuple[dict[str, str | list[str]], str]] = {
    "nothing chosen": ({}, "31/12/2025"),
    "one school": ({"school": "MAU-03"}, "Mẫu 03"),
    "a school that never reported": ({"school": "MAU-12"}, "Mẫu 12"),
    "a school closed before": ({"school": "MAU-27", "year": "2025"}, "Mẫu 27"),
    "a school not yet open": ({"school": "MAU-05", "year": "2021"}, "Mẫu 05"),
    "all years": ({"year": ["2021", "2022", "2023", "2024", "2025"]}, "2021–2025"),
    "the part-year": ({"year": "2021"}, "2021"),
    "a level": ({"level": "TH&THCS"}, "TH&THCS"),
    "a commune": ({"unit": "28051"}, "Mỹ Thạnh"),
    "a unit of 2025": ({"unit": "28051-2025"}, "Mỹ Thạnh"),
    "a level that the commune lacks": ({"unit": "28069", "level": "THCS"}, "28069"),
    "an unknown school": ({"school": "KHONG-CO"}, "KHONG-CO"),
    "an unknown year": ({"year": "1999"}, "1999"),
    "no number": ({"year": "hai nghìn"}, "hai nghìn"),
    "a script": ({"school": "<script>alert(1)</script>"}, "scriptalert1"),
    "an SQL text": ({"level": "' OR 1=1 --"}, "OR 11 \u2060\\-\u2060\u2060\\-\u2060"),
    "English": ({"lang": "en"}, "Figures as of 31/12/2025"),
    "a language that is not there": ({"lang": "xx"}, "31/12/2025"),
}


@pytest.fixture(scope="module", autouse=True)
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("snapshots")
    publish_sample(Store(folder))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(folder))
        yield


def opened(page: str, address: dict[str, str | list[str]]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    if page:
        app.switch_page(page).run()
    return app


def texts_of(app: AppTest) -> str:
    """All words on the page."""
    kinds = (
        app.title,
        app.header,
        app.subheader,
        app.markdown,
        app.caption,
        app.warning,
        app.error,
        app.info,
    )
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def test_each_page_has_a_question_of_its_own_in_each_language() -> None:
    assert PAGES[""] == ("Kế hoạch có đang đạt mục tiêu không?", "Is the plan meeting its goals?")
    listed = [question for questions in PAGES.values() for question in questions]
    assert len(set(listed)) == 2 * len(dashboard.PAGES)
    assert all(question.endswith("?") for question in listed)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("reader", READERS)
def test_every_reader_gets_words(page: str, reader: str) -> None:
    address, expected = READERS[reader]
    app = opened(page, address)
    assert not app.exception
    assert not app.error, [element.value for element in app.error]
    words = texts_of(app)
    if not page:
        assert expected in words
    lang = "en" if address.get("lang") == "en" else "vi"
    assert app.title[0].value == PAGES[page][lang == "en"]
    assert ("SAMPLE DATA" if lang == "en" else "DỮ LIỆU MẪU") in words


def test_nothing_is_shown_as_zero_where_nothing_is_known() -> None:
    """The school that never reported: its answers are unknown, in words."""
    app = opened("pages/school/page.py", {"school": "MAU-12", "year": "2023"})
    assert not app.exception
    assert "0%" not in texts_of(app)
