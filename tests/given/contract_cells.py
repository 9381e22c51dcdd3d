"""Reads a CSV as text and says where it is not written as the contract wants it."""

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

#: What must never enter: phone numbers, citizen ids, e-mail addresses and links.
_PERSONAL = re.compile(r"\d{9,}|@|https?:|www\.|\.(com|vn|net)\b")


def read_text(path: Path) -> pd.DataFrame:
    """The file's cells as they are written; empty ones as empty strings."""
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")


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
