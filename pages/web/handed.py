"""Files made for one person: whoever else learns a file's address does not get it."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict

#: How many files are remembered; the server itself forgets a file sooner.
REMEMBERED = 5000

_LOCK = threading.Lock()
_MADE_FOR: OrderedDict[str, set[str]] = OrderedDict()


def remember(content: bytes, person: str) -> None:
    """Note that this file was made for this person."""
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
