"""How numbers, shares, money and dates are written in a language: on pages and in documents alike.

Numbers round half-up, at this last step only; nothing known is written as nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import ceil, floor
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal


def number(value: float | int | None, lang: str, decimals: int = 0) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English."""
    if value is None:
        return ""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    # A whole number needs no rounding: tables of a whole country write hundreds of thousands of them.
    digits = str(value) if isinstance(value, int) and not decimals else str(half_up(value, decimals))
    return _written(digits, pattern, lang)


def percent(value: float | None, lang: str) -> str:
    """96,4% and 63,0% – one decimal; only none and all of them (0%, 100%) go without."""
    if value is None:
        return ""
    return number(value, lang, 0 if value in (0, 100) else 1) + "%"


def amount(value: float | None, unit: str, lang: str) -> str:
    """A value with its unit: percent, count or đồng per pupil."""
    if unit == "percent":
        return percent(value, lang)
    if value is None:
        return ""
    return f"{number(value, lang)} đ" if unit == "vnd" else number(value, lang)


def part(numerator: int | None, denominator: int | None, lang: str) -> str:
    """27/28; the numerator alone where nothing is divided."""
    if numerator is None:
        return ""
    if denominator is None:
        return number(numerator, lang)
    return f"{number(numerator, lang)}/{number(denominator, lang)}"


def between(least: float, most: float | None, lang: str, unit: str = "count") -> str:
    """A range: 26–30, 84–97%, ≥ 5; one number where both ends are the same. Percentages round outwards."""
    if unit == "percent" and most is not None:
        least, most = floor(least), ceil(most)
    if most is None:
        return f"≥ {number(least, lang)}"
    ends = number(least, lang) if least == most else f"{number(least, lang)}–{number(most, lang)}"
    return f"{ends}%" if unit == "percent" else ends


def measured(row: Mapping[str, Any], lang: str) -> str:
    """An indicator's value with its unit; of a masked one its range; empty where nothing is known."""
    if row["value"] is None and row.get("value_least") is not None:
        return between(row["value_least"], row["value_most"], lang, row["unit"])
    return amount(row["value"], row["unit"], lang)


def parts(row: Mapping[str, Any], lang: str) -> str:
    """What an indicator's value is made of, 27/28, as a range where it is masked: 26–30/31."""
    if row["state"] != "masked" or row.get("numerator_least") is None:
        return part(row["numerator"], row["denominator"], lang)
    above = between(row["numerator_least"], row["numerator_most"], lang)
    if row["denominator_least"] is None:
        return above
    return f"{above}/{between(row['denominator_least'], row['denominator_most'], lang)}"


def points(value: float, lang: str, decimals: int = 1) -> str:
    """A difference without its sign, at most so many decimals: 7,1 and 2."""
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    return _written(str(half_up(abs(value), decimals)), pattern, lang)


@lru_cache(maxsize=5_000)
def day(value: date | None, lang: str) -> str:
    """05/03/2023 in both languages, as the office writes it."""
    return str(format_date(value, "dd/MM/yyyy", locale=lang)) if value else ""


@lru_cache(maxsize=20_000)
def _written(digits: str, pattern: str, lang: str) -> str:
    # Kept, since a page writes hundreds of numbers, most of them again and again.
    return str(format_decimal(Decimal(digits), format=pattern, locale=lang))


def half_up(value: float | int, decimals: int) -> Decimal:
    """The number to so many decimals."""
    # repr, not the binary value: 84.35 was meant when 84.35 is written.
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
