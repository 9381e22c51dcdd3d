"""The box for files, the day that they describe, and the check of all of them at once."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.faults import fault_text
from data.intake import UnusableCall
from data.intake.folders import is_by_product
from data.publish import today
from data.ready import Sorting, sort_out
from data.store import Store
from pages.kit import answers, block
from pages.kit.words import N_, Words
from pages.load import sentences, workbooks
from pages.load.workbooks import Upload

if TYPE_CHECKING:
    from pages.load.publishing import Publishing

#: No plan that the contract takes begins earlier.
FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Dropped:
    """What a check is a check of: files (`ids`, as the server numbers them), the day, on top of what.

    `received` is the day on which the office received the schools' workbooks among the files, `fresh` says
    that nothing of the active `snapshot` is kept.
    """

    files: tuple[Any, ...] = field(compare=False)
    ids: tuple[str, ...]
    as_of: date
    received: date | None
    fresh: bool
    snapshot: str

    @property
    def options(self) -> dict[str, Any]:
        """How the files are to be checked and published."""
        return {"as_of": self.as_of, "received": self.received, "fresh": self.fresh}

    def uploads(self) -> tuple[list[Upload], int]:
        """The files under plain names, and how many were left aside: one twice, Excel's lock files."""
        files = [Upload(workbooks.plain_name(file.name), file.getvalue()) for file in self.files]
        kept = list(dict.fromkeys(file for file in files if not is_by_product(file.name)))
        return kept, len(files) - len(kept)


@dataclass
class Desk:
    """What lies on a session's desk; `round` numbers the box for files: another number is an empty one."""

    round: int = 0
    #: What was checked, what came of it, and how many files the check left aside.
    dropped: Dropped | None = None
    checked: Sorting | None = None
    aside: int = 0
    #: The places of the files that can be published, among those that were read.
    ready: tuple[int, ...] = ()
    publishing: Publishing | None = None
    #: The files that lay in the box when it was last drawn.
    files: tuple[Any, ...] = ()
    #: Why the box was emptied, or nothing checked: a sentence that outlives its cause.
    refused: str = ""

    @property
    def busy(self) -> bool:
        """Whether a publish of this session is under way."""
        return bool(self.publishing and not self.publishing.ended)

    def keep(self, files: Sequence[Any]) -> None:
        """Note what lies in the box; the server would keep what no longer does until the session ends."""
        context, there = get_script_run_ctx(), {file.file_id for file in files}
        memory = context.uploaded_file_mgr if context else None
        if context and isinstance(memory, MemoryUploadedFileManager):
            for file in self.files:
                if file.file_id not in there:
                    memory.remove_file(context.session_id, file.file_id)
        self.files = tuple(files)

    def clear(self, refused: str = "") -> None:
        """An empty box, and nothing checked."""
        self.keep(())
        self.round += 1
        self.dropped = self.checked = None
        self.refused = refused


def desk() -> Desk:
    """The desk of this session."""
    return cast("Desk", st.session_state.setdefault("intake_desk", Desk()))


def drop(desk: Desk, words: Words) -> Dropped:
    """The box, the day and the way to start from nothing; too much at once empties the box again."""
    _, active = words.text, answers.snapshot()
    if desk.publishing and desk.publishing.published and desk.checked:
        desk.clear()
    files = st.file_uploader(
        _("Drop the workbooks (.xlsx) and CSVs here, all at once, or press the button to choose them"),
        accept_multiple_files=True,
        key=f"intake_files_{desk.round}",
        disabled=desk.busy,
    )
    desk.keep(files)
    if refused := sentences.too_much([file.size for file in files], words):
        desk.clear(refused)
        st.rerun()
    if desk.refused:
        st.error(desk.refused, icon=":material/block:")

    ends: dict[str, date] = {"min_value": FIRST_DAY, "max_value": max(today(), active.as_of)}
    look: dict[str, Any] = {**ends, "format": "DD/MM/YYYY", "width": 330, "disabled": desk.busy}
    # Of the sample nothing is later than its own day.
    usual = active.as_of if active.sample else today()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
        label = _("The figures describe the end of")
        as_of = st.date_input(label, usual, key="intake_day", **look) or usual
        label = _("The office received the schools' workbooks on")
        received = st.date_input(label, None, key=f"intake_received_{desk.round}", **look)
    if beware := sentences.day(as_of, active, today(), words):
        block.caption(beware)
    label = _("Start from nothing: leave out everything that is published now")
    fresh = st.checkbox(label, key=f"intake_fresh_{desk.round}", disabled=desk.busy)
    ids = tuple(file.file_id for file in files)
    return Dropped(tuple(files), ids, as_of, received, fresh, active.id)


def check(dropped: Dropped, desk: Desk, words: Words) -> None:
    """The button, and the check with its progress; what it says is kept on the desk."""
    _ = words.text
    if desk.dropped != dropped:
        if desk.dropped and dropped.files:
            text = _("The files, the day or what is published changed: check again.")
            st.info(text, icon=":material/sync:")
        desk.dropped = desk.checked = None
    files = len(dropped.files)
    with st.container(horizontal=True):
        pressed = st.button(
            _("Check the files ({files})", files=files) if files else _("Check the files"),
            key="intake_check",
            type="secondary" if desk.checked else "primary",
            icon=":material/fact_check:",
            disabled=not files,
        )
        if st.button(_("Clear all"), key="intake_clear", type="tertiary", disabled=not files):
            desk.clear()
            st.rerun()
    if desk.checked and desk.aside:
        text = N_("Left aside: {files} (the same file twice, or a lock file of Excel).")
        block.caption(_(text, files=desk.aside))
    if pressed:
        desk.refused = _checked(dropped, desk, words)
        st.rerun()


def _checked(dropped: Dropped, desk: Desk, words: Words) -> str:
    """Check; what could not be done at all, in words, else \"\"."""
    bar = st.progress(0.0, text=words.text("Reading …"))
    began = time.monotonic()

    def progress(done: int, total: int, what: str) -> None:
        if time.monotonic() - began > workbooks.PATIENCE:
            raise TimeoutError
        bar.progress(done / total, text=sentences.step(done, total, what, words))

    try:
        uploads, desk.aside = dropped.uploads()
        with workbooks.on_disk(uploads) as paths:
            desk.checked = sort_out(paths, Store(), **dropped.options, progress=progress)
            ready = set(desk.checked.ready.values())
            desk.ready = tuple(at for at, path in enumerate(paths) if path.resolve() in ready)
    except UnusableCall:
        return words.text("There is nothing to read in what was dropped.")
    except TimeoutError:
        text = N_(
            "The check took longer than {minutes} minutes and was ended. Nothing changed. Drop fewer files."
        )
        return words.text(text, minutes=workbooks.PATIENCE // 60)
    except OSError as error:
        why = fault_text(error, words.lang)
        return words.text("The files could not be written for the check: {why}. Nothing changed.", why=why)
    finally:
        bar.empty()
    desk.dropped = dropped
    return ""
