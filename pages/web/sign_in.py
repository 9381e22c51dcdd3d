"""Who is signed in, and the way out; for whoever may not come in, why, in place of every page and figure."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import streamlit as st

from pages.kit.words import N_, Words
from pages.web import journal, session
from pages.web.decision import Door, State, Visitor
from pages.web.guard import FAILED
from queries import Role

LOG = logging.getLogger("dashboard")

ROLES: dict[Role, str] = {
    "leader": N_("Leader"),
    "officer": N_("Officer"),
    "principal": N_("Principal of {school}"),
    "viewer": N_("Viewer"),
}

#: Why the door is shut: how it is shown, with which icon and words.
WHY: dict[State, tuple[Callable[..., Any], str, str]] = {
    "shut": (st.error, "lock", N_("This dashboard is reached over a network, but nobody can sign in to it.")),
    "faulty": (st.error, "lock", N_("The sign-in is not configured completely.")),
    "expired": (st.info, "timer_off", N_("Your sign-in has ended after its time. Sign in again.")),
    "not_believed": (
        st.error,
        "report",
        N_("This sign-in was made for another program or by another provider, and does not count here."),
    ),
    "no_role": (st.warning, "person_off", N_("This account is signed in, but has no role here:")),
    "unnoted": (
        st.error,
        "report",
        N_(
            "Nobody can come in: the access log cannot be written, or the sign-ins that were ended cannot be "
            "read. The fault is in the server's log."
        ),
    ),
}
#: What to do.
ADVICE: dict[State, str] = {
    "shut": N_(
        "No figures are shown before that. What to do, as the administrator: write the sign-in into "
        "`.streamlit/secrets.toml` (tables `[auth]` and `[roles]`, see “Sign-in” in README.md) and start "
        "the server again. Or use it on one machine only: keep `server.address` at 127.0.0.1 and open "
        "http://localhost:8501 on that machine, without a proxy."
    ),
    "signed_out": N_("The figures are for those whom the education office has given access. Sign in."),
    "no_role": N_(
        "No figures are shown. Ask the education office's administrator for a role. An e-mail address "
        "counts only when the provider has verified it, and two roles at once count as none."
    ),
}


def is_open(words: Words, addresses: Iterable[str]) -> bool:
    """Whether the reader may come in. If not, the page says why, whichever of the addresses was asked for."""
    door = session.door()
    if door.state in ("no_role", "not_believed", "expired") or door.visitor:
        try:
            journal.sign_in(door)
        except OSError as error:
            LOG.error("a sign-in could not be noted in the access log: %s", error)
            door = Door("unnoted")
    if door.visitor:
        return True
    # One and the same page at every address: no page of the dashboard is run, nor named to the browser.
    pages = [
        st.Page(partial(why, door, words), title=words.text("Sign in"), url_path=address, default=place == 0)
        for place, address in enumerate(addresses)
    ]
    page = st.navigation(pages, position="hidden")
    st.title(words.text("Children's safety online"), anchor=False)
    page.run()
    return False


def why(door: Door, words: Words) -> None:
    """Why nobody comes in here, what to do, and the button for it."""
    _, state = words.text, door.state
    if state in WHY:
        notice, icon, reason = WHY[state]
        notice(words.text(reason), icon=f":material/{icon}:")
    elif st.query_params.get(FAILED):
        text = N_(
            "The sign-in did not succeed: it was broken off, or the provider's answer could not be "
            "believed. Try again; if it stays so, tell the administrator."
        )
        st.error(_(text), icon=":material/report:")
    if state == "no_role":
        # As plain text: an address is whatever its bearer has got verified.
        st.text(door.who)
    if state == "faulty":
        wrong = _("No figures are shown before that. What is wrong in `.streamlit/secrets.toml`:")
        faults = "\n".join(f"- {fault.text(words)}" for fault in door.faults)
        right = _("How it should look: “Sign-in” in README.md.")
        st.markdown(f"{wrong}\n\n{faults}\n\n{right}")
    if state in ADVICE:
        st.markdown(words.text(ADVICE[state]))
    if state == "shut":
        # As plain text: it is what the request itself brought.
        st.text(_("How that is known: {sign}", sign=door.strange))
    if state in ("signed_out", "expired"):
        st.button(_("Sign in"), key="sign_in", type="primary", icon=":material/login:", on_click=st.login)
    if state in ("not_believed", "no_role"):
        _way_out(words)


def badge(visitor: Visitor, words: Words) -> None:
    """Name, role and the way out; nothing where nobody signs in."""
    if visitor.token:
        role = words.text(ROLES[visitor.grant.role], school=visitor.grant.school)
        # As plain text: a name is whatever its bearer has written there.
        st.text(f"{visitor.name}\n{role}")
        _way_out(words)


def _way_out(words: Words) -> None:
    """The button to sign out, here and at the provider."""
    st.button(words.text("Sign out"), key="sign_out", icon=":material/logout:", on_click=_leave)


def _leave() -> None:
    door = session.door()
    journal.sign_out(door)
    session.end(door)
    st.logout()
