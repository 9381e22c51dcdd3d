"""A text in each language: by its place, by its English words, with values that are texts themselves."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
