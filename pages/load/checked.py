"""What the check says: each file, every mistake with a message to send back, and what would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st

from data.contract import TABLES
from data.problems import Problem
from data.publish import Rehearsal
from data.ready import Sorting
from pages.kit import block, filters, labels, origins
from pages.kit.cells import Cell, Column, Row
from pages.kit.marks import MARKS
from pages.kit.words import Words
from pages.load import sentences
from pages.load.sentences import EFFECTS, SEVERITIES

#: The file whose mistakes are shown, in the session; "" for those of all files.
PICKED = "intake_file"
#: Of how many files the messages stand on the page; of the others, the one that is picked.
MOST_MESSAGES = 20
_MARKS = {"ready": MARKS["met"], "waits": MARKS["near"], "mistakes": MARKS["far"]}


def files(checked: Sorting, words: Words) -> None:
    """The files as they were dropped; a click on a name shows that file's mistakes and its message."""
    _ = words.text
    block.heading(_("The files, one by one"))
    block.text(sentences.effects(checked.effects, words))

    def standing(row: Row) -> Cell:
        text = sentences.standing(row["standing"], row["errors"], row["warnings"], words)
        return Cell("", _MARKS[row["standing"]], text)

    def mistaken(row: Row) -> str:
        return str(row["file"]) if row["errors"] or row["warnings"] else ""

    columns = [
        Column(_("File"), lambda row: row["file"], opens=mistaken),
        Column(_("What it is about"), lambda row: row["whose"]),
        Column(_("Year"), lambda row: words.year(row["year"])),
        Column(_("What becomes of it"), lambda row: sentences.worded(EFFECTS, row["state"], words)),
        Column(_("Rows now"), lambda row: words.number(row["rows_before"]), numeric=True),
        Column(_("Rows after"), lambda row: words.number(row["rows_after"]), numeric=True),
        Column(_("Can it be published?"), standing, lead=True),
    ]
    names = ("file", "school_id", "whose", "year", "state", "rows_before", "rows_after", "standing", "errors",
             "warnings")  # fmt: skip
    alt = _("Each file: whose it is, what it changes, whether it can be published")
    answer = table_of(_files(checked, words), names)
    block.table("effects", answer, columns, alt=alt, on_open=partial(filters.pick, PICKED))


def problems(checked: Sorting, words: Words) -> None:
    """The mistakes of the picked file, or of all, and what to send back to whoever sent it."""
    _ = words.text
    block.heading(_("Problems"))
    if not checked.problems:
        st.success(_("No problem was found in any file."), icon=":material/check_circle:")
        return
    picked = st.session_state.get(PICKED, "")
    shown = [problem for problem in checked.problems if problem.file == picked] or checked.problems
    if len(shown) < len(checked.problems):
        every = _("Show those of all files")
        st.button(every, key="intake_all", type="tertiary", on_click=filters.pick, args=(PICKED, ""))
    mistakes(shown, words)
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
            block.caption(_("For the message of another file, press its name in the list of files."))

    block.details("intake_messages", _("Messages to send back, one for each file"), messages)


def mistakes(problems: Sequence[Problem], words: Words) -> None:
    """One row per mistake, with its place."""
    _ = words.text
    columns = [
        Column(_("Kind of problem"), lambda row: sentences.worded(SEVERITIES, row["severity"], words)),
        Column(_("File"), lambda row: row["file"]),
        Column(_("Sheet"), lambda row: row["sheet"]),
        Column(_("Row"), lambda row: str(row["row"] or ""), numeric=True),
        Column(_("Column"), lambda row: labels.of_file(row["file"], row["column"], words)),
        Column(_("What is wrong, and what to do"), lambda row: row["message"]),
    ]
    rows = [
        {**vars(one), "row": one.row or None, "severity": one.severity, "message": one.message(words.lang)}
        for one in problems
    ]
    answer = table_of(rows, ("severity", "file", "sheet", "row", "column", "message", "code"))
    block.table("problems", answer, columns, alt=_("Every problem, with file, sheet, row and column"))


def plan(rehearsal: Rehearsal, words: Words) -> None:
    """The rows of the plan that would be other ones: a target, a deadline, a period."""
    _, changes = words.text, rehearsal.outcome.plan
    if not changes:
        return
    block.heading(_("What would change in the plan"))
    block.text(sentences.plan(changes, words))
    columns = [
        Column(_("Table"), lambda row: row["table"]),
        Column(_("What it is about"), lambda row: row["about"]),
        Column(_("Now"), lambda row: row["before"]),
        Column(_("After"), lambda row: row["after"]),
    ]
    texts = ((TABLES[one.table].label, one.about, one.before, one.after) for one in changes)
    names = ("table", "about", "before", "after")
    rows = [{name: of.in_language(words.lang) for name, of in zip(names, row, strict=True)} for row in texts]
    alt = _("What would change in the plan: each row as it is now and as it would be")
    block.table("plan_changes", table_of(rows, names), columns, alt=alt)


def awaited(rehearsal: Rehearsal, words: Words) -> None:
    """The schools whose report would still be missing, empty or not yet due."""
    _ = words.text
    block.heading(_("Who is still missing after that"))
    if not rehearsal.awaited:
        st.success(_("No report is missing or awaited."), icon=":material/check_circle:")
        return
    block.text(sentences.awaited(rehearsal.awaited, words))
    columns = [
        Column(_("School"), lambda row: row["school"]),
        Column(_("Year"), lambda row: words.year(row["year"])),
        Column(_("State"), lambda row: MARKS[row["state"]].named(words)),
        Column(_("Due"), lambda row: words.day(row["due_on"]), numeric=True),
    ]
    answer = table_of(map(vars, rehearsal.awaited), ("school_id", "school", "year", "state", "due_on"))
    alt = _("Schools whose report would still be missing, empty or not yet due")
    block.table("awaited", answer, columns, alt=alt, fold=_("All years as a table"))


def table_of(rows: Iterable[Mapping[str, Any]], names: Sequence[str], origin: str = "checked") -> pa.Table:
    """Rows as an answer with these columns; `origin` (a key of origins.DONE) says where they come from."""
    rows = list(rows)
    return origins.marked(pa.table({name: [row.get(name) for row in rows] for name in names}), done=[origin])


def _files(checked: Sorting, words: Words) -> list[dict[str, Any]]:
    """A row per file and what it changes; of a file that could not be read one without a change."""
    counts = Counter((problem.file, problem.severity) for problem in checked.problems)
    rows = []
    for name in checked.names:
        errors, warnings = counts[name, "error"], counts[name, "warning"]
        standing = "ready" if name in checked.ready else "mistakes" if errors else "waits"
        facts = {"file": name, "standing": standing, "errors": errors, "warnings": warnings}
        changes = [
            vars(effect) | {"whose": sentences.whose(effect, words)}
            for effect in checked.effects
            if effect.file == name
        ]
        rows += [change | facts for change in changes or [{}]]
    return rows
