"""Converts the value of a workbook cell to the text that a CSV would have."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from data.contract import Column
from data.intake.words import clean, fold, label_map, yes_or_no

#: The types that python-calamine returns for a cell; "" for an empty one.
Value = str | float | bool | date | datetime | time | timedelta

_VIETNAMESE_DATE = re.compile(
    r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})"
    r"(?: (?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?)?",
    re.ASCII,
)
_ISO_MOMENT = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    # All times are Việt Nam's; a time of another zone does not match.
    r"[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?(?:\+07(?::?00)?)?",
    re.ASCII,
)
_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_NUMBERS = {"integer": _WHOLE, "money": _WHOLE, "decimal": _DECIMAL}


def is_empty(value: Value) -> bool:
    """Whether the cell holds nothing, or nothing but spaces."""
    return isinstance(value, str) and not clean(value)


def cell_text(column: Column, value: Value) -> str:
    """The value as a CSV writes it; "" when empty. A text that cannot be parsed stays as written.

    Dates are YYYY-MM-DD, moments YYYY-MM-DD HH:MM (seconds are dropped), whole numbers have no
    decimals, truth values are 1 and 0, labels of choices become codes. A date without a time of
    day, or at midnight, stays a date even in a column of moments: in Excel both are the same,
    and the check of cells reports the missing time.
    """
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float | int):
        return _number_text(value)
    if isinstance(value, datetime | date):
        return _date_text(value)
    if not isinstance(value, str):
        return str(value)
    text = clean(value)
    if column.kind in ("date", "moment"):
        return _written_date(text)
    if column.kind == "choice":
        return label_map(column).get(fold(text), text)
    if column.kind == "choices":
        return _choices_text(column, text)
    return text


def answer_text(value: Value) -> str:
    """A yes or a no as a CSV writes it, 1 or 0; any other value stays as written."""
    if isinstance(value, str):
        return yes_or_no(value) or clean(value)
    return _number_text(value) if isinstance(value, float | int) else str(value)


def refusals(column: Column, value: Value, *, answer: bool, percent: bool) -> Iterator[tuple[str, str]]:
    """Why the value must not be read as it is stored: (message code, the cell as the sender sees it).

    `answer`: the cell takes a yes or a no. `percent`: it shows its number as a percentage.
    """
    if isinstance(value, bool):
        if not answer:
            yield "truth_value", str(value).upper()
    elif isinstance(value, float | int):
        if percent and (answer or column.kind in _NUMBERS):
            yield "percentage", f"{100 * value:.12g}%"
    elif isinstance(value, str) and not answer:
        # Excel leaves a number that it stores as text out of sums.
        pattern = _NUMBERS.get(column.kind)
        if pattern is not None and pattern.fullmatch(clean(value)):
            yield "number_as_text", value


def _number_text(value: float) -> str:
    if isinstance(value, int) or (math.isfinite(value) and value == int(value)):
        return str(int(value))
    return repr(value)


def _date_text(value: date) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    # Excel stores times as fractions of a day: 07:30:00 may be read as 07:29:59.9999.
    if value.microsecond >= 500_000 and (value.year, value.month) < (9999, 12):
        value += timedelta(seconds=1)
    if value.time().replace(microsecond=0) == time.min:
        return value.date().isoformat()
    return value.isoformat(" ", "minutes")


def _written_date(text: str) -> str:
    match = _VIETNAMESE_DATE.fullmatch(text) or _ISO_MOMENT.fullmatch(text)
    if match is None:
        return text
    year, month, day, hour, minute = (
        int(match[part] or 0) for part in ("year", "month", "day", "hour", "minute")
    )
    try:
        if match["hour"] is None:
            return date(year, month, day).isoformat()
        # The contract's moments are local and have no zone.
        moment = datetime(year, month, day, hour, minute)  # noqa: DTZ001
    except ValueError:
        return text
    return moment.isoformat(" ", "minutes")


def _choices_text(column: Column, text: str) -> str:
    labels = label_map(column)
    written = [part for part in (clean(part) for part in text.split(";")) if part]
    codes = {labels.get(fold(part), part) for part in written}
    order = [*column.allowed, *written]
    return ";".join(sorted(codes, key=order.index))
