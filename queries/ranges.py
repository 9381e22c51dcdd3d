"""Masked counts as text: their range, or the mark of a masked count without a range."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from queries import written

#: The mark of a count that is masked.
MASKED = "c"


class Ranges:
    """The ranges of masked counts: the rows of `queries/ranges.sql`, none where nothing is masked."""

    def __init__(self, rows: Iterable[Mapping[str, Any]], lang: str) -> None:
        self._of = {(row["measure"], row["part"], row["year"]): (row["least"], row["most"]) for row in rows}
        self._lang = lang

    def count(self, cases: int | None, measure: str, part: str, year: int | None) -> str:
        """The count; of a masked one its range: 1–5, ≥ 5."""
        if cases is not None:
            return written.number(cases, self._lang)
        least, most = self._of.get((measure, part, year), (0, None))
        return written.between(least, most, self._lang) if least or most is not None else MASKED

    def share(self, row: Mapping[str, Any], measure: str, part: str, whole: str, year: int | None) -> str:
        """The range of the share of `part` in `whole`, two columns of the row, where one is masked."""
        least, most = self.ends(row[part], measure, part, year)
        of_least, of_most = self.ends(row[whole], measure, whole, year)
        if most is None or not of_least:
            return MASKED
        lower = 100 * least / of_most if of_most else 0
        return written.between(lower, min(100 * most / of_least, 100), self._lang, "percent")

    def ends(self, cases: int | None, measure: str, part: str, year: int | None) -> tuple[int, int | None]:
        """The least and the most that a count can be; None for a most without bound."""
        return (cases, cases) if cases is not None else self._of.get((measure, part, year), (0, None))


def is_missed(row: Mapping[str, Any]) -> bool:
    """Whether a value lies on the bad side of its target wherever it lies in its range."""
    if row.get("target") is None or row.get("value_least") is None:
        return False
    if row["polarity"] == "lower":
        return bool(row["value_least"] > row["target"])
    return row["polarity"] == "higher" and row["value_most"] is not None and row["value_most"] < row["target"]


def standing(row: Mapping[str, Any]) -> str:
    """How a value stands: met, near or far; "" without a verdict.

    A range that is missed wherever it lies is "far", which is worded as not met, be it nearly or by far.
    """
    return str(row["status"] or ("far" if is_missed(row) else ""))
