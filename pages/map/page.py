"""Bản đồ: where schools and communes stand on one indicator, on a map and in lists."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.kit import answers, block, filters, frame, inert, labels
from pages.map import sentences, view

words, choice = frame.words(), filters.chosen()
_ = words.text
block.stop_if_no_school(choice, words)
choice = replace(choice, years=(choice.year,))

indicators = {row["indicator"]: row for row in answers.rows("held_by", lang=words.lang)}
offered = [row for row in indicators.values() if row["held_by"] != "office"]
filters.note_unknown(
    {"indicator": list(indicators), "units": list(labels.divisions(answers.plan(words), words))}, words
)
with st.container(horizontal=True, vertical_alignment="bottom", key="map_choice"):
    indicator = filters.indicator(offered, words)
    kind = filters.units_of_map(choice, words)
title = indicators[indicator]["title"]

schools = answers.table("map_schools", choice, indicator=indicator)
units = answers.table("map_units", choice, indicator=indicator, kind=kind)
by_year = answers.table("map_years", replace(choice, years=()), indicator=indicator)
counts = next(row for row in inert.rows(by_year) if row["year"] == choice.year)
answer = sentences.answer(schools, counts, words)

block.heading(f"{title}, {choice.period}")
part = _("{year} is part of a year: never set beside a full one.", year=choice.period)
block.answer(answer, block.known(choice, words, part if counts["partial"] else ""))
left, right = st.columns([12, 9], gap="medium")
with left:
    drawn = view.draw(choice, indicator, kind, words, alt=answer)
    block.text(sentences.legend(counts, words, judged=schools["target"].null_count == 0))
    use = sentences.use(not drawn.groups, bool(drawn.lands), words) if drawn.frame else ""
    lacking = sentences.placed(schools, sentences.NOT_DRAWN, words)
    block.caption(f"{lacking} {use}".strip())
with right:
    alt = _("Every commune's value and status on {title}", title=title)
    of_unit = view.of_communes(words)
    block.table("communes", units, of_unit, choice=choice, alt=alt, first=10, on_open=view.pick_unit)

block.heading(_("School by school"))
alt = _("Every school's value and status on {title}", title=title)
block.table("map_schools", schools, view.of_schools(schools, kind, words), choice=choice, alt=alt, first=12)
block.heading(_("Schools by status, year by year"))
alt = _("How many schools stand where on {title} in each year", title=title)
block.table("map_years", by_year, view.of_years(by_year, choice, words), choice=choice, alt=alt)


def method() -> None:
    """What marks and areas mean, and the definition: read only by who asks for them."""
    office = _("The education office's own cases belong to no school and are not on the map.")
    facts = (
        sentences.limits(drawn.reason, drawn.own, units, words) if drawn.lands or drawn.reason else "",
        sentences.placed(units, sentences.MIDDLES, words),
        sentences.sizes(schools, words) if drawn.schools else "",
        office if indicators[indicator]["held_by"] == "both" else "",
    )
    block.listed(facts)
    block.reading(words)
    block.definitions([indicator], words)


block.details("method", _("How the map is drawn"), method)
