"""Writes numbers, shares, money and dates in a language, for pages and documents.

Numbers round half-up, only at this last step; an unknown value is an empty text.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from math import ceil, floor
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal, get_decimal_symbol

from data.sqlfiles import QUERIES, SqlFile, read_folder
from data.words import Text, text


class Written(str):
    """A number or a day as text that keeps its value, so that a file can store the value.

    `value` is the number or day, `form` its format in a spreadsheet (percentages use the spreadsheet's own),
    `decimals` the number of decimals. As part of another text it is plain text.
    """

    value: float | int | date | datetime
    form: str
    decimals: int

    def __new__(
        cls, text: str, value: float | int | date | datetime, form: str, decimals: int = 0
    ) -> Written:
        """The `text` with its value."""
        made = super().__new__(cls, text)
        made.value, made.form, made.decimals = value, form, decimals
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        return str(self), self.value, self.form, self.decimals

    def plain(self, lang: str) -> str:
        """The number without thousands separators and unit, 1234,5 and 96,4%; a day unchanged."""
        if isinstance(self.value, date) or self.form == YEAR:
            return str(self)
        digits = str(half_up(self.value, self.decimals))
        return digits.replace(".", decimal_sign(lang)) + ("%" if "%" in self.form else "")


#: What is not known, where yes and not yet are counted before it.
_BESIDE_YES_AND_NO = Text("{number} not known", "beside yes and not yet")

#: The formats of years, days, months and moments in a spreadsheet.
YEAR, DAY, MONTH, MOMENT = "0", "dd/mm/yyyy", "mm/yyyy", "hh:mm dd/mm/yyyy"


@cache
def decimal_sign(lang: str) -> str:
    """The sign before decimals: a comma in Vietnamese, a point in English."""
    return str(get_decimal_symbol(lang))


def number(value: float | int | None, lang: str, decimals: int = 0) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English."""
    if value is None:
        return ""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    # A fast path, since a whole number needs no rounding: tables of a country have hundreds of thousands.
    digits = str(value) if isinstance(value, int) and not decimals else str(half_up(value, decimals))
    return Written(_written(digits, pattern, lang), value, pattern, decimals)


def percent(value: float | None, lang: str) -> str:
    """96,4% and 63,0% with one decimal; only 0% and 100% have none."""
    if value is None:
        return ""
    decimals = 0 if value in (0, 100) else 1
    return Written(number(value, lang, decimals) + "%", value, "0.0%" if decimals else "0%", decimals)


def amount(value: float | None, unit: str, lang: str) -> str:
    """A value with its unit: percent, count or đồng per pupil."""
    if unit == "percent":
        return percent(value, lang)
    if value is None:
        return ""
    return with_unit(number(value, lang), " đ") if unit == "vnd" else number(value, lang)


def with_unit(amount: str, unit: str) -> str:
    """12 ngày: the number with its unit; it keeps its value."""
    if isinstance(amount, Written):
        return Written(amount + unit, amount.value, f'{amount.form}"{unit}"', amount.decimals)
    return amount + unit


def within(label: str) -> str:
    """A label within a sentence: it begins small."""
    return label[:1].lower() + label[1:]


def part(numerator: int | None, denominator: int | None, lang: str) -> str:
    """27/28; only the numerator where nothing is divided."""
    if numerator is None:
        return ""
    if denominator is None:
        return number(numerator, lang)
    return f"{number(numerator, lang)}/{number(denominator, lang)}"


def between(least: float, most: float | None, lang: str, unit: str = "count") -> str:
    """A range: 26–30, 84–97%, ≥ 5; one number where both ends are equal. Percentages round outwards."""
    if unit == "percent" and most is not None:
        least, most = floor(least), ceil(most)
    if most is None:
        return f"≥ {number(least, lang)}"
    ends = number(least, lang) if least == most else f"{number(least, lang)}–{number(most, lang)}"
    return f"{ends}%" if unit == "percent" else ends


def measured(row: Mapping[str, Any], lang: str) -> str:
    """An indicator's value with its unit; the range of a masked one; empty where it is unknown.

    The value of one school on a yes-or-no indicator is a word: có, chưa.
    """
    if row["value"] is None and row.get("value_least") is not None:
        return between(row["value_least"], row["value_most"], lang, row["unit"])
    return own(row, lang) if is_of_one(row) else amount(row["value"], row["unit"], lang)


def is_of_one(row: Mapping[str, Any]) -> bool:
    """Whether the row is of a single school on a yes-or-no indicator, in one year or several."""
    return row.get("counts") == "schools" and (row.get("subjects") == 1 or bool(row.get("years_of_one")))


def _is_of_years(row: Mapping[str, Any]) -> bool:
    return (row.get("years_of_one") or 0) > 1


def own(row: Mapping[str, Any], lang: str) -> str:
    """One school's value: có, chưa, 1 trên 2 buổi, 4 trên 5 năm, 93,3%; empty where it is unknown."""
    if row["state"] != "value":
        return ""
    if row["counts"] != "schools":
        return amount(row["value"], row["unit"], lang)
    if _is_of_years(row):
        return text("{years} years", lang, years=fraction(row["numerator"], row["denominator"], lang))
    if row.get("sessions") is not None:
        sessions, needed = (number(row[key], lang) for key in ("sessions", "sessions_needed"))
        if row["numerator"]:
            return text("yes, {sessions} sessions", lang, sessions=sessions)
        return text("{sessions} of {needed} sessions", lang, sessions=sessions, needed=needed)
    return text("yes", lang) if row["numerator"] else text("not yet", lang)


def own_parts(row: Mapping[str, Any], lang: str) -> str:
    """The parts of one school's value, 280/300; empty for a yes-or-no indicator."""
    if row["counts"] == "schools":
        return ""
    return part(row["numerator"], row["denominator"], lang)


def turned(change: str, lang: str) -> str:
    """The change of one school on a yes-or-no indicator: từ chưa thành có."""
    return text("from not yet to yes", lang) if change == "up" else text("from yes to not yet", lang)


def parts(row: Mapping[str, Any], lang: str) -> str:
    """The parts of an indicator's value, with the unknown.

    22 có · 3 chưa · 2 chưa rõ where schools are counted; else 9.120 trên 10.300 học sinh · chưa rõ 640;
    ranges for masked counts. Empty for one school on a yes-or-no indicator, whose value says it; of đồng,
    which would fill a line, only the unknown.
    """
    known = "" if is_money(row) else counted(row, lang)
    return " · ".join(filter(None, (known, not_known(row, lang))))


@cache
def _facts() -> Mapping[str, SqlFile]:
    """The files of all indicators, whose headers define them."""
    return read_folder(QUERIES / "indicators")


def is_money(row: Mapping[str, Any]) -> bool:
    """Whether the parts of an indicator's value are đồng."""
    return row.get("unit") == "vnd" or _parts_are(row, "en") == "đồng"


def is_of_children(row: Mapping[str, Any]) -> bool:
    """Whether an indicator counts children's cases."""
    indicator = _facts().get(row.get("indicator", ""))
    return bool(indicator and indicator.header.get("child"))


def _parts_are(row: Mapping[str, Any], lang: str) -> str:
    """What an indicator's parts are: trẻ em, đồng; empty where its header names nothing."""
    indicator = _facts().get(row.get("indicator", ""))
    return indicator.label("of").in_language(lang) if indicator else ""


def counted(row: Mapping[str, Any], lang: str) -> str:
    """The known parts: 22 có · 3 chưa; 9.120 trên 10.300 học sinh; 26–30 trên 31 trẻ em; 374."""
    if row["state"] == "masked" and row.get("numerator_least") is not None:
        above = between(row["numerator_least"], row["numerator_most"], lang)
        if row["denominator_least"] is None:
            return above
        below = between(row["denominator_least"], row["denominator_most"], lang)
        return f"{_of(above, below, lang)} {_parts_are(row, lang)}".rstrip()
    if row["numerator"] is None or is_of_one(row):
        return ""
    if row["denominator"] is None:
        return number(row["numerator"], lang)
    if row["denominator"] == 0:
        return ""
    if row["counts"] == "schools":
        lacking = row["denominator"] - row["numerator"] - row["unknown"]
        yes, no = (number(count, lang) for count in (row["numerator"], lacking))
        return text("{yes} yes · {no} not yet", lang, yes=yes, no=no)
    return f"{fraction(row['numerator'], row['denominator'], lang)} {_parts_are(row, lang)}".rstrip()


def fraction(numerator: int | None, denominator: int | None, lang: str) -> str:
    """24 trên 32, for a sentence."""
    if numerator is None or denominator is None:
        return part(numerator, denominator, lang)
    return _of(number(numerator, lang), number(denominator, lang), lang)


def not_known(row: Mapping[str, Any], lang: str) -> str:
    """The unknown beside the value: chưa rõ 640, chưa rõ 2 trường; empty where all is known."""
    if row["unknown"] == 0 or (is_of_one(row) and not _is_of_years(row)):
        return ""
    if row["unknown"] is None:
        # The pupils and staff of a school that never reported are unknown: the schools are counted.
        schools = row["subjects"] - row["known"] if row.get("subjects") is not None else None
        if not schools:
            return text("some not known", lang)
        return _schools_not_known(schools, lang)
    many = number(row["unknown"], lang)
    if row["counts"] == "schools":
        return _BESIDE_YES_AND_NO.in_language(lang, number=many)
    if row.get("weight", "schools") == "schools":
        return _schools_not_known(row["unknown"], lang)
    return text("{number} not known", lang, number=many)


def _schools_not_known(schools: int, lang: str) -> str:
    many = number(schools, lang)
    if schools == 1:
        return text("{number} school not known", lang, number=many)
    return text("{number} schools not known", lang, number=many)


def _of(above: str, below: str, lang: str) -> str:
    return text("{part} of {whole}", lang, part=above, whole=below)


def points(value: float, lang: str, decimals: int = 1) -> str:
    """A difference without its sign, with `decimals` decimals: 7,1 and 2,0."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return _written(str(half_up(abs(value), decimals)), pattern, lang)


@lru_cache(maxsize=5_000)
def day(value: date | None, lang: str) -> str:
    """05/03/2023, in both languages."""
    return Written(format_date(value, "dd/MM/yyyy", locale=lang), value, DAY) if value else ""


def year(value: int | None) -> str:
    """2025, without a thousands separator; empty for None."""
    return "" if value is None else Written(str(value), value, YEAR)


@lru_cache(maxsize=20_000)
def _written(digits: str, pattern: str, lang: str) -> str:
    # Cached: a page writes hundreds of numbers, most of them repeatedly.
    return str(format_decimal(Decimal(digits), format=pattern, locale=lang))


def half_up(value: float | int, decimals: int) -> Decimal:
    """The number rounded half-up to `decimals` decimals."""
    # repr, not the binary value: 84.35 must round as the decimal number 84.35.
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
