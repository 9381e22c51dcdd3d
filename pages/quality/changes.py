"""Earlier snapshots, and what changed since one of them."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from pages.kit import answers, block, inert, origins, picker
from pages.kit.cells import Column, Row
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.web import header

#: What tells one row of a district's roll-up from another, and what may have changed in it.
KEY, FACTS = ("year", "indicator"), ("numerator", "denominator", "state")


def show(choice: Choice, words: Words) -> None:
    """Pick an earlier snapshot: open it, and see every figure of the district that is another one now."""
    _ = words.text
    st.header(_("Earlier snapshots, and what changed since"), anchor=False)
    earlier = answers.earlier()
    if not earlier:
        st.caption(_("There is no earlier snapshot."))
        return
    if not answers.offered("pages/warnings"):
        block.inside_only(words)
        return
    names = {
        found: _("{id}, figures as of {day}", id=found, day=words.day(day)) for found, day in earlier.items()
    }
    with st.container(horizontal=True, vertical_alignment="center"):
        picked = picker.first_or("earlier", names)
        picker.menu("earlier", _("Compare with: {snapshot}", snapshot=names[picked]), names)
        st.button(
            _("Open the figures of then (fixed link)"),
            key="open_earlier",
            type="tertiary",
            icon=":material/keep:",
            on_click=header.pin,
            args=(picked,),
        )
    since(picked, choice, words)


def since(picked: str, choice: Choice, words: Words) -> None:
    """Every figure of the district that is another one than in that snapshot."""
    _ = words.text
    before = {tuple(row[part] for part in KEY): row for row in answers.rows_of(picked, "indicator_rollup")}
    titles = {row["indicator"]: row for row in answers.rows("definitions", lang=words.lang)}
    now = answers.table("indicator_rollup")
    moved = [
        {"title": titles[row["indicator"]][f"title_{words.lang}"], **row, **_was(before.get(_key(row)))}
        for row in inert.rows(now)
        if _facts(row) != _facts(before.get(_key(row)))
    ]
    if not moved:
        st.success(_("No figure of the district changed."), icon=":material/check_circle:")
        return
    block.table(
        "changes",
        origins.marked(pa.Table.from_pylist(moved), *origins.of(now).queries, done=["changed"]),
        [
            Column(_("Indicator"), lambda row: row["title"]),
            Column(_("Year"), lambda row: words.year(row["year"])),
            Column(
                _("Before"),
                lambda row: words.part(row["numerator_before"], row["denominator_before"]),
                numeric=True,
            ),
            Column(_("Now"), lambda row: words.part(row["numerator"], row["denominator"]), numeric=True),
        ],
        words,
        choice,
        alt=_("Figures of the district that changed since {id}", id=picked),
    )


def _key(row: Row) -> tuple[object, ...]:
    return tuple(row[part] for part in KEY)


def _facts(row: Row | None) -> tuple[object, ...]:
    return tuple(row[fact] for fact in FACTS) if row else ()


def _was(row: Row | None) -> dict[str, object]:
    return {f"{fact}_before": row[fact] if row else None for fact in FACTS}
