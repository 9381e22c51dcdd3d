"""The annual report as a Word file: its year, of whom, and the button that makes it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.export import report_words
from pages.export.making import Hear, Making
from pages.export.offer import Offer, button
from pages.kit import access, answers, downloads, inert
from pages.kit.choice import Choice
from pages.kit.words import Words
from queries.export.archive import Made
from queries.report.save import to_bytes

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(tier: str, choice: Choice, words: Words) -> int:
    """The same bytes as `python -m data report` writes for this year, school and tier; returns the year."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="report_choice"):
        year, school = _year(choice, words), _school(choice, words)
    of = replace(choice, years=(year,), year=year, school=school, level="", unit="")
    snapshot = answers.snapshot()
    reader = replace(access.reader(), tier="shareable" if tier == "shareable" else "internal")

    # A principal's own school is told exactly, the whole district as to everybody.
    tier, who = reader.tier_for([school] if school else []), access.visitor().who

    def work(hear: Hear) -> tuple[bytes, Made | None]:
        return to_bytes(snapshot, year, reader, school, progress=hear, who=who), None

    def made(making: Making) -> None:
        st.success(report_words.made(len(making.content), words), icon=":material/verified:")

    what = "bao-cao-truong" if school else "bao-cao-nam"
    st.caption(inert.as_markdown(report_words.inside(of, tier, words)))
    button(
        Offer(
            key="report",
            asked=(snapshot.id, year, reader, school),
            work=work,
            label=words.text("Download the report"),
            file_name=downloads.file_stem(what, of.years, of, answers.as_of(), tier) + ".docx",
            mime=MIME,
            step=lambda done, total: words.text("Step {done} of {total}", done=done, total=total),
            told=made,
            failed=lambda fault: report_words.failed(fault, words),
        ),
        words,
    )
    return year


def _year(choice: Choice, words: Words) -> int:
    """A year of the plan that has begun; the last one chosen until the reader picks another."""
    picked = st.segmented_control(
        words.text("Report on the year"),
        [row["year"] for row in answers.rows("pages/plan_years")],
        default=choice.year,
        required=True,
        key=f"report_year_{choice.year}",
        format_func=str,
    )
    return int(picked or choice.year)


def _school(choice: Choice, words: Words) -> str:
    """The one school that is chosen above, unless the reader wants the district's report all the same."""
    if not choice.school:
        return ""
    names = {choice.school: inert.as_markdown(choice.school_name), "": words.text("the whole district")}
    picked = st.segmented_control(
        words.text("Report of"),
        list(names),
        default=choice.school,
        required=True,
        key=f"report_of_{choice.school}",
        format_func=names.__getitem__,
        wrap=True,
    )
    return picked or ""
