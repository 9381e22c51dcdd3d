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


@pytest.mark.parametrize(("rows", "said"), [(1000, []), (1001, ["1.000 dòng đầu trong số 1.001 dòng; các tệp tải về có đủ."])])  # fmt: skip
def test_a_table_shows_a_thousand_rows_and_says_when_there_are_more(rows: int, said: list[str]) -> None:
    app = AppTest.from_function(_table, kwargs={"rows": rows}).run()
    assert not app.exception
    (shown,) = tables_of(app)
    assert len(shown.rows) == 1000
    assert shown.rows[-1] == {"Số": "999"}
    assert [shown.below] == (said or [""])
    assert [text.value for text in app.text] == [f"offered {rows}"]
