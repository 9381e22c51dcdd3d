"""The lists of the map: communes beside it, schools below it, and how schools stood year by year."""

from __future__ import annotations

from functools import partial

import pyarrow as pa

from pages.kit import block, downloads, filters, inert
from pages.kit.cells import MOST, Cell, Column, Row, status
from pages.kit.choice import Choice
from pages.kit.marks import MARKS, mark_of
from pages.kit.table import table
from pages.kit.words import Words
from pages.map import sentences, view


def communes(units: pa.Table, title: str, choice: Choice, words: Words) -> None:
    """One row per commune of pages/map_units; its name narrows the choice to it, and once more widens it."""
    _ = words.text
    columns = [
        Column(
            _("Commune"),
            lambda row: Cell(row["name"], note=sentences.parts(row, words)),
            opens=filters.unit_key,
        ),
        Column(_("Status"), lambda row: _status(row, words), lead=True),
        Column(_("Value"), words.measured, numeric=True, lead=True),
        Column(_("Schools"), lambda row: words.number(row["schools"]), numeric=True),
    ]
    alt = _("Every commune's value and status on {title}", title=title)
    table(
        "communes",
        columns,
        inert.rows(units.slice(0, MOST)),
        words,
        alt=alt,
        on_open=view.pick_unit,
        total=units.num_rows,
        first=10,
    )
    downloads.offer("communes", units, words, choice, columns, title=alt)


def schools(shown: pa.Table, kind: str, title: str, choice: Choice, words: Words) -> None:
    """One row per school of pages/map_schools, those without a place too; its name opens the school."""
    _ = words.text
    home = "successor_name" if kind == "new" else "commune_name"
    block.table(
        "map_schools",
        shown,
        [
            "school",
            Column(_("Commune"), lambda row: row[home] or ""),
            Column(_("Status"), lambda row: status(row, words), lead=True),
            Column(_("Value"), words.own, numeric=True),
            Column("n/N", lambda row: sentences.own_parts(row, words), numeric=True),
            Column(_("Pupils"), lambda row: sentences.pupils(row, words), numeric=True),
            Column(_("Position"), lambda row: sentences.position(row, words)),
        ],
        words,
        choice,
        alt=_("Every school's value and status on {title}", title=title),
        first=12,
    )


def years(by_year: pa.Table, title: str, choice: Choice, words: Words) -> None:
    """One row per year of pages/map_years, one column for each mark that occurs."""
    _ = words.text
    rows = inert.rows(by_year)
    block.table(
        "map_years",
        by_year,
        [
            Column(_("Year"), lambda row: sentences.year(row, choice.year)),
            *(
                Column(MARKS[mark].named(words), partial(_count, mark, words), numeric=True)
                for mark in sentences.STANDINGS
                if any(row[mark] for row in rows)
            ),
            "schools",
        ],
        words,
        choice,
        alt=_("How many schools stand where on {title} in each year", title=title),
    )


def _status(row: Row, words: Words) -> Cell | str:
    """How a commune stands, or that no school of the choice lies in it."""
    if not row["schools"]:
        return words.text("outside the selection")
    mark = mark_of(row)
    return Cell("", mark, " · ".join([words.text(mark.word), *sentences.unsettled(row, words)]))


def _count(mark: str, words: Words, row: Row) -> str:
    return words.number(row[mark])
