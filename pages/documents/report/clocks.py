"""The clocks of cases: names, limits in force in the year, cases on time, cases overdue."""

from __future__ import annotations

from data.contract import CODES
from pages.documents.report import wording
from pages.documents.report.answers import Answers
from pages.documents.report.wording import LANG, Row, day, number, say

#: The clock of reports, which the part on reporting shows.
NOT_CASES = "report"
_STATES = ("on_time", "late", "overdue", "running")


def name(clock: str) -> str:
    """Gỡ bỏ nội dung."""
    return CODES["clock"][clock].in_language(LANG)


def board(answers: Answers) -> list[Row]:
    """The year's rows of every clock of cases."""
    return [
        row
        for row in answers.rows("clock_board")
        if row["year"] == answers.year and row["clock"] != NOT_CASES
    ]


def table(answers: Answers) -> list[dict[str, str]]:
    """One row per clock of the year: cases by state and the rate on time."""
    return [
        {
            "name": name(row["clock"]),
            "limit": limits(answers, row["clock"]),
            "rate": wording.rate(row, answers.ranges),
            **{state: answers.count(row, state, f"clock.{row['clock']}", state) for state in _STATES},
        }
        for row in board(answers)
    ]


def overdue(answers: Answers) -> str:
    """The cases past a limit on the snapshot's day, whatever year they began in."""
    as_of = day(answers.snapshot.as_of)
    counts = "; ".join(
        say(
            "incidents",
            "overdue_item",
            clock=name(row["clock"]).lower(),
            count=answers.ranges.count(row["overdue_now"], f"clock.{row['clock']}", "overdue", None),
        )
        for row in board(answers)
        if row["overdue_now"] != 0
    )
    if not counts:
        return say("incidents", "overdue_none", as_of=as_of)
    return say("incidents", "overdue", as_of=as_of, list=counts) + cases_overdue("newly", answers)


def cases_overdue(key: str, answers: Answers) -> str:
    """How many cases are past a limit, each counted once: how many of them lately, and how many before.

    `key` names the words; "" where the tier has no answer.
    """
    if not answers.offered("overdue_counts"):
        return ""
    (row,) = answers.rows("overdue_counts", every_year=True)
    counts = {part: number(row[part]) for part in ("cases", "newly", "backlog", "days")}
    return say("incidents", key, as_of=day(answers.snapshot.as_of), **counts)


def limits(answers: Answers, clock: str) -> str:
    """The limits alone: 3 giờ đến hết ngày 24/12/2024; 24 giờ từ ngày 25/12/2024."""
    return "; ".join(_limit(row) + _dates(row, answers) for row in _rules(answers, clock))


def rules(answers: Answers, clock: str) -> str:
    """Every limit in force in the year, with its basis and, where it changed, its first or last day."""
    return "; ".join(
        say(
            "limit",
            "rule",
            limit=_limit(row),
            dates=_dates(row, answers),
            source=_source(row),
            basis=row["basis"],
        )
        for row in _rules(answers, clock)
    )


def _rules(answers: Answers, clock: str) -> list[Row]:
    period = answers.period
    return [
        row
        for row in answers.rows("clock_rules")
        if row["clock"] == clock
        and row["valid_from"] <= period["ends_on"]
        and (row["valid_to"] is None or row["valid_to"] >= period["starts_on"])
    ]


def _limit(row: Row) -> str:
    return f"{row['limit']} {CODES['limit_unit'][row['unit']].in_language(LANG)}"


def _source(row: Row) -> str:
    """Pháp luật, huyện or Kế hoạch; "" where the basis already says so."""
    source = CODES["deadline_source"][row["source"]].in_language(LANG)
    return "" if row["basis"].startswith(source) else say("limit", "source", source=source.lower())


def _dates(row: Row, answers: Answers) -> str:
    """The last day of a limit that ended in the year, or the first day of one that began in it."""
    if row["valid_to"] is not None and row["valid_to"] < answers.period["ends_on"]:
        return say("limit", "until", day=day(row["valid_to"]))
    if row["valid_from"] > answers.period["starts_on"]:
        return say("limit", "since", day=day(row["valid_from"]))
    return ""
