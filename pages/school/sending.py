"""What the principal must send by 30/11, and what came of it in each year."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.kit import answers, block, inert
from pages.kit.cells import Column, status
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.quality import coverage
from pages.school import sentences


def show(choice: Choice, words: Words) -> None:
    """The report of the year in a sentence, and every year's tables with their rows."""
    _ = words.text
    st.subheader(_("To be sent by 30/11"), anchor=False)
    came = answers.table("pages/table_coverage", replace(choice, years=()))
    names = {name: coverage.title(name, words) for name in coverage.SENT}
    for row in inert.rows(came):
        if row["year"] == choice.year:
            lacking = [title for name, title in names.items() if not row[name]]
            what = _("Nothing came of: {tables}.", tables=", ".join(lacking)) if lacking else ""
            st.markdown(inert.as_markdown(f"{sentences.report(row, words)} {what}".strip()))
    st.caption(_("Rows received of each table; – none. Incidents are not listed: having none is no gap."))
    columns: list[Column | str] = [
        "year",
        Column(
            _("Report"), lambda row: status({"state": row["report"] or "not_applicable"}, words), lead=True
        ),
        "submitted_on",
    ]
    columns += coverage.counts(words)
    alt = _(
        "The report of {school} in every year, and the rows of each of its tables", school=choice.school_name
    )
    block.table("sent", came, columns, words, choice, alt=alt)
