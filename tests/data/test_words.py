"""A text in each language: by its place, by its English words, with values that are texts themselves."""

from __future__ import annotations

import subprocess
import sys

import duckdb
import pytest

from data.build import _in_some_language
from data.contract import CODES, TABLES
from data.words import HOME, LANGS, Text, Texts, each, text
from tests import ROOT


def test_vietnamese_comes_first_and_english_second() -> None:
    assert (HOME, *LANGS[:2]) == ("vi", "vi", "en")


@pytest.mark.parametrize(
    ("label", "vietnamese"),
    [
        (Text("School"), "Trường"),
        (CODES["intake"]["school"], "Nhà trường"),
        (CODES["task_owner"]["school"], "Trường học"),
        (TABLES["services"].column("name").label, "Tên dịch vụ"),
        (TABLES["schools"].column("name").label, "Tên trường"),
    ],
)
def test_a_place_may_have_words_of_its_own(label: Text, vietnamese: str) -> None:
    assert label.in_language("vi") == vietnamese
    assert label.in_language("en") == label.english


def test_a_text_without_words_is_read_in_english() -> None:
    assert text("Nobody wrote this, {name}", "vi", name="A") == "Nobody wrote this, A"


def test_a_label_among_the_values_is_in_the_reader_s_language() -> None:
    given = Texts({"vi": "trường này", "en": "this school"})
    assert text("Left out: {what}", "vi", what=given) == "Không tính: trường này"
    assert text("Left out: {what}", "en", what=given) == "Left out: this school"
    assert text("Left out: {what}", "vi", what=Text("School")) == "Không tính: Trường"
    assert each(lambda lang: lang * 2).in_language("en") == "enen"


def test_a_catalogue_is_read_when_the_first_text_is_needed() -> None:
    """The server, a command and a question start without it."""
    lazy = "import sys, data.__main__, queries, pages.kit.marks; assert 'babel.messages.pofile' not in sys.modules"
    subprocess.run([sys.executable, "-c", lazy], cwd=ROOT, check=True, timeout=60)


def test_what_a_plan_lacks_in_a_further_language_is_stored_in_the_office_s(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("data.build.LANGS", ("vi", "en", "fr"))
    columns = ("title_vi", "title_en", "title_fr", "valid_fr")
    stored = ", ".join(_in_some_language(column, columns) for column in columns)
    sent = [("Tên", None, None, None), ("Tên", None, "Nom", "x")]
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE plan (title_vi VARCHAR, title_en VARCHAR, title_fr VARCHAR, valid_fr VARCHAR)"
        )
        connection.executemany("INSERT INTO plan VALUES (?, ?, ?, ?)", sent)
        rows = connection.execute(f"SELECT {stored} FROM plan ORDER BY rowid").fetchall()  # noqa: S608
    assert rows == [("Tên", None, "Tên", None), ("Tên", None, "Nom", "x")]
