"""The questions to ask the principal, each with its figures and room for the answer on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from data.contract.choices import CLOCK
from pages.kit import answers, downloads, inert, phrases
from pages.kit.cells import Column
from pages.kit.choice import Choice
from pages.kit.words import N_, Words
from pages.school import sentences

Row = Mapping[str, Any]
#: How many cases a question names.
NAMED = 6

#: What is asked about each kind of exception.
QUESTIONS = {
    "report_missing": N_(
        "The report due on {due} has not come. What is holding it up, and when will it be sent?"
    ),
    "report_empty": N_(
        "The report due on {due} came without a figure. What is missing, and when will the figures be sent?"
    ),
    "report_late": N_(
        "The report due on {due} came {days} days late. What can be done so that the next one is on time?"
    ),
    "overdue": N_(
        "{title}: {count} past the limit{cases}, the oldest since {due}. "
        "What stands in the way, and when will it be done?"
    ),
    "goal_missed": N_("{title}: {part}, the target is missed. What is missing, and by when will it be done?"),
    "goal_near": N_("{title}: {part}, just below the target. What would close the gap?"),
    "answered_no": N_("{title}: not yet{others}. Is it planned, and for when?"),
    "fell": N_("{title}: {value}, {before} the year before. What changed?"),
    "rose": N_("{title}: {value}, {before} the year before. What changed?"),
}


def show(choice: Choice, rows: Sequence[Row], words: Words) -> None:
    """The questions as a numbered list, the most pressing first; `rows` answers pages/profile."""
    _ = words.text
    st.subheader(_("To ask the principal"), anchor=False)
    asked = answers.table("pages/school_questions", choice, school=choice.school, lang=words.lang)
    others = {row["indicator"]: sentences.beside(row, words) for row in rows}
    cases: dict[str, list[str]] = {}
    if named := answers.offered("overdue", choice):
        for row in answers.rows("overdue", replace(choice, years=()), of="cases"):
            cases.setdefault(row["clock"], []).append(row["subject_id"])
    texts = [question(row, others, cases, words) for row in inert.rows(asked)]
    with st.container(key="questions"):
        listed = "\n".join(f"1. {text}" for text in texts)
        st.markdown(inert.as_markdown(listed or _("Nothing stands out: no question is asked.")))
    if not named:
        st.caption(
            _("Not in the shareable edition: cases past their limit, and questions about children's cases.")
        )
    title = _("To ask the principal")
    columns = [Column(title, lambda text: text)]
    downloads.offer("school_questions", asked, words, choice, columns, title=title, rows=lambda _: texts)


def question(row: Row, others: Mapping[str, str], cases: Mapping[str, Sequence[str]], words: Words) -> str:
    """One question; `others`: how schools like it stand, by indicator; `cases`: those overdue, by clock."""
    ids = cases.get(row["clock"] or "", ())
    having = others.get(row["indicator"] or "", "")
    of_reason = QUESTIONS[row["reason"]]
    text = words.text(
        of_reason,
        title=row["title"] or (CLOCK[row["clock"]].in_language(words.lang) if row["clock"] else ""),
        count=row["numerator"],
        cases=f" ({', '.join(ids[:NAMED])}{' …' if len(ids) > NAMED else ''})" if ids else "",
        others=f"; {having}" if having else "",
        part=phrases.own_terms(row, words),
        value=words.percent(row["value"]),
        before=words.percent(row["previous_value"]),
        days=row["days_late"],
        due=words.day(row["due_on"]),
    )
    return f"{text} ({row['plan']})" if row["plan"] else text
