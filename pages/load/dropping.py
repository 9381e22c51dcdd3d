"""The box for files, the day that they describe, and the check of all of them at once."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from data.faults import said as fault_said
from data.intake import UnusableCall
from data.publish import today
from data.ready import sort_out
from data.store import Store
from pages.kit import answers
from pages.kit.words import Words
from pages.load import sentences, uploads
from pages.load.desk import Asked, Desk
from pages.load.uploads import TooMuch, Upload

#: No plan that the contract takes begins earlier.
FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Dropped:
    """What lies in the box, as the server holds it; the day; and whether to start from nothing.

    `received` is the day on which the office received the schools' workbooks among the files.
    """

    files: tuple[Any, ...]
    as_of: date
    received: date | None
    fresh: bool

    @property
    def asked(self) -> Asked:
        """What a check of it is a check of."""
        ids = tuple(file.file_id for file in self.files)
        return ids, self.as_of, self.received, self.fresh, answers.snapshot_id()

    def uploads(self) -> tuple[list[Upload], int]:
        """The files under plain names, each once, and how many were left aside."""
        return uploads.distinct(
            [Upload(uploads.plain_name(file.name), file.getvalue()) for file in self.files]
        )


def show(desk: Desk, words: Words) -> Dropped:
    """The box, the day and the way to start from nothing; too much at once empties the box again."""
    _ = words.text
    if desk.publishing and desk.publishing.published and desk.checked:
        desk.clear()
    files = st.file_uploader(
        _("Drop the workbooks (.xlsx) and CSVs here, all at once, or press the button to choose them"),
        accept_multiple_files=True,
        key=f"intake_files_{desk.round}",
        disabled=desk.busy,
    )
    desk.hold(files)
    try:
        uploads.refuse_too_much([file.size for file in files])
    except TooMuch as much:
        desk.clear()
        desk.refused = sentences.too_much(much, words)
        st.rerun()
    if desk.refused:
        st.error(desk.refused, icon=":material/block:")

    def day(label: str, key: str, value: date | None) -> date | None:
        latest = max(today(), answers.snapshot().as_of)
        return st.date_input(
            label,
            value=value,
            min_value=FIRST_DAY,
            max_value=latest,
            format="DD/MM/YYYY",
            key=key,
            width=330,
            disabled=desk.busy,
        )

    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        as_of = day(_("The figures describe the end of"), "intake_day", _default_day()) or _default_day()
        received = day(
            _("The office received the schools' workbooks on"), f"intake_received_{desk.round}", None
        )
    if beware := sentences.day(as_of, answers.snapshot(), today(), words):
        st.caption(beware)
    fresh = st.checkbox(
        _("Start from nothing: leave out everything that is published now"),
        key=f"intake_fresh_{desk.round}",
        disabled=desk.busy,
    )
    return Dropped(tuple(files), as_of, received, fresh)


def check(dropped: Dropped, desk: Desk, words: Words) -> None:
    """The button, and the check with its progress; what it says is kept on the desk."""
    _ = words.text
    if desk.asked != dropped.asked:
        stale = desk.asked is not None and bool(dropped.files)
        desk.asked = desk.checked = None
        if stale:
            st.info(
                _("The files, the day or what is published changed: check again."), icon=":material/sync:"
            )
    with st.container(horizontal=True):
        pressed = st.button(
            sentences.check_button(len(dropped.files), words),
            key="intake_check",
            type="secondary" if desk.checked else "primary",
            icon=":material/fact_check:",
            disabled=not dropped.files,
        )
        if st.button(_("Clear all"), key="intake_clear", type="tertiary", disabled=not dropped.files):
            desk.clear()
            st.rerun()
    if desk.checked and desk.aside:
        st.caption(_("Left aside: {files} (the same file twice, or a lock file of Excel).", files=desk.aside))
    if pressed:
        desk.refused = _checked(dropped, desk, words)
        st.rerun()


def _checked(dropped: Dropped, desk: Desk, words: Words) -> str:
    """Check; what could not be done at all, in words, else \"\"."""
    bar = st.progress(0.0, text=words.text("Reading …"))
    began = time.monotonic()

    def progress(done: int, total: int, what: str) -> None:
        if time.monotonic() - began > uploads.PATIENCE:
            raise TimeoutError
        bar.progress(done / total, text=sentences.step(done, total, what, words))

    try:
        kept, desk.aside = dropped.uploads()
        with uploads.on_disk(kept) as paths:
            desk.checked = sort_out(
                paths,
                Store(),
                as_of=dropped.as_of,
                received=dropped.received,
                fresh=dropped.fresh,
                progress=progress,
            )
            ready = set(desk.checked.ready.values())
            desk.ready = tuple(at for at, path in enumerate(paths) if path.resolve() in ready)
    except UnusableCall:
        return words.text("There is nothing to read in what was dropped.")
    except TimeoutError:
        return words.text(
            "The check took longer than {minutes} minutes and was ended. Nothing changed. Drop fewer files.",
            minutes=uploads.PATIENCE // 60,
        )
    except OSError as error:
        why = fault_said(error, words.lang)
        return words.text("The files could not be written for the check: {why}. Nothing changed.", why=why)
    finally:
        bar.empty()
    desk.asked = dropped.asked
    return ""


def _default_day() -> date:
    """Today; on the sample, of which nothing is later than its own day, that day."""
    active = answers.snapshot()
    return active.as_of if active.sample else today()
