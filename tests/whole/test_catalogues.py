"""Every declared text has its words in every language, and a catalogue holds nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from babel.messages.pofile import read_po

from data.contract import CODES, TABLES
from data.contract.kinds import Column, Table
from data.problems import HERE, _messages
from data.sqlfiles import QUERIES, read_folder
from data.words import LANGS, LOCALE, Label, Text
from pages.documents.export.answers import ANSWERS
from pages.documents.export.readme import parts
from queries import questions
from queries.columns import Declared, _shared, code_words
from tests import ROOT

TRANSLATED = [lang for lang in LANGS if lang != "en"]
INDICATOR = ("title", "numerator", "denominator", "left_out", "note", "why_it_matters", "of", "checked_by")


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_text_has_its_words(lang: str) -> None:
    words = catalogue(lang)
    missing = [f"{text.english!r} {text.place}" for text in texts() if not words.get(key(text, words))]
    assert not missing, "\n".join([f"data/locale/{lang}/LC_MESSAGES/dashboard.po lacks", *sorted(missing)])


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_catalogue_holds_nothing_that_is_not_declared(lang: str) -> None:
    words = catalogue(lang)
    assert words.keys() - {key(text, words) for text in texts()} == set()


@pytest.mark.parametrize("lang", TRANSLATED)
def test_words_have_the_places_for_values_of_their_text(lang: str) -> None:
    for (_, english), message in catalogue(lang).items():
        assert values(message) == values(english), english


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_place_has_words_of_its_own_only_where_they_differ(lang: str) -> None:
    words = catalogue(lang)
    needless = [key for key, message in words.items() if key[0] and words.get(("", key[1])) == message]
    assert needless == []


def values(text: str) -> list[str]:
    """The names in {braces} and after $ signs."""
    return sorted(re.findall(r"\{(\w+)|\$(\w+)", text))


def key(text: Text, words: Mapping[tuple[str, str], str]) -> tuple[str, str]:
    """The entry of a catalogue that gives a text its words: that of its own place, else that of any."""
    return (text.place, text.english) if (text.place, text.english) in words else ("", text.english)


@cache
def catalogue(lang: str) -> Mapping[tuple[str, str], str]:
    with (LOCALE / lang / "LC_MESSAGES" / "dashboard.po").open("rb") as file:
        return {
            (text.context or "", str(text.id)): str(text.string)
            for text in read_po(file, locale=lang)
            if text.id
        }


@cache
def texts() -> frozenset[Text]:
    every = (*contract(), *headers(), *code())
    return frozenset(text for text in every if isinstance(text, Text) and text.english)


def contract() -> Iterator[Label | None]:
    for codes in CODES.values():
        yield from codes.values()
    for table in (*TABLES.values(), *(answer.table for answer in ANSWERS.values())):
        yield from of_table(table)
    for message in _messages().values():
        yield message["message"]
    for check in read_folder(HERE / "checks" / "sense").values():
        yield from map(Text, check.header.get("texts", ()))
    yield from map(Text, parts())


def headers() -> Iterator[Label | None]:
    for each in questions().values():
        for column in each.columns:
            yield from of_column(column)
    for name in _shared()["codes"]:
        yield from code_words(name).values()
    for indicator in read_folder(QUERIES / "indicators").values():
        yield from map(indicator.label, INDICATOR)


def of_table(table: Table) -> Iterator[Label | None]:
    yield from (table.label, table.note)
    for column in table.columns:
        yield from of_column(column)


def of_column(column: Column | Declared) -> Iterator[Label | None]:
    yield column.label if isinstance(column, Column) else column.title
    yield column.note
    yield from column.allowed.values()


def code() -> Iterator[Text]:
    """The texts of the code: the first argument of _, N_, text and Text, and the place that Text may name."""
    rooms = [path for room in ("data", "queries", "pages") for path in (ROOT / room).rglob("*.py")]
    for path in (ROOT / "dashboard.py", *rooms):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in ("_", "N_", "text", "Text"):
                given = [getattr(argument, "value", None) for argument in node.args[:2]]
                if given and isinstance(given[0], str):
                    yield Text(*(one for one in given if isinstance(one, str)))


def _name(called: ast.expr) -> str:
    return (
        called.attr
        if isinstance(called, ast.Attribute)
        else called.id
        if isinstance(called, ast.Name)
        else ""
    )
