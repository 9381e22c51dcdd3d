"""The CSV files that a page offers, told below it: the command that gives the same, and what was done."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import streamlit as st

from pages.parts import blocks, origins
from pages.parts.origins import Origin
from pages.parts.words import Words
from queries import Tier

_OFFERED = "csv_offered"


def begin() -> None:
    """Forget what the page before offered."""
    st.session_state[_OFFERED] = {}


def offer(file_name: str, answer: pa.Table, tier: Tier) -> None:
    """Note that the page offers this table as a file, in the tier of the schools that it tells of."""
    st.session_state[_OFFERED][file_name] = (origins.of(answer), tier)


def show(words: Words) -> None:
    """Below the page, folded: every CSV with the command that gives the same, and what was done to it."""
    offered: dict[str, tuple[Origin, Tier]] = st.session_state[_OFFERED]
    if not offered:
        return
    blocks.details(
        "csv_origins",
        words.text("Where the CSV files of this page come from"),
        lambda: _listed(offered, words),
    )


def _listed(offered: Mapping[str, tuple[Origin, Tier]], words: Words) -> None:
    st.caption(
        words.text(
            "Every file holds the answer to a named question. The command gives the same rows from the "
            "snapshot that is active."
        )
    )
    lines = []
    for name, (origin, tier) in offered.items():
        facts = [f"`{asked.command(tier)}`" for asked in origin.asked]
        many = max((len(asked.schools) for asked in origin.asked), default=0)
        if many > origins.NAMED:
            facts.append(words.text("and so on for all {count} chosen schools", count=words.number(many)))
        facts += [words.text(origins.DONE[what]) for what in origin.done]
        lines.append(f"- **{name}**: " + "; ".join(facts))
    st.markdown("\n".join(lines))
