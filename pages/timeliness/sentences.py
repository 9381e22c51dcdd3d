"""What Tiến độ xử lý says in words: clocks by name, their limits, who acts, what the tables come down to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from data.contract import CODES
from data.words import HOME
from pages.kit import labels, phrases
from pages.kit.cells import Row
from pages.kit.choice import Choice
from pages.kit.words import N_, Words
from queries.columns import code_words

#: The number of a law in the office's own text: 56/2017/NĐ-CP.
_NUMBER = re.compile(r"\d+/\d{4}/[\w-]+")
#: How timeliness is worked out.
METHOD = (
    N_(
        "Newly overdue: cases that passed their first limit lately; the others are the backlog, whatever "
        "year they began in."
    ),
    N_(
        "On time = handled within the limit ÷ (on time + late + overdue). Running cases stand beside "
        "it, never inside. “Now” is the end of the day in the last line of this page, whatever year a "
        "case began in."
    ),
    N_(
        "Open cases count as not yet handled for as long as they are seen (Kaplan–Meier; "
        "Aalen–Johansen where cases ended otherwise). Grey band: 95%. Dotted line: half of the "
        "cases. Each curve stops where fewer than 5 cases are at risk. No average of closed "
        "cases is shown: it flatters."
    ),
    N_(
        "Duplicates and unfounded incidents are left out of the stages; on every clock they count as "
        "ended otherwise: not on time, not late, and not open."
    ),
)


def limit(row: Row, words: Words) -> str:
    """How long may it take: 12 giờ, 5 ngày làm việc; a report's day is fixed by the plan."""
    if row["clock"] == "report":
        return words.text("30 November")
    return f"{words.number(row['limit'])} {CODES['limit_unit'][row['unit']].in_language(words.lang)}"


def source(row: Row, words: Words) -> str:
    """Who set the limit: the law, the plan or the district."""
    return CODES["deadline_source"][row["source"]].in_language(words.lang)


def basis(row: Row, words: Words) -> str:
    """Who set the limit (once), and the text that says so; other languages give the laws' numbers."""
    whose = source(row, words)
    text = row["basis"] if words.lang == HOME else ", ".join(_NUMBER.findall(row["basis"]))
    return text if text.startswith(whose) else phrases.joined(whose, text)


def method(rules: Sequence[Row], words: Words) -> str:
    """How timeliness is worked out, in the page's order; then every rule of a limit since its day.

    `rules` answers `clock_rules`.
    """
    lines = [*map(words.text, METHOD), *(_rule(rule, words) for rule in rules)]
    return "\n".join(f"- {line}" for line in lines)


def _rule(row: Row, words: Words) -> str:
    """One dated rule: from what to what, how long, since and until when, on what basis."""
    return words.text(
        "**{clock}** ({span}): {limit}, from {day}{ends}. {basis}.",
        clock=labels.clock(row["clock"], words),
        span=code_words("span")[row["clock"]].in_language(words.lang),
        limit=limit(row, words),
        day=words.day(row["valid_from"]),
        ends=words.text(" to {day}", day=words.day(row["valid_to"])) if row["valid_to"] else "",
        basis=basis(row, words),
    )


def answer(board: Sequence[Row], late: Row | None, selection: str, words: Words) -> str:
    """The page's answer: which cases are overdue now, and which clock does worst in the chosen years.

    `late` is the answer of `overdue_counts`, None where it is not offered. Yearly reports are no cases.
    """
    cases = [row for row in board if row["year"] is None and row["clock"] != "report"]
    rated = sorted((row for row in cases if row["rate"] is not None), key=lambda row: row["rate"])
    if any(row["rate"] is None and row["fell_due"] != 0 for row in cases):
        # Which one does worst is not known where some are masked.
        facts = (f"{labels.clock(row['clock'], words)} {words.percent(row['rate'])}" for row in rated)
        listed = "; ".join(facts)
        shares = words.text("On time: {clocks}", clocks=listed) if listed else ""
        masked = words.text("the share on time of the other clocks is masked in part")
        return phrases.joined(shares, masked, selection)
    if not rated:
        return words.text("Nothing fell due · {selection}", selection=selection)
    worst, rate = labels.clock(rated[0]["clock"], words).lower(), words.percent(rated[0]["rate"])
    often = words.text("most often late: {clock}, {rate} on time", clock=worst, rate=rate)
    if late is None:
        return f"{often[:1].upper()}{often[1:]} · {selection}"
    text = N_("{overdue} cases overdue now: {newly} in the last {days} days, {backlog} for longer")
    counts = {name: words.number(count) for name, count in late.items()}
    waiting = words.text(text, overdue=counts["cases"], **counts)
    return f"{waiting}; {often} · {selection}"


def reports(board: Sequence[Row], late: Row | None, choice: Choice, words: Words) -> str:
    """The yearly report on a line of its own; "" where none fell due or its number is masked."""
    row = next(row for row in board if row["clock"] == "report" and row["year"] is None)
    if not row["fell_due"] or row["rate"] is None:
        return ""
    on_time = words.fraction(row["on_time"], row["fell_due"])
    facts = {"years": choice.period, "part": on_time, "rate": words.percent(row["rate"])}
    texts = [N_("**Yearly report {years}**: {part} on time ({rate}).")]
    if late is not None and late["reports"]:
        facts["reports"] = words.number(late["reports"])
        texts.append(
            N_("Of all years, {reports} have not come or came empty; they are on the page of reports.")
        )
    return " ".join(words.text(text, **facts) for text in texts)


def duration(days: float | None, unit: str, words: Words) -> str:
    """2,5 giờ for clocks that count in hours, 13,9 ngày for the rest."""
    if days is None:
        return words.text("not reached")
    if unit == "hours":
        return words.text("{number} hours", number=words.number(days * 24, 1))
    return words.text("{number} days", number=words.number(days, 1))


def group(code: str, by: str, words: Words) -> str:
    """A group's name as it is read: a year, a category, a severity."""
    if code == "all":
        return words.text("All cases")
    if code == "not_recorded":
        return words.text("not recorded")
    labels = {"category": CODES["category"], "severity": CODES["severity"]}.get(by, {})
    return labels[code].in_language(words.lang) if code in labels else code


def curve(names: Mapping[str, str], medians: Sequence[Row], clock: str, unit: str, words: Words) -> str:
    """The takeaway of the handling curve: within how long half of each group is handled, if it is.

    `names` are those of the groups that are drawn; `medians` answers handling_medians.
    """
    named, halves = labels.clock(clock, words), []
    if not names:
        return words.text("{clock}: too few cases for a curve (fewer than 5).", clock=named)
    for row in (row for row in medians if row["group"] in names):
        text = N_("{group}: half within {duration}")
        if row["median_days"] is None:
            text = N_("{group}: not reached – less than half is handled so far")
        within = duration(row["median_days"], unit, words)
        halves.append(words.text(text, group=names[row["group"]], duration=within))
    return f"{named}. {'; '.join(halves)}."


def band(row: Row, words: Words) -> str:
    """A band of days: dưới 1 ngày, 1 đến dưới 3 ngày, từ 90 ngày."""
    if row["to_days"] is None:
        return words.text("{days} days and more", days=row["from_days"])
    if not row["from_days"]:
        return words.text("under {days} day", days=row["to_days"])
    return words.text("{start} to under {end} days", start=row["from_days"], end=row["to_days"])
