"""The appendix of sources: every figure of the report, its definition and its question."""

from __future__ import annotations

from collections.abc import Iterator

from pages.documents.report import clocks
from pages.documents.report.answers import Answers
from pages.documents.report.wording import Row, day, say
from queries import written

#: The questions behind tables, figure and sentences in the report's order, by their key in words.toml.
_QUESTIONS = {
    "results": "indicator_years",
    "coverage": "coverage",
    "incidents": "incident_years",
    "categories": "incident_groups",
    "clocks": "clock_board",
    "overdue": "overdue_counts",
    "funds": "funds",
    "reports": "report_names",
    "wanting": "attention",
}


def basis(answers: Answers) -> str:
    """The note above all rows: the snapshot, the year, the tier and the form of the command."""
    tier = answers.tier
    return say(
        "source",
        "basis",
        snapshot=answers.snapshot.id,
        as_of=day(answers.snapshot.as_of),
        year=answers.year,
        tier=say("source", tier),
        option="" if tier == "internal" else f" --tier {tier}",
    )


def table(answers: Answers) -> list[dict[str, str]]:
    """One numbered row per question, indicator and clock of the report."""
    return [
        {"number": str(place), "figure": figure, "counted": counted, "query": query}
        for place, (figure, counted, query) in enumerate(_rows(answers), start=1)
    ]


def _rows(answers: Answers) -> Iterator[tuple[str, str, str]]:
    """What stands in the report, how it is counted, and the name of its question, indicator or clock."""
    for key, question in _QUESTIONS.items():
        if answers.offered(question):
            yield say("source", key), say("source", f"{key}_counted"), question
    definitions = {row["indicator"]: row for row in answers.rows("definitions")}
    for indicator, row in answers.indicators.items():
        definition = definitions[indicator]
        figure = say("source", "indicator", title=row["title"], plan=definition["plan"])
        yield figure, _definition(definition), indicator
    for clock in (row["clock"] for row in clocks.board(answers)):
        counted = say("source", "span", span=say("span", clock), rules=clocks.rules(answers, clock))
        yield say("source", "clock", clock=clocks.name(clock)), counted, clock


def _definition(row: Row) -> str:
    """Numerator, denominator and exclusions from the indicator's header."""
    whole = row["denominator_text"]
    divided = say("source", "divided", denominator=written.within(whole)) if whole else ""
    return f"{row['numerator_text']}{divided}." + (f" {row['note']}." if row["note"] else "")
