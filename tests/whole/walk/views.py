"""Opening a page as a reader with a choice and a tier, and finding by itself all that it shows and offers."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.kit import downloads, origins
from tests import ROOT
from tests.given.tables import tables_of

#: What the address says in each walk. The last one is a level within a unit since 1/7/2025.
CHOICES: dict[str, dict[str, Any]] = {
    "everything": {"year": ["2021", "2022", "2023", "2024", "2025"]},
    "one school": {"year": ["2024"], "school": "MAU-06"},
    "a level": {"year": ["2024"], "level": "THCS", "unit": "28036-2025"},
}
TIERS = ("internal", "shareable")


@dataclass(frozen=True)
class Command:
    """One command of the list below a page, read as a shell reads it."""

    question: str
    years: tuple[int, ...]
    schools: tuple[str, ...]
    params: dict[str, str]
    tier: str
    words: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Command:
        words = shlex.split(text)
        assert words[:3] == ["python", "-m", "queries"], text
        pairs = list(zip(words[4::2], words[5::2], strict=True))

        def given(name: str) -> list[str]:
            return [value for option, value in pairs if option == f"--{name}"]

        params = dict(pair.split("=", 1) for pair in given("param"))
        return cls(
            words[3],
            tuple(map(int, given("year"))),
            tuple(given("school")),
            params,
            "".join(given("tier")) or "internal",
            tuple(words[1:]),
        )


@dataclass
class Csv:
    """One table offered as files (xlsx, csv, data), and what its menu says of where it comes from."""

    key: str
    names: dict[str, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    commands: list[Command] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def rows(self) -> list[dict[str, str]]:
        """The rows of the machine's file, every cell as text."""
        text = self.contents["data"].decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))

    @property
    def question(self) -> str:
        """The question that gives the rows."""
        return self.commands[0].question if self.commands else ""


@dataclass(frozen=True)
class View:
    """One page as one reader sees it, with everything folded open."""

    choice: str
    csvs: dict[str, Csv]
    #: Every table on the page by its key: its columns by their headings.
    tables: dict[str, dict[str, list[Any]]]
    #: Every figure on the page by its key, as it goes to the browser.
    charts: dict[str, dict[str, Any]]
    #: The answer to the page's question: its first bold line.
    answer: str
    tier: str
    #: What is told of masked counts, by measure, part and year.
    ranges: Mapping[tuple[str, str, int | None], tuple[int, int | None]] = field(default_factory=dict)


class Walker:
    """One reader who goes from page to page with one choice."""

    def __init__(self, choice: str, tier: str) -> None:
        self.choice, self.tier = choice, tier
        self._offered: list[tuple[str, str, dict[str, Any]]] = []
        self._app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
        self._app.query_params["lang"] = "en"
        chosen = dict(CHOICES[choice])
        if len(chosen["year"]) > 1:
            chosen |= {"year": [], "compare": "all"}
        for key, value in {**chosen, "tier": tier}.items():
            if value:
                self._app.query_params[key] = value
        self._front = True

    def see(self, page: str) -> View:
        """The page in this file, open."""
        with _spied(self._offered):
            if self._front:
                self._app.run()
                self._front = False
            self._offered.clear()
            self._app.switch_page(page).run()
        assert not self._app.exception
        assert not self._app.error, [error.value for error in self._app.error]
        assert not self._app.dataframe, "a table that is drawn on a canvas"
        shown = {
            table.key: {title: [row[title] for row in table.rows] for title in table.columns}
            for table in tables_of(self._app)
        }
        bold = (
            text.split("\n")[0]
            for text in (str(error.value) for error in self._app.markdown)
            if text.startswith("**")
        )
        return View(
            self.choice,
            _csvs(self._app, self._offered),
            shown,
            {_key(one.proto.id): json.loads(one.proto.spec) for one in self._app.get("plotly_chart")},
            next(bold, ""),
            self.tier,
        )


@contextmanager
def _spied(offered: list[tuple[str, str, dict[str, Any]]]) -> Iterator[None]:
    """All menus and folded blocks open; of each menu its buttons, commands and captions, with its key."""
    real = {name: getattr(st, name) for name in ("download_button", "code", "caption")}
    inside = [""]

    def spy(name: str) -> Callable[..., Any]:
        def shown(body: str, *more: Any, **options: Any) -> Any:
            if inside[-1] or name == "download_button":
                offered.append((inside[-1], name, {"body": body, **options}))
            return real[name](body, *more, **options)

        return shown

    def part(key: str, title: str, draw: Callable[[], None]) -> None:
        inside.append(_parts(r"(.+)_(?:files|command)", key)[0])
        draw()
        inside.pop()

    def opened(key: str, label: str, draw: Callable[[], None]) -> None:
        with st.expander(label, expanded=True, key=f"{key}_details"):
            draw()

    with pytest.MonkeyPatch.context() as patch:
        for name in real:
            patch.setattr(f"streamlit.{name}", spy(name))
        patch.setattr("pages.kit.downloads.menu", downloads.draw)
        patch.setattr("pages.kit.downloads.part", part)
        patch.setattr("pages.kit.block.details", opened)
        yield


def _csvs(app: AppTest, offered: list[tuple[str, str, dict[str, Any]]]) -> dict[str, Csv]:
    tables: dict[str, Csv] = {}
    known = {sentence: what for what, sentence in origins.DONE.items()}
    buttons = [options for _, name, options in offered if name == "download_button"]
    assert len(buttons) == len(app.get("download_button")), "a download button that the walk did not see"
    for key, name, options in offered:
        if not key:
            continue
        one = tables.setdefault(key, Csv(key))
        if name == "download_button":
            kind = options["key"].removeprefix(f"{key}_")
            one.names[kind], one.contents[kind] = options["file_name"], options["data"]()
        elif name == "code":
            one.commands = [Command.read(line) for line in options["body"].splitlines()]
        else:
            one.done += [known[fact] for fact in options["body"].split("; ") if fact in known]
    assert all(set(one.contents) == {"xlsx", "csv", "data"} for one in tables.values())
    return tables


def _key(element_id: str) -> str:
    """The key at the end of an element's id: $$ID-0123abc-KEY."""
    return _parts(r"\$\$ID-[0-9a-f]+-(.+)", element_id)[0]


def _parts(pattern: str, text: str) -> tuple[str, ...]:
    match = re.fullmatch(pattern, text)
    assert match, (pattern, text)
    return match.groups()
