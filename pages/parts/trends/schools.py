"""The schools against each other: a funnel of their rates, who lies outside, who has no place in it."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit.grid import Column
from pages.parts import answers, blocks, charts, inert, origins, tables
from pages.parts.choice import Choice
from pages.parts.figures import funnel
from pages.parts.trends import crowd
from pages.parts.trends import said_schools as said
from pages.parts.trends.said_schools import Placed
from pages.parts.words import Words

#: How many rows the table shows before it scrolls.
SHOWN = 10
_BESIDE = ("school", "years", "reported", "known", "with_pupils", "sessions")


def asked(choice: Choice) -> pa.Table | None:
    """All schools of the district in the chosen years, with names and what their numbers stand on.

    None for a reader who is not told of the others.
    """
    if not answers.offered("school_funnel"):
        return None
    found = answers.table("school_funnel", _district(choice))
    exposure = answers.table("pages/school_exposure", _district(choice))
    beside = exposure.take(pc.index_in(found["school_id"], value_set=exposure["school_id"].combine_chunks()))
    for column in _BESIDE:
        found = found.append_column(column, beside[column])
    return origins.done(found, "these_schools", exposure)


def of(choice: Choice, district: pa.Table) -> pa.Table:
    """Of all schools, the chosen ones."""
    if not choice.schools:
        return district
    return district.filter(pc.is_in(district["school_id"], value_set=pa.array(choice.schools)))


def places(rows: pa.Table) -> Placed:
    """Where the schools of these rows lie, and the rows of those that words tell of."""
    inside = pc.fill_null(pc.equal(rows["position"], "inside"), False)
    apart = inert.rows(rows.filter(pc.invert(inside)))
    return Placed(rows.num_rows - len(apart), apart)


def show(district: pa.Table, chosen: pa.Table, found: Placed, choice: Choice, words: Words) -> None:
    """The funnel with all schools, the chosen ones strong; the chosen ones in words and as a table."""
    _ = words.text
    alt = said.funnel(found, words)
    st.header(_("Schools against each other, {years}", years=words.years(choice.years)), anchor=False)
    st.caption(
        _(
            "Each school's incidents per 1,000 pupils and year by its size, with limits around the rate of "
            "all schools. A school counts for the time in which it was open, and only where something is "
            "known of it. No ranking: differences inside the limits are no more than chance. A mark opens "
            "the school."
        )
    )
    left, right = st.columns([11, 9], gap="medium")
    with left:
        charts.show(
            "funnel",
            choice,
            words,
            lambda: funnel.schools(crowd.drawn(district, choice.schools), choice.schools, words),
            alt=alt,
            opens_school=True,
        )
    with right:
        lines = said.outside(found, words) or [_("No school lies outside the limits.")]
        listed = "\n".join(f"- {line}" for line in lines + said.unplaced(found, words))
        blocks.text(listed)
        notes = [
            _("By chance alone, up to 1 in 20 schools lies outside the 95% limits."),
            said.overdispersion(district["overdispersion"][0].as_py() if district.num_rows else None, words),
            _(
                "Incidents of the office, and of schools without enrolment, are not in the funnel; nor is a "
                "silent school."
            ),
        ]
        st.caption("\n".join(f"- {note}" for note in notes))
    tables.twin(
        "incidents_by_school",
        chosen,
        [
            "school",
            Column(_("Position"), lambda row: said.position(row, words)),
            "incidents",
            "pupils",
            Column(
                _("Per 1,000 pupils"), lambda row: words.number(row["rate"], 1) or _("no rate"), numeric=True
            ),
            "sessions",
            Column(_("Reports"), lambda row: words.part(row["reported"], row["years"]), numeric=True),
        ],
        words,
        choice,
        figure="funnel",
        alt=alt,
    )


def _district(choice: Choice) -> Choice:
    """The same years without the choice of schools: the limits are those of all schools."""
    return Choice(years=choice.years, year=choice.year)
