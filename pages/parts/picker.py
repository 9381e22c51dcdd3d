"""Picking one of many by name: a button that opens a search box, which needs no diacritics, and a list."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

import streamlit as st

from pages.parts import inert
from pages.parts.words import Words

#: How many entries the list shows before it asks for a search.
LISTED = 40


def picker(
    key: str,
    label: str,
    nothing: str,
    options: Mapping[str, Any],
    words: Words,
    name: Callable[[Any], str],
    width: int = 250,
    bound: bool = True,
) -> str:
    """A button that opens a search box and a list. Typing finds names with or without diacritics.

    Streamlit's own select box compares letters with their marks, so "dong" would not find "Đông".
    The codes are the options, so that the address, which it is bound to or not, carries a code and no name.
    """
    # The address counts until the widget has a value; an emptied one is not filled from it again.
    held = st.session_state.get(key)
    held = asked_for(key, options) if held is None else held
    shown = name(options[held]) if held in options else nothing
    with st.popover(inert.as_markdown(f"{label}: {shown}"), key=f"{key}_open", width=width):
        typed = st.text_input(
            words.text("Search"),
            key=f"{key}_search",
            type="search",
            live=True,
            placeholder=words.text("e.g. tan thanh"),
            help=None,
        )
        # Nothing typed finds everything; then only what is listed is looked at.
        found = search(options, typed) if typed else options.keys()
        listed = list(islice((code for code in options if code == held or code in found), LISTED))
        if held in options and held not in listed:
            listed.append(held)
        if len(found) > len(listed):
            st.caption(
                words.text(
                    "The first {shown} of {found}. Type to narrow the list.", shown=LISTED, found=len(found)
                )
            )
        if typed and not found:
            st.caption(
                words.text("Nothing is called “{typed}”.", typed=inert.as_markdown(inert.inert(typed)))
            )
        picked = st.radio(
            label,
            ["", *listed],
            key=key,
            bind="query-params" if bound else None,
            label_visibility="collapsed",
            format_func=lambda code: code or nothing,
            captions=["", *(inert.as_markdown(name(options[code])) for code in listed)],
        )
    return picked if picked in options else ""


def search(options: Mapping[str, Any], typed: str) -> set[str]:
    """The codes whose folded name or code holds every word typed, diacritics or not."""
    wanted = inert.inert(fold(typed)).split()
    return {
        code
        for code, row in options.items()
        if all(word in f"{row['folded']} {code.lower()}" for word in wanted)
    }


def fold(text: str) -> str:
    """Lower case, no diacritics, đ as d: the same folding as the `folded` column of the answers."""
    return text.lower().translate(_FOLDING)


def _folding() -> dict[int, str]:
    letters = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    table = {ord(letter): unicodedata.normalize("NFD", letter)[0] for letter in letters}
    return table | {ord("đ"): "d"} | dict.fromkeys(range(768, 880), "")


_FOLDING = _folding()


def asked_for(key: str, options: Mapping[str, Any]) -> str:
    """What the address asks for, before the widget has read it."""
    value = st.query_params.get(key, "")
    return value if value in options else ""
