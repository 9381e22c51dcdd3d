"""Cases past their limit as of the snapshot's day, whatever year they began in."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from pages.kit import answers
from pages.kit.cells import Row
from pages.kit.choice import Choice


def counts(choice: Choice) -> Row | None:
    """How many cases wait past a limit, lately and for longer; None where that is not told."""
    if not answers.offered("overdue_counts", choice):
        return None
    return answers.rows("overdue_counts", replace(choice, years=()))[0]


def cases(which: str, choice: Choice, first: str = "all") -> pa.Table:
    """The `first` cases that are "newly" overdue or the "backlog", or all "cases"."""
    return answers.table("overdue", replace(choice, years=()), first=first, of=which)
