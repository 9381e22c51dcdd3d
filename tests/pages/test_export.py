"""The page of the export: what is picked is what is promised, and what is promised is what is made."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from pages.documents.export.archive import to_bytes
from pages.documents.export.contents import preview
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


def promised(folder: Path, selection: Selection) -> str:
    snapshot = Store(folder).active()
    try:
        found = preview(snapshot, selection)
    finally:
        snapshot.close()
    return f"{len(found)} bảng, {VI.number(sum(line.rows for line in found))} dòng"


def test_what_is_shown_is_what_an_export_holds(open_page: Open, sample_folder: Path) -> None:
    app = open_page("export/page", year=["2024"], school="MAU-06")
    assert not app.exception
    assert promised(sample_folder, Selection((2024,), ("MAU-06",))) in answer(app)
    assert "số chính xác" in answer(app)
    (listed,) = tables_of(app)
    # Ranges are of what is masked: where nothing is, there are none.
    assert len(listed.rows) == len(set(FILES) - {"ranges"})


def test_a_group_left_out_is_not_in_it(open_page: Open, sample_folder: Path) -> None:
    app = open_page("export/page")
    app.session_state["export_shelves_internal"] = ["reports"]
    app.run()
    assert not app.exception
    assert promised(sample_folder, Selection((2025,), files=("report_states",))) in answer(app)
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
    said = promised(sample_folder, Selection((2025,), reader=Reader(tier="shareable")))
    assert said in answer(app)
    assert "giá trị đã che" in answer(app)
    held_back = Selection((2025,), reader=Reader(tier="shareable"))
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
