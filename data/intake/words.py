"""Matches a sender's words with the contract's: cleaned text, sheet titles, headers, labels of choices."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeVar

from data.contract import TABLES, Column, Label, Table
from data.personal import masked
from data.words import HOME, LANGS, Text, each

#: The guide, always the first sheet of a template, names the sender of the workbook.
GUIDE = Text("Guide")
#: The template's hidden sheet with the words of its drop-down lists.
LISTS = "_lists"
#: The mark of the template behind the header of a required column.
REQUIRED_MARK = " *"

#: The day until or from which a column is valid, behind its label.
_DAY_BEHIND = re.compile(r" \((đến|từ|to|from) \d{1,2}/\d{1,2}/\d{4}\)$")

Thing = TypeVar("Thing")

_SHOWN = 60
#: "hòa" and "hoà" are one word: both places of the tone mark are taught.
_TONE_PLACES = tuple(
    zip(
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        strict=True,
    )
)


def clean(text: str) -> str:
    """The text composed (NFC), without invisible signs, and with single plain spaces only.

    It drops control characters, zero-width and other format characters (which could reverse the text
    around a name), and code points that are not characters, which no workbook can store.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    drawn = "".join(sign for sign in " ".join(text.split()) if not _is_undrawn(sign))
    return " ".join(unicodedata.normalize("NFC", drawn).split())


def _is_undrawn(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return kind in ("Cc", "Cf", "Cs") or (kind == "Cn" and _is_no_character(ord(sign)))


def _is_no_character(point: int) -> bool:
    return point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF


def fold(text: str) -> str:
    """The text for comparison: cleaned, in small letters."""
    return clean(text).casefold()


def shown(text: str, form: str = "") -> str:
    """The text as a message may show it: one short line, personal data masked.

    Codes of the column's own `form` are not personal data.
    """
    line = "".join(sign for sign in clean(text[:1000]) if sign.isprintable())
    if not form or not re.fullmatch(form, line):
        line = masked(line)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def spellings_of(label: Label) -> set[str]:
    """The spellings of a label in every language."""
    return {spelling for text in every(label) for spelling in spellings(text)}


def every(label: Label) -> list[str]:
    """A label in every language; where two write it alike, the office's own stands last."""
    return [label.in_language(lang) for lang in reversed(LANGS)]


def spellings(text: str) -> set[str]:
    """`text` folded: as written, and with all tone marks in the old and in the new place."""
    old = new = fold(text)
    for old_place, new_place in _TONE_PLACES:
        old = old.replace(new_place, old_place)
        new = new.replace(old_place, new_place)
    return {fold(text), old, new}


def label_map(column: Column) -> dict[str, str]:
    """Each accepted spelling of a choice column, folded (see `fold`), with its code.

    Codes and labels in every language are accepted; empty for a column without choices.
    """
    return dict(_label_map(column.name, tuple(column.allowed.items())))


@cache
def _label_map(_: str, allowed: tuple[tuple[str, Label], ...]) -> dict[str, str]:
    labels = ((label, code) for code, words in allowed for label in every(words))
    return _by_spelling(labels) | {fold(code): code for code, _ in allowed}


#: The accepted words for yes and no, folded.
YES, NO = ("1", "có", "co", "x", "yes"), ("0", "không", "khong", "no")


def yes_or_no(text: str) -> str:
    """ "1" for a yes, "0" for a no, "" for neither."""
    folded = fold(text)
    return "1" if folded in YES else "0" if folded in NO else ""


def table_titled(title: str) -> Table | None:
    """The table that a sheet's title names, by label in any language or by name."""
    return _titles().get(fold(title))


@cache
def _titles() -> dict[str, Table]:
    return _by_spelling(
        (title, table) for table in TABLES.values() for title in (*every(table.label), table.name)
    )


def header_text(text: str) -> str:
    """A header without the mark of a required column."""
    return clean(text).removesuffix(REQUIRED_MARK.strip()).strip()


def column_headed(table: Table, text: str) -> Column | None:
    """The column of `table` that a header names, by label in any language or by name.

    Behind its label a header may give the day until or from which it is valid: "(đến 31/12/2023)".
    """
    header = fold(header_text(text))
    return _headers(table.name).get(header) or _headers(table.name).get(_DAY_BEHIND.sub("", header))


@cache
def _headers(table: str) -> dict[str, Column]:
    return _by_spelling(
        (header, column) for column in TABLES[table].columns for header in (*every(column.label), column.name)
    )


def nearest(text: str, names: Sequence[str]) -> str:
    """The one of `names` that is nearest to `text`; all of them when none is near."""
    folded = {fold(name): name for name in names}
    near = difflib.get_close_matches(fold(text[:200]), folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else ", ".join(names)


def nearest_one(text: str, things: Sequence[Column] | Sequence[Table]) -> Label:
    """The nearest table or column: as the template writes it in the office's language, elsewhere by name."""
    return each(
        lambda lang: nearest(
            text, [one.label.in_language(lang) if lang == HOME else one.name for one in things]
        )
    )


def _by_spelling(pairs: Iterable[tuple[str, Thing]]) -> dict[str, Thing]:
    return {
        spelling: thing
        for text, thing in pairs
        for label in (_as_formerly(text), text)
        for spelling in spellings(label)
    }


def _as_formerly(label: str) -> str:
    """The label in workbooks of earlier versions, which asked for 1 and 0."""
    return label.replace("(có/không)", "(1/0)").replace("(yes/no)", "(1/0)")
