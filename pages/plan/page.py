"""Kế hoạch: every paragraph of the plan, what measures it, its years, and what the office did for it."""

from __future__ import annotations

import streamlit as st

from pages.kit import answers, block, cells, filters, frame, inert, labels
from pages.plan import columns, sentences

words, choice = frame.words(), filters.chosen()
_ = words.text
block.stop_if_nobody(choice, words)

listed = answers.table("paragraphs", lang=words.lang)
years = answers.table("indicator_years", choice, lang=words.lang, against=choice.compared)
answer = columns.joined(listed, years, choice)
rows = inert.rows(answer)
lines = cells.lines(rows, "paragraph", "indicator", across="year")
reasons = {
    place: ((), sentences.unmeasured(row, words))
    for place, row in enumerate(map(cells.common, lines))
    if not row["indicator"]
}
here = [row for row in inert.rows(years) if row["year"] is None]

only_office = _("∅: only the education office answers for it, for the whole district.")
block.answer(
    sentences.answer(rows, here, choice, words),
    block.known(choice, words, only_office if choice.schools else ""),
)
block.table(
    "plan",
    answer,
    columns.paragraphs(rows, lines, choice, words),
    alt=_("The paragraphs of the plan, what measures them, and the verdict in every year"),
    lines=lambda _: lines,
    group=lambda line: labels.section(cells.common(line)["paragraph"], words),
    details=reasons,
    on_open=filters.open_indicator,
)

# Always the whole office's, whatever schools are chosen.
actions = answers.table("office_actions", choice, lang=words.lang)
block.heading(_("What the education office did, {years}", years=choice.period))
if actions.num_rows:
    done = inert.rows(actions)
    block.caption(sentences.actions(done, words))
    alt = _("Actions of the education office, the plan's paragraph and how each stands against its day")
    block.table("office_actions", actions, columns.actions(done, words), alt=alt)
else:
    st.info(_("The office recorded nothing for these years."), icon=":material/help:")

indicators = [row["indicator"] for row in here]
method = sentences.method(words)
block.method(_("How the paragraphs are measured"), indicators, words, first=method)
