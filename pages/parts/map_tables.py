"""The tables beside the map: the communes, the schools by status in each year, and the schools."""

from __future__ import annotations

from functools import partial

import pyarrow as pa

from pages.kit.table import Column, school_id, status
from pages.parts import inert, said_map, tables
from pages.parts.filters import Choice
from pages.parts.marks import MARKS
from pages.parts.words import Words


def communes(units: pa.Table, title: str, choice: Choice, words: Words) -> None:
    """One row per commune of pages/map_units, narrow enough to stand beside the map."""
    _ = words.text
    tables.show(
        "communes",
        units,
        [
            Column(_("Commune"), lambda row: row["name"]),
            Column(_("Status"), lambda row: said_map.status(row, words)),
            Column(_("Value"), words.measured, numeric=True),
            Column(_("Made up of"), lambda row: said_map.parts(row, words), numeric=True),
        ],
        words,
        choice,
        alt=_("Every commune's value and status on {title}", title=title),
    )


def years(by_year: pa.Table, shown: int, title: str, choice: Choice, words: Words) -> None:
    """One row per year of pages/map_years, one column for each mark that occurs."""
    _ = words.text
    rows = inert.rows(by_year)
    tables.show(
        "map_years",
        by_year,
        [
            Column(_("Year"), lambda row: said_map.year_cell(row, shown)),
            *(
                Column(MARKS[mark].said(words), partial(said_map.count, mark, words), numeric=True)
                for mark in said_map.STANDINGS
                if any(row[mark] for row in rows)
            ),
            Column(_("Schools"), lambda row: words.number(row["schools"]), numeric=True),
        ],
        words,
        choice,
        alt=_("How many schools stand where on {title} in each year", title=title),
    )


def schools(shown: pa.Table, kind: str, title: str, choice: Choice, words: Words) -> None:
    """The table twin of the map: one row per school of pages/map_schools, those without a place too."""
    _ = words.text
    home = "successor_name" if kind == "new" else "commune_name"
    tables.twin(
        "map_schools",
        shown,
        [
            Column(_("School"), lambda row: row["school"], opens=school_id),
            Column(_("Commune"), lambda row: row[home] or ""),
            Column(_("Status"), lambda row: status(row, words), lead=True),
            Column(_("Value"), words.own, numeric=True),
            Column("n/N", lambda row: said_map.own_parts(row, words), numeric=True),
            Column(_("Pupils"), lambda row: said_map.pupils(row, words), numeric=True),
            Column(_("Position"), lambda row: said_map.position(row, words)),
        ],
        words,
        choice,
        alt=_("Every school's value and status on {title}", title=title),
    )
