"""Tiến độ xử lý: are incidents handled in time, what waits too long, and where does the time go?"""

from __future__ import annotations

import streamlit as st

from pages.kit import answers, block, filters, frame, inert, phrases
from pages.timeliness import clocks, sentences

words, choice = frame.words(), filters.chosen()
_ = words.text
block.stop_if_nobody(choice, words)
block.stop_unless_offered("clock_board", choice, words)

board = answers.table("clock_board", choice)
rows, late = inert.rows(board), answers.overdue_counts(choice)

block.answer(
    sentences.answer(rows, late, phrases.where_when(choice, words), words),
    block.known(choice, words, _("Cases that still have time count neither as on time nor as late.")),
)

if late is not None:
    clocks.waiting(late, choice, words)
clocks.board(board, choice, words)
if answers.offered("handling_curve", choice):
    left, right = st.columns(2, gap="large")
    with left:
        lengths = clocks.course(rows, choice, words)
    with right:
        clocks.stages(choice, words)
    # On its own, for it is read by who looks into one clock.
    block.details("course", _("How long the cases of this clock took, or have waited"), lengths)
else:
    block.inside_only(words)
if report := sentences.reports(rows, late, choice, words):
    block.text(report)

block.details(
    "method",
    _("How timeliness is worked out"),
    lambda: block.text(sentences.method(answers.rows("clock_rules"), words)),
)
