"""On screen = in the files = `python -m queries`: every page, walked with several choices in either tier.

Each CSV that a page offers is asked for again with the command that the page itself tells, and compared value
by value. Each cell of each table on screen
is written once more from those rows by the tests' own hand, and every number of a page's answer and figures
must be one of theirs.
"""

from __future__ import annotations

import math
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

import dashboard
from data.store import Snapshot, Store
from tests.whole.walk import across, cells, files, made, said
from tests.whole.walk.views import CHOICES, TIERS, Command, View, Walker

#: The page of the intake shows files that are not published yet.
PAGES = [page[1] for page in dashboard.PAGES if page[1] != "pages/load/page.py"]
#: Numbers in the words for a choice: its years, "Mẫu 06", "since 01/07/2025".
IN_NAMES = {
    "everything": {"2021", "2025"},
    "one school": {"2024", "06"},
    "a level": {"2023", "2024", "01", "07", "2025"},
}
#: In words about a method: 95% and 99.8% limits, per 1,000 pupils.
OF_METHOD = {"95", "99.8", "1,000"}
WRITTEN = ("text", "hovertext", "customdata")
WALKS = [(choice, tier) for choice in CHOICES for tier in TIERS]


@pytest.fixture(scope="module")
def snapshot(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """The sample with its shareable edition in the folder that the dashboard reads, and logs into."""
    store = Store(Path(shutil.copytree(released, tmp_path_factory.mktemp("walk") / "snapshots")))
    opened = store.active()
    st.cache_resource.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(store.folder))
        yield opened
    opened.close()
    st.cache_resource.clear()


@pytest.fixture(scope="module", params=WALKS, ids=["-".join(walk).replace(" ", "_") for walk in WALKS])
def views(request: pytest.FixtureRequest, snapshot: Snapshot) -> list[View]:
    """Every page as one reader with one choice sees it, one after the other in one session."""
    choice, tier = request.param
    walker = Walker(choice, tier)
    ranges = {}
    if tier == "shareable" and set(CHOICES[choice]) == {"year"}:
        years = " ".join(f"--year {year}" for year in CHOICES[choice]["year"])
        command = Command.read(f"python -m queries ranges --tier shareable {years}")
        ranges = {
            (row["measure"], row["part"], row["year"]): (row["least"], row["most"])
            for row in made.answer(snapshot, command).to_pylist()
        }
    return [replace(walker.see(page), ranges=ranges) for page in PAGES]


def test_every_csv_is_the_answer_to_its_commands(views: list[View], snapshot: Snapshot) -> None:
    offered = [(view, one) for view in views for one in view.csvs.values()]
    assert len(offered) > 20
    for view, one in offered:
        rows, kinds = made.expected(view, one, snapshot)
        columns = list(one.rows()[0]) if one.rows() else [*kinds]
        assert set(columns) == set(kinds), one.key
        assert made.typed(one.rows(), kinds) == [
            {name: made.plain(row[name]) for name in columns} for row in rows
        ], one.key


def test_the_files_for_readers_hold_what_is_shown(views: list[View]) -> None:
    """Every column and row on screen, the numbers as numbers; the CSV the same, and what is on no screen."""
    compared = 0
    for view in views:
        for one in view.csvs.values():
            book, shown = files.table(one), view.tables.get(one.key)
            assert files.plain(book, ",", ".") == files.csv_rows(one)
            assert one.names["xlsx"].removesuffix(".xlsx") == one.names["csv"].removesuffix(".csv")
            facts = files.facts(one)
            assert facts["Figures as of"].date() == date(2025, 12, 31)
            assert facts["Figures"] in ("Internal", "Shareable edition")
            assert (facts["Figures"] == "Internal") == one.names["xlsx"].endswith("_internal.xlsx")
            assert facts["Data"].startswith("SAMPLE DATA")
            if shown is not None:
                files.agree(book, shown, one.key)
                compared += 1
    assert compared > 15


def test_every_table_says_what_its_csv_holds(views: list[View], snapshot: Snapshot) -> None:
    seen = 0
    for view in views:
        offered = {one.key: one for one in view.csvs.values()}
        assert set(view.tables) <= set(offered)
        for key, columns in view.tables.items():
            one = offered[key]
            rows, _ = made.expected(view, one, snapshot)
            if one.question in ACROSS:
                assert columns == across.columns(one.question, rows, view, one), key
            else:
                _compare(columns, rows, cells.flat(one.question, view, one), key)
            seen += 1
    assert seen > 15


def test_every_number_of_an_answer_stands_in_a_csv(views: list[View], snapshot: Snapshot) -> None:
    for view in views:
        numbers, known = set(said.figures(view.answer)), numbers_of(view, snapshot)
        assert numbers <= known, (view.answer, numbers - known)


def test_every_number_written_in_a_figure_stands_in_a_csv(views: list[View], snapshot: Snapshot) -> None:
    """What is written beside the marks and what a hover says."""
    texts = written = 0
    for view in views:
        known = numbers_of(view, snapshot)
        for key, chart in view.charts.items():
            for text in _texts([trace.get(name) for trace in chart["data"] for name in WRITTEN]):
                texts += 1
                numbers = set(said.figures(text))
                assert numbers <= known, (key, text, numbers - known)
                written += len(numbers)
    # Of some schools the shareable edition draws nothing, or marks without words.
    assert written > 50 or (views[0].tier == "shareable" and not texts)


def test_the_command_line_gives_the_same(
    views: list[View], snapshot: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command as the page writes it, read as a shell reads it."""
    for one in (one for view in views for one in view.csvs.values()):
        for command in one.commands:
            answer = made.answer(snapshot, command)
            kinds = {field.name: field.type for field in answer.schema}
            assert made.typed(made.by_command_line(snapshot, command, capsys), kinds) == [
                {name: made.plain(value) for name, value in row.items()} for row in answer.to_pylist()
            ], command


def numbers_of(view: View, snapshot: Snapshot) -> set[str]:
    """Every number of the page's CSVs as it may be written, how many rows and schools they have, and columns' sums.

    Of a file narrowed down to the chosen schools the others too, since the figure sets them beside; money in
    millions and shares of one in percent too; of the plan how many paragraphs there are, and how many with an indicator.
    """
    answers = [made.expected(view, one, snapshot)[0] for one in view.csvs.values()]
    answers += [
        made.answer(snapshot, one.commands[0]).to_pylist()
        for one in view.csvs.values()
        if "these_schools" in one.done
    ]
    rows = [row for answer in answers for row in answer]
    numbers: list[Any] = [value for row in rows for value in row.values()]
    numbers += [value / 1e6 for row in rows for name, value in row.items() if name.endswith("_vnd") and value]
    shares = ("share_handled", "lower", "upper")
    numbers += [100 * row[name] for row in rows for name in shares if isinstance(row.get(name), float)]
    for answer in filter(None, answers):
        numbers.append(len(answer))
        numbers.append(len({row["school_id"] for row in answer if "school_id" in row}))
        for values in zip(*(row.values() for row in answer), strict=True):
            numbers.append(sum(value for value in values if isinstance(value, int)))
    # What is neither known nor has what is counted, and how many schools are not known.
    numbers += [
        row["denominator"] - row["numerator"] - row["unknown"]
        for row in rows
        if row.get("counts") == "schools" and row.get("unknown") is not None and row["numerator"] is not None
    ]
    numbers += [row["subjects"] - row["known"] for row in rows if row.get("subjects") is not None]
    numbers.append(len({row["paragraph"] for row in rows if "paragraph" in row}))
    numbers.append(len({row["paragraph"] for row in rows if "paragraph" in row and row.get("indicator")}))
    # How many indicators stand how in a year, each once, whatever paragraphs it measures.
    judged = {"indicator", "year", "status", "target"}
    stood = {(row["indicator"], row["year"]): row for row in rows if judged <= row.keys()}
    numbers += Counter((year, row["status"]) for (_, year), row in stood.items()).values()
    numbers += Counter(year for (_, year), row in stood.items() if row["target"] is not None).values()
    numbers += [end for ends in view.ranges.values() for end in ends if end is not None]
    masked_ends = ("value_least", "value_most")
    ends = [row[name] for row in rows for name in masked_ends if isinstance(row.get(name), float)]
    numbers += [rounded(end) for end in ends for rounded in (math.floor, math.ceil)]
    return said.written(numbers) | IN_NAMES[view.choice] | OF_METHOD


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


ACROSS = {
    "indicator_years", "schools_behind", "matrix", "profile", "paragraphs", "funding", "report_strip", "clock_board", "incident_groups", "sessions_needed",
}  # fmt: skip


def _compare(columns: dict[str, list[Any]], rows: list[Any], rules: dict[str, cells.Cell], key: str) -> None:
    for title, shown in columns.items():
        assert title in rules, (key, title, shown[:3])
        assert len(shown) == len(rows), (key, title)
        for cell, row in zip(shown, rows, strict=True):
            rule = rules[title]
            if rule is None:
                assert set(said.figures(str(cell or ""))) - OF_METHOD <= said.written(row.values()), (
                    key,
                    title,
                    cell,
                )
            else:
                assert str(cell or "") == rule(row), (key, title, row)
