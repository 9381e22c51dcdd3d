"""The contract's own words for its columns and codes: what a school reads in its workbook."""

from __future__ import annotations

from pathlib import PurePath

from data.contract import CODES, TABLES
from pages.kit.words import Words


def heading(table: str, column: str, words: Words) -> str:
    """The column's name: Nhóm nguy cơ."""
    return TABLES[table].column(column).label.in_language(words.lang)


def of_file(file: str, column: str, words: Words) -> str:
    """A column of a file as the contract calls it; an unknown one as the file writes it."""
    table = TABLES.get(PurePath(file).stem)
    return heading(table.name, column, words) if table and column in table.names else column


def codes(table: str, column: str, words: Words) -> str:
    """What may stand in a column, in words: Tuyên truyền; Tập huấn kỹ năng; nothing where it is no code."""
    return "; ".join(label.in_language(words.lang) for label in TABLES[table].column(column).allowed.values())


def coded(table: str, column: str, code: str, words: Words) -> str:
    """The words of one code; what was left blank is said so."""
    label = TABLES[table].column(column).allowed.get(code)
    return label.in_language(words.lang) if label else words.text("Not recorded")


def axis(code: str | None, words: Words) -> str:
    """The name of a place on the 4C axis; empty where there is none."""
    return CODES["axis"][code].in_language(words.lang) if code else ""
