"""The contract: every table that schools and the office send, declared once in TOML beside this file.

`intake.toml` holds the tables of schools and cases, `plan.toml` those of the plan, `codes.toml` every
list of allowed values. `kinds` defines tables and columns, `reading` reads these files.
"""

from __future__ import annotations

from pathlib import Path

from data.contract.kinds import Column, Table
from data.contract.reading import read_codes, read_tables
from data.words import Label

#: Raised by one with every change of a column or of a function in the snapshot, and with every rule that
#: refuses what was accepted before: such a rule names its first version (`since`).
CONTRACT_VERSION = "9"

#: The id of the district's education office where a column takes a school id.
OFFICE = "office"

#: The grades that each level teaches.
GRADES = {"TH": range(1, 6), "THCS": range(6, 10), "TH&THCS": range(1, 10)}

#: Every list of allowed values by name: codes with their words.
CODES = read_codes(Path(__file__).with_name("codes.toml"))

#: Every table by name: first those of schools and cases, then those of the plan.
TABLES = read_tables([Path(__file__).with_name(f"{name}.toml") for name in ("intake", "plan")], CODES)
INTAKE_TABLES = tuple(table for table in TABLES.values() if table.file == "intake")
PLAN_TABLES = tuple(table for table in TABLES.values() if table.file == "plan")

__all__ = [
    "CODES",
    "CONTRACT_VERSION",
    "GRADES",
    "INTAKE_TABLES",
    "OFFICE",
    "PLAN_TABLES",
    "TABLES",
    "Column",
    "Label",
    "Table",
]
