"""A table of very many rows: the first ones on screen, which it says, and all of them in the CSV."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.given.tables import tables_of


def _table(rows: int) -> None:
    from unittest.mock import patch

    import pyarrow as pa
    import streamlit as st

    from pages.kit import block, downloads, origins
    from pages.kit.cells import Column
    from pages.kit.choice import Choice
    from pages.kit.words import Words

    columns = [Column("Số", lambda row: str(row["number"]), numeric=True)]
    answer = origins.marked(pa.table({"number": list(range(rows))}), origins.Query("reports"))
    st.session_state["words"] = Words("vi")
    # What the buttons below offer is the whole answer.
    with patch.object(
        downloads, "offer", lambda key, given, *_, **told: st.text(f"offered {given.num_rows}")
    ):
        block.table("numbers", answer, columns, choice=Choice(years=(), year=2025), alt="numbers")


@pytest.mark.parametrize(
    ("rows", "on_screen", "below"),
    [(1000, 1000, ""), (1001, 100, "100 dòng đầu trong số 1.001 dòng; các tệp tải về có đủ.")],
)
def test_a_table_that_is_too_long_to_sort_on_screen_shows_its_first_rows_and_says_so(
    rows: int, on_screen: int, below: str
) -> None:
    app = AppTest.from_function(_table, kwargs={"rows": rows}).run()
    assert not app.exception
    (shown,) = tables_of(app)
    assert len(shown.rows) == on_screen
    assert shown.rows[-1] == {"Số": str(on_screen - 1)}
    assert shown.below == below
    assert [text.value for text in app.text] == [f"offered {rows}"]
