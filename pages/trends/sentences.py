"""What Xu hướng says in words, each sentence made only from what a rule supports."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from pages.kit import phrases
from pages.kit.choice import Choice
from pages.kit.marks import POSITIONS, SIGNALS
from pages.kit.words import N_, Words
from pages.trends.points import LETTERS, Point, signals
from queries.ranges import Ranges

Row = Mapping[str, Any]

#: How many signals, and how many schools, are named before the table is pointed to.
NAMED = 5
#: Below this many points the limits are on trial.
TRIAL = 12

#: How the yearly rate moved from the plan's first year to the chosen one.
CHANGES = {
    "up": N_(
        "Up from {first} to {last} incidents per 1,000 pupils from {first_year} to {last_year}; more than "
        "chance explains"
    ),
    "down": N_(
        "Down from {first} to {last} incidents per 1,000 pupils from {first_year} to {last_year}; more than "
        "chance explains"
    ),
    "none": N_(
        "{first} incidents per 1,000 pupils in {first_year}, {last} in {last_year}; no more of a change than "
        "chance explains"
    ),
}
#: The same since the year of comparison.
SINCE = {
    "up": N_("From {first_year} ({first}) to {last_year} ({last}): up, more than chance explains"),
    "down": N_("From {first_year} ({first}) to {last_year} ({last}): down, more than chance explains"),
    "none": N_(
        "From {first_year} ({first}) to {last_year} ({last}): no more of a change than chance explains"
    ),
}

#: What each signal says, by chart, kind and way.
SIGNAL_TEXTS = {
    ("months", "outside", "more"): N_("{incidents} incidents in {at}, more than chance explains"),
    ("months", "outside", "fewer"): N_("{incidents} incidents in {at}, fewer than chance explains"),
    ("months", "run", "more"): N_("at least 7 months in a row to {at} above the usual level"),
    ("months", "run", "fewer"): N_("at least 7 months in a row to {at} below the usual level"),
    ("months", "trend", "more"): N_("at least 7 months in a row to {at}, each higher than the one before"),
    ("months", "trend", "fewer"): N_("at least 7 months in a row to {at}, each lower than the one before"),
    ("months", "two_of_three", "more"): N_("2 of the 3 months to {at} close to an unusual high"),
    ("months", "two_of_three", "fewer"): N_("2 of the 3 months to {at} close to an unusual low"),
    ("gaps", "outside", "more"): N_(
        "only {days} days from one incident to that of {at} – closer together than chance explains"
    ),
    ("gaps", "outside", "fewer"): N_(
        "{days} days without an incident up to {at} – further apart than chance explains"
    ),
    ("gaps", "run", "more"): N_(
        "at least 7 intervals in a row to {at} shorter than usual – incidents came closer together"
    ),
    ("gaps", "run", "fewer"): N_(
        "at least 7 intervals in a row to {at} longer than usual – incidents came further apart"
    ),
    ("gaps", "trend", "more"): N_(
        "at least 7 intervals in a row to {at}, each shorter than the one before – closer and closer together"
    ),
    ("gaps", "trend", "fewer"): N_(
        "at least 7 intervals in a row to {at}, each longer than the one before – further and further apart"
    ),
}


def answer(changes: Sequence[Row], row: Row, choice: Choice, ranges: Ranges, words: Words) -> str:
    """Are they rising? `changes` are rows of pages/incident_change: over the plan, since the year compared.

    Without them, what is known of the chosen years: `row` of pages/incident_years.
    """
    if not changes:
        return f"{phrases.where_when(choice, words)}: {exposure(row, len(choice.years) > 1, ranges, words)}"
    texts = [_change(change, of, words) for change, of in zip(changes, (CHANGES, SINCE), strict=False)]
    return f"{'. '.join(texts)} · {choice.place}"


def _change(change: Row, texts: Mapping[str, str], words: Words) -> str:
    text = texts[change["change"]]
    return words.text(
        text,
        first=words.number(change["first_rate"], 1),
        first_year=change["first_year"],
        last=words.number(change["last_rate"], 1),
        last_year=change["last_year"],
    )


def known(reported: Sequence[Row], words: Words) -> str:
    """How many schools reported, and what a rise or a silence may be."""
    facts = phrases.coverage(reported, words)
    text = words.text(
        "A rise may mean more incidents or better reporting; few or none may mean quiet or silence. The "
        "figures alone do not tell which."
    )
    return f"{facts}. {text}" if facts else text


def exposure(row: Row, several: bool, ranges: Ranges, words: Words) -> str:
    """What the incidents came out of; `row` is that of the chosen years together."""
    if row["state"] not in ("value", "masked"):
        return absence([row], words)
    parts = [received(row, ranges, words)]
    if row["pupils"] is None:
        parts.append(words.text("no enrolment, so no rate"))
    else:
        text = N_("{pupils} pupils, added over the years") if several else N_("{pupils} pupils")
        parts.append(words.text(text, pupils=words.number(row["pupils"])))
    if row["sessions"] is not None:
        parts.append(words.text("{sessions} activities held", sessions=words.number(row["sessions"])))
    return " · ".join(parts)


def received(row: Row, ranges: Ranges, words: Words) -> str:
    """How many incidents came in and how many children they concern; masked ones as ranges."""
    return words.text(
        "{incidents} incidents received, {children} children concerned",
        incidents=ranges.count(row["incidents"], "incidents", "all", row["year"]),
        children=ranges.count(row["children"], "children", "all", row["year"]),
    )


def absence(rows: Sequence[Row], words: Words) -> str:
    """What is said where there is no number: nobody was there, or nothing is known."""
    if all(row["state"] == "not_applicable" for row in rows):
        return words.text("No school of this selection was open in this time")
    return words.text("Neither a report nor an incident: silence is not zero")


def left_out(row: Row, words: Words) -> str:
    """How many reports ended as duplicate or unfounded: said once, and counted nowhere; "" when none did."""
    if not row["left_out"]:
        return ""
    return words.text(
        "{count} reports ended as duplicate or unfounded and are left out everywhere.",
        count=words.number(row["left_out"]),
    )


def chance(row: Row, words: Words) -> str:
    """How a change was tested."""
    return words.text(
        "The change from {first_year} to {last_year}: exact test of two Poisson counts with their pupils and "
        "time (conditional binomial), p = {p}. Below 0.05 it is more than chance explains.",
        first_year=row["first_year"],
        last_year=row["last_year"],
        p=words.number(row["p_value"], 3),
    )


# The series.


def signal(point: Point, chart: str, words: Words) -> str:
    """One signal in words: 14 vụ trong tháng 10/2024, nhiều hơn mức ngẫu nhiên."""
    return words.text(
        SIGNAL_TEXTS[chart, point.signal, point.way],
        at=words.month(point.at) if chart == "months" else words.day(point.at),
        incidents=words.number(point.incidents),
        days=words.number(point.value),
    )


def standing_out(points: Sequence[Point], chart: str, words: Words) -> str:
    """The newest signals of the whole plan as lines of Markdown with their marks; or that there is none."""
    found = signals(points)
    lines = []
    for point in found[:NAMED]:
        mark = SIGNALS[point.signal]
        lines.append(f"- :{mark.tint}[{mark.shape}] {signal(point, chart, words)}")
    if len(found) > NAMED:
        lines.append("- " + words.text("and {more} more, in the table below", more=len(found) - NAMED))
    if lines:
        return "\n".join(lines)
    if chart == "months":
        return words.text("No month of the whole plan stands out from chance.")
    return words.text("No interval between incidents stands out from chance.")


def below_series(
    basis: Row, points: Sequence[Point], years: Sequence[Row], rebases: Sequence[Row], words: Words
) -> str:
    """What a reader of the figure must know: which points are filled, what has no rate, what is on trial."""
    trial_limits = trial(basis, words)
    facts = (
        words.text("Filled points: the chosen years."),
        words.text(
            "The usual level is that of the first {months} months.", months=words.number(basis["baseline"])
        ),
        f"{trial_limits[:1].upper()}{trial_limits[1:]}." if basis["fewest"] < TRIAL else "",
        no_rate(points, words) if basis["chart"] == "months" else since(basis, words),
        silent(years, words),
        rebased(rebases, words),
    )
    return " ".join(filter(None, facts))


def trial(basis: Row, words: Words) -> str:
    """That the limits stand on few points, in the whole or in one stretch between rebases."""
    if basis["fewest"] < basis["points"]:
        text = N_("trial limits: {points} points in the shortest stretch, fewer than 12")
    else:
        text = N_("trial limits: {points} points, fewer than 12")
    return words.text(text, points=basis["fewest"])


def rebased(rebases: Sequence[Row], words: Words) -> str:
    """On which days, and why, the usual level is drawn anew: A 01/09/2024 Mở đầu mối tiếp nhận duy nhất."""
    if not rebases:
        return ""
    days = "; ".join(
        f"{LETTERS[place % len(LETTERS)]} {words.day(row['date'])} {row['reason'] or ''}".strip()
        for place, row in enumerate(rebases)
    )
    return words.text("Drawn anew from: {days}.", days=days)


def chart(basis: Row, words: Words) -> str:
    """Which chart the series is, by name."""
    if basis["chart"] == "months":
        return words.text(
            "u-chart: each month's incidents per 1,000 pupils, with exact Poisson limits (99.8%). "
            "{mean} incidents a month on average.",
            mean=words.number(basis["mean"], 1),
        )
    return words.text(
        "Fewer than 2 incidents a month, so a days-between chart (g-chart): days from one incident to "
        "the next, with exact geometric limits (99.8%). High is rare, low is close together."
    )


def since(basis: Row, words: Words) -> str:
    """The time since the last incident, which is no point yet."""
    if basis["last_on"] is None:
        return words.text("No incident is recorded in the whole time of the plan.")
    return words.text(
        "Last incident on {day}; {days} days since then, which are not a point yet.",
        day=words.day(basis["last_on"]),
        days=words.number(basis["days_since"]),
    )


def too_little(basis: Row, words: Words) -> str:
    """Why no series is drawn."""
    return words.text(
        "Not enough data for a conclusion on the trend: a rule needs 7 points, here there are {points}.",
        points=words.number(basis["points"]),
    )


def no_rate(points: Sequence[Point], words: Words) -> str:
    """Months without a rate, by reason: no enrolment, or a month that lies only partly in the plan."""
    lines = []
    for text, found in (
        (N_("No rate without enrolment: {months}."), [_rateless(point, False) for point in points]),
        (N_("No rate, only partly in the plan: {months}."), [_rateless(point, True) for point in points]),
    ):
        if any(found):
            lines.append(words.text(text, months=_spans(points, found, words)))
    return " ".join(lines)


def silent(years: Sequence[Row], words: Words) -> str:
    """Years of which nothing is known: a long gap there may be silence."""
    known = [str(row["year"]) for row in years if row["year"] and row["state"] == "no_report"]
    if not known:
        return ""
    return words.text(
        "Nothing is known of {years}: a long gap there may be silence, not quiet.", years=", ".join(known)
    )


def over_time(basis: Row, points: Sequence[Point], words: Words) -> str:
    """The takeaway of the series for those who do not see it."""
    found = signals(points)
    head = words.text("{points} points.", points=words.number(basis["points"]))
    if not found:
        return f"{head} " + words.text("No point is a signal.")
    listed = "; ".join(signal(point, basis["chart"], words) for point in found[:NAMED])
    return f"{head} " + words.text("Signals: {listed}.", listed=listed)


def signs(words: Words) -> str:
    """What the signs of the series mean, in the order in which they are asked."""
    return " · ".join(mark.named(words) for mark in SIGNALS.values())


def _rateless(point: Point, with_pupils: bool) -> bool:
    return point.value is None and bool(point.pupils) == with_pupils


def _spans(points: Sequence[Point], found: Sequence[bool], words: Words) -> str:
    """01/2022–12/2022, 03/2024: months that follow one another as one span."""
    spans: list[list[str]] = []
    goes_on = False
    for point, is_in in zip(points, found, strict=True):
        if is_in:
            month = words.month(point.at)
            if goes_on:
                spans[-1] = [spans[-1][0], month]
            else:
                spans.append([month])
        goes_on = is_in
    return ", ".join("–".join(span) for span in spans)


# Schools.


@dataclass(frozen=True)
class Placed:
    """How many schools lie inside the limits, and the rows of those that do not."""

    inside: int
    apart: Sequence[Row]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many schools lie where (keys of POSITIONS), without places where there are none."""
        return +Counter({"inside": self.inside, **Counter(place(row) for row in self.apart)})


def place(row: Row) -> str:
    """The position of a school, or why it has none."""
    if row["position"]:
        return str(row["position"])
    return "no_report" if not row["known"] else "no_rate"


def where(found: Placed, one_school: bool, words: Words) -> str:
    """And where? Schools far above or below others of their size, by name."""
    if not found.counts or one_school:
        return ""
    if not found.counts.keys() - {"no_rate", "no_report"}:
        return words.text("No school has a rate: enrolment is missing.")
    above = [row["school"] for row in found.apart if row["position"] == "above_998"]
    below = [row["school"] for row in found.apart if row["position"] == "below_998"]
    parts = [
        words.text("Far more than schools of their size: {names}.", names=_names(above, words))
        if above
        else "",
        words.text("Far fewer: {names}.", names=_names(below, words)) if below else "",
    ]
    return " ".join(filter(None, parts)) or words.text(
        "No school has far more or far fewer incidents than chance explains in schools of its size."
    )


def funnel(found: Placed, words: Words) -> str:
    """The takeaway of the funnel: how many schools lie where."""
    return "; ".join(
        f"{words.text(mark.word)}: {words.number(found.counts[name])}"
        for name, mark in POSITIONS.items()
        if name in found.counts
    )


def of_funnel(district: pa.Table, words: Words) -> list[str]:
    """How the figure of all schools is read."""
    return [
        words.text(
            "Each school's incidents per 1,000 pupils and year by its size, with limits around the rate of "
            "all schools. A school counts for the time in which it was open, and only where something is "
            "known of it. No ranking: differences inside the limits are no more than chance. A mark opens "
            "the school."
        ),
        words.text("By chance alone, up to 1 in 20 schools lies outside the 95% limits."),
        overdispersion(district["overdispersion"][0].as_py() if district.num_rows else None, words),
        words.text(
            "Incidents of the office, and of schools without enrolment, are not in the funnel; nor is a "
            "silent school."
        ),
    ]


def overdispersion(value: float | None, words: Words) -> str:
    """How much more schools differ than chance alone would make them."""
    if value is None:
        return words.text("Overdispersion: not worked out, too few schools or no incident.")
    if value <= 1:
        return words.text(
            "Overdispersion {value}, not above 1: schools differ no more than chance makes them, and the "
            "limits are the exact Poisson ones.",
            value=words.number(value, 1),
        )
    return words.text(
        "Overdispersion {value}: 1 when chance alone is at work. Schools differ for other reasons too (age "
        "of the pupils, readiness to report), so the limits lie {times} times as far from the centre as the "
        "exact Poisson ones (fine lines: 99.8%).",
        value=words.number(value, 1),
        times=words.number(math.sqrt(value), 1),
    )


def _names(names: Sequence[str], words: Words) -> str:
    """The first ones by name, and how many more there are."""
    listed = "; ".join(names[:NAMED])
    if len(names) <= NAMED:
        return listed
    return words.text(
        "{names} and {more} more schools, in the table and the files below",
        names=listed,
        more=words.number(len(names) - NAMED),
    )
