"""What the numbers mean: assumptions and how much hangs on them, glossary, data dictionary, files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pyarrow as pa

from pages.kit import answers, block, cells, inert, labels
from pages.kit.cells import Cell, Column, Columns, Row
from pages.kit.choice import Choice, starred
from pages.kit.marks import MARKS
from pages.kit.words import Words


def show(choice: Choice, words: Words) -> None:
    """Marks, assumptions, definitions, columns and files: read only by who asks for them."""
    _, lang = words.text, words.lang

    def headed(heading: str, key: str, answer: pa.Table, shown: Columns, alt: str) -> None:
        block.heading(heading, sub=True)
        block.table(key, answer, shown, alt=alt)

    block.reading(words)
    alt = _("Every assumption with its value and reason")
    assumptions = answers.table("assumptions", lang=lang)
    headed(_("Assumptions"), "assumptions", assumptions, ["label", "value", "reason"], alt)
    block.caption(
        _(
            "They are changed in the sheet “Giả định” of the office's workbook or in a CSV assumptions.csv, "
            "on the page “Load data”, and hold from that publishing on."
        )
    )

    block.text(_("**Schools that hold regular awareness sessions**, by what “regularly” means"))
    sessions = answers.table("sessions_needed", choice)
    lines = cells.lines(inert.rows(sessions), "sessions", across="year")
    block.table(
        "sessions_needed",
        sessions,
        _sessions(lines, words),
        alt=_("Share of schools with 1, 2 or 3 awareness sessions a year, by year"),
        lines=lambda _: lines,
    )

    heading, alt = _("Glossary: what each indicator counts"), _("What each indicator counts")
    title = Column(_("Indicator"), lambda row: row[f"title_{lang}"])
    shown: Columns = [
        *(title, "plan", "numerator_text", "denominator_text", "note"),
        *("why_it_matters", "checked_by", "next_review"),
    ]
    headed(heading, "glossary", answers.table("definitions", lang=lang), shown, alt)
    heading, alt = _("Data dictionary: every column of every table"), _("Every column of every table")
    shown = [
        Column(_("Table"), lambda row: row[f"table_{lang}"]),
        Column(_("Column"), lambda row: row[f"label_{lang}"]),
        Column(_("Name in CSV"), lambda row: f"{row['table_name']}.{row['column_name']}"),
        "type",
        Column(_("Allowed"), lambda row: labels.codes(row["table_name"], row["column_name"], words)),
    ]
    headed(heading, "dictionary", answers.table("dictionary"), shown, alt)
    heading, alt = _("Files that these figures are made of"), _("Every file that the figures are made of")
    load = Column(_("Load"), lambda row: str(row["delivery"] or _("the plan")))
    headed(heading, "loads", answers.table("loads"), [load, "name", "sha256"], alt)


def _sessions(lines: Sequence[Row], words: Words) -> list[Column]:
    """How many schools meet the first goal, by the number of sessions that "regularly" asks for."""

    def needed(line: Row) -> Cell:
        row = cells.common(line)
        number = words.text("{number} a year", number=row["sessions"])
        if not row["assumed"]:
            return Cell(number)
        return Cell(number, MARKS["met"], words.text("as counted here"))

    def share(year: int, line: Row) -> str:
        row = line[year]
        return f"{words.percent(row['value'])} ({words.parts({**row, 'state': 'value'})})"

    return [
        Column(words.text("“Regularly” means at least"), needed),
        *(
            Column(starred(row), partial(share, year), numeric=True)
            for line in lines[:1]
            for year, row in line.items()
        ),
    ]
