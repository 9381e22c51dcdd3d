"""The choice that all pages share: which years, which schools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pages.kit.inert import inert
from queries import written

#: Comparing with no year.
NONE = "none"


@dataclass(frozen=True)
class Choice:
    """What the reader looks at: one `year`, or all `years` together (ascending, `year` the last of them).

    `against` is the year that it is compared with, None for none; `school` is "" for all schools.
    `schools` are the ids that the choice comes down to (empty: all, the office included), and
    `nobody` says that no school fits it. `unit` is a code of `unit_kind` "old" or "new": before and since
    the day on which units changed. `partial` are the plan's years that are parts of a year.
    """

    years: tuple[int, ...]
    year: int
    against: int | None = None
    school: str = ""
    level: str = ""
    unit: str = ""
    unit_kind: str = ""
    schools: tuple[str, ...] = ()
    nobody: bool = False
    school_name: str = ""
    place: str = ""
    partial: tuple[int, ...] = ()

    @property
    def period(self) -> str:
        """The chosen years in words."""
        return span(self.years, self.partial)

    def named(self, year: int | None) -> str:
        """A year in words, with the star of a part-year: 2021*."""
        return starred({"year": year, "partial": year in self.partial})

    @property
    def compared(self) -> str:
        """The year that it is compared with, as questions take it: "2024" or "none"."""
        return str(self.against or NONE)


def span(years: Sequence[int], partial: Sequence[int] = ()) -> str:
    """2025; 2021*–2025 when they follow one another; else a list."""
    named = [starred({"year": year, "partial": year in partial}) for year in years]
    following = len(years) > 2 and years[-1] - years[0] == len(years) - 1
    return f"{named[0]}–{named[-1]}" if following else ", ".join(named)


def starred(row: Mapping[str, Any]) -> str:
    """The row's year, a part-year with its star, on which no Markdown acts: 2021*."""
    return f"{row['year']}{inert('*')}" if row["partial"] else written.year(row["year"])
