"""What a choice does: it pools, stays, is said, and leads from a name to its school."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.store import POINTER, Store
from tests.pages.conftest import Open


def text_of(app: AppTest) -> str:
    """Everything that is written on the page."""
    kinds = (
        app.title,
        app.header,
        app.subheader,
        app.markdown,
        app.caption,
        app.warning,
        app.error,
        app.info,
        app.metric,
    )
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def test_the_overview_names_goals_values_and_exceptions(open_page: Open) -> None:
    app = open_page()
    shown = text_of(app)
    assert "Kế hoạch có đang đạt mục tiêu không?" in shown
    assert len(app.metric) == 4
    assert "25 trên 27 trường có báo cáo năm 2025" in shown
    assert "Chưa gửi báo cáo 2025 (hạn 30/11/2025)" in shown
    assert any(button.label.startswith("Trường ") for button in app.button)


def test_several_years_add_numerators_before_dividing(open_page: Open) -> None:
    """27 schools a year, pooled: the card shows the sum of schools over the years, not a mean of percentages."""
    app = open_page(year=["2024", "2025"])
    assert app.metric[0].value == "92,7%"
    assert "51 có · 4 chưa" in text_of(app)


def test_values_in_the_address_that_are_not_known_are_named(open_page: Open) -> None:
    app = open_page(school="KHONG-CO", year=["2023", "1999"])
    notes = [note.value for note in app.warning]
    assert any("KHONG-CO" in note for note in notes)
    assert any("1999" in note for note in notes)
    assert app.session_state["choice"].years == (2023,)


def test_a_choice_stays_from_page_to_page(open_page: Open) -> None:
    app = open_page(school="MAU-07", year=["2023"])
    app.switch_page("pages/results/indicators.py").run()
    assert app.session_state["choice"].school == "MAU-07"
    assert app.session_state["choice"].years == (2023,)


def test_a_click_on_an_exception_opens_the_schools_page(open_page: Open) -> None:
    app = open_page()
    first = next(button for button in app.button if button.key == "todo_0")
    first.click().run()
    assert app.title[0].value == "Trường này đang thực hiện ra sao?"
    assert app.header[0].value == first.label


def test_no_school_fits_is_said(open_page: Open) -> None:
    app = open_page(level="TH&THCS", unit="28066-2025")
    assert any("Không có trường nào khớp bộ lọc" in note.value for note in app.info)


def test_the_language_switch_changes_every_word(open_page: Open) -> None:
    app = open_page(lang="en")
    assert app.title[0].value == "Is the plan meeting its goals?"
    app.segmented_control(key="lang").set_value("vi").run()
    assert app.title[0].value == "Kế hoạch có đang đạt mục tiêu không?"


def test_an_empty_folder_gets_the_sample_by_itself(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path / "empty"))
    app = open_page()
    assert not app.exception
    assert "DỮ LIỆU MẪU" in text_of(app)


def test_a_damaged_snapshot_is_said_in_words(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "2025-12-31-0123456789ab.duckdb").write_bytes(b"cut short")
    (tmp_path / POINTER).write_text("2025-12-31-0123456789ab\n", encoding="ascii")
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    app = open_page()
    assert not app.exception
    assert app.title[0].value == "Không đọc được số liệu"
    assert "python -m data rollback" in text_of(app)


def test_the_last_good_snapshot_stands_in_for_a_damaged_one(
    open_page: Open, sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = Store(sample_folder).active_id()
    shutil.copy(Store(sample_folder).path(good), tmp_path)
    (tmp_path / "2026-01-31-0123456789ab.duckdb").write_bytes(b"cut short")
    (tmp_path / POINTER).write_text("2026-01-31-0123456789ab\n", encoding="ascii")
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    app = open_page()
    assert not app.exception
    assert any(good in note.value for note in app.warning)
    assert len(app.metric) == 4


def test_a_lost_pointer_never_brings_the_sample_over_what_was_published(
    open_page: Open, sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(Store(sample_folder).path(Store(sample_folder).active_id()), tmp_path)
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    open_page()
    assert not (tmp_path / POINTER).exists()


def test_a_fault_in_a_page_is_words_on_screen(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("pages.parts.said.goals", broken)
    app = open_page()
    assert not app.exception
    assert "Không hiển thị được trang này" in app.error[0].value
    assert "ZeroDivisionError" not in text_of(app)
