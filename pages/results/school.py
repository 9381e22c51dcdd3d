"""Trường: one school on one printable page; without a school, the list to pick from."""

from __future__ import annotations

import streamlit as st

from pages.parts import answers, blocks, filters, frame, inert, said, school_list
from pages.parts.profile import against, cases, course

words, choice = frame.words(), filters.chosen()
_ = words.text
if not choice.school:
    school_list.show(choice, words)
    raise blocks.EndOfPage
blocks.stop_if_nobody(choice, words)

profile = answers.rows("pages/profile", choice, school=choice.school, lang=words.lang)
reports = answers.rows("pages/school_reports", school=choice.school)
questions = answers.rows("pages/school_questions", choice, school=choice.school, lang=words.lang)

st.header(inert.as_markdown(choice.school_name), anchor=False)
blocks.answer(f"{blocks.judged(profile, words)} · {choice.year}")
st.caption(inert.as_markdown(school_list.place(choice.school, words)))
st.markdown(said.reports(reports, words))

st.subheader(_("To ask the principal"), anchor=False)
st.markdown(
    "\n".join(f"- {said.question(row, words)}" for row in questions)
    or _("Nothing stands out: no question is asked.")
)

against.show(choice, words)
left, right = st.columns([11, 9], gap="medium")
with left:
    course.years(choice, words)
with right:
    course.months(choice, words)
    cases.years(choice, words)
    st.subheader(_("Yearly report, due 30/11"), anchor=False)
    course.reports(choice, words)
cases.clocks(choice, words)
