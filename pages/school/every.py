"""The schools to pick from: how each one's report came, and which goals it meets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit import (
    answers,
    block,
    downloads,
    filters,
    inert,
    labels,
)
from pages.kit.cells import MOST, Cell, Column, school_id, status
from pages.kit.choice import Choice
from pages.kit.marks import mark_of
from pages.kit.table import table
from pages.kit.words import Words

Row = Mapping[str, Any]


def show(choice: Choice, words: Words) -> None:
    """One row per school that fits the filters and was open in the year; a name opens its page."""
    _ = words.text
    block.stop_if_no_school(choice, words)
    answer = answers.table("pages/matrix", choice, lang=words.lang, only="goals")
    each = len(pc.unique(answer["indicator"]))
    count = answer.num_rows // each if each else 0
    block.answer(_("{schools} schools to choose from, {year}", schools=words.number(count), year=choice.year))
    plan = answers.rows("pages/goals", lang=words.lang)
    goals = " · ".join(f"{goal['paragraph']}: {goal['label']}" for goal in plan)
    opens = _("A name opens the school's page.")
    st.caption(inert.as_markdown(f"{opens} {goals}."))
    known, new = filters.directory(), answers.plan(words)["units_from"]
    columns = [
        Column(_("School"), lambda line: _any(line)["school"], opens=lambda line: school_id(_any(line))),
        Column(_("Level"), lambda line: known[_any(line)["school_id"]]["level"]),
        Column(
            labels.new_commune(answers.plan(words), words)
            if new
            else labels.old_commune(answers.plan(words), words),
            lambda line: known[_any(line)["school_id"]]["successor_name" if new else "commune_name"] or "",
        ),
        Column(_("Report"), lambda line: _report(_any(line), words)),
    ]
    columns += [
        Column(goal["paragraph"], lambda line, name=goal["indicator"]: _mark(line.get(name)))  # type: ignore[misc]
        for goal in plan
    ]
    alt = _("The schools to choose from, their reports and how each stands on every goal")
    table("schools", columns, _lines(answer.slice(0, MOST * each)), words, alt=alt, total=count)
    downloads.offer("schools", answer, words, choice, columns, title=alt, rows=_lines)
    block.details("method", _("How this page is worked out"), lambda: block.reading(words))


def _lines(answer: pa.Table) -> list[Mapping[str, Row]]:
    """One line per school: its row of each goal, by indicator."""
    lines: dict[str, dict[str, Row]] = {}
    for row in inert.rows(answer):
        lines.setdefault(row["school_id"], {})[row["indicator"]] = row
    return list(lines.values())


def _any(line: Mapping[str, Row]) -> Row:
    return next(iter(line.values()))


def _report(row: Row, words: Words) -> Cell:
    return status({"state": row["report"] or "not_applicable"}, words)


def _mark(row: Row | None) -> Cell:
    return Cell("") if row is None else Cell("", mark_of(row))
