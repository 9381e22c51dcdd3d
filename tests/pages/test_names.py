"""A name is text on every page, in every element: never markup, and never a sign that stands in for it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import PAGES
from pages.kit import inert
from pages.kit.figure import folded
from tests import ROOT
from tests.given.names import LETTERS, MARKUP, NAMES
from tests.whole.fuzz.visits import faults

#: Where the browser draws a text letter by letter: tables, lists to choose from, texts for readers of screens.
PLAIN = {
    "ArrowData.data", "Dataframe.alt", "PlotlyChart.alt", "DeckGlJsonChart.alt", "DeckGlJsonChart.json", "Selectbox.options", "PageInfo.query_string",
}  # fmt: skip
CHOICES: dict[str, dict[str, str | list[str]]] = {
    "everything": {"year": ["2021", "2022", "2023", "2024", "2025"]},
    "a level in a commune": {"year": ["2024"], "level": "TH", "unit": "28036"},
    "a school": {"year": ["2024", "2025"], "school": "MAU-06"},
}


@pytest.fixture(scope="module", params=NAMES)
def names(request: pytest.FixtureRequest, named: Callable[[str], Path]) -> Iterator[tuple[str, ...]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(named(request.param)))
        patch.setattr("pages.kit.block.details", _unfolded)
        yield NAMES[request.param]
    st.cache_data.clear()
    st.cache_resource.clear()


def _unfolded(key: str, label: str, draw: Callable[[], None]) -> None:
    with st.expander(label, expanded=True, key=f"{key}_details"):
        draw()


@pytest.mark.parametrize("choice", CHOICES)
def test_a_name_is_text_on_every_page(names: tuple[str, ...], choice: str) -> None:
    marked = [name for name in names if inert.inert(name) != name]
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    for key, value in CHOICES[choice].items():
        app.query_params[key] = value
    shown: set[str] = set()
    for _, page, *_ in PAGES:
        app.switch_page(page).run()
        assert faults(app) == [], page
        for field, text in _texts(app):
            assert inert.as_text(text) == text, f"{page} {field}: a stand-in is shown in {text!r}"
            shown |= {name for name in names if name in text}
            if field == "PlotlyChart.spec":
                _assert_no_tag_but_ours(text)
            elif field not in PLAIN:
                assert [name for name in marked if name in text] == [], f"{page} {field}: {text!r}"
    assert shown, "the names are nowhere: nothing was tested"


def test_rows_are_read_in_one_place() -> None:
    """Whoever reads a table's texts elsewhere gets them as they are, and may show them as markup.

    Word files and CSVs have none.
    """
    reads = re.compile(r"\.(to_pylist|to_pydict|to_pandas|fetch\w+)\(")
    without_markup = {ROOT / "pages/documents" / name for name in ("report", "export")}
    files = {
        path.name
        for path in (ROOT / "pages").rglob("*.py")
        if path.parent not in without_markup and reads.search(path.read_text(encoding="utf-8"))
    }
    assert files == {"inert.py"}


@pytest.mark.parametrize(
    "name",
    [
        "Trường TH&THCS Mẫu (cơ sở 2)",
        "17:00 30/11/2025",
        "snake_case_code",
        "A-B, C; D: E! F?",
        "50% + 1 = 51",
        "v1.2.3",
    ],
)
def test_an_ordinary_name_goes_untouched(name: str) -> None:
    assert inert.inert(name) == name


@pytest.mark.parametrize("name", MARKUP)
def test_a_name_comes_out_as_it_went_in(name: str) -> None:
    carried = inert.inert(name)
    assert inert.as_text(carried) == name
    assert json.loads(inert.as_json_text(json.dumps(carried, ensure_ascii=False))) == name
    # Without what is not drawn, each sign has a backslash before it, as Markdown writes a sign.
    written = inert.as_markdown(carried).replace("\u2060", "")
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", written) == name


def _assert_no_tag_but_ours(spec: str) -> None:
    """Plotly reads some tags: a figure has no other than those that break lines or make bold."""
    for text in _strings(json.loads(spec)):
        bare = text
        for tag in ("<br>", "<b>", "</b>", "<extra>", "</extra>", "<span", "</span>"):
            bare = bare.replace(tag, "")
        assert "<" not in bare, text
        assert "Mẫu</b>" not in text, text


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _texts(app: AppTest) -> Iterator[tuple[str, str]]:
    """Every text that reaches the browser, and the field that it is in: Markdown.body."""
    for element in app._tree:
        proto = getattr(element, "proto", None)
        if proto is not None:
            yield from _fields(proto)


def _fields(message: Any) -> Iterator[tuple[str, str]]:
    for field, value in message.ListFields():
        name = f"{message.DESCRIPTOR.name}.{field.name}"
        for one in value if field.is_repeated else [value]:
            if hasattr(one, "ListFields"):
                yield from _fields(one)
            elif isinstance(one, str | bytes):
                yield name, one.decode("utf-8", "replace") if isinstance(one, bytes) else one


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("", ""),
        ("Trường TH Mẫu 01", "Trường TH Mẫu 01"),
        ("Trường TH Mẫu 03 – thị trấn Thủ Thừa", "Trường TH Mẫu 03<br>thị trấn Thủ Thừa"),
        ("Trường Tiểu học Bán trú chuyện Mẫu", "Trường Tiểu học<br>Bán trú chuyện Mẫu"),
        ("x" * 25, "x" * 25),
        ("x" * 200, "x" * 39 + "…"),
        ("Trường Mẫu – " + "x" * 150, "Trường Mẫu<br>" + "x" * 39 + "…"),
    ],
)
def test_a_long_name_takes_two_lines_beside_a_figure(name: str, lines: str) -> None:
    assert folded(name) == lines


@pytest.mark.parametrize("name", LETTERS)
def test_a_name_beside_a_figure_leaves_room_for_the_marks(name: str) -> None:
    assert all(len(line) <= 40 for line in folded(name).split("<br>") if line.isascii())
    assert folded(name).replace("<br>", "").replace("…", "")
