"""The questions whose answers are files of the ZIP, with their groups and parameters.

The headers of the questions declare the columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from data.contract.kinds import Table
from data.words import LANGS, Label, Text, language
from queries import question

#: The groups in which a reader chooses files.
Shelf = Literal["indicators", "reports", "incidents", "tables", "plan"]


@dataclass(frozen=True)
class Answer:
    """One file with an answer: the question, its parameters, and its columns.

    `masked_when_empty` are counts that are empty only where they are masked, in an answer without a
    column for the state. `of_masked`: all rows are about masked counts, so the internal tier has none.
    """

    table: Table
    question: str
    shelf: Shelf
    params: Mapping[str, str] = field(default_factory=dict)
    masked_when_empty: tuple[str, ...] = ()
    of_masked: bool = False


_CASES = ("on_time", "late", "running", "overdue", "ended_otherwise")
_BY = {
    "commune": "commune before units changed",
    "unit_2025": "unit since units changed",
    "level": "level",
    "year": "year",
    "school": "school",
    "category": "category",
    "platform": "platform",
    "intake": "intake channel",
    "severity": "severity",
    "age_band": "age band",
}


def _table(name: str, query: str, label: Label, note: Label) -> Table:
    """The file `name` with the columns that the question declares."""
    declared = question(query)
    columns = tuple(column.in_contract() for column in declared.columns)
    return Table(name, "answers", label, note, declared.key, columns)


def _rollup(by: str) -> Answer:
    label = Text(f"Indicators by {_BY[by]}" if by in _BY else "Indicators of the whole district")
    note = Text("Numerators and denominators added, then divided")
    table = _table(f"indicator_rollup_{by}", "indicator_rollup", label, note)
    return Answer(table, "indicator_rollup", "indicators", {"by": by})


def _definitions(lang: str) -> Answer:
    label = Text(f"Definitions of the indicators ({language(lang)})")
    note = Text("One indicator")
    table = _table(f"definitions_{lang}", "definitions", label, note)
    return Answer(table, "definitions", "indicators", {"lang": lang})


def _clock_rates(by: str) -> Answer:
    label = Text(f"Rates on time by {_BY[by]}")
    note = Text("One group and clock")
    table = _table(f"clock_rates_{by}", "clock_rates", label, note)
    return Answer(table, "clock_rates", "incidents", {"by": by}, _CASES)


def _groups(by: str) -> Answer:
    label = Text(f"Incidents by {_BY[by]}")
    note = Text("One group in one year of the plan; rows with an empty year: the chosen years together")
    table = _table(f"incident_groups_{by}", "incident_groups", label, note)
    return Answer(table, "incident_groups", "incidents", {"by": by})


_INDICATOR_VALUES = Answer(
    _table(
        "indicator_values",
        "indicator_values",
        Text("Indicators by school and year"),
        Text("One indicator, school and year"),
    ),
    "indicator_values",
    "indicators",
)

_REPORT_STATES = Answer(
    _table(
        "report_states",
        "reports",
        Text("Yearly reports by school and year"),
        Text("One report that is expected"),
    ),
    "reports",
    "reports",
)

_MONTHS = Answer(
    _table(
        "incident_months",
        "incident_months",
        Text("Incidents by month"),
        Text("One month that is over; Poisson limits in the internal tier only"),
    ),
    "incident_months",
    "incidents",
    masked_when_empty=("incidents",),
)

_YEARS = Answer(
    _table(
        "incident_years",
        "incident_years",
        Text("Incidents by year"),
        Text("One year of the plan; the row with an empty year: the chosen years together"),
    ),
    "incident_years",
    "incidents",
)

_RANGES = Answer(
    _table(
        "ranges",
        "ranges",
        Text("Ranges of masked counts"),
        Text("One masked count of the whole district in one year; no row in the internal tier"),
    ),
    "ranges",
    "incidents",
    of_masked=True,
)

_CLOCKS = Answer(
    _table(
        "clocks",
        "clocks",
        Text("Every case and clock"),
        Text("One case and clock"),
    ),
    "clocks",
    "incidents",
)

_DICTIONARY = Answer(
    _table(
        "dictionary",
        "dictionary",
        Text("Data dictionary"),
        Text("One column of one of the contract's tables"),
    ),
    "dictionary",
    "plan",
)

#: Every file of answers by its name.
ANSWERS: Mapping[str, Answer] = {
    answer.table.name: answer
    for answer in (
        _INDICATOR_VALUES,
        *map(_rollup, ("district", "commune", "unit_2025", "level")),
        *map(_definitions, LANGS),
        _REPORT_STATES,
        _YEARS,
        _MONTHS,
        _RANGES,
        *map(_groups, ("category", "platform", "intake", "severity", "age_band")),
        *map(_clock_rates, ("year", "school", "category", "severity")),
        _CLOCKS,
        _DICTIONARY,
    )
}
