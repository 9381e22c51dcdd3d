"""Bản đồ: where schools and communes stand on one indicator, on a map and in lists."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.kit import answers, block, filters, frame, inert, labels, phrases
from pages.map import lists, sentences, view

words, choice = frame.words(), filters.chosen()
_ = words.text
block.stop_if_no_school(choice, words)
choice = replace(choice, years=(choice.year,))

held_by = {row["indicator"]: row["held_by"] for row in answers.rows("pages/held_by")}
titles = answers.rows("pages/indicator_years", choice, lang=words.lang)
offered = [row for row in titles if row["year"] is None and held_by[row["indicator"]] != "office"]
days = labels.divisions(answers.plan(words), words)
filters.note_unknown({"indicator": held_by, "units": days}, words)
with st.container(horizontal=True, vertical_alignment="bottom", key="map_choice"):
    indicator = filters.indicator(offered, words)
    kind = filters.units_of_map(choice, words)
title = next(row["title"] for row in offered if row["indicator"] == indicator)

schools = answers.table("pages/map_schools", choice, indicator=indicator)
units = answers.table("pages/map_units", choice, indicator=indicator, kind=kind)
by_year = answers.table("pages/map_years", replace(choice, years=()), indicator=indicator)
counts = next(row for row in inert.rows(by_year) if row["year"] == choice.year)
answer = sentences.answer(schools, counts, words)

st.header(f"{title}, {choice.year}{'*' if counts['partial'] else ''}", anchor=False)
block.answer(answer)
st.caption(f"{phrases.coverage(answers.rows('pages/coverage', choice), words)}.")
if counts["partial"]:
    st.caption(_("{year}* is part of a year: never set beside a full one.", year=choice.year))
left, right = st.columns([12, 9], gap="medium")
with left:
    drawn = view.show(schools, units, choice, indicator, kind, words, alt=answer)
    st.markdown(sentences.legend(counts, words, judged=schools["target"].null_count == 0))
    notes = (
        sentences.off_the_map(schools, words),
        sentences.use(not drawn.groups, bool(drawn.lands), words) if drawn.frame else "",
    )
    st.caption(inert.as_markdown(" ".join(note for note in notes if note)))
with right:
    lists.communes(units, title, choice, words)

st.header(_("School by school"), anchor=False)
lists.schools(schools, kind, title, choice, words)
st.header(_("Schools by status, year by year"), anchor=False)
lists.years(by_year, title, choice, words)


def method() -> None:
    """What marks and areas mean, and the definition: read only by who asks for them."""
    facts = (
        sentences.limits(drawn.reason, drawn.own, units, words) if drawn.lands or drawn.reason else "",
        sentences.middles(units, words),
        sentences.sizes(schools, words) if drawn.schools else "",
        sentences.office(held_by[indicator], words),
    )
    st.caption(inert.as_markdown("\n".join(f"- {fact}" for fact in facts if fact)))
    block.reading(words)
    block.definitions([indicator], words)


block.details("method", _("How the map is drawn"), method)
