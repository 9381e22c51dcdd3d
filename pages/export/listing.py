"""What an export will hold, file by file, before anything is built."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from pages.export.sentences import title
from pages.kit import answers, block, origins
from pages.kit.cells import Column
from pages.kit.choice import Choice
from pages.kit.words import Words
from queries.export.contents import Preview, preview
from queries.export.selection import Selection

#: How many files stand on the page before "more" is pressed.
FIRST = 8


def inside(selection: Selection) -> Preview:
    """The files with their rows and masked values."""
    return _counted(answers.snapshot_id(), str(answers.snapshot().path), selection)


@st.cache_data(show_spinner=False, max_entries=50)
def _counted(snapshot_id: str, path: str, selection: Selection) -> Preview:
    # The snapshot's id and file are what the answer is kept by.
    return preview(answers.snapshot(), selection)


def show(inside: Preview, words: Words, choice: Choice, tier: str) -> None:
    """The files as a table; a masked count is told only where something may be masked."""
    _ = words.text
    listed = pa.table(
        {
            "path": [line.path for line in inside.lines],
            "title": [title(line.table.name, words) for line in inside.lines],
            "rows": [line.rows for line in inside.lines],
            "masked": [line.masked for line in inside.lines],
        }
    )
    columns = [
        Column(_("Table"), lambda row: row["title"]),
        Column(_("Rows"), lambda row: words.number(row["rows"]), numeric=True),
        Column(_("Masked"), lambda row: words.number(row["masked"]), numeric=True),
        Column(_("File"), lambda row: row["path"]),
    ]
    if tier == "internal":
        columns.pop(2)
    block.table(
        "export_files",
        origins.marked(listed, done=["preview"]),
        columns,
        words,
        choice,
        alt=_("The files of the export with their rows"),
        first=FIRST,
    )
