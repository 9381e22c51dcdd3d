"""The answers behind a report; each question runs once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from data.store import Snapshot
from pages.documents.report.wording import LANG, Row
from queries import Reader, Tier, ask, offered, question
from queries.ranges import Ranges


@dataclass(frozen=True)
class Answers:
    """The answers for one reader and year, about the district or one school."""

    snapshot: Snapshot
    year: int
    reader: Reader
    school: str = ""
    _known: dict[tuple[str, bool, bool], list[Row]] = field(default_factory=dict)

    @property
    def tier(self) -> Tier:
        """The tier of the report; internal for a principal only about the own school."""
        return self.reader.tier_for([self.school] if self.school else [])

    def rows(self, name: str, *, every_year: bool = False, every_school: bool = False) -> list[Row]:
        """The answer's rows; of the chosen year and school unless `every_year` or `every_school` is set.

        A question that takes the school as its parameter is asked with `every_school`.
        """
        key = (name, every_year, every_school)
        if key not in self._known:
            answer = ask(
                self.snapshot,
                name,
                years=[] if every_year else [self.year],
                schools=[self.school] if self.school and not every_school else [],
                params=self._params(name),
                reader=self.reader,
            )
            self._known[key] = answer.to_pylist()
        return self._known[key]

    def offered(self, name: str) -> bool:
        """Whether the reader's tier has an answer."""
        return offered(name, self.reader, schools=[self.school] if self.school else [])

    def _params(self, name: str) -> Mapping[str, str]:
        values = {"lang": LANG, "school": self.school}
        return {key: value for key, value in values.items() if key in question(name).params}

    @cached_property
    def ranges(self) -> Ranges:
        """The ranges of masked counts of the district, by year and (without a year) over all years."""
        return Ranges(self.rows("ranges", every_year=True) if self.offered("ranges") else (), LANG)

    def count(self, row: Row, column: str, measure: str, part: str) -> str:
        """The number of cases in the year as text; the range of a masked one."""
        return self.ranges.count(row[column], measure, part, self.year)

    @cached_property
    def indicators(self) -> dict[str, Row]:
        """The year's row of every indicator, by id."""
        return {row["indicator"]: row for row in self.rows("indicator_years") if row["year"] == self.year}

    @cached_property
    def plan(self) -> Row:
        """The plan: its title, its issuer, and the years that it covers."""
        return self.rows("plan")[0]

    @cached_property
    def period(self) -> Row:
        """The year: its first and last day, and whether it is a part-year."""
        return next(row for row in self.rows("plan_years") if row["year"] == self.year)
