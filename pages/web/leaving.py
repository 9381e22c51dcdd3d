"""Files on their way out: made on the click, noted in the access log, and handed to whoever clicked alone."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import Any

from data.access_log import Event
from pages.web import handed, here, noting
from pages.web.decision import Visitor


class SignInOver(PermissionError):
    """The sign-in ended between the page and the click."""


def table(event: Event, make: Callable[[], bytes], visitor: Visitor, **facts: Any) -> bytes:
    """The bytes of a table that leaves. Raises SignInOver, and OSError when it cannot be noted."""
    must_be_in(visitor)
    content = make()
    noting.file(event, visitor, sha256=hashlib.sha256(content).hexdigest(), **facts)
    handed.remember(content, visitor.person)
    return content


def must_be_in(visitor: Visitor) -> None:
    """Raise SignInOver when this sign-in has ended, by its time or by signing out."""
    if visitor.until <= time.time() or here.is_ended(visitor.token):
        raise SignInOver(f"the sign-in of {visitor.who} has ended")
