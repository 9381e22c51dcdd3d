"""The points of an incidents' series: of each month, or of the days between one incident and the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Row = Mapping[str, Any]
#: What marks the days on which the usual level is drawn anew.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Point:
    """One point: `value` is incidents per 1,000 pupils (None: no rate), or days since the incident before.

    `way` is which way a signal points, "more" or "fewer" incidents; "" where there is no signal.
    """

    at: date
    year: int
    value: float | None
    centre: float | None
    lower: float | None
    upper: float | None
    signal: str
    way: str
    incidents: int
    pupils: int | None
    chosen: bool


def of_months(rows: Sequence[Row], plan: Sequence[Row], chosen: Sequence[int]) -> list[Point]:
    """The rows of queries/incident_months.sql; a month lies in the newest year of the plan begun in it."""
    found: list[Point] = []
    for row in rows:
        at, value = row["month"], row["rate"]
        year = max(
            (old["year"] for old in plan if _month(old["starts_on"]) <= _month(at)),
            default=0,
        )
        level = found[-1].value if row["signal"] == "trend" else row["centre"]
        way = "more" if row["signal"] and value > level else "fewer"
        found.append(_point(row, at, year, value, way, row["incidents"], row["pupils"], chosen))
    return found


def of_gaps(rows: Sequence[Row], plan: Sequence[Row], chosen: Sequence[int]) -> list[Point]:
    """The rows of queries/incident_gaps.sql: the fewer days between, the more incidents."""
    found: list[Point] = []
    for row in rows:
        at, days = row["received_on"], row["days"]
        year = max((old["year"] for old in plan if old["starts_on"] <= at), default=0)
        level = found[-1].value if row["signal"] == "trend" else row["centre"]
        way = "more" if row["signal"] and days < level else "fewer"
        found.append(_point(row, at, year, days, way, 1, None, chosen))
    return found


def signals(points: Sequence[Point]) -> list[Point]:
    """The points that are signals, newest first; of one run or trend that goes on, its last point only."""
    found = []
    following: Point | None = None
    for point in reversed(points):
        goes_on = (
            following is not None
            and point.signal in ("run", "trend")
            and (point.signal, point.way) == (following.signal, following.way)
        )
        if point.signal and not goes_on:
            found.append(point)
        following = point
    return found


def _point(
    row: Row,
    at: date,
    year: int,
    value: float | None,
    way: str,
    incidents: int,
    pupils: int | None,
    chosen: Sequence[int],
) -> Point:
    signal = row["signal"] or ""
    limits = (row["centre"], row["lower"], row["upper"])
    return Point(at, year, value, *limits, signal, way if signal else "", incidents, pupils, year in chosen)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
