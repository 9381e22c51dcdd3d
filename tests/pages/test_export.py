"""The page of the export: what is picked is what is promised, and what is promised is what is made."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from pages.documents.export.archive import to_bytes
from pages.documents.export.contents import Line, parts
from pages.documents.export.selection import FILES, Selection
from pages.export import sentences
from pages.export.making import Making
from pages.kit.words import Words
from pages.web.decision import RESIDENT
from queries import Reader
from tests.given.tables import tables_of
from tests.pages.conftest import Open

VI, EN = Words("vi"), Words("en")


def answer(app: AppTest) -> str:
    """The page's answer, in bold."""
    return next(str(block.value) for block in app.markdown if str(block.value).startswith("**"))


def promised(folder: Path, selection: Selection) -> list[Line]:
    """The files of this export, made from the snapshot itself."""
    snapshot = Store(folder).active()
    try:
        return [part.line for part in parts(snapshot, selection)]
    finally:
        snapshot.close()


def test_what_is_shown_is_what_an_export_holds(open_page: Open, sample_folder: Path) -> None:
    app = open_page("export/page", year=["2024"], school="MAU-06")
    assert not app.exception
    # Ranges are of what is masked: where nothing is, there are none.
    files = set(FILES) - {"ranges"}
    assert f"{len(files)} bảng, số chính xác" in answer(app)
    # Nothing is counted before somebody asks.
    assert not tables_of(app)
    app.session_state["inside_details"] = True
    app.run()
    assert not app.exception
    (listed,) = tables_of(app)
    made = promised(sample_folder, Selection((2024,), ("MAU-06",)))
    assert {row["Tệp"]: row["Số dòng"] for row in listed.rows} == {
        line.path: VI.number(line.rows) for line in made
    }
    assert len(made) == len(files)


def test_a_group_left_out_is_not_in_it(open_page: Open) -> None:
    app = open_page("export/page")
    app.session_state["export_shelves_internal"] = ["reports"]
    app.run()
    assert not app.exception
    assert "1 bảng, số chính xác" in answer(app)
    app.session_state["export_shelves_internal"] = []
    app.run()
    assert not app.exception
    assert "Chưa chọn bảng nào" in app.info[0].value


def test_the_shareable_edition_is_one_press_away(open_page: Open, sample_folder: Path) -> None:
    app = open_page("export/page")
    assert "export_tier" in [group.key for group in app.get("button_group")]
    app.session_state["export_tier"] = "shareable"
    app.run(timeout=180)
    assert not app.exception
    held_back = Selection((2025,), reader=Reader(tier="shareable"))
    made = promised(sample_folder, held_back)
    assert f"{len(made)} bảng, số nhỏ đã che" in answer(app)
    app.session_state["inside_details"] = True
    app.run(timeout=180)
    (listed,) = tables_of(app)
    masked = {line.path: VI.number(line.masked) for line in made}
    assert {row["Tệp"]: row["Đã che"] for row in listed.rows} == masked
    assert set(masked.values()) > {"0"}
    assert any("Không xuất ở bản chia sẻ" in fact for fact in sentences.method(held_back, VI))
    assert not any("Không xuất" in fact for fact in sentences.method(Selection((2025,)), VI))


def test_a_reader_of_the_shareable_edition_has_no_other_choice(open_page: Open) -> None:
    app = open_page("export/page")
    app.session_state["tier"] = "shareable"
    app.run(timeout=180)
    app.run(timeout=180)
    assert not app.exception
    assert "export_tier" not in [group.key for group in app.get("button_group")]


def test_tiers_are_explained_differently() -> None:
    for words in (VI, EN):
        assert sentences.tier("internal", words) != sentences.tier("shareable", words)


@pytest.fixture
def making() -> Making:
    return Making()


def test_a_making_tells_how_far_it_is_and_ends(making: Making, sample_folder: Path) -> None:
    snapshot = Store(sample_folder).active()
    heard: list[tuple[int, int]] = []
    follower = threading.Thread(target=lambda: heard.extend(making.steps()))
    follower.start()
    content = making.make(
        lambda hear: to_bytes(snapshot, Selection(files=("schools", "report_states")), hear), RESIDENT
    )
    follower.join(timeout=20)
    snapshot.close()
    assert not follower.is_alive()
    assert {total for _, total in heard} <= {1, 5}
    assert making.made is not None
    assert making.content == content
    assert making.fault is None


def test_a_making_that_fails_is_told_and_ends(making: Making, sample_folder: Path) -> None:
    snapshot = Store(sample_folder).active()
    try:
        with pytest.raises(ValueError, match="MAU-99"):
            making.make(lambda hear: to_bytes(snapshot, Selection(schools=("MAU-99",)), hear), RESIDENT)
    finally:
        snapshot.close()
    assert making.fault is not None
    assert list(making.steps()) == []


def test_a_click_that_is_never_heard_of_ends_too(making: Making, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.export.making.PATIENCE", 0.05)
    began = time.monotonic()
    assert list(making.steps()) == []
    assert time.monotonic() - began < 5
