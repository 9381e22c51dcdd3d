"""The protection network in the communes: which bodies take part where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.kit import answers, block, inert, labels
from pages.kit.cells import Cell, Column
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.resources import sentences

Row = Mapping[str, Any]


def show(choice: Choice, words: Words) -> None:
    """One line per unit of the last chosen year, old and new ones apart; the whole district always."""
    _ = words.text
    st.header(_("Protection network in the communes, {year}", year=choice.year), anchor=False)
    answer = answers.table("pages/network", choice)
    coverage = sentences.network(inert.rows(answer), words)
    st.caption(inert.as_markdown(coverage))
    block.table(
        "network",
        answer,
        [
            Column(_("Commune"), lambda row: _named(row, words)),
            "members",
            Column(_("Which"), lambda row: _kinds(row["kinds"], words)),
        ],
        words,
        choice,
        alt=coverage,
    )


def _named(row: Row, words: Words) -> Cell:
    """The unit; one that the year began without says since when it exists."""
    since = "" if row["counted"] else words.text("since {day}", day=words.day(row["valid_from"]))
    return Cell(str(row["unit"]), note=since)


def _kinds(codes: str | None, words: Words) -> str:
    return ", ".join(
        labels.coded("network_members", "kind", code, words) for code in (codes or "").split(";") if code
    )
