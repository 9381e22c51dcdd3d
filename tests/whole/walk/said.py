"""How numbers are written in English, by the tests' own hand, and which numbers a text holds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Row = Mapping[str, Any]

#: Shape and word of every status and state.
MARKS = {
    "met": "● Met",
    "near": "▲ Nearly met",
    "far": "■ Not met",
    "value": "◆ No target",
    "no_report": "– No report",
    "no_cases": "○ No cases",
    "not_applicable": "∅ Not applicable",
    "masked": "c Masked",
    "on_time": "● On time",
    "late": "▲ Late",
    "empty": "□ Empty",
    "missing": "■ Missing",
    "not_due": "○ Not yet due",
}
CHANGES = {"up": "↑ up", "same": "→ unchanged", "down": "↓ down"}
BETTER = {("higher", "up"), ("lower", "down")}
WORSE = {("higher", "down"), ("lower", "up")}


def number(value: float | int | None, decimals: int = 0) -> str:
    """1,234.5; nothing for nothing."""
    if value is None:
        return ""
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:,}"


def percent(value: float | None) -> str:
    """96.4%; 0% and 100% bare."""
    return "" if value is None else f"{number(value, 0 if value in (0, 100) else 1)}%"


def between(least: int, most: int | None) -> str:
    """1–5; one number where both ends are the same; ≥ 5 where there is no upper one."""
    if most is None:
        return f"≥ {number(least)}" if least else "c"
    return number(least) if least == most else f"{number(least)}–{number(most)}"


def whole_percents(least: float, most: float) -> str:
    """84–97%: both ends rounded outwards."""
    return f"{between(math.floor(least), math.ceil(most))}%"


def amount(row: Row, column: str = "value") -> str:
    """A value in its unit; the range of a masked one."""
    if column == "value" and row["value"] is None and row.get("value_least") is not None:
        if row["unit"] == "percent":
            return whole_percents(row["value_least"], row["value_most"])
        return between(int(row["value_least"]), None if row["value_most"] is None else int(row["value_most"]))
    if row["unit"] == "percent":
        return percent(row[column])
    if row[column] is None:
        return ""
    return f"{number(row[column])} đ" if row["unit"] == "vnd" else number(row[column])


def part(above: int | None, below: int | None) -> str:
    """27/28."""
    if above is None:
        return ""
    return number(above) if below is None else f"{number(above)}/{number(below)}"


def day(value: date | None) -> str:
    """05/03/2023."""
    return "" if value is None else f"{value.day:02}/{value.month:02}/{value.year}"


def month(value: date) -> str:
    """03/2023."""
    return f"{value.month:02}/{value.year}"


def starred(row: Row) -> str:
    """2021* for a part of a year."""
    return f"{row['year']}*" if row["partial"] else str(row["year"])


def mark(row: Row) -> str:
    """● Met: by the status where there is one, else by the state; of a range below its target ◧."""
    return "◧ Not met" if missed(row) else MARKS[row.get("status") or row["state"]]


def missed(row: Row) -> bool:
    """Whether a masked share lies below its target, which is near or far, wherever it lies."""
    if row["state"] != "masked" or row.get("status") or row.get("target") is None:
        return False
    return row.get("value_most") is not None and bool(row["value_most"] < row["target"])


def shape(row: Row) -> str:
    """● alone."""
    return mark(row)[0]


def figures(text: str) -> list[str]:
    """The numbers in a text as they are written, without sign, unit and dates' slashes."""
    return [match.rstrip(".,") for match in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def written(values: Iterable[Any]) -> set[str]:
    """Every way in which a page may write these values: with no, one or two decimals, days by their parts."""
    ways: set[str] = set()
    for value in values:
        if isinstance(value, bool) or value is None:
            continue
        if isinstance(value, datetime | date):
            ways |= {f"{value.day:02}", f"{value.month:02}", str(value.year)}
        elif isinstance(value, int | float):
            ways |= {number(abs(value), decimals) for decimals in (0, 1, 2)} | {str(value)}
        elif isinstance(value, str):
            ways |= set(figures(value))
        elif isinstance(value, list):
            ways |= written(value)
    return ways
