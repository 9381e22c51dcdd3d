"""Sentences made from rows: answers, takeaways for screen readers, worklist lines, questions to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from data.store import Snapshot
from pages.kit.choice import Choice
from pages.kit.marks import mark_of
from pages.kit.words import N_, Words
from queries import written
from queries.ranges import standing

Row = Mapping[str, Any]

#: From how many cases on a share is more than its parts.
FEW = 3


def value(row: Row, words: Words) -> str:
    """The value with its unit, or the word for why there is none."""
    return measured(row, words) or mark_of(row).name(words)


def measured(row: Row, words: Words) -> str:
    """The value; one school's in its own terms: 7 trên 8 trẻ em, có, 86,6%; "" where there is none."""
    return words.parts(row) if in_parts(row) else words.measured(row)


def in_parts(row: Row) -> bool:
    """Whether a value is told as what it is made of, 1 trên 2: one school's, of few cases or of children."""
    few = written.is_of_children(row) or tells_too_little(row)
    return row["subjects"] == 1 and row["state"] == "value" and row["counts"] == "ratio" and few


def tells_too_little(row: Row) -> bool:
    """Whether a share is one school's and of one or two cases: as a change in points it says nothing."""
    return row["subjects"] == 1 and row["unit"] == "percent" and (row["denominator"] or 0) < FEW


def parts(row: Row, words: Words) -> str:
    """What a value is made of, and what is not known beside it; "" where the value says it."""
    return "" if in_parts(row) else words.parts(row)


def unsettled(row: Row, words: Words) -> str:
    """Chưa rõ, where what is not known may lie on either side of the target; else nothing."""
    return words.text("not known yet") if row["unsettled"] else ""


def standing_of(row: Row, words: Words) -> str:
    """The mark of a sum with its word, and whether silence may hide another one: ■ Chưa đạt · chưa rõ."""
    return joined(mark_of(row).named(words), unsettled(row, words))


def headline(row: Row, words: Words) -> str:
    """An indicator in one line: its title, value, parts and standing."""
    return joined(f"**{row['title']}**", value(row, words), parts(row, words), standing_of(row, words))


def joined(*facts: str) -> str:
    """The facts that there are, side by side: 63,0% · 22 có."""
    return " · ".join(filter(None, facts))


def tally(names: Mapping[str, str], counts: Mapping[str, int], words: Words) -> str:
    """How many there are of each, in the order of the names: ● Đúng hạn: 3 · ◆ Đã làm: 2."""
    return joined(*(f"{name}: {words.number(counts[key])}" for key, name in names.items() if counts[key]))


def listed(names: Sequence[str], most: int, words: Words) -> str:
    """The first names, `most` of them, and how many more there are."""
    return "; ".join([*names[:most], *more(names, most, words)])


def more(of: Sequence[object], most: int, words: Words) -> list[str]:
    """How many there are beyond the first ones; nothing where they are all."""
    return [words.text("and {more} more", more=len(of) - most)] if len(of) > most else []


def target(row: Row, words: Words) -> str:
    """The target and who set it."""
    if row["target"] is None:
        return words.text("no target")
    plans = row["target_source"] == "plan"
    text = N_("plan's target {amount}") if plans else N_("district's target {amount}")
    return words.text(text, amount=words.amount(row["target"], row["unit"]))


def as_of(snapshot: Snapshot, words: Words) -> str:
    """As of which day the figures are, and of which snapshot."""
    return words.text("Figures as of {day} · snapshot {id}", day=words.day(snapshot.as_of), id=snapshot.id)


def fictitious(snapshot: Snapshot, words: Words) -> str:
    """That it is the sample; "" for real figures."""
    return words.text("SAMPLE DATA: every school and every case is fictitious") if snapshot.sample else ""


def where_when(choice: Choice, words: Words) -> str:
    """2025, the whole district; of the whole period that its years are taken together."""
    if len(choice.years) == 1:
        return f"{choice.period}, {choice.place}"
    return words.text("{years} taken together, {place}", years=choice.period, place=choice.place)


def pooled(choice: Choice, words: Words) -> str:
    """2025; of several years that they are taken together: a heading."""
    return choice.period if len(choice.years) == 1 else words.text("{years} together", years=choice.period)


#: How many indicators stand so.
STANDINGS = {"met": N_("{count} met"), "near": N_("{count} nearly met"), "far": N_("{count} not met")}


def judged(rows: Sequence[Row], words: Words) -> str:
    """How many indicators have a target, and how they stand."""
    counts = Counter(map(standing, rows))
    stand = [words.text(text, count=counts[status]) for status, text in STANDINGS.items() if counts[status]]
    return words.text(
        "{judged} indicators have a target: {standing}",
        judged=sum(row["target"] is not None for row in rows),
        standing=", ".join(stand) or words.text("none can be judged"),
    )


def known(reported: Sequence[Row], choice: Choice, words: Words, *also: str) -> str:
    """How many schools reported, year by year where several are chosen, and what else is to be known."""
    reports = coverage(reported, choice, words)
    return " ".join(filter(None, (reports and f"{reports}.", *also)))


def coverage(rows: Sequence[Row], choice: Choice, words: Words) -> str:
    """26 of 28 schools reported, year by year where several are chosen; of one school, in which years."""
    facts = []
    if choice.school:
        for sent, text in ((True, N_("Report received for {years}")), (False, N_("No report for {years}"))):
            years = [choice.named(row["year"]) for row in rows if bool(row["reported"]) is sent]
            facts += [words.text(text, years=", ".join(years))] if years else []
        return joined(*facts)
    for row in rows:
        reported, in_scope = words.number(row["reported"]), words.number(row["in_scope"])
        text, year = N_("{reported} of {in_scope} schools reported in {year}"), choice.named(row["year"])
        facts.append(words.text(text, reported=reported, in_scope=in_scope, year=year))
    return joined(*facts)


def own_terms(row: Row, words: Words) -> str:
    """What one school, or the office, has to show: 1 of 2 sessions, not yet, 24 of 32."""
    if row["counts"] == "schools":
        return words.own({**row, "state": "value"})
    return words.fraction(row["numerator"], row["denominator"])


#: How many rows say who is counted in an indicator, and how many names a sentence holds.
INSIDE, NAMED = 300, 30


def inside(rows: Sequence[Row], counts: Row, words: Words) -> str:
    """Who is missing and of whom nothing is known, by name: 24 of 27 in full. Missing: … Not known: …

    `rows` are the first of `inside`, those that are missing before all others; `counts` is the
    answer of `inside_counts`.
    """
    if not counts["counted"]:
        return words.text("No school is counted here.")
    full, counted = (words.number(counts[of]) for of in ("full", "counted"))
    head = words.text("{full} of {counted} in full", full=full, counted=counted)
    silent = words.not_known({"counts": "ratio", "unknown": counts["unknown"]})
    texts = [f"{head} · {silent}." if silent else f"{head}."]
    for text, parts in (
        (N_("Missing: {names}"), ("lacking", "partly")),
        (N_("Not known: {names}"), ("unknown", "silent")),
    ):
        if names := list(dict.fromkeys(str(row["school"]) for row in rows if row["part"] in parts)):
            listed = "; ".join(names[:NAMED]) + ("; …" if len(names) > NAMED else "")
            texts.append(words.text(text, names=listed))
    return " ".join(texts)


#: On which side of an indicator a school stands, and why.
PARTS = {
    "full": N_("counted, complete"),
    "partly": N_("counted, in part"),
    "lacking": N_("counted, not shown to comply"),
    "unknown": N_("not known: no report"),
    "silent": N_("not known, left out: no report"),
    "masked": N_("masked"),
    "no_cases": N_("left out: no cases"),
    "outside": N_("left out: not open in the year, or not its level"),
}


def definition(row: Row) -> str:
    """What is divided by what, and what is left out; `row` answers definitions."""
    divided = " ÷ ".join(text for text in (row["numerator_text"], row["denominator_text"]) if text)
    return f"{divided}." + (f" {row['note']}." if row["note"] else "")


def reading(words: Words) -> str:
    """How marks, part-years and silence are read."""
    return words.text(
        "● met · ▲ nearly met (within the band below the target) · ■ not met · "
        "◧ not met (nearly or by far: not told) · "
        "◆ no target (the darker, the higher) · – no report (not zero) · ○ no cases · ∅ not applicable · "
        "c or ⊗ masked (1–5: a range that holds the masked count) · "
        "* part of a year (hollow mark): never set beside a full year"
    )
