"""What is asked again when other years are chosen, and what is the same in all years."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from data.store import Snapshot, Store
from pages.kit import answers
from queries import ask, questions
from tests.pages.conftest import Open

ALL = questions()
YEARLY = frozenset(name for name, question in ALL.items() if question.by_year)


@pytest.fixture
def snapshot(sample_folder: Path) -> Iterator[Snapshot]:
    opened = Store(sample_folder).active()
    yield opened
    opened.close()


@pytest.mark.parametrize("name", sorted(ALL.keys() - YEARLY))
def test_what_does_not_ask_for_years_is_the_same_in_all(name: str, snapshot: Snapshot) -> None:
    always = ask(snapshot, name)
    assert ask(snapshot, name, years=[2023]) == always
    assert ask(snapshot, name, years=[2024, 2025]) == always


def test_most_questions_are_asked_of_years() -> None:
    assert {"clocks", "indicator_values", "attention", "matrix", "school_funnel"} <= YEARLY
    assert {
        "definitions",
        "directory",
        "report_strip",
        "trend_basis",
    } <= ALL.keys() - YEARLY


@pytest.mark.parametrize(
    ("page", "asked_once"),
    [("trends/page", "trend_basis"), ("reports/page", "report_strip"), ("quality/page", "warnings")],
)  # fmt: skip
def test_another_year_asks_only_what_changed(
    page: str, asked_once: str, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(page, year=["2024"])
    asked: list[tuple[str, Any]] = []

    def heard(snapshot: Snapshot, name: str, **given: Any) -> pa.Table:
        asked.append((name, given["years"]))
        return ask(snapshot, name, **given)

    monkeypatch.setattr(answers, "ask", heard)
    app.segmented_control(key="year_buttons").set_value("2023").run()
    assert not app.exception
    names = {name for name, _ in asked}
    assert names
    assert asked_once not in names
    assert names <= YEARLY
