"""What the access log is told of sign-ins and of files that leave: who, when, of what; never data."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from pathlib import Path
from typing import Any

from data import access_log
from data.access_log import Event
from data.drafts import made_folder
from data.store import Store
from pages.web.decision import Door, Visitor

LOG = logging.getLogger("dashboard")
#: Sign-ins, and refusals with their reason, that were noted since the server started.
_NOTED: set[tuple[str, str]] = set()
#: How many are remembered; then some may be noted twice.
REMEMBERED = 10_000
#: Set while the log cannot be written.
_FAILING = threading.Event()
#: When the last failed sign-ins were noted; so many a minute are.
_FAILURES: deque[float] = deque(maxlen=20)


def sign_in(door: Door) -> None:
    """Note once that somebody came in, or that somebody was refused. Raises OSError: then nobody comes in."""
    key = (door.token, door.state)
    if not door.token or key in _NOTED:
        return
    if door.visitor:
        note("sign_in", door.visitor)
    else:
        access_log.note(_folder(), "refused", door.who, "", reason=door.state)
    _remember(key)


def refused(door: Door, what: str) -> None:
    """Note once that something was sent that is not the sender's to send: a file, an order to the server."""
    key = (door.token, what)
    if key not in _NOTED:
        _remember(key)
        role = door.visitor.grant.role if door.visitor else ""
        _refusal(door.visitor.who if door.visitor else door.who, role, what)


def failed() -> None:
    """Note that a provider's answer was not accepted: a wrong signature, issuer, audience, or a mere refusal.

    Anybody can bring a false answer, as often as a program likes: the log must not be filled that way.
    """
    now = time.monotonic()
    if len(_FAILURES) == _FAILURES.maxlen and now - _FAILURES[0] < 60:
        LOG.warning("more than %s sign-ins a minute fail; not all of them are noted", _FAILURES.maxlen)
        return
    _FAILURES.append(now)
    _refusal("", "", "answer_not_accepted")


def _refusal(who: str, role: str, reason: str) -> None:
    try:
        access_log.note(_folder(), "refused", who, role, reason=reason)
    except OSError as error:
        LOG.error("a refusal could not be noted in the access log: %s", error)


def sign_out(door: Door) -> None:
    """Note that somebody went; who wants to go is not held back by a log that cannot be written."""
    if door.visitor:
        try:
            note("sign_out", door.visitor)
        except OSError as error:
            LOG.error("a sign-out could not be noted in the access log: %s", error)


def note(event: Event, visitor: Visitor, **facts: Any) -> None:
    """Note what this reader did, as a table that leaves. Raises OSError: then it does not leave."""
    school = {"school": visitor.grant.school} if visitor.grant.school else {}
    try:
        access_log.note(_folder(), event, visitor.who, visitor.grant.role, **school, **facts)
    except OSError:
        _FAILING.set()
        raise
    _FAILING.clear()


def _remember(key: tuple[str, str]) -> None:
    if len(_NOTED) >= REMEMBERED:
        _NOTED.clear()
    _NOTED.add(key)


def is_failing() -> bool:
    """Whether the last line about a reader could not be written."""
    return _FAILING.is_set()


def _folder() -> Path:
    folder = Store().folder
    if not folder.is_dir():
        made_folder(folder)
    return folder
