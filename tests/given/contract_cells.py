"""Cells as the contract wants them: rows made from it, and what of a CSV is not written so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from data.contract import Column, Table

_SHAPES = {
    "integer": r"-?\d+",
    "money": r"\d+",
    "decimal": r"-?\d+(\.\d+)?",
    "flag": r"[01]",
    "date": r"\d{4}-\d{2}-\d{2}",
    "moment": r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}",
}

#: What a column that refers to another holds: the world's first school and commune, a paragraph, a year of the plan.
_REFERRED = {
    "schools.school_id": "T1",
    "communes.code": "28051",
    "paragraphs.paragraph": "IV.1.4",
    "periods.year": "2024",
}

#: What must never enter: phone numbers, citizen ids, e-mail addresses and links.
_PERSONAL = re.compile(r"\d{9,}|@|https?:|www\.|\.(com|vn|net)\b")


def read_text(path: Path) -> pd.DataFrame:
    """The file's cells as they are written; empty ones as empty strings."""
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")


def filled(table: Table, number: int = 1, **cells: str) -> dict[str, str]:
    """A row with these cells, and a value in every other one that is required or names the school, as text.

    Ids, codes and numbers of the key differ by `number`; what refers to another table names its row of that number.
    """
    needed = {c.name: c for c in table.columns if c.required or c.refers == "schools.school_id"}
    return {
        name: cells[name] if name in cells else cell(table, needed[name], number) if name in needed else ""
        for name in table.names
    }


def cell(table: Table, column: Column, number: int = 1) -> str:
    """A value that the column takes, as text."""
    if column.refers or column.kind == "id":
        place = column.refers or f"{table.name}.{column.name}"
        return _REFERRED.get(place, f"{place.partition('.')[2]}-{number}")
    step = number - 1 if column.name in table.key else 0
    if column.allowed:
        return list(column.allowed)[step]
    if column.kind in ("integer", "money", "decimal"):
        return str(int(column.low or 0) + 1 + step)
    values = {"flag": "0", "date": "2024-03-05", "moment": "2024-03-05 09:00", "text": "Mẫu"}
    return values[column.kind]


def complaints(table: Table, rows: pd.DataFrame) -> Iterator[str]:
    """Every cell, header or key that is not as the contract says."""
    if tuple(rows.columns) != table.names:
        yield f"{table.name}: columns are {list(rows.columns)}"
        return
    if rows.duplicated(list(table.key)).any():
        yield f"{table.name}: the key {table.key} is not unique"
    for column in table.columns:
        for row, text in enumerate(rows[column.name], start=2):
            if fault := _fault(column, text):
                yield f"{table.name} row {row} {column.name} {text!r}: {fault}"


def _fault(column: Column, text: str) -> str:
    """What is wrong with one cell; empty when nothing is."""
    if not text:
        return "is required" if column.required else ""
    if text != text.strip() or _PERSONAL.search(text):
        return "must not be there"
    shape = _SHAPES.get(column.kind)
    if shape and not re.fullmatch(shape, text):
        return f"is no {column.kind}"
    return _out_of_range(column, text)


def _out_of_range(column: Column, text: str) -> str:
    if column.kind in ("date", "moment"):
        # Raises ValueError for a day that no calendar has.
        (date if column.kind == "date" else datetime).fromisoformat(text)
    if column.kind in ("integer", "decimal", "money"):
        low, high = column.low, column.high
        if (low is not None and float(text) < low) or (high is not None and float(text) > high):
            return f"is not within {low} and {high}"
    values = text.split(";") if column.kind == "choices" else [text]
    if column.allowed and not set(values) <= set(column.allowed):
        return f"is none of {list(column.allowed)}"
    return ""
