"""The sample's story: how delivery improves, who the named exceptions are, and the dice.

Everything here is invented. Schools that must stand out are named one by one rather than drawn,
so that each awkward thing is surely in the data and can be found again by its id.
"""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

Cell: TypeAlias = str | int | float | date | datetime | None
Row: TypeAlias = dict[str, Cell]

FIRST_DAY = date(2021, 9, 24)
SAMPLE_AS_OF = date(2025, 12, 31)
LAST_MOMENT = datetime.combine(SAMPLE_AS_OF, time(23, 59))
YEARS = range(2021, 2026)

#: The school that sent no report in five years, despite a few activities in some of them.
NEVER_REPORTED = "MAU-12"
#: Years in which the school above has neither a report nor an event.
SILENT_YEARS = (2021, 2023)
NO_INCIDENTS = frozenset({"MAU-07", "MAU-10", "MAU-24", "MAU-26", "MAU-27"})

#: Awareness sessions of the schools with fewer than two in a year; all others have more.
FEW_SESSIONS: dict[int, dict[str, int]] = {
    2021: {
        "MAU-02": 1, "MAU-07": 0, "MAU-08": 1, "MAU-10": 1, "MAU-12": 0, "MAU-13": 1, "MAU-14": 0,
        "MAU-17": 1, "MAU-19": 1, "MAU-20": 0, "MAU-22": 1, "MAU-25": 1, "MAU-27": 0, "MAU-28": 1,
    },
    2022: {
        "MAU-07": 1, "MAU-08": 1, "MAU-10": 1, "MAU-12": 1, "MAU-14": 1, "MAU-17": 0, "MAU-20": 1,
        "MAU-25": 1, "MAU-27": 1, "MAU-28": 0,
    },
    2023: {
        "MAU-05": 1, "MAU-08": 1, "MAU-12": 0, "MAU-14": 1, "MAU-20": 1, "MAU-25": 0, "MAU-27": 1,
    },
    2024: {"MAU-08": 1, "MAU-20": 0, "MAU-27": 1},
    2025: {"MAU-12": 1},
}  # fmt: skip

#: Reports that never came, besides those of the school that never reports.
MISSING_REPORTS: dict[int, frozenset[str]] = {
    2021: frozenset({"MAU-07", "MAU-14", "MAU-20", "MAU-28"}),
    2022: frozenset({"MAU-14", "MAU-20", "MAU-27"}),
    2023: frozenset({"MAU-08", "MAU-20"}),
    2024: frozenset({"MAU-20"}),
    2025: frozenset({"MAU-25"}),
}

#: Reports that came after 30/11, and by how many days.
LATE_REPORTS: dict[int, dict[str, int]] = {
    2021: {"MAU-02": 3, "MAU-08": 21, "MAU-10": 1, "MAU-19": 9, "MAU-25": 40, "MAU-27": 5},
    2022: {"MAU-07": 2, "MAU-10": 12, "MAU-17": 6, "MAU-25": 18, "MAU-28": 1},
    2023: {"MAU-05": 4, "MAU-14": 15, "MAU-25": 7, "MAU-28": 2},
    2024: {"MAU-08": 1, "MAU-14": 9, "MAU-25": 33},
    2025: {"MAU-08": 2, "MAU-20": 14},
}

#: Share of cases, by year of receipt, that meet a limit.
PUNCTUAL = {2021: 0.60, 2022: 0.68, 2023: 0.76, 2024: 0.84, 2025: 0.87}

#: Days when no school works: Tết and the public holidays that fall in term.
DAYS_OFF: frozenset[date] = frozenset(
    first + timedelta(days=n)
    for first, days in (
        (date(2022, 1, 29), 9), (date(2022, 4, 11), 1), (date(2022, 5, 2), 2),
        (date(2022, 9, 1), 2), (date(2023, 1, 20), 7), (date(2023, 5, 1), 3), (date(2023, 9, 1), 4),
        (date(2024, 2, 8), 7), (date(2024, 4, 18), 1), (date(2024, 4, 29), 3),
        (date(2024, 9, 2), 2), (date(2025, 1, 25), 9), (date(2025, 4, 7), 1), (date(2025, 5, 1), 2),
        (date(2025, 9, 1), 2),
    )
    for n in range(days)
)  # fmt: skip


def dice(topic: str) -> random.Random:
    """Random numbers for one topic, so that a change of one table leaves all others unchanged."""
    return random.Random(f"Thủ Thừa/{topic}")


def chance(rng: random.Random, share: float) -> bool:
    """True with the probability `share`."""
    return rng.random() < share


def between(rng: random.Random, low: float, high: float) -> float:
    """A number between the two, uniformly at random and the same on every machine."""
    return low + (high - low) * rng.random()


def pick(rng: random.Random, weights: dict[str, float]) -> str:
    """One of the keys, at random by weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def at(moment: str) -> datetime:
    """A local moment written as in the CSVs, e.g. 2024-12-24 23:00."""
    return datetime.fromisoformat(moment)


def moment_of(row: Row, name: str) -> datetime:
    """The moment in a cell that must have one; TypeError names the cell when it has none."""
    cell = row.get(name)
    if not isinstance(cell, datetime):
        raise TypeError(f"{name} is {cell!r} where the sample needs a moment")
    return cell


def is_working(day: date) -> bool:
    """Whether offices and schools work on that day."""
    return day.weekday() < 5 and day not in DAYS_OFF


def working_days_later(day: date, count: int) -> date:
    """The `count`-th working day after `day`; the day itself for 0."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working(day)
    return day


def office_hour(rng: random.Random, day: date) -> datetime:
    """A minute of that day between 07:30 and 16:59."""
    return datetime.combine(day, time(7, 30)) + timedelta(minutes=rng.randrange(570))


def minutes_later(start: datetime, minutes: float) -> datetime:
    """A moment so many whole minutes later, by day or night."""
    return start + timedelta(minutes=int(minutes))


def office_day_later(start: datetime, days: int, rng: random.Random) -> datetime:
    """A moment some working days later; within a few hours for 0 days."""
    if days == 0:
        return minutes_later(start, between(rng, 20, 180))
    return office_hour(rng, working_days_later(start.date(), days))
