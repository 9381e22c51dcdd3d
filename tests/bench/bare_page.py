"""The page that ours is measured against: nothing but Streamlit, a choice of years and constant figures.

`BARE_FIGURES` names a JSON file: for each choice of years ("2021 2023") a list of figures. They are read
and made once, so that a run has nothing to do but to show them.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

# What the dashboard's first page brings in, too: a start is compared with a start of the same libraries.
import babel.dates
import babel.numbers  # noqa: F401
import duckdb  # noqa: F401
import filelock  # noqa: F401
import pandas as pd  # noqa: F401
import plotly.graph_objects as go
import pyarrow.compute  # noqa: F401
import scipy.optimize  # noqa: F401
import streamlit as st


@st.cache_resource(show_spinner=False)
def figures() -> dict[str, list[Any]]:
    """The figures of each choice, made once."""
    read = json.loads(Path(os.environ["BARE_FIGURES"]).read_text(encoding="utf-8"))
    return {years: [go.Figure(spec) for spec in specs] for years, specs in read.items()}


st.set_page_config(layout="wide")
st.title("Bare")
chosen = st.segmented_control(
    "Year", range(2021, 2026), selection_mode="multi", key="year", bind="query-params", format_func=str
)
for place, figure in enumerate(figures().get(" ".join(map(str, sorted(chosen))), [])):
    st.plotly_chart(figure, key=f"figure_{place}")
st.caption("All drawn")
