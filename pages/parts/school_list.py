"""Picking a school: the list with a search that needs no diacritics, and a school's place in words."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit.table import Column, school_id
from pages.parts import answers, filters, inert, origins, programme, tables
from pages.parts.filters import Choice
from pages.parts.picker import search
from pages.parts.words import Words

#: How many schools are listed before a search is asked for.
LISTED = 300


def show(choice: Choice, words: Words) -> None:
    """Every school that fits the filters and the search; a name opens its page."""
    st.markdown(words.text("Choose a school to see its page."))
    typed = st.text_input(
        words.text("Search schools by name, with or without diacritics"),
        type="search",
        live=True,
        key="list_search",
        placeholder=words.text("e.g. tan thanh"),
        width=420,
    )
    known = filters.directory()
    fitting = set(choice.schools) if choice.schools or choice.nobody else known.keys()
    named = search(known, typed) if typed else known.keys()
    found = [school for school in known if school in named and school in fitting]
    directory = answers.table("pages/directory").drop_columns(["folded"])
    listed = pc.is_in(directory["school_id"], value_set=pa.array(found[:LISTED], pa.string()))
    shown = origins.done(directory.filter(listed), "listed_schools")
    if not found:
        st.info(words.text("No school fits the search and the filters."), icon=":material/search_off:")
        return
    if len(found) > LISTED:
        st.caption(
            words.text(
                "The first {shown} of {found}. Type to narrow the list.",
                shown=LISTED,
                found=words.number(len(found)),
            )
        )
    tables.show(
        "schools",
        shown,
        [
            Column(words.text("School"), lambda row: row["name"], opens=school_id),
            Column(words.text("Level"), lambda row: row["level"]),
            Column(programme.old_commune(words), lambda row: row["commune_name"] or ""),
            *_new_commune(words),
            Column(words.text("Id"), lambda row: row["school_id"]),
        ],
        words,
        choice,
        alt=words.text("{count} schools to choose from", count=len(found)),
    )


def _new_commune(words: Words) -> list[Column]:
    if not programme.units_from(words):
        return []
    return [Column(programme.new_commune(words), lambda row: row["successor_name"] or "")]


def place(school_id: str, words: Words) -> str:
    """Level and communes of a school: THCS · its commune · since a day: its new unit."""
    row = filters.directory()[school_id]
    first = programme.units_from(words)
    since = (
        words.text("since {day}: {unit}", day=words.day(first), unit=row["successor_name"])
        if first and row["successor_name"]
        else ""
    )
    return " · ".join(
        part for part in (inert.inert(row["school_id"]), row["level"], row["commune_name"], since) if part
    )
