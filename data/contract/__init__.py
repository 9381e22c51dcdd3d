"""The contract: every table of the product, declared once.

`kinds` is the vocabulary, `choices` the allowed values, `intake` what schools and the office
send of schools and cases, `plan` what the office sends of the plan. Everyone else reads `TABLES` from here.
"""

from __future__ import annotations

from data.contract.choices import GRADES, NUMBER_ITEMS, YES_NO_ITEMS
from data.contract.intake import INTAKE_TABLES
from data.contract.kinds import Column, Label, Table
from data.contract.plan import PLAN_TABLES

#: Raised by one whenever a column, or a function that a snapshot carries, is added, dropped or changes its
#: meaning, or a rule begins to refuse what was taken before: such a rule names the version that it came with
#: (`since`).
CONTRACT_VERSION = "6"

#: What stands in place of a school id for things that the district's office holds itself.
OFFICE = "office"

TABLES: dict[str, Table] = {table.name: table for table in (*INTAKE_TABLES, *PLAN_TABLES)}

__all__ = [
    "CONTRACT_VERSION",
    "GRADES",
    "INTAKE_TABLES",
    "NUMBER_ITEMS",
    "OFFICE",
    "PLAN_TABLES",
    "TABLES",
    "YES_NO_ITEMS",
    "Column",
    "Label",
    "Table",
]
