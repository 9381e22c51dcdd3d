"""Nạp số liệu: the workbooks sent in, all their problems at once, what they change, publish, go back."""

from __future__ import annotations

from pages.parts import access, answers, blocks, filters, frame
from pages.parts.intake import changes, dropping, history, offer, outcome, problems, said_intake, templates
from pages.parts.intake.desk import desk

words, choice = frame.words(), filters.chosen()
if not access.may_publish():
    blocks.officers_only(words)
    raise blocks.EndOfPage
if access.reader().tier != "internal":
    blocks.inside_only(words)
    raise blocks.EndOfPage

here = desk()
reported = [row for row in answers.rows("pages/report_years") if row["year"]]
blocks.answer(said_intake.answer(answers.snapshot(), reported[-1], words))

offer.follow(here, words)
outcome.show(here, choice, words)
dropped = dropping.show(here, words)
if here.busy:
    raise blocks.EndOfPage

dropping.check(dropped, here, words)
if here.rehearsal:
    blocks.text(f"**{said_intake.checked(here.rehearsal, len(dropped.files), words)}**")
    problems.show(here.rehearsal.outcome.problems, choice, words)
    changes.show(here.rehearsal, choice, words)
    offer.show(here.rehearsal, dropped, here, words)

history.show(choice, words)
templates.show(choice, words)
