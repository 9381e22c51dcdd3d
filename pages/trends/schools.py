"""The schools against each other: who stands out from schools of its size, and the figure of all of them."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit import answers, block, inert, origins
from pages.kit.cells import Cell, Column, Row
from pages.kit.choice import Choice
from pages.kit.marks import POSITIONS
from pages.kit.words import Words
from pages.trends import crowd, funnel, sentences
from pages.trends.sentences import Placed

#: How many schools that stand out are on the page before "more" is pressed.
FIRST = 10
_BESIDE = ("school", "years", "reported", "known", "with_pupils", "sessions")


def show(choice: Choice, words: Words) -> Callable[[], None] | None:
    """The chosen schools that stand out; returns what draws the figure of all schools, with its table.

    None for a reader who is not told of single schools.
    """
    _ = words.text
    title = _("Beside schools of its size") if choice.school else _("Schools that stand out")
    st.header(f"{title}, {words.years(choice.years)}", anchor=False)
    if not answers.offered("school_funnel"):
        st.info(_("Single schools are not part of the shareable edition."), icon=":material/lock:")
        return None
    district = _district(choice)
    chosen = _chosen(choice, district)
    found = places(chosen)
    if text := sentences.where(found, bool(choice.school), words):
        st.markdown(inert.as_markdown(text))
    shown = chosen if choice.school else origins.done(chosen.filter(_apart(chosen)), "standing_out")
    if shown.num_rows:
        block.table(
            "schools_standing_out",
            shown,
            _columns(words),
            words,
            choice,
            alt=_("Schools beside others of their size, those that stand out"),
            first=FIRST,
        )
    alt = sentences.funnel(found, words)

    def draw() -> None:
        block.figure(
            "funnel",
            choice,
            words,
            lambda: funnel.schools(crowd.drawn(district, choice.schools), choice.schools, words),
            alt=_("Each school's incidents per 1,000 pupils by its size. {where}", where=alt),
            opens_school=True,
        )
        st.caption("\n".join(f"- {line}" for line in sentences.of_funnel(district, words)))
        block.table(
            "incidents_by_school",
            chosen,
            [
                *_columns(words),
                "pupils",
                "sessions",
                Column(_("Reports"), lambda row: words.part(row["reported"], row["years"]), numeric=True),
            ],
            words,
            choice,
            alt=_("Every school beside others of its size. {where}", where=alt),
        )

    return draw


def _columns(words: Words) -> list[Column | str]:
    _ = words.text
    return [
        "school",
        Column(_("Beside schools of its size"), lambda row: _position(row, words), lead=True),
        "incidents",
        Column(_("Per 1,000 pupils"), lambda row: words.number(row["rate"], 1) or _("no rate"), numeric=True),
    ]


def _apart(rows: pa.Table) -> pa.ChunkedArray:
    """Which schools have no place inside the limits."""
    return pc.invert(pc.fill_null(pc.equal(rows["position"], "inside"), False))


def places(rows: pa.Table) -> Placed:
    """Where the schools of these rows lie, and the rows of those that words tell of."""
    apart = inert.rows(rows.filter(_apart(rows)))
    return Placed(rows.num_rows - len(apart), apart)


def _district(choice: Choice) -> pa.Table:
    """All schools in the chosen years, with names and what their numbers stand on: the limits are theirs."""
    everywhere = Choice(years=choice.years, year=choice.year)
    found = answers.table("school_funnel", everywhere)
    exposure = answers.table("pages/school_exposure", everywhere)
    beside = exposure.take(pc.index_in(found["school_id"], value_set=exposure["school_id"].combine_chunks()))
    for column in _BESIDE:
        found = found.append_column(column, beside[column])
    return origins.done(found, "these_schools", exposure)


def _chosen(choice: Choice, district: pa.Table) -> pa.Table:
    if not choice.schools:
        return district
    return district.filter(pc.is_in(district["school_id"], value_set=pa.array(choice.schools)))


def _position(row: Row, words: Words) -> Cell:
    mark = POSITIONS[sentences.place(row)]
    return Cell("", mark, words.text(mark.word))
