"""The protection network in the communes: which bodies take part where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.kit.grid import Column
from pages.parts import answers, blocks, inert, labels, tables
from pages.parts.choice import Choice
from pages.parts.resources import said
from pages.parts.words import Words

Row = Mapping[str, Any]


def show(choice: Choice, words: Words) -> None:
    """One line per unit of the last chosen year, old and new ones apart; the whole district always."""
    _ = words.text
    found = answers.table("pages/network", choice)
    rows = inert.rows(found)
    st.header(_("Protection network in the communes, {year}", year=choice.year), anchor=False)
    blocks.text(said.network(rows, words))
    st.caption(
        _(
            "For the whole district, whatever schools are chosen. Counted: units that existed on the year's "
            "first day; units made later in the year stand below them, with their first day."
        )
    )
    tables.show(
        "network",
        found,
        [
            Column(_("Commune"), lambda row: _named(row, words)),
            "members",
            Column(_("Which"), lambda row: _kinds(row["kinds"], words)),
        ],
        words,
        choice,
        alt=said.network(rows, words),
    )


def _named(row: Row, words: Words) -> str:
    """The unit; one that the year began without says since when it exists."""
    if row["counted"]:
        return str(row["unit"])
    return words.text("{unit} (since {day})", unit=row["unit"], day=words.day(row["valid_from"]))


def _kinds(codes: str | None, words: Words) -> str:
    return ", ".join(
        labels.coded("network_members", "kind", code, words) for code in (codes or "").split(";") if code
    )
