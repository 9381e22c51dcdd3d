"""Picking one of several by name: a menu of a few, or a box of many that is searched without diacritics."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Mapping
from itertools import islice
from typing import Any, TypeVar

import streamlit as st

from pages.kit import inert
from pages.kit.words import N_, Words

T = TypeVar("T", bound=Hashable)
#: How many entries the list shows before it asks for a search.
LISTED = 40


def buttons(
    key: str, label: str, options: Mapping[str, str], *, pressed: bool, also: Callable[[], None]
) -> None:
    """A button for each of a few options; a click picks the code, under `key` in the session.

    What a widget itself keeps is forgotten when another page is opened. None is `pressed` while what is
    picked does not count.
    """
    clicked = f"{key}_buttons"
    st.session_state[clicked] = st.session_state[key] if pressed else None
    st.segmented_control(
        label,
        list(options),
        label_visibility="collapsed",
        required=True,
        key=clicked,
        format_func=lambda code: inert.as_text(options[code]),
        on_change=_pick,
        args=(key, clicked, also),
    )


def segments(
    key: str,
    label: str,
    names: Mapping[T, str],
    *,
    default: T | None = None,
    labelled: bool = True,
    in_address: bool = True,
) -> T:
    """A button for each of a few names: the picked code, until then the default, or else the first one.

    The address carries it where it is kept `in_address`.
    """
    default = next(iter(names)) if default is None else default
    picked = st.segmented_control(
        label,
        list(names),
        default=default,
        required=True,
        key=key,
        bind="query-params" if in_address else None,
        format_func=names.__getitem__,
        label_visibility="visible" if labelled else "collapsed",
        wrap=True,
    )
    return picked if picked in names else default


def first_or(key: str, options: Mapping[str, str]) -> str:
    """The code that is picked under `key`; the first one until one of the options is."""
    if st.session_state.get(key) not in options:
        st.session_state[key] = next(iter(options))
    return str(st.session_state[key])


def menu(
    key: str,
    label: str,
    options: Mapping[str, str],
    *,
    quiet: bool = False,
    also: Callable[[], None] = lambda: None,
) -> None:
    """A button that opens the names of a few options; one click picks a code, under `key` in the session."""
    clicked = f"{key}_menu"
    st.menu_button(
        inert.as_markdown(label),
        list(options),
        key=clicked,
        format_func=lambda code: inert.as_markdown(options[code]),
        on_click=_pick,
        args=(key, clicked, also),
        type="tertiary" if quiet else "secondary",
    )


def _pick(key: str, clicked: str, also: Callable[[], None]) -> None:
    """What was clicked is picked; a callback."""
    st.session_state[key] = st.session_state[clicked]
    also()


def box(
    key: str,
    label: str,
    nothing: str,
    options: Mapping[str, Any],
    words: Words,
    name: Callable[[Any], str],
    width: int | str = "content",
) -> None:
    """A button that opens a search box and a list of names; one click picks, under `key` in the session.

    Typing finds names with or without diacritics: Streamlit's own select box compares letters with their
    marks, so "dong" would not find "Đông". `nothing` names picking none; without it one is always picked.
    """
    picked, opened = st.session_state[key], f"{key}_open"
    shown = name(options[picked]) if picked in options else nothing

    def pick(code: str) -> None:
        st.session_state[key] = code
        st.session_state[opened] = False

    # "Trường TH Mẫu 07" says already that it is a school.
    text = shown if shown.startswith(label) else f"{label}: {shown}"
    popover = st.popover(inert.as_markdown(text), key=opened, width=width, on_change="rerun")  # type: ignore[arg-type]
    if not popover.open:
        return
    with popover:
        typed = st.text_input(
            words.text("Search"),
            key=f"{key}_search",
            type="search",
            live=True,
            placeholder=words.text("e.g. tan thanh"),
        )
        fitting = search(options, typed) if typed else options.keys()
        listed = list(islice((code for code in options if code in fitting), LISTED))
        if len(fitting) > len(listed):
            text = N_("The first {shown} of {found}. Type to narrow the list.")
            st.caption(words.text(text, shown=LISTED, found=len(fitting)))
        if typed and not fitting:
            name_typed = inert.as_markdown(inert.inert(typed))
            st.caption(words.text("Nothing is called “{typed}”.", typed=name_typed))
        with st.container(gap=None, height=360 if len(listed) > 10 else "content"):
            for code in [*([""] if nothing else []), *listed]:
                text = inert.as_markdown(name(options[code])) if code else nothing
                st.button(
                    f"{text} :gray[:small[{code}]]" if code else text,
                    key=f"{key} {code}",
                    type="tertiary",
                    icon=":material/check:" if code == picked else None,
                    on_click=pick,
                    args=(code,),
                )


def search(options: Mapping[str, Any], typed: str) -> set[str]:
    """The codes whose name or code holds every word typed, diacritics or not."""
    wanted = inert.inert(fold(typed)).split()
    names = {
        code: f"{row.get('folded') or fold(row['title'])} {code.lower()}" for code, row in options.items()
    }
    return {code for code, name in names.items() if all(word in name for word in wanted)}


def fold(text: str) -> str:
    """Lower case, no diacritics, đ as d: the same folding as the `folded` column of the answers."""
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
