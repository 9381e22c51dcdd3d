"""The verdict on this session, and which sign-ins were ended by signing out."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.parts.doors.decision import Door, decide
from pages.parts.doors.loopback import Visit
from pages.parts.doors.settings import Configured, configured

#: Sign-ins that were ended, with the moment at which they would have ended by themselves. The browser's other
#: tabs, and whoever copied its cookie, are out with them.
_ENDED: dict[str, float] = {}


_SEEN = "seen_at_the_door"
#: For so long, in seconds, what was seen is not looked at anew: a run asks dozens of times in less than that,
#: and each look would read files and headers.
_GOOD_FOR = 1.0


@dataclass(frozen=True)
class _Seen:
    """What the verdict rests on, beside the clock and who has signed out."""

    configured: Configured
    visit: Visit
    claims: Mapping[str, Any]
    at: float


def door() -> Door:
    """Who sits before this screen; asked for every question, since a sign-in ends in the middle of a page."""
    seen = st.session_state.get(_SEEN)
    if seen is None or time.monotonic() - seen.at > _GOOD_FOR:
        seen = _Seen(configured(), _visit(), st.user.to_dict(), time.monotonic())
        st.session_state[_SEEN] = seen
    return decide(seen.configured, seen.visit, seen.claims, time.time(), _ENDED)


def end(door: Door) -> None:
    """End this sign-in, wherever its cookie is."""
    now = time.time()
    for token in [token for token, until in _ENDED.items() if until < now]:
        _ENDED.pop(token, None)
    if door.visitor and door.token:
        _ENDED[door.token] = door.visitor.until


def ended() -> dict[str, float]:
    """The sign-ins that were ended."""
    return _ENDED


def _visit() -> Visit:
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    # Without a header there was no request, and no other end.
    peer = (st.context.ip_address or "") if headers else ""
    return Visit(str(st.get_option("server.address") or ""), peer, headers)
