"""All problems of what was dropped, in one table: the very rows of `python -m data check`, in its order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pyarrow as pa
import streamlit as st

from data.problems import Problem
from pages.kit.grid import Column
from pages.parts import blocks, origins, tables
from pages.parts.choice import Choice
from pages.parts.intake import said_intake
from pages.parts.words import Words

#: What is offered as text.
MOST_LINES = 500
#: Above so many letters a message needs a second line.
ONE_LINE = 56

_SCHEMA = pa.schema(
    [
        ("severity", pa.string()), ("file", pa.string()), ("sheet", pa.string()), ("row", pa.int64()),
        ("column", pa.string()), ("message", pa.string()), ("code", pa.string()),
    ]
)  # fmt: skip


def show(problems: Sequence[Problem], choice: Choice, words: Words) -> None:
    """Counts, the filters by level and by file, the table and its CSV."""
    _ = words.text
    st.header(_("Problems"), anchor=False)
    if not problems:
        st.success(_("No problem was found in any file."), icon=":material/check_circle:")
        return
    shown = _filtered(problems, words)
    tables.show(
        "problems",
        origins.marked(_table(shown, words.lang), done=["checked"]),
        [
            Column(_("Kind of problem"), lambda row: said_intake.severity(row["severity"], words)),
            Column(_("File"), lambda row: row["file"]),
            Column(_("Sheet"), lambda row: row["sheet"] or ""),
            Column(_("Row"), lambda row: str(row["row"] or ""), numeric=True),
            Column(_("Column"), lambda row: row["column"] or ""),
            Column(_("What is wrong, and what to do"), lambda row: row["message"]),
        ],
        words,
        choice,
        alt=_("Every problem, with file, sheet, row and column"),
    )
    blocks.details(
        "intake_lines",
        _("As text, to copy and send to the school"),
        lambda: _lines(shown, words),
    )
    st.caption(_("An error blocks publishing; a warning does not."))


def _filtered(problems: Sequence[Problem], words: Words) -> list[Problem]:
    levels = Counter(problem.severity for problem in problems)
    files = Counter(problem.file for problem in problems)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        level = st.pills(
            words.text("Kind of problem"),
            [level for level in ("error", "warning") if levels[level]],
            key="intake_level",
            format_func=lambda level: said_intake.severities(level, levels[level], words),
        )
        file = st.selectbox(
            words.text("File"),
            ["", *files],
            key="intake_file",
            width=330,
            format_func=lambda name: (
                f"{name} ({files[name]})"
                if name
                else words.text("All files with problems ({files})", files=len(files))
            ),
        )
    return [
        problem
        for problem in problems
        if (not level or problem.severity == level) and (not file or problem.file == file)
    ]


def _lines(problems: Sequence[Problem], words: Words) -> None:
    """The lines of `python -m data check`; whoever has more of them takes the CSV."""
    lines = [problem.line(words.lang) for problem in problems[:MOST_LINES]]
    if len(problems) > MOST_LINES:
        lines.append(words.text("and {more} more", more=len(problems) - MOST_LINES))
    # As code, since nothing in it is to be read as Markdown.
    st.code("\n\n".join(lines), language=None, wrap_lines=True, height=320)


def _table(problems: Sequence[Problem], lang: str) -> pa.Table:
    rows = [
        {
            "severity": problem.severity, "file": problem.file, "sheet": problem.sheet or None,
            "row": problem.row or None, "column": problem.column or None, "message": problem.message(lang),
            "code": problem.code,
        }
        for problem in problems
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=_SCHEMA)
