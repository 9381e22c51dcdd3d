"""Which schools miss a goal: those that miss most first, and how many miss none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.kit.table import Cell, Column, school_id, table
from pages.parts import answers, inert, tables
from pages.parts.filters import Choice
from pages.parts.marks import mark_of
from pages.parts.words import Words

Row = Mapping[str, Any]
#: How many rows stand on the page before "more" is pressed, and how many schools are asked for at all.
FIRST, LISTED = 8, 200


def show(choice: Choice, plan: Sequence[Row], words: Words) -> None:
    """One line per school, one column per goal; `plan` answers pages/goals."""
    _ = words.text
    st.header(_("Schools that miss a goal, {year}", year=choice.year), anchor=False)
    answer = answers.table("pages/schools_behind", choice, first=str(LISTED))
    rows = inert.rows(answer)
    if not rows:
        st.success(_("No school misses a goal, and all are known."), icon=":material/check:")
        return
    st.caption(
        _(
            "{others} of {schools} schools miss no goal that can be told of them.",
            others=words.number(rows[0]["schools"] - rows[0]["behind"]),
            schools=words.number(rows[0]["schools"]),
        )
    )
    columns = [Column(_("School"), lambda line: _name(line, words), opens=lambda line: school_id(_any(line)))]
    columns += [
        Column(goal["paragraph"], lambda line, name=goal["indicator"]: _mark(line.get(name)))  # type: ignore[misc]
        for goal in plan
    ]
    alt = _("Schools that miss a goal, and how each stands on every goal")
    table("schools_behind", columns, _lines(answer), words, alt=alt, first=FIRST)
    tables.downloads(
        "schools_behind",
        answer,
        words,
        choice,
        columns,
        title=alt,
        rows=_lines,
        whole=lambda: answers.table("pages/schools_behind", choice),
    )


def _lines(answer: pa.Table) -> list[Mapping[str, Row]]:
    """One line per school: its row of each goal, by indicator."""
    lines: dict[str, dict[str, Row]] = {}
    for row in inert.rows(answer):
        lines.setdefault(row["school_id"], {})[row["indicator"]] = row
    return list(lines.values())


def _any(line: Mapping[str, Row]) -> Row:
    return next(iter(line.values()))


def _name(line: Mapping[str, Row], words: Words) -> Cell:
    row = _any(line)
    return Cell(row["school"], note=words.text("no report") if row["silent"] else "")


def _mark(row: Row | None) -> Cell:
    return Cell("") if row is None else Cell("", mark_of(row))
