"""The verdict on this session, and the end of a sign-in."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import Any, cast

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.ended import Ended
from data.store import Store
from pages.web.decision import Door, decide
from pages.web.loopback import Visit, headers_of
from pages.web.settings import Configured, configured

LOG = logging.getLogger("dashboard")
#: Sign-ins that were ended while the disk could not take it: until then only this process knows.
_UNWRITTEN: set[str] = set()

_SEEN = "seen_at_the_door"
#: For so long, in seconds, what was seen is not looked at anew, and the verdict on it holds: a run asks
#: dozens of times in less than that, and each look would read files and headers.
_GOOD_FOR, _HOLDS_FOR = 1.0, 0.05


class _EverEnded(Ended):
    """The sign-ins that were ended, also those that could not be written down."""

    def __contains__(self, token: object) -> bool:
        return token in _UNWRITTEN or super().__contains__(token)


def door() -> Door:
    """Who sits before this screen; asked for every question, since a sign-in ends in the middle of a page."""
    client, now = _client(), time.monotonic()
    nothing = (None, None, 0.0, Door("unnoted"), 0.0)
    seen, stream, at, door, decided = st.session_state.get(_SEEN, nothing)
    # A session whose stream was opened anew may be another's, at another machine.
    if seen is None or stream is not client or now - at > _GOOD_FOR:
        seen, at, decided = (configured(), _visit(client), st.user.to_dict()), now, 0.0
    if now - decided > _HOLDS_FOR:
        door = verdict(*seen)
        st.session_state[_SEEN] = (seen, client, at, door, now)
    return cast("Door", door)


def verdict(configured: Configured, visit: Visit | None, claims: Mapping[str, Any]) -> Door:
    """The verdict of this moment; nobody comes in while it cannot be read who has signed out."""
    try:
        return decide(configured, visit, claims, time.time(), _EverEnded(Store().folder))
    except OSError as error:
        LOG.error("the sign-ins that were ended cannot be read: %s", error)
        return Door("unnoted")


def end(door: Door) -> None:
    """End this sign-in, wherever its cookie is, for every process and after every restart."""
    if not door.token:
        return
    try:
        Ended(Store().folder).add(door.token)
    except OSError as error:
        LOG.error("a sign-out could not be written and holds until this server stops: %s", error)
        _UNWRITTEN.add(door.token)


def is_ended(token: str) -> bool:
    """Whether this sign-in was ended. Raises OSError when that cannot be read."""
    return token in _EverEnded(Store().folder)


def _client() -> Any:
    """The open stream of this session; None where there is none, or no server at all."""
    context = get_script_run_ctx()
    return runtime.get_instance().get_client(context.session_id) if context and runtime.exists() else None


def _visit(client: Any) -> Visit | None:
    """How this session came; None when nothing came over a network, as where a test runs a page."""
    listens = str(st.get_option("server.address") or "")
    if client is None:
        # Gone in the middle of a run: whoever opens the stream next is not known yet.
        return Visit(listens, must_name_origin=True) if runtime.exists() else None
    headers = headers_of(client.client_context.headers)
    # Every stream was asked for by a request that has headers.
    return Visit(listens, client.client_context.remote_ip or "", headers, True) if headers else None
