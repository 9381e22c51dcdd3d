"""Files on their way out: made on the click, noted in the access log, and handed to whoever clicked alone."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from data.access_log import Event
from pages.web import journal, session
from pages.web.decision import Visitor

#: How many files are remembered; the server itself forgets a file sooner.
REMEMBERED = 5000

_LOCK = threading.Lock()
_MADE_FOR: OrderedDict[str, set[str]] = OrderedDict()


class SignInOver(PermissionError):
    """The sign-in ended between the page and the click."""


def table(event: Event, make: Callable[[], bytes], visitor: Visitor, **facts: Any) -> bytes:
    """The bytes of a table that leaves. Raises SignInOver, and OSError when it cannot be noted."""
    must_be_in(visitor)
    content = make()
    journal.note(event, visitor, sha256=hashlib.sha256(content).hexdigest(), **facts)
    remember(content, visitor.person)
    return content


def must_be_in(visitor: Visitor) -> None:
    """Raise SignInOver when this sign-in has ended, by its time or by signing out."""
    if visitor.until <= time.time() or session.is_ended(visitor.token):
        raise SignInOver(f"the sign-in of {visitor.who} has ended")


def remember(content: bytes, person: str) -> None:
    """Note that this file was made for this person: whoever else learns its address does not get it."""
    key = hashlib.sha256(content).hexdigest()
    with _LOCK:
        _MADE_FOR.setdefault(key, set()).add(person)
        _MADE_FOR.move_to_end(key)
        while len(_MADE_FOR) > REMEMBERED:
            _MADE_FOR.popitem(last=False)


def was_made_for(content: bytes, person: str) -> bool:
    """Whether this very file was made for this person."""
    with _LOCK:
        return person in _MADE_FOR.get(hashlib.sha256(content).hexdigest(), ())
