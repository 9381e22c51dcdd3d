"""What is asked again when other years are chosen, and what is the same in all years."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import dashboard
from data.store import Snapshot, Store
from pages.kit import answers
from pages.kit.choice import Choice
from pages.kit.origins import Query
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
    ("page", "unchanged"),
    [("trends/page", "trend_basis"), ("reports/page", "report_strip"), ("quality/page", "warnings")],
)  # fmt: skip
def test_another_year_asks_only_what_changed(
    page: str, unchanged: str, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(page, year=["2024"])
    calls: list[tuple[str, Any]] = []

    def heard(snapshot: Snapshot, name: str, **given: Any) -> pa.Table:
        calls.append((name, given["years"]))
        return ask(snapshot, name, **given)

    monkeypatch.setattr(answers, "ask", heard)
    app.segmented_control(key="year_buttons").set_value("2023").run()
    assert not app.exception
    names = {name for name, _ in calls}
    assert names
    assert unchanged not in names
    assert names <= YEARLY


class Ahead:
    """In place of the threads that ask ahead: what is begun is asked at once."""

    def __init__(self) -> None:
        self.asks = False

    def submit(self, begin: Callable[..., None], *given: Any) -> Future[None]:
        self.asks = True
        begin(*given)
        self.asks = False
        return Future()


@pytest.mark.parametrize("page", [file for _, file, *_ in dashboard.PAGES])
def test_what_is_asked_ahead_is_what_the_page_asks(
    page: str, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead, asked = Ahead(), list[tuple[bool, Query]]()

    def heard(snapshot: Snapshot, name: str, **given: Any) -> pa.Table:
        params = tuple(sorted(given["params"].items()))
        asked.append((ahead.asks, Query(name, given["years"], given["schools"], params)))
        return ask(snapshot, name, **given)

    monkeypatch.setattr(answers, "_WORKERS", ahead)
    monkeypatch.setattr(answers, "ask", heard)
    app = open_page(page.removeprefix("pages/").removesuffix(".py"), year=["2024"])
    asked.clear()
    app.segmented_control(key="year_buttons").set_value("2023").run()
    assert not app.exception
    begun = {query for by_ahead, query in asked if by_ahead}
    assert begun <= set(app.session_state["questions"])
    # What the page had still to ask: one pair of years, which no year alone leads to.
    left = {query.question for by_ahead, query in asked if not by_ahead}
    assert left == ({"incident_change"} if "trends" in page else set())
    assert begun or page == "pages/load/page.py"


@pytest.mark.parametrize("page", ["indicators/page", "map/page", "reports/page"])
def test_of_many_schools_another_year_was_asked_before_it_is_chosen(
    page: str, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    later, by_page = Ahead(), list[str]()

    def heard(snapshot: Snapshot, name: str, **given: Any) -> pa.Table:
        if not later.asks:
            by_page.append(name)
        return ask(snapshot, name, **given)

    monkeypatch.setattr(answers, "_LATER", later)
    monkeypatch.setattr(answers, "_WORKERS", Ahead())
    monkeypatch.setattr(answers, "MANY", 10)
    monkeypatch.setattr(answers, "ask", heard)
    app = open_page(page, year=["2025"])
    by_page.clear()
    for year in ("2022", "2024"):
        app.segmented_control(key="year_buttons").set_value(year).run()
        assert not app.exception
    assert by_page == []


@pytest.mark.parametrize(
    ("query", "compared"),
    [
        ({"year": "2023"}, [(2025, 2024), (2024, 2023), (2022, 2021), (2021, None)]),
        ({"year": "2023", "compare": "2025"}, [(2024, 2025), (2022, 2025), (2021, 2025)]),
        ({"year": "2023", "compare": "none"}, [(2025, None), (2024, None), (2022, None), (2021, None)]),
        ({"compare": "all"}, []),
        ({"school": "MAU-07"}, []),
    ],
)
def test_other_years_are_compared_as_the_chosen_one_is(
    query: dict[str, str],
    compared: list[tuple[int, int | None]],
    open_page: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    others = list[Choice]()
    monkeypatch.setattr(answers, "ask_other_years", others.extend)
    assert not open_page("quality/page", **query).exception
    assert [(other.year, other.against) for other in others] == compared
    assert all(other.years == (other.year,) for other in others)


def test_a_question_asked_ahead_that_fails_is_asked_again_in_its_place(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page("reports/page", year=["2024"])

    def failing(snapshot: Snapshot, name: str, **given: Any) -> pa.Table:
        if threading.current_thread().name.startswith("ask-ahead"):
            raise RuntimeError(f"{name} cannot be answered here")
        return ask(snapshot, name, **given)

    monkeypatch.setattr(answers, "ask", failing)
    app.segmented_control(key="year_buttons").set_value("2023").run()
    assert not app.exception
    assert not app.error
    assert any("2023" in str(block.value) for block in app.markdown)
