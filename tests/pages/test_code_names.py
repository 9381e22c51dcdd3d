"""No page speaks in the program's own names: a reader meets words, a code only in a command or a file's name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import dashboard
from tests.given.tables import tables_of
from tests.pages.conftest import Open

CODE = re.compile(r"[a-z]+_[a-z_]+")
#: Commands stand between strokes; files are called by their names; pictures of buttons by theirs.
NOT_WORDS = re.compile(r"`[^`]*`|\b[\w-]+\.(csv|json|txt|xlsx|docx|html)\b|:material/\w+:")
#: Columns that hold the names of files, and those that a CSV's own columns have.
OF_FILES = {"Tệp", "File", "Tên trong CSV", "Name in CSV"}


def texts(app: AppTest) -> list[str]:
    """Every text of the page, and every heading and cell of its tables."""
    shown = [
        str(block.value)
        for kind in (app.markdown, app.caption, app.title, app.header, app.subheader)
        for block in kind
    ]
    shown += [str(note.value) for kind in (app.info, app.success, app.warning, app.error) for note in kind]
    shown += [str(one.label) for kind in (app.button, app.checkbox, app.expander) for one in kind]
    for table in tables_of(app):
        shown += [table.caption, *table.columns]
        shown += [cell for row in table.rows for title, cell in row.items() if title not in OF_FILES]
    for chart in app.get("plotly_chart"):
        layout = json.loads(chart.proto.spec)["layout"]
        shown.append(json.dumps(layout.get("annotations", []), ensure_ascii=False))
    return shown


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("page", [page[1] for page in dashboard.PAGES])
def test_a_page_speaks_in_words(
    page: str, lang: str, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(key: str, label: str, draw: Callable[[], None]) -> None:
        with st.expander(label, expanded=True, key=f"{key}_details"):
            draw()

    monkeypatch.setattr("pages.kit.block.details", opened)
    app = open_page(page.removeprefix("pages/").removesuffix(".py"), lang=lang)
    assert not app.exception
    shown = texts(app)
    assert len(shown) > 10
    codes = {text: names for text in shown if (names := CODE.findall(NOT_WORDS.sub("", text)))}
    assert codes == {}


def test_a_code_would_be_seen() -> None:
    assert CODE.findall(NOT_WORDS.sub("", "Sửa awareness_sessions_min ở tệp assumptions.csv")) == [
        "awareness_sessions_min"
    ]
    assert not CODE.findall(NOT_WORDS.sub("", "Tệp service_use.csv, lệnh `python -m data report --out A_B`"))
