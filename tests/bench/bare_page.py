"""The page that ours is measured against: nothing but Streamlit, a choice of a year and BARE_CHARTS constant charts."""

from __future__ import annotations

import os

# What the dashboard's first page brings in, too: a start is compared with a start of the same libraries.
import babel.dates
import babel.numbers  # noqa: F401
import duckdb  # noqa: F401
import filelock  # noqa: F401
import pandas as pd  # noqa: F401
import plotly.graph_objects as go
import pyarrow.compute  # noqa: F401
import streamlit as st


@st.cache_resource(show_spinner=False)
def figures(year: int) -> list[go.Figure]:
    """The charts of one year, made once: a run has nothing to do but to show them."""
    return [
        go.Figure(
            {
                "data": [
                    {
                        "type": "bar",
                        "x": list(range(12)),
                        "y": [(year * 7 + at * of) % 50 for at in range(12)],
                    }
                ],
                "layout": {"title": {"text": f"{of} {year}"}},
            }
        )
        for of in range(int(os.environ["BARE_CHARTS"]))
    ]


st.set_page_config(layout="wide")
st.title("Bare")
chosen = st.segmented_control("Year", range(2021, 2026), default=2025, required=True, key="year")
for column, some in zip(st.columns(2), (figures(chosen)[::2], figures(chosen)[1::2]), strict=True):
    for place, figure in enumerate(some):
        column.plotly_chart(figure, key=f"{figure.layout.title.text[0]} {place}")
st.caption("All drawn")
