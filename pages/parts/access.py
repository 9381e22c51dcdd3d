"""Who is reading, and for whom: the one place that decides it. Every page gets its reader from here."""

from __future__ import annotations

import streamlit as st

from pages.parts.doors import badge, here
from pages.parts.doors.decision import Visitor
from pages.parts.words import N_, Words
from queries import Reader, Tier

#: What a leader may look at: the exact figures, or what others would see.
TIERS: dict[Tier, str] = {"internal": N_("Internal"), "shareable": N_("Shareable edition")}
_KEY = "tier"


class NotAdmitted(PermissionError):
    """Nobody is signed in any more, or without a role; there is nothing to ask for."""


def visitor() -> Visitor:
    """Who sits before this screen. Raises NotAdmitted."""
    found = here.door().visitor
    if found is None:
        raise NotAdmitted("nobody is signed in who may read")
    return found


def reader() -> Reader:
    """The reader of this session, in the tier chosen. Raises NotAdmitted."""
    grant = visitor().grant
    shareable = grant.role == "viewer" or st.session_state.get(_KEY) == "shareable"
    return Reader(grant.role, "shareable" if shareable else "internal", grant.school)


def may_publish() -> bool:
    """Whether this reader may check, publish and roll back; so may the one person at this machine."""
    return reader().role == "officer"


def side_bar(words: Words) -> None:
    """The switch between exact figures and what others would see; who is signed in, and the way out."""
    with st.sidebar:
        _tiers(words)
    badge.show(visitor(), words)


def _tiers(words: Words) -> None:
    if visitor().grant.role != "viewer":
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
                "As others see it: small counts of children's cases are told as ranges (1–5) or masked (c), "
                "and so are those that would give them away. Neither single cases nor one school's cases "
                "are told."
            )
        )
    elif reader().role == "principal":
        st.caption(
            words.text("Your own school is told exactly, everything else as in the shareable edition.")
        )
