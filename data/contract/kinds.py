"""The classes in which the contract is written: tables, columns and labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from data.words import Label

#: How a column's cells are written and stored. `choices` is several allowed values in one
#: cell, separated by ";". `moment` is a local date and time to the minute.
Kind = Literal["id", "text", "integer", "decimal", "money", "flag", "date", "moment", "choice", "choices"]

#: Who may see a column's values. `child`: counts and moments of children's cases, masked when
#: small wherever data leaves the internal tier.
Privacy = Literal["public", "internal", "child"]

#: Who sends a table: in a school's yearly workbook, in the office's workbook, or in both.
Sender = Literal["school", "office"]

SQL_TYPES: Mapping[Kind, str] = {
    "id": "VARCHAR",
    "text": "VARCHAR",
    "integer": "INTEGER",
    "decimal": "DOUBLE",
    "money": "BIGINT",
    "flag": "BOOLEAN",
    "date": "DATE",
    "moment": "TIMESTAMP",
    "choice": "VARCHAR",
    "choices": "VARCHAR[]",
}


@dataclass(frozen=True)
class Column:
    """One column: its name in CSV and SQL, how its cells are written, and what they may hold.

    `low`/`high` bound numbers, inclusive. `allowed` maps each permitted code to its label.
    `refers` names "table.column" that must hold the value. `may_be_future` lets a date lie after
    the day that the data describe (a due date, a planned closure). `answers` maps another column to
    those of its codes for which this cell is a yes or a no. `form` is a pattern (RE2) of codes
    made of digits: such a code is not taken for a telephone number.
    """

    name: str
    kind: Kind
    label: Label
    required: bool = False
    allowed: Mapping[str, Label] = field(default_factory=dict)
    unit: str = ""
    low: float | None = None
    high: float | None = None
    refers: str = ""
    privacy: Privacy = "internal"
    note: Label | None = None
    may_be_future: bool = False
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form: str = ""

    @property
    def sql_type(self) -> str:
        """The DuckDB type that a snapshot stores this column in."""
        return SQL_TYPES[self.kind]


@dataclass(frozen=True)
class Table:
    """One table: its columns, its key, its senders, and how a row belongs to a school and a year.

    `dated` is the column whose date decides the reporting year (empty when the table has a
    `year` column or no year at all). `prefilled` are the key columns that the template fills in: a row
    without any other value does not count. `formerly` are the senders whose
    workbooks had a sheet for it in earlier versions: such a sheet is read and reported as out of date.
    `file` is the contract's file that declares it: "intake" or "plan".
    """

    name: str
    file: str
    label: Label
    note: Label
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    senders: tuple[Sender, ...] = ()
    dated: str = ""
    prefilled: tuple[str, ...] = ()
    formerly: tuple[Sender, ...] = ()

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")

    @property
    def names(self) -> tuple[str, ...]:
        """All column names, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def owner(self) -> str:
        """The column that names the school (or payer) a row belongs to; empty when none does."""
        return next((name for name in ("school_id", "payer") if name in self.names), "")
