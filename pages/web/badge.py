"""Who is signed in, as what, and the way out: at the foot of the side bar."""

from __future__ import annotations

import streamlit as st

from pages.kit.words import N_, Words
from pages.web import here, noting
from pages.web.decision import Visitor
from queries import Role

ROLES: dict[Role, str] = {
    "leader": N_("Leader"),
    "officer": N_("Officer"),
    "principal": N_("Principal of {school}"),
    "viewer": N_("Viewer"),
}


def show(visitor: Visitor, words: Words) -> None:
    """Name, role and the button to sign out; nothing on a machine where nobody signs in."""
    if not visitor.token:
        return
    with st.sidebar:
        role = words.text(ROLES[visitor.grant.role], school=visitor.grant.school)
        # As plain text: a name is whatever its bearer has written there.
        st.text(f"{visitor.name}\n{role}")
        leave(words)


def leave(words: Words) -> None:
    """The button to sign out, here and at the provider."""
    st.button(words.text("Sign out"), key="sign_out", icon=":material/logout:", on_click=_leave)


def _leave() -> None:
    door = here.door()
    noting.sign_out(door)
    here.end(door)
    st.logout()
