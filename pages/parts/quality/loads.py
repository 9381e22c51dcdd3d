"""What was loaded when, and what the checks warned of."""

from __future__ import annotations

import streamlit as st

from pages.kit.grid import Column
from pages.parts import answers, blocks, tables
from pages.parts.choice import Choice
from pages.parts.words import Words


def files(choice: Choice, words: Words) -> None:
    """The files of the snapshot, folded: each with the delivery that it came in and the start of its hash."""
    _ = words.text
    tables.twin(
        "loads",
        answers.table("pages/loads"),
        [
            Column(_("Load"), lambda row: str(row["delivery"] or _("the plan"))),
            "name",
            Column("SHA-256", lambda row: row["sha256"]),
        ],
        words,
        choice,
        alt=_("Every file that the figures are made of"),
        label=_("Files that these figures are made of"),
    )


def warnings(choice: Choice, words: Words) -> None:
    """Every warning that was published, the most frequent kind first."""
    _ = words.text
    st.header(_("Warnings published with the data"), anchor=False)
    if not answers.offered("pages/warnings"):
        blocks.inside_only(words)
        return
    found = answers.table("pages/warnings", lang=words.lang)
    if not found.num_rows:
        st.success(_("No warning was published."), icon=":material/check_circle:")
        return
    st.caption(_("Errors block publishing, so there are none here. A warning is published and counted."))
    tables.show(
        "warnings",
        found,
        [
            "message",
            "file",
            "sheet",
            Column(_("Row"), lambda row: words.number(row["row"]) if row["row"] else "", numeric=True),
            "column_name",
        ],
        words,
        choice,
        alt=_("Every warning, with file, sheet, row and column"),
    )
