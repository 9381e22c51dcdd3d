"""The schools against each other: who stands out from schools of its size, and the figure of all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit import answers, block, cells, inert, origins
from pages.kit.cells import Cell, Column, Columns, Row
from pages.kit.choice import Choice
from pages.kit.inert import Rows
from pages.kit.marks import POSITIONS
from pages.kit.words import Words
from pages.trends import figure, sentences

#: How many schools that stand out are on the page before "more" is pressed.
FIRST = 10
#: Up to so many schools each have a mark of their own; a browser takes seconds for tens of thousands.
APART = 1000
#: Into how many cells either axis is then divided: each is about as large as a mark.
ACROSS, UPWARDS = 60, 30
_NAMES = {
    "school_id_count": "schools", "school_id_min": "school_id", "school_min": "school",
    "incidents_sum": "incidents", "pupil_years_mean": "pupil_years", "rate_mean": "rate",
}  # fmt: skip
_LIMITS = [
    "pupil_years", "centre", "lower998", "upper998", "wide_lower95", "wide_upper95", "wide_lower998",
    "wide_upper998",
]  # fmt: skip


def standing_out(choice: Choice, words: Words) -> Callable[[], None] | None:
    """The chosen schools that stand out; returns what draws the figure of all schools, with its table.

    None for a reader who is not told of single schools.
    """
    _ = words.text
    title = _("Beside schools of its size") if choice.school else _("Schools that stand out")
    block.heading(f"{title}, {choice.period}")
    if not answers.offered("school_funnel"):
        st.info(_("Single schools are not part of the shareable edition."), icon=":material/lock:")
        return None
    district = _district(choice)
    chosen = district.filter(_is_chosen(district, choice.schools))
    apart = chosen.filter(pc.invert(pc.fill_null(pc.equal(chosen["position"], "inside"), False)))
    places, inside = inert.rows(apart), chosen.num_rows - apart.num_rows
    if not choice.school and (text := sentences.where(places, inside, words)):
        block.text(text)
    shown = chosen if choice.school else origins.done(apart, "standing_out")

    def position(row: Row) -> Cell:
        return cells.named(POSITIONS[sentences.place(row)], words)

    columns: Columns = [
        "school",
        Column(_("Beside schools of its size"), position, lead=True),
        "incidents",
        Column(_("Per 1,000 pupils"), lambda row: words.number(row["rate"], 1) or _("no rate"), numeric=True),
    ]
    if shown.num_rows:
        alt = _("Schools beside others of their size, those that stand out")
        block.table("schools_standing_out", shown, columns, alt=alt, first=FIRST)

    def draw() -> None:
        where = sentences.positions(places, inside, words)
        rated = district.filter(pc.is_valid(district["rate"]))
        block.figure(
            "funnel",
            choice,
            lambda: figure.funnel(marks(rated, choice.schools), limits(rated), words),
            alt=_("Each school's incidents per 1,000 pupils by its size. {where}", where=where),
            opens_school=True,
        )
        spread = district["overdispersion"][0].as_py() if district.num_rows else None
        block.listed(sentences.of_funnel(spread, words))
        reports = Column(_("Reports"), lambda row: words.part(row["reported"], row["years"]), numeric=True)
        alt = _("Every school beside others of its size. {where}", where=where)
        every = [*columns, "pupils", "sessions", reports]
        block.table("incidents_by_school", chosen, every, alt=alt)

    return draw


def _district(choice: Choice) -> pa.Table:
    """All schools in the chosen years, with names and what their numbers stand on: the limits are theirs."""
    everywhere = Choice(years=choice.years, year=choice.year)
    rates = answers.table("school_funnel", everywhere)
    exposure = answers.table("school_exposure", everywhere)
    joined = rates.join(exposure.drop_columns("level"), "school_id").sort_by("school_id")
    origin = rates.schema.metadata
    return origins.done(joined.replace_schema_metadata(origin), "these_schools", exposure)


def _is_chosen(rows: pa.Table, schools: Sequence[str]) -> pa.ChunkedArray:
    """Which schools are chosen; no `schools`: all."""
    return pc.is_in(
        rows["school_id"], value_set=pa.array(schools, pa.string()) if schools else rows["school_id"]
    )


def limits(rated: pa.Table) -> Rows:
    """The limits of each number of pupil-years: schools of one size share theirs."""
    return inert.rows(rated.group_by(_LIMITS).aggregate([]).sort_by("pupil_years"))


def marks(rated: pa.Table, chosen: Sequence[str]) -> Rows:
    """The marks of schools with a rate: one each, or of very many one for those that would lie together.

    A mark has `schools` (how many), `position`, `chosen`, the least, mean and most of pupils, pupil-years and
    rate, and of a single school its id and name. Positions, and chosen and other schools, never share one.
    """
    cells, key = rated.append_column("chosen", _is_chosen(rated, chosen)), ["position", "chosen", "column"]
    if rated.num_rows <= APART:
        cells = cells.append_column("column", rated["school_id"])
    else:
        key.append("line")
        for axis, of, parts in (("column", "pupil_years", ACROSS), ("line", "rate", UPWARDS)):
            width = (pc.max(rated[of]).as_py() or 1) / parts
            cells = cells.append_column(axis, pc.floor(pc.divide(rated[of], width)))
    spans = [(of, how) for of in ("pupils", "pupil_years", "rate") for how in ("min", "mean", "max")]
    counted = [("school_id", "count"), ("school_id", "min"), ("school", "min"), ("incidents", "sum"), *spans]
    # In one thread: several would hand over the cells, and add up, in another order each time.
    rates = cells.group_by(key, use_threads=False).aggregate(counted).rename_columns(_NAMES)
    rows = inert.rows(rates.sort_by("pupil_years"))
    return [row if row["schools"] == 1 else {**row, "school_id": "", "school": ""} for row in rows]
