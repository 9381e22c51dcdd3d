"""What the numbers mean: assumptions and how much hangs on them, glossary, data dictionary."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.kit import answers, block, downloads, inert, labels, phrases
from pages.kit.cells import Cell, Column, Row
from pages.kit.choice import Choice
from pages.kit.marks import MARKS
from pages.kit.table import table
from pages.kit.words import N_, Words

#: The number that all pages count with.
_IN_USE = replace(MARKS["met"], word=N_("as counted here"))


def assumptions(choice: Choice, words: Words) -> None:
    """The choices that the plan leaves open, each with its value and reason."""
    _ = words.text
    st.subheader(_("Assumptions"), anchor=False)
    block.table(
        "assumptions",
        answers.table("pages/assumptions", lang=words.lang),
        [
            "label",
            "value",
            "reason",
        ],
        words,
        choice,
        alt=_("Every assumption with its value and reason"),
    )
    st.caption(
        _(
            "They are changed in the sheet “Giả định” of the office's workbook or in a CSV assumptions.csv, "
            "on the page “Load data”, and hold from that publishing on."
        )
    )


def sessions(choice: Choice, words: Words) -> None:
    """How many schools meet the first goal, by the number of sessions that "regularly" asks for."""
    _ = words.text
    found = answers.table("pages/sessions_needed", choice)
    lines: dict[int, list[Row]] = {}
    for row in inert.rows(found):
        lines.setdefault(row["sessions"], []).append(row)
    first = next(iter(lines.values()), [])
    columns = [
        Column(
            _("“Regularly” means at least"),
            lambda line: Cell(
                _("{number} a year", number=line[0]["sessions"]), _IN_USE if line[0]["assumed"] else None
            ),
        )
    ]
    columns += [
        Column(phrases.starred(year), lambda line, place=place: _share(line[place], words), numeric=True)  # type: ignore[misc]
        for place, year in enumerate(first)
    ]
    st.markdown(
        _("**Schools that hold regular awareness sessions**, by what “regularly” means (● as counted here)")
    )
    alt = _("Share of schools with 1, 2 or 3 awareness sessions a year, by year")
    every = list(lines.values())
    table("sessions", columns, every, words, alt=alt)
    downloads.offer("sessions_needed", found, words, choice, columns, title=alt, rows=lambda _: every)


def _share(row: Row, words: Words) -> str:
    return f"{words.percent(row['value'])} ({words.parts({**row, 'state': 'value'})})"


def glossary(choice: Choice, words: Words) -> None:
    """Every indicator's definition, as its own file says it."""
    _ = words.text
    st.subheader(_("Glossary: what each indicator counts"), anchor=False)
    title = f"title_{words.lang}"
    block.table(
        "glossary",
        answers.table("definitions", lang=words.lang),
        [
            Column(_("Indicator"), lambda row: row[title]),
            "plan",
            "numerator_text",
            "denominator_text",
            "note",
        ],
        words,
        choice,
        alt=_("What each indicator counts"),
    )


def dictionary(choice: Choice, words: Words) -> None:
    """Every column of every table of the contract."""
    _ = words.text
    label = "en" if words.lang == "en" else "vi"
    st.subheader(_("Data dictionary: every column of every table"), anchor=False)
    block.table(
        "dictionary",
        answers.table("dictionary"),
        [
            Column(_("Table"), lambda row: row[f"table_{label}"]),
            Column(_("Column"), lambda row: row[f"label_{label}"]),
            Column(_("Name in CSV"), lambda row: f"{row['table_name']}.{row['column_name']}"),
            "type",
            Column(_("Allowed"), lambda row: labels.codes(row["table_name"], row["column_name"], words)),
        ],
        words,
        choice,
        alt=_("Every column of every table"),
    )
