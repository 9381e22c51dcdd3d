"""What was built up with the funds: the indicators of funds, training, services and network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit import cells, downloads, filters, inert, origins, phrases
from pages.kit.cells import Cell, Column
from pages.kit.choice import Choice
from pages.kit.table import table
from pages.kit.words import Words

Row = Mapping[str, Any]
#: The indicators of this page.
SHOWN = (
    "pupils_trained",
    "protective_services",
    "e_resources",
    "products_evaluated",
    "staff_trained",
    "network_coverage",
    "budget_spent",
    "mobilised_share",
    "spending_per_pupil",
)
#: From this denominator on parts are sums of đồng, which would fill the line; the files hold them.
LONG = 10_000_000


def show(years: pa.Table, choice: Choice, words: Words) -> None:
    """One line per indicator that the chosen schools have. `years` answer pages/indicator_years."""
    _ = words.text
    st.header(_("What was built up with it, {years}", years=words.years(choice.years)), anchor=False)
    own = years.filter(pc.is_in(years["indicator"], value_set=pa.array(SHOWN)))
    rows = inert.rows(own)
    lines, by_year = [row for row in rows if row["year"] is None], cells.by_year(rows)
    low = cells.foot(row for of in by_year.values() for row in of)
    columns = [
        Column(
            _("Indicator"),
            lambda row: Cell(row["title"], note=_under(row, words)),
            opens=lambda row: str(row["indicator"]),
        ),
        Column(words.years(choice.years), lambda row: cells.value(row, words), lead=True),
        Column(_("Confirmed · still possible"), cells.bar, plain=True),
        Column(
            cells.span(by_year[lines[0]["indicator"]]),
            lambda row: cells.line(by_year[row["indicator"]], low),
            plain=True,
        ),
        *cells.compared(choice, lambda row: row, words),
    ]
    alt = _("Indicators of funds, training, services and network: value, years and change")
    table("resources", columns, lines, words, alt=alt, on_open=filters.open_indicator)
    own = origins.done(own, "these_indicators")
    downloads.offer("resources", own, words, choice, columns, title=alt, rows=lambda _: lines)


def _under(row: Row, words: Words) -> str:
    """I.2.4, I.1.5 · mức của huyện 100% · 22 có · 3 chưa · 2 chưa rõ."""
    target = phrases.target(row, words) if row["target"] is not None else ""
    money = row["unit"] == "vnd" or (row["denominator"] or 0) >= LONG
    parts = words.not_known(row) if money else words.parts(row)
    return " · ".join(filter(None, (row["plan"], target, parts)))
