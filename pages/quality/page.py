"""Chất lượng: how complete are the data, what was warned of, what changed, and what do the figures mean?"""

from __future__ import annotations

from dataclasses import replace

import pyarrow.compute as pc
import streamlit as st

from pages.kit import address, answers, block, changes, filters, frame, labels, picker, received
from pages.kit.cells import Column, Columns
from pages.quality import meaning, sentences

words, choice = frame.words(), filters.chosen()
_ = words.text
block.stop_if_nobody(choice, words)

# Single rows are told of, which the shareable edition does not.
exact = answers.offered("warnings")
warnings = answers.table("warnings", lang=words.lang) if exact else None
reported = answers.rows("coverage", choice)
block.answer(
    sentences.answer(reported, None if warnings is None else warnings.num_rows, choice, words),
    sentences.known(answers.snapshot(), words),
)

block.heading(_("What each school sent, {year}", year=choice.named(choice.year)))
block.caption(_("Rows received of each table; – none. Incidents are not listed: having none is no gap."))
of_year = replace(choice, years=(choice.year,))
report = Column(_("Report"), lambda row: received.report(row, words), lead=True)
columns: Columns = ["school", report, *received.counts(words)]
came, alt = answers.table("table_coverage", of_year), _("Rows received from each school in each table")
block.table("table_coverage", came, columns, choice=of_year, alt=alt, first=8)

block.heading(_("Warnings published with the data"))
if warnings is None:
    block.inside_only(words)
elif warnings.num_rows:
    alt = _("Every warning, with file, sheet, row and column")
    columns = [
        "message",
        "file",
        # A CSV has none.
        *(["sheet"] if pc.any(pc.not_equal(warnings["sheet"], "")).as_py() else []),
        Column(_("Row"), lambda row: words.number(row["row"] or None), numeric=True),
        Column(_("Column"), lambda row: labels.of_file(row["file"], row["column_name"], words)),
    ]
    block.table("warnings", warnings, columns, alt=alt, first=8)
else:
    st.success(_("No warning was published."), icon=":material/check_circle:")

block.heading(_("Earlier snapshots, and what changed since"))
earlier = {
    snapshot: _("{id}, figures as of {day}", id=snapshot, day=words.day(day))
    for snapshot, day in answers.earlier().items()
}
if not earlier:
    block.caption(_("There is no earlier snapshot."))
elif not exact:
    block.inside_only(words)
else:
    with st.container(horizontal=True, vertical_alignment="center"):
        picked = picker.first_or("earlier", earlier)
        picker.menu("earlier", _("Compare with: {snapshot}", snapshot=earlier[picked]), earlier)
        st.button(
            _("Open the figures of then (fixed link)"),
            key="open_earlier",
            type="tertiary",
            icon=":material/keep:",
            on_click=filters.pick,
            args=(address.SNAPSHOT, picked),
        )
    changes.since(picked, words)

method = _("What the figures mean, and which files they are made of")
block.details("method", method, lambda: meaning.show(choice, words))
