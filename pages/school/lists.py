"""The lists of Trường: schools to pick from, questions to ask, goals and indicators, what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit import answers, block, cells, downloads, filters, inert, labels, phrases, received
from pages.kit.cells import Cell, Column, Columns, Row
from pages.kit.choice import Choice
from pages.kit.marks import MARKS
from pages.kit.words import N_, Words
from pages.school import sentences


def schools(choice: Choice, words: Words) -> None:
    """The schools that fit the filters and were open in the year; a name opens its page."""
    _ = words.text
    block.stop_if_no_school(choice, words)
    answer = answers.table("matrix", choice, lang=words.lang, only="goals")
    each = max(len(pc.unique(answer["indicator"])), 1)
    count = words.number(answer.num_rows // each)
    plan, goals = answers.plan(words), answers.rows("goals", lang=words.lang)
    listed = " · ".join(f"{goal['paragraph']}: {goal['label']}" for goal in goals)
    opens = _("A name opens the school's page.")
    head = _("{schools} schools to choose from, {year}", schools=count, year=choice.named(choice.year))
    block.answer(head, f"{opens} {listed}.")
    known, new = filters.directory(), labels.new_commune(plan, words)
    commune = "successor_name" if new else "commune_name"

    def of(line: Row) -> Any:
        return known[cells.common(line)["school_id"]]

    block.table(
        "schools",
        answer,
        [
            cells.school_of_line(words),
            Column(_("Level"), lambda line: of(line)["level"]),
            Column(new or labels.old_commune(plan, words), lambda line: of(line)[commune] or ""),
            Column(_("Report"), lambda line: received.report(cells.common(line), words)),
            *cells.goals(goals),
        ],
        alt=_("The schools to choose from, their reports and how each stands on every goal"),
        lines=lambda answer: cells.lines(inert.rows(answer), "school_id", across="indicator"),
        rows_a_line=each,
        below=cells.marks(answer, words),
    )
    block.details("method", _("How this page is worked out"), lambda: block.reading(words))


def questions(choice: Choice, rows: Sequence[Row], words: Words) -> None:
    """What to ask the principal, the most pressing first; `rows` answer `profile`."""
    title = words.text("To ask the principal")
    block.heading(title, sub=True)
    answer = answers.table("school_questions", choice, school=choice.school, lang=words.lang)
    others = {row["indicator"]: sentences.beside(row, words) for row in rows}
    cases: dict[str, list[str]] = {}
    if named := answers.offered("overdue", choice):
        for row in inert.rows(answers.overdue("cases", choice)):
            cases.setdefault(row["clock"], []).append(row["subject_id"])
    texts = [sentences.question(row, others, cases, words) for row in inert.rows(answer)]
    listed = "\n".join(f"1. {text}" for text in texts)
    with st.container(key="questions"):
        block.text(listed or words.text("Nothing stands out: no question is asked."))
    if not named:
        missing = N_(
            "Not in the shareable edition: cases past their limit, and questions about children's cases."
        )
        block.caption(words.text(missing))
    columns = [Column(title, lambda text: text)]
    downloads.offer("school_questions", answer, words, choice, columns, title=title, rows=lambda _: texts)


def standing(
    profile: pa.Table, rows: Sequence[Row], goals: Sequence[Row], choice: Choice, words: Words
) -> None:
    """Goals, then all other indicators: against the target, the years before, and schools like it."""
    _ = words.text
    block.heading(_("Goals and indicators, {year}", year=choice.named(choice.year)), sub=True)
    own = {row["indicator"] for row in goals}
    lines = [*goals, *(row for row in rows if row["indicator"] not in own)]
    strip = answers.rows("school_strip", school=choice.school, lang=words.lang)
    by_year, low = cells.by_year(strip), cells.foot(strip)
    years = next(iter(by_year.values()), [])
    before = next((row["year"] for row in years if row["year"] == choice.year - 1), None)
    peers = max((row["peers"] for row in rows), default=0)

    def over_years(row: Row) -> Cell:
        """The line, and of which years it shows nothing; one value alone is no line."""
        values = by_year[row["indicator"]]
        alone = sum(row["value"] is not None for row in values) < 2
        line = Cell("") if alone else cells.line(values, low, choice.year)
        return replace(line, note=sentences.gaps(values))

    columns = [
        cells.indicator(_("Indicator"), lambda row: cells.under(row, "", words)),
        Column(choice.named(choice.year), lambda row: _value(row, words), lead=True),
        *cells.compared(replace(choice, against=before), words),
        Column(cells.span(years), over_years, plain=True),
    ]
    if peers:
        title = _("Beside {peers} schools of its level and size", peers=peers)
        columns.append(Column(title, lambda row: beside(row, words)))
    block.table(
        "standing",
        profile,
        columns,
        alt=_("{school}: value, change, years and schools like it", school=choice.school_name),
        lines=lambda _: lines,
        group=lambda row: _("Goals of the plan") if row["indicator"] in own else _("Tasks"),
        on_open=filters.open_indicator,
    )


def _value(row: Row, words: Words) -> Cell:
    """The value in the school's own terms, and what it is made of where that says more."""
    parted = row["counts"] == "ratio" and row["denominator"]
    return replace(cells.value(row, words), note=phrases.parts(row, words) if parted else "")


def beside(row: Row, words: Words) -> Cell | str:
    """Its place among schools like it; masked where theirs may not be told."""
    return Cell("", MARKS["masked"]) if row["peers_masked"] else sentences.beside(row, words)


def sent(choice: Choice, words: Words) -> None:
    """The report of the year in a sentence, and every year's tables with their rows."""
    _ = words.text
    block.heading(_("To be sent by 30/11"), sub=True)
    answer = answers.table("table_coverage", replace(choice, years=()))
    for row in inert.rows(answer.filter(pc.equal(answer["year"], choice.year))):
        lacking = [received.title(name, words) for name in received.SENT if not row[name]]
        what = _("Nothing came of: {tables}.", tables=", ".join(lacking)) if lacking else ""
        block.text(f"{sentences.report(row, words)} {what}".strip())
    block.caption(_("Rows received of each table; – none. Incidents are not listed: having none is no gap."))
    report = Column(_("Report"), lambda row: received.report(row, words), lead=True)
    columns: Columns = ["year", report, "submitted_on", *received.counts(words)]
    school = choice.school_name
    alt = _("The report of {school} in every year, and the rows of each of its tables", school=school)
    block.table("sent", answer, columns, alt=alt)
