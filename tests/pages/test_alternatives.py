"""Whoever cannot see a chart: every chart, map and table says its point in words, and has a table beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node

import dashboard
from pages.kit import block
from tests.given.tables import tables_of
from tests.pages.conftest import Open

CHARTS = ("plotly_chart", "deck_gl_json_chart")
#: Of a chart whose table does not name it as its `figure`, by page and by the chart's key, up to what its choice adds: the table
#: that holds its rows, by its key or its alternative text in English.
TWINS = {
    "map": {"map": "Every school's value and status on Schools with regular awareness sessions"},
    "trends": {"funnel": "incidents_by_school"},
}


def below(block: Block) -> Iterator[Node]:
    for child in block.children.values():
        yield child
        if isinstance(child, Block):
            yield from below(child)


def drawn(app: AppTest, *kinds: str) -> list[Any]:
    return [node for node in below(app.main) if node.type in kinds]


@pytest.fixture(autouse=True)
def _opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one figure that is folded, with a table that is no twin of it; and the one table of a page."""
    real = block.details

    def details(key: str, label: str, draw: Callable[[], None]) -> None:
        draw() if key in ("funnel", "inside") else real(key, label, draw)

    monkeypatch.setattr(block, "details", details)


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Filled when a page is drawn: by the key of a figure, the block of the table that names it."""
    real, tables = block.table, dict[str, str]()

    def table(key: str, *given: Any, figure: str = "", fold: str = "", **more: Any) -> None:
        if figure:
            tables[figure] = f"{key}_details" if fold else key
        real(key, *given, figure=figure, fold=fold, **more)

    monkeypatch.setattr(block, "table", table)
    return tables


def opened(open_page: Open, address: str, lang: str) -> AppTest:
    file = {known: file for _, file, _, _, known, _ in dashboard.PAGES}[address]
    school = {"school": "MAU-03"} if address == "school" else {}
    app = open_page(file.removeprefix("pages/").removesuffix(".py"), lang=lang, **school)
    assert not app.exception
    return app


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("address", [page[4] for page in dashboard.PAGES])
def test_every_chart_and_table_says_its_point(
    open_page: Open, address: str, lang: str, named: dict[str, str]
) -> None:
    app = opened(open_page, address, lang)
    points = [node.proto.alt for node in drawn(app, *CHARTS)] + [table.caption for table in tables_of(app)]
    assert points or address == "intake"
    for alt in points:
        assert len(alt) >= 20, alt
        assert "{" not in alt
    # No two say the same: each its own point.
    assert len(set(points)) == len(points)
    if lang == "en":
        assert_twins(app, named | TWINS.get(address, {}))


def assert_twins(app: AppTest, twins: Mapping[str, str]) -> None:
    """Every chart has its table, and no table is named for a chart that is not there."""
    folded = {node.proto.id.rsplit("-", 1)[-1] for node in drawn(app, "expander", "expandable")}
    seen = {name for table in tables_of(app) for name in (table.key, table.caption)}
    used = set()
    for chart in drawn(app, *CHARTS):
        key = chart.proto.id.rsplit("-", 1)[-1]
        start = next((known for known in twins if key.startswith(known)), "")
        assert start, f"no table is named for the chart {key}"
        assert twins[start] in folded | seen, key
        used.add(start)
    assert used == twins.keys()
