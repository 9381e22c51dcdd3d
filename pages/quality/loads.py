"""The files that were loaded, and what the checks warned of."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from pages.kit import answers, block, labels
from pages.kit.cells import Column, Columns
from pages.kit.choice import Choice
from pages.kit.words import Words

#: How many warnings stand on the page before "more" is pressed.
FIRST = 8


def warnings(words: Words) -> pa.Table | None:
    """Every published warning, the most frequent kind first; None where the reader's tier has none."""
    if not answers.offered("pages/warnings"):
        return None
    return answers.table("pages/warnings", lang=words.lang)


def count(warnings: pa.Table | None) -> int | None:
    """How many there are; None where they are not shown."""
    return None if warnings is None else int(warnings.num_rows)


def show_warnings(warnings: pa.Table | None, choice: Choice, words: Words) -> None:
    """Each with the place that it is about."""
    _ = words.text
    st.header(_("Warnings published with the data"), anchor=False)
    if warnings is None:
        block.inside_only(words)
        return
    if not warnings.num_rows:
        st.success(_("No warning was published."), icon=":material/check_circle:")
        return
    line = Column(_("Row"), lambda row: words.number(row["row"]) if row["row"] else "", numeric=True)
    column = Column(_("Column"), lambda row: labels.of_file(row["file"], row["column_name"], words))
    columns: Columns = ["message", "file", "sheet", line, column]
    alt = _("Every warning, with file, sheet, row and column")
    block.table("warnings", warnings, columns, words, choice, alt=alt, first=FIRST)


def files(choice: Choice, words: Words) -> None:
    """The files of the snapshot: each with the delivery that it came in and its hash."""
    _ = words.text
    st.subheader(_("Files that these figures are made of"), anchor=False)
    columns: Columns = [
        Column(_("Load"), lambda row: str(row["delivery"] or _("the plan"))),
        "name",
        "sha256",
    ]
    alt = _("Every file that the figures are made of")
    block.table("loads", answers.table("pages/loads"), columns, words, choice, alt=alt)
