"""Small blocks that several pages place: folded details, an empty selection, what moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from pages.kit import filters, inert
from pages.kit.choice import Choice
from pages.kit.words import Words


class EndOfPage(Exception):
    """The page ends here; the frame's last lines still follow."""


def details(key: str, label: str, draw: Callable[[], None]) -> None:
    """A folded block that costs nothing while it is closed."""
    block = st.expander(label, key=f"{key}_details", on_change="rerun")
    if block.open:
        with block:
            draw()


@st.fragment
def menu(key: str, label: str, icon: str, draw: Callable[[], None]) -> None:
    """A quiet button that opens what `draw` makes; opening it draws nothing else anew."""
    box = st.popover(label, key=key, icon=icon, type="tertiary", on_change="rerun")
    if box.open:
        with box, st.container(gap="xsmall"):
            draw()


def stop_if_nobody(choice: Choice, words: Words) -> None:
    """Say that no school fits the filters, and end the page there."""
    if choice.nobody:
        st.info(
            words.text(
                "No school fits these filters: {selection}. Widen the level or the commune.",
                selection=inert.as_markdown(choice.place),
            ),
            icon=":material/filter_alt_off:",
        )
        raise EndOfPage


def stop_if_no_school(choice: Choice, words: Words) -> None:
    """The same, and where the register itself holds no school yet."""
    stop_if_nobody(choice, words)
    if not filters.directory():
        st.info(
            words.text("The register holds no school yet: publish the office's workbook with its schools."),
            icon=":material/filter_alt_off:",
        )
        raise EndOfPage


def inside_only(words: Words) -> None:
    """In place of what the shareable edition does not tell."""
    st.info(
        words.text(
            "Not part of the shareable edition: it tells of single cases, or of too few to be told apart. "
            "The whole district may be told where one school is not."
        ),
        icon=":material/lock:",
    )


def officers_only(words: Words) -> None:
    """In place of what only those may do who take the data in."""
    st.info(
        words.text("This page is for the officers who check and publish the schools' reports."),
        icon=":material/lock:",
    )


def text(said: str) -> None:
    """A paragraph, for a block that is drawn later."""
    st.markdown(inert.as_markdown(said))


def listed(facts: Sequence[str]) -> None:
    """Small print: one line per fact."""
    st.caption(inert.as_markdown("\n".join(f"- {fact}" for fact in facts)))


def answer(text: str) -> None:
    """The answer to the page's question, right under the filters."""
    with st.container(key="answer"):
        st.markdown(inert.as_markdown(f"**{text}**"))
