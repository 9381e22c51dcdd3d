"""The short worklist: named exceptions, each a step away from the school's profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages.parts import inert, said, schools
from pages.parts.words import Words

#: How many exceptions are read at a glance, and how many of one kind; the table below holds them all.
GLANCE, OF_A_KIND = 9, 3
#: How many of one kind the table lists; the rest is in the CSV of `python -m queries pages/attention`.
LISTED = 300


def show(rows: Sequence[Mapping[str, Any]], total: int, words: Words) -> None:
    """The first exceptions of `total`, the most pressing first; each names its school as a button."""
    if not rows:
        st.success(words.text("Nothing stands out for this selection."), icon=":material/check_circle:")
    glanced = _glance(rows)
    for place, row in enumerate(glanced):
        mark = said.EXCEPTION_MARKS[row["kind"]]
        plan = f" · {row['plan']}" if row["plan"] else ""
        what, who = st.columns([1, 1], vertical_alignment="center", gap="small")
        what.markdown(inert.as_markdown(f":{mark.tint}[{mark.shape}] {said.exception(row, words)}{plan}"))
        if row["school"]:
            who.button(
                inert.as_markdown(row["school"]),
                key=f"todo_{place}",
                type="tertiary",
                icon=":material/chevron_right:",
                icon_position="right",
                on_click=schools.open_school,
                args=(row["school_id"],),
            )
        else:
            who.markdown(words.text("Education office"))
    if total > len(glanced):
        st.caption(words.text("and {more} more, in the table below", more=words.number(total - len(glanced))))


def cut(found: Sequence[Mapping[str, Any]], words: Words) -> None:
    """Say so when the table does not hold them all; `found` is the answer of pages/attention_counts."""
    if any(row["exceptions"] > LISTED for row in found):
        st.caption(
            words.text(
                "The table lists the {shown} most pressing of each kind. A level or a commune narrows it.",
                shown=LISTED,
            )
        )


def _glance(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The first of each kind: one kind with many must not hide the others."""
    seen: Counter[str] = Counter()
    glanced: list[Mapping[str, Any]] = []
    for row in rows:
        seen[row["kind"]] += 1
        if seen[row["kind"]] <= OF_A_KIND and len(glanced) < GLANCE:
            glanced.append(row)
    return glanced
