"""Which incidents they are: by category, platform, intake channel, severity or age band."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from pages.kit import answers, downloads, inert, labels, origins
from pages.kit.choice import Choice
from pages.kit.table import table
from pages.kit.words import Words
from pages.trends import columns


def show(choice: Choice, words: Words) -> None:
    """One line per group: how many in the chosen years, and how many in every other year."""
    _ = words.text
    st.header(_("Which incidents, {years}", years=words.years(choice.years)), anchor=False)
    by = st.segmented_control(
        _("Grouped by"),
        columns.BY,
        key="by",
        default=columns.BY[0],
        required=True,
        bind="query-params",
        format_func=lambda column: labels.heading("incidents", column, words),
        label_visibility="collapsed",
        wrap=True,
    )
    by = by if by in columns.BY else columns.BY[0]
    answer = answers.table("incident_groups", choice, by=by)
    rows = inert.rows(answer)
    lines, label = columns.group_lines(rows), columns.group_labels(rows, by, words)
    shown = columns.groups(lines, label, by, answers.ranges(choice, words), choice, words)
    alt = _("Incidents of each group in every year")
    key = f"incidents_by_{by}"
    table(key, shown, lines, words, alt=alt)
    named = answer.add_column(1, "label", pa.array([label[row["group"]] for row in rows], pa.string()))
    downloads.offer(
        key, origins.done(named, "labelled"), words, choice, shown, title=alt, rows=lambda _: lines
    )
