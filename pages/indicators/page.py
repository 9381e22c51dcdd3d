"""Chỉ tiêu: every indicator against its target, and of the one that is open, who is in it and why."""

from __future__ import annotations

from functools import partial

import pyarrow.compute as pc

from pages.indicators import columns, sentences
from pages.kit import answers, block, filters, frame, inert, labels, phrases

words, choice = frame.words(), filters.chosen()
_ = words.text
block.stop_if_nobody(choice, words)

years = answers.table("indicator_years", choice, lang=words.lang, against=choice.compared)
rows = inert.rows(years)
lines = columns.lines(rows)
together = [row for row in rows if row["year"] is None]
names = [row["indicator"] for row in together]
filters.note_unknown({"indicator": names}, words)

block.answer(sentences.answer(together, choice, words), block.known(choice, words, _(sentences.STRIPS)))

indicator = filters.indicator(together, words)
place = next(place for place, row in enumerate(lines) if row["indicator"] == indicator)
inside = answers.table("inside", choice, indicator=indicator, first=str(phrases.INSIDE))
sides = columns.sides(inside.filter(pc.equal(inside["year"], choice.year)), words)
block.table(
    "indicators",
    years,
    columns.columns(rows, answers.rows("strips", choice), choice, words),
    alt=_("Every indicator: value, verdict, change and how the schools lie"),
    lines=lambda _: lines,
    group=lambda row: labels.section(row["plan"], words),
    details={place: (sides, block.definition(indicator, words))},
    on_open=partial(filters.pick, "indicator"),
)

block.heading(_("Each school in one indicator"))
counts = answers.rows("inside_counts", choice, indicator=indicator)[0]
listed = inert.rows(inside)
sentence = phrases.inside(listed, counts, words)
block.text(f"{phrases.headline(lines[place], words)}. {sentence}")
if inside.num_rows == phrases.INSIDE:
    block.caption(
        _("The table lists the first {shown}; those that are missing come first.", shown=phrases.INSIDE)
    )
block.table(
    f"inside_{indicator}",
    inside,
    columns.inside(listed, choice, words),
    alt=_("Who is counted in {title}", title=lines[place]["title"]),
    first=12,
    whole=lambda: answers.table("inside", choice, indicator=indicator),
)

block.method(_("How the indicators are worked out"), names, words)
