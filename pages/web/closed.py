"""What whoever may not come in is shown instead of every page: why, and what to do. Never a figure."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from pages.kit.words import Words
from pages.web import badge, here, noting
from pages.web.decision import Door, State
from pages.web.guard import FAILED

LOG = logging.getLogger("dashboard")


def is_open(words: Words, addresses: Iterable[str]) -> bool:
    """Whether the reader may come in. If not, the page says why, whichever of the addresses was asked for."""
    door = here.door()
    if door.state in ("no_role", "not_believed", "expired") or door.visitor:
        try:
            noting.sign_in(door)
        except OSError as error:
            LOG.error("a sign-in could not be noted in the access log: %s", error)
            door = Door("unnoted")
    if door.visitor:
        return True
    said = _SAID[door.state]
    # One and the same page at every address: no page of the dashboard is run, nor named to the browser.
    pages = [
        st.Page(partial(said, door, words), title=words.text("Sign in"), url_path=address, default=place == 0)
        for place, address in enumerate(addresses)
    ]
    found = st.navigation(pages, position="hidden")
    st.title(words.text("Children's safety online"), anchor=False)
    found.run()
    return False


def _shut(door: Door, words: Words) -> None:
    """Reached over a network, and nothing says who may come."""
    st.error(
        words.text("This dashboard is reached over a network, but nobody can sign in to it."),
        icon=":material/lock:",
    )
    st.markdown(
        words.text(
            "No figures are shown before that. What to do, as the administrator: write the sign-in into "
            "`.streamlit/secrets.toml` (tables `[auth]` and `[roles]`, see “Sign-in” in README.md) and start "
            "the server again. Or use it on one machine only: keep `server.address` at 127.0.0.1 and open "
            "http://localhost:8501 on that machine, without a proxy."
        )
    )
    # As plain text: it is what the request itself brought.
    st.text(words.text("How that is known: {sign}", sign=door.strange))


def _faulty(door: Door, words: Words) -> None:
    st.error(words.text("The sign-in is not configured completely."), icon=":material/lock:")
    st.markdown(
        words.text("No figures are shown before that. What is wrong in `.streamlit/secrets.toml`:")
        + "\n\n"
        + "\n".join(f"- {fault.said(words)}" for fault in door.faults)
        + "\n\n"
        + words.text("How it should look: “Sign-in” in README.md.")
    )


def _signed_out(door: Door, words: Words) -> None:
    if st.query_params.get(FAILED):
        st.error(
            words.text(
                "The sign-in did not succeed: it was broken off, or the provider's answer could not be "
                "believed. Try again; if it stays so, tell the administrator."
            ),
            icon=":material/report:",
        )
    st.markdown(words.text("The figures are for those whom the education office has given access. Sign in."))
    _button(words)


def _expired(door: Door, words: Words) -> None:
    st.info(words.text("Your sign-in has ended after its time. Sign in again."), icon=":material/timer_off:")
    _button(words)


def _not_believed(door: Door, words: Words) -> None:
    st.error(
        words.text(
            "This sign-in was made for another program or by another provider, and does not count here."
        ),
        icon=":material/report:",
    )
    badge.leave(words)


def _no_role(door: Door, words: Words) -> None:
    st.warning(words.text("This account is signed in, but has no role here:"), icon=":material/person_off:")
    # As plain text: an address is whatever its bearer has got verified.
    st.text(door.who)
    st.markdown(
        words.text(
            "No figures are shown. Ask the education office's administrator for a role. An e-mail address "
            "counts only when the provider has verified it, and two roles at once count as none."
        )
    )
    badge.leave(words)


def _unnoted(door: Door, words: Words) -> None:
    st.error(
        words.text(
            "Nobody can come in: the access log cannot be written, or the sign-ins that were ended cannot be "
            "read. The fault is in the server's log."
        ),
        icon=":material/report:",
    )


def _button(words: Words) -> None:
    st.button(
        words.text("Sign in"), key="sign_in", type="primary", icon=":material/login:", on_click=st.login
    )


_SAID: dict[State, Callable[[Door, Words], None]] = {
    "shut": _shut,
    "faulty": _faulty,
    "signed_out": _signed_out,
    "expired": _expired,
    "not_believed": _not_believed,
    "no_role": _no_role,
    "unnoted": _unnoted,
}
