"""The buttons that make and download a file on a click, their progress, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages.export import sentences
from pages.export.making import Hear, Making, Work
from pages.kit import access, answers, downloads
from pages.kit.choice import Choice
from pages.kit.words import Words
from queries.export.archive import Made
from queries.export.save import to_bytes
from queries.export.selection import Selection

MIME = "application/zip"


@dataclass(frozen=True)
class Offer:
    """One file that is made on a click: by what, under which name, and what is said of it."""

    key: str
    #: All that the file depends on: of another choice there is another file.
    asked: tuple[object, ...]
    work: Work
    label: str
    file_name: str
    mime: str
    #: The text of the step that is reached: done, of how many.
    step: Callable[[int, int], str]
    #: Shown once it is made, and said when it cannot be.
    told: Callable[[Making], None]
    failed: Callable[[Exception], str]


def show(selection: Selection, choice: Choice, words: Words) -> None:
    """The ZIP of this selection."""
    snapshot = answers.snapshot()
    who = access.visitor().who
    stem = downloads.file_stem("export", choice.years, choice, answers.as_of(), selection.tier)

    def work(hear: Hear) -> tuple[bytes, Made | None]:
        return to_bytes(snapshot, selection, lambda done, total, _: hear(done, total), who=who)

    def told(making: Making) -> None:
        if making.made:
            said = sentences.made(making.made, len(making.content), words)
            st.success(said, icon=":material/verified:")
            st.code(making.made.manifest_sha256, language=None, wrap_lines=True)

    button(
        Offer(
            key="export_zip",
            asked=(snapshot.id, selection),
            work=work,
            label=words.text("Download the ZIP"),
            file_name=f"{stem}.zip",
            mime=MIME,
            step=lambda done, total: words.text("File {done} of {total}", done=done, total=total),
            told=told,
            failed=lambda _: words.text(
                "The export could not be made. The fault is written to the server's log."
            ),
        ),
        words,
    )


def button(offer: Offer, words: Words) -> None:
    """Nothing is made before the click. Only this block runs again on it, not the page."""
    making, visitor = _making(offer), access.visitor()

    @st.fragment
    def offered() -> None:
        clicked = st.download_button(
            offer.label,
            data=lambda: making.make(offer.work, visitor),
            file_name=offer.file_name,
            mime=offer.mime,
            key=offer.key,
            icon=":material/download:",
        )
        if clicked:
            _follow(making, offer, words)
        making.drawn = making.ended
        if making.fault:
            st.error(offer.failed(making.fault), icon=":material/report:")
        elif making.content:
            offer.told(making)
            # The server forgets a file made on a click as soon as readers' pages run, be it fetched or
            # not. This button offers the same file under the same address, and so keeps it there.
            st.download_button(
                words.text("Download it again"),
                data=making.content,
                file_name=offer.file_name,
                mime=offer.mime,
                key=f"{offer.key}_again",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )

    offered()


def _making(offer: Offer) -> Making:
    """The making of this choice; that of another choice is let go, with its file."""
    slot = f"{offer.key}_making"
    if slot not in st.session_state or st.session_state[slot][0] != offer.asked:
        st.session_state[slot] = (offer.asked, Making())
    making: Making = st.session_state[slot][1]
    return making


def _follow(making: Making, offer: Offer, words: Words) -> None:
    """Show how far it is until it has ended; it is made by another thread of the server."""
    bar = st.progress(0.0, text=words.text("The file is being made …"))
    for done, total in making.steps():
        bar.progress(min(done / max(total, 1), 1.0), text=offer.step(done, total))
    bar.empty()
