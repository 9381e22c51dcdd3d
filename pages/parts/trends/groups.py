"""Which incidents they are: by category, platform, intake channel, severity or age band."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from pages.kit.table import table
from pages.parts import answers, charts, inert, labels, origins, tables
from pages.parts.choice import Choice
from pages.parts.figures import groups
from pages.parts.trends import columns, said
from pages.parts.words import Words


def show(choice: Choice, words: Words) -> None:
    """Bars for the chosen years together; the table sets every year of the plan side by side."""
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
    together = [row for row in rows if row["year"] is None]
    label = columns.group_labels(together, by, words)
    ranges = answers.ranges(choice, words)
    alt = said.groups(together, label, by, ranges, words)
    left, right = st.columns([7, 13], gap="medium")
    with left:
        if any(row["state"] in ("value", "masked") for row in together):
            charts.show(
                "groups",
                choice,
                words,
                lambda: groups.bars(
                    together,
                    [label[row["group"]] for row in together],
                    [said.amount(row, by, ranges, words) for row in together],
                    words,
                ),
                also=by,
                alt=alt,
            )
            st.caption(_("Number of incidents and share of all. Of each incident, one group is recorded."))
        else:
            st.info(f"{said.absence(together, words)}.", icon=":material/help:")
    with right:
        named = answer.add_column(1, "label", pa.array([label[row["group"]] for row in rows], pa.string()))
        lines = columns.group_lines(rows)
        shown = columns.groups(lines, label, by, ranges, choice, words)
        title = _("Incidents of each group in every year")
        table(f"groups_{by}", shown, lines, words, alt=title)
        tables.downloads(
            f"incidents_by_{by}",
            origins.done(named, "labelled"),
            words,
            choice,
            shown,
            title=title,
            rows=lambda _: lines,
            figure="groups",
        )
