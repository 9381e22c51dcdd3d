"""The questions whose answers are files of the ZIP, with their groups and parameters.

The headers of the questions declare the columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

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
#: What a question is asked by, in the label of the file.
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


def _answer(shelf: Shelf, query: str, label: Label, note: Label, file: str = "", **more: Any) -> Answer:
    """The `file` (by default of the question's own name), with the columns that the question declares."""
    declared = question(query)
    columns = tuple(column.in_contract() for column in declared.columns)
    return Answer(Table(file or query, "answers", label, note, declared.key, columns), query, shelf, **more)


def _each(
    values: Sequence[str], shelf: Shelf, query: str, label: str, note: Label, param: str = "by", **more: Any
) -> Iterator[Answer]:
    """One file for each of these values of the question's parameter; the label has its words as {by}."""
    for value in values:
        named = _BY[value] if value in _BY else language(value)
        yield _answer(
            shelf,
            query,
            Text(label.format(by=named)),
            note,
            f"{query}_{value}",
            params={param: value},
            **more,
        )


_ADDED = Text("Numerators and denominators added, then divided")

#: Every file of answers by its name.
ANSWERS: Mapping[str, Answer] = {
    answer.table.name: answer
    for answer in (
        _answer(
            "indicators",
            "indicator_values",
            Text("Indicators by school and year"),
            Text("One indicator, school and year"),
        ),
        _answer(
            "indicators",
            "indicator_rollup",
            Text("Indicators of the whole district"),
            _ADDED,
            "indicator_rollup_district",
            params={"by": "district"},
        ),
        *_each(
            ("commune", "unit_2025", "level"),
            "indicators",
            "indicator_rollup",
            "Indicators by {by}",
            _ADDED,
        ),
        *_each(
            LANGS,
            "indicators",
            "definitions",
            "Definitions of the indicators ({by})",
            Text("One indicator"),
            "lang",
        ),
        _answer(
            "reports",
            "reports",
            Text("Yearly reports by school and year"),
            Text("One report that is expected"),
            "report_states",
        ),
        _answer(
            "incidents",
            "incident_years",
            Text("Incidents by year"),
            Text("One year of the plan; the row with an empty year: the chosen years together"),
        ),
        _answer(
            "incidents",
            "incident_months",
            Text("Incidents by month"),
            Text("One month that is over; Poisson limits in the internal tier only"),
            masked_when_empty=("incidents",),
        ),
        _answer(
            "incidents",
            "ranges",
            Text("Ranges of masked counts"),
            Text("One masked count of the whole district in one year; no row in the internal tier"),
            of_masked=True,
        ),
        *_each(
            ("category", "platform", "intake", "severity", "age_band"),
            "incidents",
            "incident_groups",
            "Incidents by {by}",
            Text("One group in one year of the plan; rows with an empty year: the chosen years together"),
        ),
        *_each(
            ("year", "school", "category", "severity"),
            "incidents",
            "clock_rates",
            "Rates on time by {by}",
            Text("One group and clock"),
            masked_when_empty=_CASES,
        ),
        _answer(
            "incidents",
            "clocks",
            Text("Every case and clock"),
            Text("One case and clock"),
        ),
        _answer(
            "plan",
            "dictionary",
            Text("Data dictionary"),
            Text("One column of one of the contract's tables"),
        ),
    )
}
