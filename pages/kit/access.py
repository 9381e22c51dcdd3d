"""Who is reading, and for whom: the one place that decides it. Every page gets its reader from here."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.kit import address
from pages.kit.picker import menu
from pages.kit.words import N_, Words
from pages.web import session, sign_in
from pages.web.decision import Visitor
from queries import Reader, Tier

#: What a leader may look at: the exact figures, or what others would see.
TIERS: dict[Tier, str] = {"internal": N_("Internal"), "shareable": N_("Shareable edition")}
#: Under what the address and the session carry the tier.
KEY = "tier"


class NotAdmitted(PermissionError):
    """Nobody is signed in any more, or without a role; there is nothing to ask for."""


def visitor() -> Visitor:
    """Who sits before this screen. Raises NotAdmitted."""
    visitor = session.door().visitor
    if visitor is None:
        raise NotAdmitted("nobody is signed in who may read")
    return visitor


def reader() -> Reader:
    """The reader of this session, in the tier chosen. Raises NotAdmitted."""
    grant = visitor().grant
    shareable = grant.role == "viewer" or st.session_state.get(KEY) == "shareable"
    return Reader(grant.role, "shareable" if shareable else "internal", grant.school)


def may_publish() -> bool:
    """Whether this reader may check, publish and roll back; so may the one person at this machine."""
    return reader().role == "officer"


def begin(words: Words) -> None:
    """Take the tier that the address asks for; who is signed in, and the way out, in the side bar.

    The address never raises what a reader may see: `reader` decides that.
    """
    address.value(KEY, tiers(), tiers()[0])
    note = ""
    if reader().tier == "shareable":
        note = words.text(
            "As others see it: small counts of children's cases are told as ranges (1–5) or masked (c), "
            "and so are those that would give them away. Neither single cases nor one school's cases "
            "are told."
        )
    elif reader().role == "principal":
        note = words.text("Your own school is told exactly, everything else as in the shareable edition.")
    with st.sidebar:
        if note:
            st.caption(note)
        sign_in.badge(visitor(), words)


def tiers() -> Sequence[Tier]:
    """The tiers that this reader may choose, the most exact first."""
    return ("shareable",) if visitor().grant.role == "viewer" else tuple(TIERS)


def tier_switch(words: Words) -> None:
    """Exact figures, or what others would see."""
    if len(tiers()) > 1:
        names: dict[str, str] = {tier: words.text(TIERS[tier]) for tier in tiers()}
        menu(KEY, names[reader().tier], names, quiet=True)


def write_tier() -> None:
    """Let the address carry the tier where it is not the reader's usual one."""
    address.write(KEY, "shareable" if len(tiers()) > 1 and reader().tier == "shareable" else "")
