"""What is kept for all readers of a process: so many bytes, of which the least recently used go first."""

from __future__ import annotations

import math
import sys
import threading
from collections.abc import Callable
from typing import Any

import pyarrow as pa
from streamlit.runtime.caching.ttl_cache import TTLCache

#: What a column of a table costs beside its values, in bytes.
_COLUMN = 500


class Kept:
    """Values by key, up to `most` bytes together; whoever comes while one is made waits for it."""

    def __init__(self, most: int) -> None:
        self._values = TTLCache[str, tuple[Any, int]](
            math.inf, math.inf, max_total_size=most, getsizeof=lambda entry: entry[1]
        )
        self._making: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: str, make: Callable[[], Any]) -> Any:
        """The value of this key, made first where there is none. Never change it."""
        with self._lock:
            if key in self._values:
                return self._values[key][0]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._values:
                    return self._values[key][0]
            try:
                value = make()
                entry = value, size(value) + size(key)
                with self._lock:
                    self._values[key] = entry
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return value

    def __contains__(self, key: str) -> bool:
        """Whether there is a value of this key."""
        with self._lock:
            return key in self._values

    @property
    def bytes(self) -> int:
        """How many are kept."""
        with self._lock:
            return self._values.curr_total_size or 0


def size(value: Any) -> int:
    """The bytes of memory that a value takes, with all that it is made of, each part counted once."""
    total, parts, counted = 0, [value], set[int]()
    while parts:
        part = parts.pop()
        if id(part) in counted or isinstance(part, type):
            continue
        counted.add(id(part))
        total += sys.getsizeof(part)
        if isinstance(part, pa.Table):
            # What the table itself says leaves out what its columns cost.
            total += part.num_columns * _COLUMN
        elif isinstance(part, dict):
            parts += [*part.keys(), *part.values()]
        elif isinstance(part, (list, tuple, set, frozenset)):
            parts += part
        else:
            parts += [getattr(part, "__dict__", ())]
    return total
