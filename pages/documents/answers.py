"""What a document may hold: the shareable answers of one snapshot, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from data.store import Snapshot
from pages.kit import inert
from pages.kit.words import Words
from queries import Reader, ask
from queries.ranges import Ranges

#: Whoever is outside, be the file made by whom it may.
OUTSIDE = Reader("viewer", "shareable")


@dataclass(frozen=True)
class Answers:
    """Questions about one snapshot, asked once for whoever is outside and told in one language.

    `years` are those of the document.
    """

    snapshot: Snapshot
    years: tuple[int, ...]
    words: Words
    _kept: dict[tuple[object, ...], pa.Table] = field(default_factory=dict)

    def table(self, name: str, years: Sequence[int] = (), **params: str) -> pa.Table:
        """The answer to queries/<name>.sql of the whole district, for these years (none: all)."""
        key = (name, *years, *sorted(params.items()))
        if key not in self._kept:
            self._kept[key] = ask(self.snapshot, name, years=years, params=params, reader=OUTSIDE)
        return self._kept[key]

    def rows(self, name: str, years: Sequence[int] = (), **params: str) -> list[dict[str, Any]]:
        """The same answer as rows, its texts inert."""
        return inert.rows(self.table(name, years, **params))

    def ranges(self, years: Sequence[int]) -> Ranges:
        """What is told of masked counts."""
        return Ranges(self.rows("ranges", years), self.words.lang)
