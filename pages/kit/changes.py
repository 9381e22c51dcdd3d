"""What changed of the district's figures since an earlier snapshot."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from pages.kit import answers, block, inert, origins
from pages.kit.cells import Column
from pages.kit.words import Words

#: What tells one row of a district's roll-up from another, and what may have changed in it.
KEY, FACTS = ("year", "indicator"), ("numerator", "denominator", "state")


def since(earlier: str, words: Words) -> None:
    """Every figure of the district that is another one than in that snapshot."""
    _ = words.text
    before = {tuple(row[key] for key in KEY): row for row in answers.rows_of(earlier, "indicator_rollup")}
    titles = {row["indicator"]: row[f"title_{words.lang}"] for row in answers.rows("definitions")}
    now = answers.table("indicator_rollup")
    moved = []
    for row in inert.rows(now):
        was = before.get(tuple(row[key] for key in KEY), dict.fromkeys(FACTS))
        if any(row[fact] != was[fact] for fact in FACTS):
            earlier_facts = {f"{fact}_before": was[fact] for fact in FACTS}
            moved.append({"title": titles[row["indicator"]], **row, **earlier_facts})
    if not moved:
        st.success(_("No figure of the district changed."), icon=":material/check_circle:")
        return

    def part(title: str, suffix: str) -> Column:
        columns = (f"numerator{suffix}", f"denominator{suffix}")
        return Column(title, lambda row: words.part(*(row[column] for column in columns)), numeric=True)

    block.table(
        "changes",
        origins.marked(pa.Table.from_pylist(moved), *origins.of(now).queries, done=["changed"]),
        [
            Column(_("Indicator"), lambda row: row["title"]),
            Column(_("Year"), lambda row: words.year(row["year"])),
            part(_("Before"), "_before"),
            part(_("Now"), ""),
        ],
        alt=_("Figures of the district that changed since {id}", id=earlier),
    )
