"""The contract's files: what no table or column can be is refused, with the place."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.contract import CODES, GRADES, TABLES, Table
from data.contract.reading import DeclarationError, read_codes, read_tables
from tests.given.contract_cells import cell, complaints, filled

WHOLE = """
[pupils]
label = "Pupils"
note = "One grade"
key = ["grade"]
senders = ["school"]
[pupils.columns]
grade = {kind = "integer", label = "Grade", required = true, low = 1, high = 9}
level = {like = "level"}
"""
LIKE = 'level = {kind = "choice", label = "Level", allowed = "level"}'


def read(folder: Path, text: str) -> object:
    (folder / "some.toml").write_text(text, encoding="utf-8")
    (folder / "like.toml").write_text(LIKE, encoding="utf-8")
    return read_tables([folder / "some.toml"], CODES, folder / "like.toml")


def test_a_column_takes_what_it_is_like(tmp_path: Path) -> None:
    read(tmp_path, WHOLE)
    table = read_tables([tmp_path / "some.toml"], CODES, tmp_path / "like.toml")["pupils"]
    assert table.file == "some"
    assert table.column("level").label.in_language("vi") == "Cấp học"
    assert list(table.column("level").allowed) == ["TH", "THCS", "TH&THCS"] == list(GRADES)
    assert (table.column("grade").low, table.column("grade").high) == (1, 9)


def test_a_column_in_every_language_is_one_for_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans that were written before a language came may lack it."""
    monkeypatch.setattr("data.contract.reading.LANGS", ("vi", "en", "fr"))
    own = 'title = {kind = "text", label = "Title", required = true, in_every_language = true}\n'
    read(tmp_path, WHOLE + own)
    table = read_tables([tmp_path / "some.toml"], CODES, tmp_path / "like.toml")["pupils"]
    assert table.names == ("grade", "level", "title_vi", "title_en", "title_fr")
    titles = [column.label.in_language("en") for column in table.columns[2:]]
    assert titles == ["Title (Vietnamese)", "Title (English)", "Title (French)"]
    assert [column.required for column in table.columns[2:]] == [True, True, False]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("required = true", "requird = true", ["pupils.grade", "'requird'"]),
        ("required = true", 'required = "yes"', ["pupils.grade", "required", "'yes'"]),
        ("low = 1", 'low = "1"', ["pupils.grade", "low"]),
        ('kind = "integer"', 'kind = "number"', ["pupils.grade", "'number'", "decimal"]),
        ('kind = "integer"', 'kind = "choice"', ["pupils.grade", "allowed"]),
        ('kind = "integer", ', "", ["pupils.grade", "kind"]),
        ('"level"}', '"levels"}', ["pupils.level", "'levels'"]),
        ('like = "level"', 'like = "level", allowed = "levels"', ["pupils.level", "'levels'"]),
        ('like = "level"', 'like = "level", privacy = "secret"', ["pupils.level", "'secret'"]),
        ('like = "level"', 'like = "level", refers = "schools.id"', ["pupils.level", "'schools'"]),
        ('like = "level"', 'like = "level", refers = "pupils.id"', ["pupils.level", "'id'"]),
        ('like = "level"', 'like = "level", answers = {item = "level"}', ["pupils", "'item'"]),
        ('key = ["grade"]', 'key = ["grades"]', ["pupils", "'grades'"]),
        ('key = ["grade"]', 'key = "grade"', ["pupils", "key"]),
        ('key = ["grade"]', "key = []", ["pupils", "key"]),
        ('senders = ["school"]', 'senders = ["ministry"]', ["pupils", "'ministry'"]),
        ('note = "One grade"\n', "", ["pupils", "lacks note"]),
        ('label = "Grade", ', "", ["pupils.grade", "lacks label"]),
        ('label = "Grade"', "in_every_language = true", ["pupils.grade", "lacks label"]),
        ('label = "Grade"', 'label = "Grade", in_every_language = "vi"', ["in_every_language", "'vi'"]),
        ('label = "Grade"', 'label = {en = "Grade"}', ["pupils.grade", "label cannot be", "Grade"]),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    old: str, new: str, words: list[str], tmp_path: Path
) -> None:
    assert WHOLE.count(old) == 1
    with pytest.raises(DeclarationError) as refused:
        read(tmp_path, WHOLE.replace(old, new))
    for word in ("some.toml", *words):
        assert word in str(refused.value)


def test_a_table_is_declared_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "b.toml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "like.toml").write_text(LIKE, encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"b\.toml.*pupils"):
        read_tables([tmp_path / "a.toml", tmp_path / "b.toml"], CODES, tmp_path / "like.toml")


@pytest.mark.parametrize("words", ['{en = "Yes"}', '" "', "1"])
def test_a_code_has_words_in_english(words: str, tmp_path: Path) -> None:
    (tmp_path / "codes.toml").write_text(f"[yes_no]\nyes = {words}\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"codes\.toml: yes_no\.yes"):
        read_codes(tmp_path / "codes.toml")


def test_no_list_of_codes_lies_unused() -> None:
    """Each is what a column allows; the axes alone are made by a question."""
    allowed = [set(column.allowed) for table in TABLES.values() for column in table.columns]
    assert [name for name, codes in CODES.items() if not any(set(codes) <= one for one in allowed)] == [
        "axis"
    ]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_the_cells_that_tests_fill_in_are_as_the_contract_wants_them(table: Table) -> None:
    """Whatever is declared: the required ones alone, and all of them."""
    every = {column.name: cell(table, column) for column in table.columns}
    for row in (filled(table), every):
        assert list(complaints(table, pd.DataFrame([row]))) == []
