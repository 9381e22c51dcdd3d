"""The mistakes in what was dropped, the very rows of `python -m data check`, and a message for each file."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import streamlit as st

from data.problems import Problem
from data.ready import Sorting
from pages.kit import block, labels, origins
from pages.kit.cells import Column
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.load import sentences
from pages.load.files import PICKED

#: Of how many files the messages stand on the page; of the others, the one that is picked.
MOST_MESSAGES = 20

_SCHEMA = pa.schema(
    [
        ("severity", pa.string()), ("file", pa.string()), ("sheet", pa.string()), ("row", pa.int64()),
        ("column", pa.string()), ("message", pa.string()), ("code", pa.string()),
    ]
)  # fmt: skip


def show(checked: Sorting, choice: Choice, words: Words) -> None:
    """The mistakes of the picked file, or of all, and what to send back to whoever sent it."""
    _ = words.text
    st.header(_("Problems"), anchor=False)
    if not checked.problems:
        st.success(_("No problem was found in any file."), icon=":material/check_circle:")
        return
    picked = st.session_state.get(PICKED, "")
    shown = [problem for problem in checked.problems if problem.file == picked] or checked.problems
    if len(shown) < len(checked.problems):
        st.button(_("Show those of all files"), key="intake_all", type="tertiary", on_click=_all)
    table(shown, choice, words)
    # Of a file that was published before nobody asks to be mended here.
    files = list(dict.fromkeys(problem.file for problem in shown if problem.file in checked.names))
    whose = {effect.file: sentences.whose(effect, words) for effect in checked.effects}

    def messages() -> None:
        # As code, since nothing in it is to be read as Markdown.
        for file in files[:MOST_MESSAGES]:
            own = [problem for problem in shown if problem.file == file]
            text = sentences.message(file, whose.get(file, ""), own, words)
            st.code(text, language=None, wrap_lines=True)
        if len(files) > MOST_MESSAGES:
            st.caption(_("For the message of another file, press its name in the list of files."))

    block.details("intake_messages", _("Messages to send back, one for each file"), messages)


def _all() -> None:
    st.session_state[PICKED] = ""


def table(problems: Sequence[Problem], choice: Choice, words: Words) -> None:
    """One row per mistake, with its place."""
    _ = words.text
    rows = [
        {
            "severity": problem.severity, "file": problem.file, "sheet": problem.sheet or None,
            "row": problem.row or None, "column": problem.column or None,
            "message": problem.message(words.lang), "code": problem.code,
        }
        for problem in problems
    ]  # fmt: skip
    columns = [
        Column(_("Kind of problem"), lambda row: sentences.severity(row["severity"], words)),
        Column(_("File"), lambda row: row["file"]),
        Column(_("Sheet"), lambda row: row["sheet"] or ""),
        Column(_("Row"), lambda row: str(row["row"] or ""), numeric=True),
        Column(_("Column"), lambda row: labels.of_file(row["file"], row["column"] or "", words)),
        Column(_("What is wrong, and what to do"), lambda row: row["message"]),
    ]
    answer = origins.marked(pa.Table.from_pylist(rows, schema=_SCHEMA), done=["checked"])
    alt = _("Every problem, with file, sheet, row and column")
    block.table("problems", answer, columns, words, choice, alt=alt)
