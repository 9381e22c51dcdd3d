"""Bản đồ: where the schools stand on one indicator, year by year, and the communes they lie in."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.parts import (
    answers,
    blocks,
    boundaries,
    charts,
    definitions,
    filters,
    frame,
    inert,
    map_tables,
    programme,
    said_map,
    school_map,
)

words, choice = frame.words(), filters.chosen()
_ = words.text
blocks.stop_if_no_school(choice, words)

titles = answers.rows("pages/indicator_years", choice, lang=words.lang)
held = {row["indicator"]: row["held_by"] for row in answers.rows("pages/held_by")}
offered = [row for row in titles if row["year"] is None and held[row["indicator"]] != "office"]
part_years = {row["year"]: row["partial"] for row in answers.rows("pages/plan_years")}
filters.note_unknown(
    {
        "indicator": list(held),
        "map_year": [str(year) for year in choice.years],
        "units": list(programme.divisions(words)),
    },
    words,
)
with st.container(horizontal=True, vertical_alignment="bottom", key="map_choice"):
    indicator = filters.indicator(offered, words)
    kind = filters.units_of_map(choice, words)
    year = filters.year_of_map(choice.years, words)
at = replace(choice, years=(year,), year=year)

shown = answers.table("pages/map_schools", at, indicator=indicator)
units = answers.table("pages/map_units", at, indicator=indicator, kind=kind)
by_year = answers.table("pages/map_years", replace(choice, years=()), indicator=indicator)
told = charts.built(
    "map_said",
    at,
    words,
    lambda: said_map.about(shown, units, held[indicator], words),
    f"{indicator} {kind}",
)
here = next(row for row in inert.rows(by_year) if row["year"] == year)
title = next(row["title"] for row in offered if row["indicator"] == indicator)

st.header(f"{title}, {year}{'*' if part_years[year] else ''}", anchor=False)
blocks.answer(told.takeaway)
if part_years[year]:
    st.caption(_("{year}* is part of a year: never set beside a full one.", year=year))
left, right = st.columns([12, 9], gap="medium")
with left:
    file = school_map.show(shown, units, at, indicator, kind, words, alt=told.takeaway)
    st.markdown(said_map.legend(here, words, judged=told.judged))
    st.caption(
        _(
            "A circle opens its school; a commune narrows the choice to it, and once more widens it. "
            "Drag to move, double click or pinch to enlarge."
        )
    )
with right:
    map_tables.communes(units, title, at, words)
notes = (boundaries.said(file, units, words), *told.notes)
st.caption(inert.as_markdown("\n".join(f"- {note}" for note in notes if note)))

st.header(_("Schools by status, year by year"), anchor=False)
map_tables.years(by_year, year, title, choice, words)
definitions.reading(words)
definitions.show([indicator], words)
map_tables.schools(shown, kind, title, at, words)
