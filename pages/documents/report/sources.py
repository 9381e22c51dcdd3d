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
    rows = [*_questions(answers), *_indicators(answers), *_clocks(answers)]
    return [{"number": str(place), **row} for place, row in enumerate(rows, start=1)]


def _questions(answers: Answers) -> Iterator[dict[str, str]]:
    for key, question in _QUESTIONS.items():
        if answers.offered(question):
            yield {
                "figure": say("source", key),
                "counted": say("source", f"{key}_counted"),
                "query": question,
            }


def _indicators(answers: Answers) -> Iterator[dict[str, str]]:
    definitions = {row["indicator"]: row for row in answers.rows("definitions")}
    for indicator, row in answers.indicators.items():
        definition = definitions[indicator]
        yield {
            "figure": say("source", "indicator", title=row["title"], plan=definition["plan"]),
            "counted": _definition(definition),
            "query": indicator,
        }


def _clocks(answers: Answers) -> Iterator[dict[str, str]]:
    for row in clocks.board(answers):
        clock = row["clock"]
        yield {
            "figure": say("source", "clock", clock=clocks.name(clock)),
            "counted": say("source", "span", span=say("span", clock), rules=clocks.rules(answers, clock)),
            "query": clock,
        }


def _definition(row: Row) -> str:
    """Numerator, denominator and exclusions from the indicator's header."""
    whole = row["denominator_text"]
    divided = say("source", "divided", denominator=written.within(whole)) if whole else ""
    return f"{row['numerator_text']}{divided}." + (f" {row['note']}." if row["note"] else "")
