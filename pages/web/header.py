"""The line above every page: whose plan, as of when, sample or not, in which tier; and links to the view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.store import Snapshot
from pages.kit import access, inert, programme
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.web import pinned


@dataclass(frozen=True)
class Header:
    """The places of the line that are filled when the page is drawn: the tier's name, and the links."""

    tier: DeltaGenerator
    #: A box that costs nothing while it is closed; the framework has no public name for its class.
    box: Any

    def name_tier(self, choice: Choice, words: Words) -> None:
        """Say that the chosen schools are shown as others see them."""
        if access.reader().tier_for(choice.schools) == "shareable":
            self.tier.badge(words.text("SHAREABLE EDITION"), color="blue")

    def links(self, snapshot: Snapshot, words: Words) -> None:
        """Give the address of what is on screen, to copy: with the newest figures, or fixed to these."""
        if self.box.open:
            with self.box:
                st.caption(words.text("This view, with the newest figures at any time"))
                st.code(_address(""), language=None)
                st.caption(words.text("A fixed link: this view with these figures, for minutes and letters"))
                st.code(_address(snapshot.id), language=None)


def identity(snapshot: Snapshot, words: Words) -> Header:
    """Draw the line, before it is known what the reader chooses."""
    _ = words.text
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="identity"
    ):
        st.caption(inert.as_markdown(f"{programme.issuing_body(words)} · {programme.short_title(words)}"))
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
            st.caption(_("Figures as of **{day}**", day=words.day(snapshot.as_of)))
            # On the screen it stands at the foot of the page.
            st.container(width="content", key="on_paper").caption(snapshot.id)
            if snapshot.sample:
                st.badge(_("SAMPLE DATA"), color="orange")
            tier = st.container(width="content")
            access.tier_switch(words)
            box = st.popover(_("Link"), type="tertiary", key="links", on_change="rerun")
    return Header(tier, box)


def _address(pin: str) -> str:
    base, _, _ = (st.context.url or "").partition("?")
    kept = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    kept = [(key, value) for key, value in kept if key != pinned.KEY]
    query = urlencode([*kept, *([(pinned.KEY, pin)] if pin else [])])
    return f"{base}?{query}" if query else base
