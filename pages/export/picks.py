"""What the reader picks for an export: the tier, the groups of tables, and single tables."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.export.sentences import title
from pages.kit import access, answers, block, frame
from pages.kit.choice import Choice
from pages.kit.words import N_, Words
from queries.export.answers import Shelf
from queries.export.selection import FILES, Selection, shelf

SHELVES: dict[Shelf, str] = {
    "indicators": N_("Indicators"),
    "reports": N_("Yearly reports"),
    "incidents": N_("Incidents and clocks"),
    "tables": N_("Tables as sent in"),
    "plan": N_("Plan and dictionary"),
}
_LEFT_OUT = "export_left_out"


def tier(choice: Choice, words: Words) -> str:
    """The reader's own tier for these schools; who may see exact figures may also hand on the masked ones."""
    own = access.reader().tier_for(choice.schools)
    if own == "shareable":
        return own
    return str(
        st.segmented_control(
            words.text("Handed on as"),
            list(access.TIERS),
            default=own,
            required=True,
            key="export_tier",
            format_func=lambda value: words.text(access.TIERS[value]),
        )
    )


def prepared(tier: str, words: Words) -> None:
    """Make the shareable edition where it is picked and not there yet; the page ends where none is safe."""
    if tier == "internal" or answers.edition_is_there():
        return
    if not frame.refusal(words):
        with st.spinner(words.text("Masking small counts; the first time this takes a minute …")):
            frame.make_edition()
    if why := frame.refusal(words):
        st.error(why, icon=":material/report:")
        raise block.EndOfPage


def files(choice: Choice, tier: str, words: Words) -> Selection:
    """The choice as an export takes it; the page ends where no table is left."""
    everything = _selection(choice, tier)
    offered = everything.wanted
    shelves = [name for name in SHELVES if any(shelf(file) == name for file in offered)]
    picked = st.pills(
        words.text("Tables"),
        shelves,
        selection_mode="multi",
        default=shelves,
        key=f"export_shelves_{tier}",
        format_func=lambda name: words.text(SHELVES[name]),
    )
    there = [file for file in FILES if shelf(file) in picked and file in offered]
    block.details(
        "export_single",
        words.text("Choose single tables"),
        lambda: _single(there, f"{tier}_{'_'.join(picked)}", words),
    )
    left_out = st.session_state.get(_LEFT_OUT, frozenset())
    wanted = tuple(file for file in there if file not in left_out)
    if not wanted:
        st.info(words.text("No table is chosen. Choose at least one."), icon=":material/filter_alt_off:")
        raise block.EndOfPage
    # All that there is to have is no filter, and is not told as one.
    return everything if set(wanted) == set(offered) else replace(everything, files=wanted)


def _selection(choice: Choice, tier: str) -> Selection:
    reader = replace(access.reader(), tier="shareable" if tier == "shareable" else "internal")
    return Selection(choice.years, choice.schools, (), reader)


def _single(there: list[str], key: str, words: Words) -> None:
    """Which of the picked groups' tables are wanted; remembered while the block is folded."""
    left_out = st.session_state.get(_LEFT_OUT, frozenset())
    picked = st.pills(
        words.text("Single tables"),
        there,
        selection_mode="multi",
        default=[file for file in there if file not in left_out],
        key=f"export_single_{key}",
        format_func=lambda file: title(file, words),
        label_visibility="collapsed",
    )
    st.session_state[_LEFT_OUT] = (left_out - set(there)) | (set(there) - set(picked))
