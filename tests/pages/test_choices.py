"""What a choice does: it pools, stays, is said, and leads from a name to its school."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import dashboard
from data.store import POINTER, Store
from pages.kit.choice import Choice
from pages.kit.inert import as_markdown, as_text
from tests.given.tables import Table, tables_of
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


def table_of(app: AppTest, key: str) -> Table:
    return next(table for table in tables_of(app) if table.key == key)


def test_the_overview_names_goals_values_and_what_is_to_be_done(open_page: Open) -> None:
    app = open_page()
    shown = text_of(app)
    assert "Kế hoạch có đang đạt mục tiêu không?" in shown
    assert "**Chưa đạt mục tiêu nào trong 4 mục tiêu; 2 mục tiêu gần đạt · 2025, toàn huyện**" in shown
    assert "25 trên 27 trường có báo cáo năm 2025" in shown
    assert [row["2025"] for row in table_of(app, "goals").rows] == [
        "96,3% ▲ Gần đạt", "98,2% ▲ Gần đạt", "87,1% ■ Chưa đạt", "81,5% ■ Chưa đạt",
    ]  # fmt: skip
    app.segmented_control(key="todo").set_value("reports").run()
    (missing, _) = table_of(app, "todo_reports").rows
    assert missing["Trường"].startswith("Trường ")
    assert missing["Việc"] == "■ Chưa gửi báo cáo 2025 (hạn 30/11/2025)"


def test_the_whole_period_adds_numerators_before_dividing(open_page: Open) -> None:
    """13 + 17 + 21 + 25 + 26 of 27 + 27 + 28 + 28 + 27 schools, not a mean of percentages."""
    app = open_page(compare="all")
    first = table_of(app, "goals").rows[0]
    assert first["2021*–2025 gộp lại"].startswith("74,5%")
    assert first["Trường, trẻ em, vi phạm"] == "102 có · 33 chưa · 2 chưa rõ"
    assert "gộp các năm 2021\u2060\\*\u2060–2025, toàn huyện" in text_of(app)
    assert not [heading for heading in first if heading.startswith("So với")]


def test_a_year_is_compared_with_the_year_that_is_picked(open_page: Open) -> None:
    """26 of 27 schools in 2025 and 17 of 27 in 2022: 96.3% is 33.3 points more than 63.0%."""
    app = open_page(compare="2022")
    assert table_of(app, "goals").rows[0]["So với 2022"] == "+33,3 điểm"
    assert app.session_state["choice"].against == 2022
    app.segmented_control(key="year_buttons").set_value("2022").run()
    # A year is not compared with itself: again with the year before, which was part of a year.
    assert app.session_state["choice"].against == 2021
    assert table_of(app, "goals").rows[0]["So với 2021*"] == ""


def test_without_a_year_of_comparison_nothing_is_a_change(open_page: Open) -> None:
    app = open_page(compare="none")
    assert not [heading for heading in table_of(app, "goals").columns if heading.startswith("So với")]
    assert "moves" not in [table.key for table in tables_of(app)]


def test_a_year_that_is_picked_ends_the_whole_period(open_page: Open) -> None:
    app = open_page(compare="all")
    assert app.segmented_control(key="year_buttons").value is None, "a year looks picked"
    # The newest year too, which counts where none is picked.
    for year in ("2023", "2025"):
        app.session_state["compare"] = "all"
        app.segmented_control(key="year_buttons").set_value(year).run()
        assert app.session_state["choice"].years == (int(year),)
        assert app.segmented_control(key="year_buttons").value == year


def test_of_many_years_none_looks_picked_in_the_whole_period(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.kit.filters.BUTTONS", 2)
    app = open_page(compare="all", lang="en")
    labels = [button.proto.label for button in app.get("menu_button")]
    assert "Year" in labels
    assert "2025" not in labels
    assert "the whole period 2021\u2060\\*\u2060–2025" in labels


def test_a_part_year_has_its_star_wherever_it_is_chosen(open_page: Open) -> None:
    choice = Choice((2021,), 2021, partial=(2021,), place="toàn huyện")
    assert as_text(choice.period) == "2021*"
    assert as_text(replace(choice, years=(2021, 2022, 2023)).period) == "2021*–2023"
    assert as_text(replace(choice, years=(2021, 2023)).period) == "2021*, 2023"
    assert as_markdown(choice.period) == "2021\u2060\\*\u2060"
    for page in dashboard.PAGES:
        app = open_page(page[1].removeprefix("pages/").removesuffix(".py"), year=["2021"])
        written = [element.value for kind in (app.header, app.subheader) for element in kind]
        written += [element.value for element in app.markdown if element.value.startswith("**")]
        titles = [title for table in tables_of(app) for title in table.columns]
        plain = [
            text for text in (*map(as_text, written), *titles) if re.search(r"(?<!/)2021(?![*\u2060])", text)
        ]
        assert not plain, page[1]


def test_the_tier_of_the_address_holds_and_what_it_cannot_be_is_named(open_page: Open) -> None:
    app = open_page(tier="shareable")
    assert app.session_state["tier"] == "shareable"
    assert "BẢN CHIA SẺ" in text_of(app)
    app = open_page(tier="exact")
    assert any("exact" in note.value for note in app.warning)
    assert app.session_state["tier"] == "internal"


def test_a_year_compared_with_itself_is_named_and_left_out(open_page: Open) -> None:
    app = open_page(year="2024", compare="2024")
    assert any("2024" in note.value for note in app.warning)
    assert app.session_state["choice"].against == 2023


def test_values_in_the_address_that_are_not_known_are_named(open_page: Open) -> None:
    app = open_page(school="KHONG-CO", year=["2023", "1999"])
    notes = [note.value for note in app.warning]
    assert any("KHONG-CO" in note for note in notes)
    # Of several years the last one counts; the others are named.
    assert any("2023" in note for note in notes)
    assert any("1999" in note for note in notes)
    assert app.session_state["choice"].years == (2025,)


def test_a_choice_stays_from_page_to_page(open_page: Open) -> None:
    app = open_page(school="MAU-07", year=["2023"])
    app.switch_page("pages/indicators/page.py").run()
    assert app.session_state["choice"].school == "MAU-07"
    assert app.session_state["choice"].years == (2023,)


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
    assert len(table_of(app, "goals").rows) == 4


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

    monkeypatch.setattr("pages.overview.sentences.answer", broken)
    app = open_page()
    assert not app.exception
    assert "Không hiển thị được trang này" in app.error[0].value
    assert "ZeroDivisionError" not in text_of(app)


def test_years_run_from_the_oldest_to_the_newest_on_every_page(open_page: Open) -> None:
    for page in dashboard.PAGES:
        for table in tables_of(open_page(page[1].removeprefix("pages/").removesuffix(".py"))):
            years = [title for title in table.columns if re.fullmatch(r"20\d\d\*?", title)]
            assert years == sorted(years), table.key


def test_marks_of_the_matrix_are_told_below_it(open_page: Open) -> None:
    behind = table_of(open_page(), "schools_behind")
    assert behind.below == "● Đạt · ■ Chưa đạt · – Không có báo cáo · ○ Không phát sinh"


def test_files_without_sheets_have_no_column_for_them(open_page: Open) -> None:
    """The sample comes as CSVs."""
    assert "Trang tính" not in table_of(open_page("quality/page"), "warnings").columns
