"""What is worked out once and kept for all sessions: answers, figures, and what they are drawn from."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import streamlit as st

#: How many are kept; each is a few kilobytes, of a whole country up to some megabytes. All choices of one to
#: three years on all pages come to some 2,200: with room for fewer, fifty readers make each other's anew.
KEPT = 3000


def kept(key: tuple[Hashable, ...], make: Callable[[], Any]) -> Any:
    """What `make` makes, made once per key, however many ask at once. It is shared: never change it.

    `key` names all that it depends on: what it is, the snapshot, the choice, the reader, the language.
    """
    # One text: over an object, each of whose fields it hashes apart, Streamlit takes ten times as long.
    return _kept(repr(key), make)


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _kept(key: str, _make: Callable[[], Any]) -> Any:
    return _make()
