"""The report's sentences (words.toml), and the words for values of every state."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from data.words import HOME
from queries import written
from queries.columns import code_words
from queries.ranges import MASKED, Ranges, standing

LANG = HOME
FILE = Path(__file__).with_name("words.toml")
OFFICE = "Phòng Giáo dục và Đào tạo"

Row = Mapping[str, Any]


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def say(section: str, key: str, /, **values: object) -> str:
    """The words called `key` in a section of words.toml, their {placeholders} filled."""
    return _words()[section][key].format(**values)


def state(code: str) -> str:
    """Why there is no value, within a sentence: không phát sinh; the mark of a masked one."""
    return MASKED if code == "masked" else written.within(code_words("state")[code].in_language(LANG))


def value(row: Row) -> str:
    """An indicator's value: 89,3%, 374, 32.659 đồng; without a value the word of its state."""
    if row["state"] == "masked" and row.get("value_least") is not None:
        return written.measured(row, LANG)
    if row["state"] != "value":
        return state(row["state"])
    if written.is_of_one(row):
        return written.own(row, LANG)
    if row["unit"] == "vnd":
        return f"{number(row['value'])} {say('money', 'unit')}"
    return written.amount(row["value"], row["unit"], LANG)


def counted(row: Row) -> str:
    """The parts of the value and the unknown: 22 có · 3 chưa · 2 chưa rõ; empty without parts."""
    return " · ".join(filter(None, (_known(row), written.not_known(row, LANG))))


def _known(row: Row) -> str:
    """The parts of the value with units: 9.120 trên 10.300; empty where nothing is divided."""
    if row["state"] != "masked" and row["denominator"] is None:
        return ""
    if row["state"] == "value" and row["unit"] == "vnd":
        above, below = (number(row[side]) for side in ("numerator", "denominator"))
        return say("money", "per_pupil", spent=above, pupils=below)
    return written.counted(row, LANG)


def part(row: Row) -> str:
    """The same within a sentence: " (22 có · 3 chưa · 2 chưa rõ)"."""
    shown = counted(row)
    return f" ({shown})" if shown else ""


def cell(row: Row) -> str:
    """One school's value: có, chưa or 1 trên 2 buổi for a yes-or-no indicator, else the number."""
    if row["state"] == "value" and row["counts"] == "schools":
        return written.own(row, LANG)
    return value(row)


def rate(row: Row, ranges: Ranges) -> str:
    """The share on time of cases that fell due; a range where a count is masked, a word without cases."""
    if row["fell_due"] == 0:
        return state("no_cases")
    if row["rate"] is None:
        return ranges.share(row, f"clock.{row['clock']}", "on_time", "fell_due", row["year"])
    return percent(row["rate"])


def target(row: Row) -> str:
    """The target with its source; a goal without one says so."""
    amount = written.amount(row["target"], row["unit"], LANG)
    return say("target", row["target_source"] or "none", amount=amount)


def judged(row: Row) -> str:
    """The value against its target in words, and whether the unknown may change the verdict."""
    judgement = say("judged", standing(row) or "none", target=target(row))
    return say("judged", "unsettled", judged=judgement) if row["unsettled"] else judgement


def status(row: Row) -> str:
    """Đạt, Gần đạt, Chưa đạt, with the unknown if it may change the verdict; Chưa rõ without one."""
    verdict = standing(row)
    if not verdict:
        return say("status", "unknown" if row["unsettled"] else "none")
    shown = code_words("status")[verdict].in_language(LANG)
    return say("status", "unsettled", status=shown) if row["unsettled"] else shown


def names(listed: Iterable[str]) -> str:
    """A; B; C, with the education office under its own name."""
    return "; ".join(OFFICE if name == "office" else name for name in listed)


def day(value: Any) -> str:
    """05/03/2023."""
    return written.day(value, LANG)


def number(value: float | int | None, decimals: int = 0) -> str:
    """1.234,5."""
    return written.number(value, LANG, decimals)


def percent(value: float | None) -> str:
    """96,4%."""
    return written.percent(value, LANG)


def year(row: Row) -> str:
    """2025; for a part-year 2021 (không trọn năm)."""
    return say("chart", "partial", year=row["year"]) if row["partial"] else str(row["year"])
