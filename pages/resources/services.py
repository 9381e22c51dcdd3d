"""Products and services: which are in use at how many schools, and which of them were evaluated."""

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
    """Every service of the register with its users, criteria and approval, the most used first."""
    _ = words.text
    st.header(_("Services in use, {year}", year=choice.year), anchor=False)
    answer = answers.table("pages/services", choice)
    st.caption(sentences.services(inert.rows(answer), words))
    block.table(
        "services",
        answer,
        [
            Column(_("Service in use"), lambda row: Cell(row["service"], note=_kind(row, words))),
            Column(_("Schools"), lambda row: words.part(row["schools"], row["reporting"]), numeric=True),
            Column(_("Evaluated"), lambda row: _evaluated(row, words)),
            "pupils",
            "parents",
        ],
        words,
        choice,
        alt=_("Every service: its kind, when it was evaluated and approved, and who uses it"),
    )


def _kind(row: Row, words: Words) -> str:
    kind = labels.coded("services", "kind", row["kind"], words)
    return kind if row["vietnamese"] else " · ".join((kind, words.text("foreign")))


def _evaluated(row: Row, words: Words) -> Cell:
    """The day of the evaluation, the criteria met, and whether the service is approved."""
    met = words.part(row["criteria_met"], row["criteria_total"])
    facts = (
        words.text("criteria {met}", met=met) if met else "",
        words.text("approved") if row["approved"] else words.text("not approved"),
    )
    return Cell(
        words.day(row["evaluated_on"]) or words.text("not evaluated"), note=" · ".join(filter(None, facts))
    )
