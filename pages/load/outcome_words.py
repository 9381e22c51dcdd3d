"""Sentences of a publish that has ended: what is active now in numbers, or why nothing changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.contract import INTAKE_TABLES
from data.faults import said as fault_said
from data.publish import PublishBusy
from data.store import Snapshot
from pages.kit import inert, phrases
from pages.kit.words import Words

#: Rows of pages/indicator_years of the district, by year and indicator.
Values = Mapping[tuple[int, str], Mapping[str, Any]]


def published(
    active: Snapshot, counts: Mapping[str, int], was: Mapping[str, int], before: str, words: Words
) -> str:
    """What is active now, in numbers; `counts` and `was` are rows by table, now and before."""
    if before == active.id:
        return words.text(
            "Nothing changed: these files say what snapshot {id} already says. It stays active.", id=active.id
        )
    rows, rows_before = (
        words.number(sum(found.get(table.name, 0) for table in INTAKE_TABLES)) for found in (counts, was)
    )
    text = words.text(
        "Published: snapshot {id}, figures as of {day}; {schools} schools, years {years}, {rows} rows.",
        id=active.id,
        day=words.day(active.as_of),
        schools=words.number(counts["schools"]),
        years=words.years(active.years),
        rows=rows,
    )
    if not was:
        return text
    return f"{text} " + words.text(
        "Before: {schools} schools, {rows} rows.", schools=words.number(was["schools"]), rows=rows_before
    )


def last_moved(indicators: Sequence[str], now: Values, was: Values) -> int:
    """The last year in which one of these indicators is another one than before; else the last year."""
    moved = [
        year for year, indicator in now
        if indicator in indicators and _facts(now[year, indicator]) != _facts(was.get((year, indicator)))
    ]  # fmt: skip
    return max(moved or [year for year, _ in now]) if was else max(year for year, _ in now)


def was(now: Mapping[str, Any], before: Mapping[str, Any] | None, words: Words) -> str:
    """26 yes · 1 not yet · before: 25 yes · 2 not yet."""
    counted = words.parts(now)
    if before is None:
        return counted
    same = _facts(now) == _facts(before)
    old = words.text("unchanged") if same else words.text("before: {value}", value=_counted(before, words))
    return f"{counted} · {old}"


def fault(error: Exception, words: Words) -> str:
    """Why nothing was published. Whatever it was, what was active stays so."""
    if isinstance(error, PublishBusy):
        return words.text(
            "Somebody else is publishing right now ({who}). Nothing changed. Wait for the end, "
            "look what has become active, and check your files again.",
            who=inert.as_markdown(inert.inert(str(error))),
        )
    if isinstance(error, OSError):
        why = inert.as_markdown(inert.inert(fault_said(error, words.lang)))
        return words.text("Not published, since it could not be written: {why}. Nothing changed.", why=why)
    return words.text("Not published. Nothing changed. The fault is written to the server's log.")


def _facts(row: Mapping[str, Any] | None) -> tuple[object, ...]:
    return (row["numerator"], row["denominator"], row["state"], row["unknown"]) if row else ()


def _counted(row: Mapping[str, Any], words: Words) -> str:
    part = words.parts(row)
    return f"{phrases.value(row, words)} ({part})" if part else phrases.value(row, words)
