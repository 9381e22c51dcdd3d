"""The button that builds and downloads the export, its progress, and what came of it."""

from __future__ import annotations

import streamlit as st

from pages.parts import access, answers, tables
from pages.parts.export import said_export
from pages.parts.export.making import Making
from pages.parts.filters import Choice
from pages.parts.words import Words
from queries.export.selection import Selection

MIME = "application/zip"


def show(selection: Selection, choice: Choice, words: Words) -> None:
    """Nothing is built before the click. Only this block runs again on it, not the page."""
    snapshot = answers.snapshot()
    making, visitor = _making(snapshot.id, selection), access.visitor()
    name = tables.file_stem("export", choice.years, choice, answers.as_of(), selection.tier) + ".zip"

    @st.fragment
    def offered() -> None:
        clicked = st.download_button(
            words.text("Download the ZIP"),
            data=lambda: making.make(snapshot, selection, visitor),
            file_name=name,
            mime=MIME,
            key="export_zip",
            type="primary",
            icon=":material/download:",
        )
        if clicked:
            _follow(making, words)
        making.drawn = making.ended
        if making.fault:
            said = words.text("The export could not be made. The fault is written to the server's log.")
            st.error(said, icon=":material/report:")
        elif making.made:
            size = len(making.content)
            st.success(said_export.made(making.made, size, words), icon=":material/verified:")
            st.code(making.made.manifest_sha256, language=None, wrap_lines=True)
            # The server forgets a file made on a click as soon as readers' pages run, be it fetched or
            # not. This button offers the same file under the same address, and so keeps it there.
            st.download_button(
                words.text("Download it again"),
                data=making.content,
                file_name=name,
                mime=MIME,
                key="export_zip_again",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )

    offered()


def _making(snapshot_id: str, selection: Selection) -> Making:
    """The making of this choice; that of another choice is let go, with its file."""
    asked = (snapshot_id, selection)
    if "export" not in st.session_state or st.session_state["export"][0] != asked:
        st.session_state["export"] = (asked, Making())
    making: Making = st.session_state["export"][1]
    return making


def _follow(making: Making, words: Words) -> None:
    """Show how far it is until it has ended; it is made by another thread of the server."""
    bar = st.progress(0.0, text=words.text("The export is being made …"))
    for done, total in making.steps():
        said = words.text("File {done} of {total}", done=done, total=total)
        bar.progress(min(done / max(total, 1), 1.0), text=said)
    bar.empty()
