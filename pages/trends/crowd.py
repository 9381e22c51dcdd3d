"""Many schools in one funnel: those that would lie on top of each other share one mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pages.kit import inert

#: Up to so many schools each have a mark of their own; a browser takes seconds for tens of thousands.
APART = 1000
#: Into how many cells either axis is then divided: each is about as large as a mark.
ACROSS, UPWARDS = 60, 30
_LIMITS = (
    "centre", "lower998", "upper998", "wide_lower95", "wide_upper95", "wide_lower998", "wide_upper998",
)  # fmt: skip

Row = dict[str, Any]


@dataclass(frozen=True)
class Drawn:
    """What a funnel draws: schools, crowds of schools, and the limits by the number of pupil-years.

    A crowd has `schools` (how many), `position`, `chosen`, and the least, mean and most of pupils,
    pupil-years and rate.
    The limits of every size are there once.
    """

    schools: Sequence[Row]
    crowds: Sequence[Row]
    limits: Sequence[Row]


def drawn(district: pa.Table, chosen: Sequence[str]) -> Drawn:
    """The schools with a rate, apart while they are few; `chosen` empty: all are."""
    rated = district.filter(pc.is_valid(district["rate"]))
    limits = _sizes(rated)
    if rated.num_rows <= APART:
        return Drawn(inert.rows(rated), [], limits)
    alone, together = _by_cell(rated, chosen)
    return Drawn(inert.rows(alone), inert.rows(together), limits)


def _sizes(rated: pa.Table) -> list[Row]:
    """The limits of each number of pupil-years: schools of one size share theirs."""
    sizes = rated.group_by("pupil_years").aggregate([(column, "min") for column in _LIMITS])
    rows: list[Row] = inert.rows(sizes.rename_columns(["pupil_years", *_LIMITS]).sort_by("pupil_years"))
    return rows


def _by_cell(rated: pa.Table, chosen: Sequence[str]) -> tuple[pa.Table, pa.Table]:
    """Who is alone in a cell, and the crowds of the others; a position and a choice is never mixed."""
    here = (
        pc.is_in(rated["school_id"], value_set=pa.array(chosen, pa.string()))
        if chosen
        else pa.array([True] * rated.num_rows)
    )
    cells = rated.append_column("chosen", here)
    for axis, column, parts in (("column", "pupil_years", ACROSS), ("line", "rate", UPWARDS)):
        width = (pc.max(rated[column]).as_py() or 1) / parts
        cells = cells.append_column(axis, pc.floor(pc.divide(pc.cast(rated[column], pa.float64()), width)))
    key = ["position", "chosen", "column", "line"]
    # In one thread: several would hand over the cells, and add up, in another order each time.
    found = cells.group_by(key, use_threads=False).aggregate(
        [
            ("school_id", "count"),
            ("school_id", "min"),
            *(
                (column, how)
                for column in ("pupils", "pupil_years", "rate")
                for how in ("min", "mean", "max")
            ),
        ]
    )
    single = pc.equal(found["school_id_count"], 1)
    ids = found.filter(single)["school_id_min"]
    together = found.filter(pc.invert(single)).rename_columns({"school_id_count": "schools"})
    return rated.filter(pc.is_in(rated["school_id"], value_set=ids.combine_chunks())), together
