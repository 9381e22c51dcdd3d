"""Who is reading, and for whom: the one place that decides it. Every page gets its reader from here."""

from __future__ import annotations

import streamlit as st

from pages.parts.words import N_, Words
from queries import Reader

#: What a leader may look at: the exact figures, or what others would see.
TIERS = {"internal": N_("Internal"), "shareable": N_("Shareable edition")}
_KEY = "tier"


def reader() -> Reader:
    """The reader of this session: the one person at this machine, an officer, in the tier chosen."""
    return Reader(
        role="officer", tier="shareable" if st.session_state.get(_KEY) == "shareable" else "internal"
    )


def may_publish() -> bool:
    """Whether this reader may check, publish and roll back; so may the one person at this machine."""
    return reader().role == "officer"


def switch(words: Words) -> None:
    """The switch in the side bar between exact figures and what others would see."""
    with st.sidebar:
        st.segmented_control(
            words.text("Figures"),
            list(TIERS),
            key=_KEY,
            default="internal",
            required=True,
            format_func=lambda tier: words.text(TIERS[tier]),
        )
        if reader().tier == "shareable":
            st.caption(
                words.text(
                    "As others see it: small counts of children's cases are masked (c), and so are those "
                    "that would give them away. Single cases are not told."
                )
            )
