"""Every year's expected reports as a bar of their states, and the table behind it."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit import block, inert, origins
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.reports import columns, figure, sentences


def show(by_year: pa.Table, choice: Choice, words: Words) -> None:
    """`by_year` answers pages/report_years; the chosen years together only where they are several."""
    st.header(words.text("Year by year"), anchor=False)
    rows = inert.rows(by_year)
    alt = sentences.over_years(rows, words)
    block.figure(
        "report_years",
        choice,
        words,
        lambda: figure.years([row for row in rows if row["year"]], choice.years, words),
        alt=alt,
    )
    if len(choice.years) < 2:
        by_year = origins.done(by_year.filter(pc.is_valid(by_year["year"])), "no_sum")
    block.table(
        "report_years",
        by_year,
        columns.years(choice, words),
        words,
        choice,
        alt=alt,
        fold=words.text("The same as a table"),
        figure="report_years",
    )
