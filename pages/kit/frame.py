"""The frame around every page: language, sample mark, freshness, and what to say when nothing is readable."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import cast

import streamlit as st

from data.faults import fault_text
from data.store import NoSnapshot, Snapshot, SnapshotOutdated, SnapshotUnreadable, Store
from data.words import HOME, LANGS
from pages.kit import access, answers, phrases
from pages.kit.block import EndOfPage
from pages.kit.words import N_, Words
from pages.web import browser, header
from queries.release.edition import ReleaseRefused, edition

ICON = Path(__file__).with_name("shield.svg")
LOG = logging.getLogger("dashboard")
_FAULT = "edition_fault"
#: Why no figures can be read, with its icon, and what to do.
OUTDATED = (
    "update",
    N_("The published snapshot was built by another version of this program."),
    N_(
        "Nothing is lost. What to do: `python -m data rebuild` builds it anew from its own "
        "files. This page looks again every few seconds."
    ),
)
DAMAGED = (
    "report",
    N_("The published snapshot is missing or damaged."),
    N_(
        "What to do: put the folder of snapshots back from its copy, or publish everything again "
        "with `python -m data publish --fresh`. `python -m data rollback` goes back to an older "
        "snapshot. This page looks again every few seconds."
    ),
)


def language() -> Words:
    """The switch in the side bar; the choice stays in the address as ?lang=en."""
    with st.sidebar:
        lang = st.segmented_control(
            "Ngôn ngữ / Language",
            list(LANGS),
            key="lang",
            default=HOME,
            required=True,
            bind="query-params",
            format_func=str,
            label_visibility="collapsed",
        )
    st.session_state["words"] = Words(lang or HOME)
    return words()


def words() -> Words:
    """The words of this session, for a page."""
    return cast("Words", st.session_state["words"])


def snapshot_or_stop(words: Words) -> Snapshot:
    """The snapshot to show: the pinned or the active one. An empty folder first gets the sample.

    Where none can be read, the page says what is wrong and stops.
    """
    try:
        if not answers.published():
            _first_start(words)
        pinned = header.pinned_snapshot(words)
        shown = pinned or answers.current()
        answers.hold(shown)
        if not pinned and not answers.is_active(shown):
            text = N_("The newest figures cannot be read. Shown instead: snapshot {id}, figures as of {day}.")
            note = words.text(text, id=shown.id, day=words.day(shown.as_of))
            st.warning(note, icon=":material/history:")
        return shown
    except (NoSnapshot, SnapshotUnreadable, OSError) as error:
        LOG.warning("no readable snapshot: %s", error)
        st.title(words.text("No figures can be read"), anchor=False)
        icon, what, advice = OUTDATED if isinstance(error, SnapshotOutdated) else DAMAGED
        st.error(words.text(what), icon=f":material/{icon}:")
        st.markdown(words.text(advice))
        browser.attend(words, "")
        st.stop()


def _first_start(words: Words) -> None:
    """Publish the sample once. Whoever comes second waits for the first to finish."""
    st.title(words.text("First start"), anchor=False)
    text = N_(
        "Nothing was published yet. The fictitious sample is being prepared; this takes less than a minute."
    )
    st.markdown(words.text(text))
    bar = st.progress(0.0)

    def progress(done: int, total: int, _: str) -> None:
        text = words.text("Step {done} of {total}", done=done, total=total)
        bar.progress(min(done / max(total, 1), 1.0), text=text)

    # Publishing brings in the readers of workbooks, which no page needs: a start would wait for them.
    from data.publish import PublishBusy, publish_sample

    with suppress(PublishBusy):
        publish_sample(Store(), progress, first=True)
        st.rerun()
    browser.attend(words, "")
    st.stop()


def freshness(snapshot: Snapshot, words: Words) -> None:
    """The line under every page: as of which day, which snapshot, sample or not."""
    line = phrases.joined(phrases.as_of(snapshot, words), phrases.fictitious(snapshot, words))
    st.container(key="freshness").caption(line)


def prepared(words: Words) -> None:
    """Make the shareable edition where it is asked for and not there yet; say so when it cannot be.

    The page stops first, so that no exact figure stays on screen while the edition is made.
    """
    if access.reader().tier_for(()) == "internal":
        # Asked for once more, it is tried once more: a disk may have room again, a file may be put back.
        if not isinstance(_fault(), ReleaseRefused):
            st.session_state.pop(_FAULT, None)
        return
    if answers.edition_is_there():
        make_edition()
        if not refusal(words):
            return
    if why := refusal(words):
        st.error(why, icon=":material/report:")
        st.stop()
    patience = words.text("Masking small counts; the first time this takes a minute …")
    st.info(patience, icon=":material/hourglass:")

    @st.fragment(run_every=1)
    def make() -> None:
        # Drawn with the page first, which then ends; made when the fragment runs by itself.
        if st.session_state.pop("edition_due", False):
            make_edition()
            st.rerun(scope="app")
        st.session_state["edition_due"] = True

    make()
    st.stop()


def make_edition() -> None:
    """Make the held snapshot's edition, or open it; where it cannot be, `refusal` says why from then on."""
    st.session_state.pop(_FAULT, None)
    try:
        edition(answers.snapshot())
    except (ReleaseRefused, SnapshotUnreadable, OSError) as error:
        LOG.warning("no shareable edition: %s", error)
        # Without the places in the program that it came from, which would be kept with it.
        st.session_state[_FAULT] = (answers.snapshot_id(), error.with_traceback(None))


def refusal(words: Words) -> str:
    """Why no edition of the held snapshot can be made; empty where that is not known."""
    error = _fault()
    if isinstance(error, ReleaseRefused):
        text = N_(
            "No shareable edition can be made of these figures: it would count the indicator “{indicator}” "
            "in another way than its definition does. Tell whoever looks after this program."
        )
        return words.text(text, indicator=error.indicator)
    if isinstance(error, OSError):
        why = fault_text(error, words.lang)
        return words.text("The shareable edition cannot be written: {why}.", why=why)
    return _damaged(words) if error else ""


def _damaged(words: Words) -> str:
    """What to do when an edition, or the record of what was released, cannot be read."""
    return words.text(
        "The shareable edition or the record of what was released is damaged or missing. "
        "Put it back from the copy of the folder of snapshots."
    )


def _fault() -> Exception | None:
    snapshot_id, error = st.session_state.get(_FAULT, ("", None))
    return error if snapshot_id == answers.snapshot_id() else None


def guarded(run: Callable[[], None], words: Words) -> None:
    """Run the page; a fault becomes words on the screen and a traceback in the log only."""
    try:
        run()
    except EndOfPage:
        return
    except Exception as error:  # the last line of defence: whatever it is, the reader gets words
        if type(error).__module__.startswith("streamlit.runtime.scriptrunner"):
            raise
        LOG.exception("a page failed")
        if isinstance(error, SnapshotUnreadable):
            if answers.give_up_if_damaged():
                # The next run is answered from the newest snapshot that can be read, and says so.
                st.rerun()
            st.error(_damaged(words), icon=":material/report:")
            return
        text = N_(
            "This page could not be shown. The fault is written to the server's log; "
            "the other pages still work."
        )
        st.error(words.text(text), icon=":material/report:")
