"""Which incidents they are: by category, platform, intake channel, severity or age band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.kit.table import Column, table
from pages.parts import answers, charts, inert, labels, origins, tables
from pages.parts.figures import groups
from pages.parts.filters import Choice
from pages.parts.marks import MARKS
from pages.parts.trends import said
from pages.parts.words import Words
from queries.ranges import Ranges

Row = Mapping[str, Any]
#: What incidents can be grouped by: columns of the contract.
BY = ("category", "platform", "intake", "severity", "age_band")


def show(choice: Choice, words: Words) -> None:
    """Bars for the chosen years together; the table sets every year of the plan side by side."""
    _ = words.text
    st.header(_("Which incidents, {years}", years=words.years(choice.years)), anchor=False)
    by = st.segmented_control(
        _("Grouped by"),
        BY,
        key="by",
        default=BY[0],
        required=True,
        bind="query-params",
        format_func=lambda column: labels.heading("incidents", column, words),
        label_visibility="collapsed",
        wrap=True,
    )
    by = by if by in BY else BY[0]
    answer = answers.table("incident_groups", choice, by=by)
    rows = inert.rows(answer)
    together = [row for row in rows if row["year"] is None]
    label = {row["group"]: labels.coded("incidents", by, row["group"], words) for row in together}
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
        _years(origins.done(named, "labelled"), rows, label, by, ranges, choice, words)


def _years(
    named: pa.Table,
    rows: Sequence[Row],
    label: Mapping[str, str],
    by: str,
    ranges: Ranges,
    choice: Choice,
    words: Words,
) -> None:
    """One line per group, one column per year, the chosen years together where they are several."""
    lines: dict[str, dict[int | None, Row]] = {}
    for row in rows:
        lines.setdefault(row["group"], {})[row["year"]] = row
    name = labels.heading("incidents", by, words)
    years = next(iter(lines.values()), {})
    titles = {year: f"{year}*" if row["partial"] else str(year) for year, row in years.items()}
    titles[None] = words.text("{years} together", years=words.years(choice.years))
    columns = [Column(name, lambda line: label[line[None]["group"]])]
    columns += [
        Column(
            title,
            lambda line, year=year: _cell(line[year], by, ranges, words),  # type: ignore[misc]
            numeric=True,
            lead=year == choice.year,
        )
        for year, title in titles.items()
        if year is not None or len(choice.years) > 1
    ]
    if by == "category":
        columns.append(Column(words.text("4C axis"), lambda line: labels.axis(line[None]["axis"], words)))
    alt = words.text("Incidents of each group in every year")
    every = list(lines.values())
    table(f"groups_{by}", columns, every, words, alt=alt)
    tables.downloads(
        f"incidents_by_{by}", named, words, choice, columns, title=alt, rows=lambda _: every, figure="groups"
    )


def _cell(row: Row, by: str, ranges: Ranges, words: Words) -> str:
    if row["state"] == "masked":
        return ranges.count(None, by, row["group"], row["year"])
    return words.number(row["incidents"]) or MARKS[row["state"]].shape
