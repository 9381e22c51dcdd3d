"""Sentences about the incidents' series, each made only from what a rule supports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pages.parts.marks import SIGNALS
from pages.parts.trends.points import Point, signals
from pages.parts.words import N_, Words

Row = Mapping[str, Any]

#: How many signals are named before the table is pointed to.
NAMED = 5
#: Below this many points the limits are on trial.
TRIAL = 12

#: What each signal says, by chart, kind and way.
SIGNAL_TEXTS = {
    ("months", "outside", "more"): N_(
        "{incidents} incidents in {at}, above the upper limit – more than chance explains"
    ),
    ("months", "outside", "fewer"): N_(
        "{incidents} incidents in {at}, below the lower limit – fewer than chance explains"
    ),
    ("months", "run", "more"): N_("at least 7 months in a row to {at} above the centre"),
    ("months", "run", "fewer"): N_("at least 7 months in a row to {at} below the centre"),
    ("months", "trend", "more"): N_("at least 7 months in a row to {at}, each higher than the one before"),
    ("months", "trend", "fewer"): N_("at least 7 months in a row to {at}, each lower than the one before"),
    ("months", "two_of_three", "more"): N_("2 of the 3 months to {at} close to the upper limit"),
    ("months", "two_of_three", "fewer"): N_("2 of the 3 months to {at} close to the lower limit"),
    ("gaps", "outside", "more"): N_(
        "only {days} days from one incident to that of {at} – closer together than chance explains"
    ),
    ("gaps", "outside", "fewer"): N_(
        "{days} days without an incident up to {at} – further apart than chance explains"
    ),
    ("gaps", "run", "more"): N_(
        "at least 7 intervals in a row to {at} shorter than the centre – incidents came closer together"
    ),
    ("gaps", "run", "fewer"): N_(
        "at least 7 intervals in a row to {at} longer than the centre – incidents came further apart"
    ),
    ("gaps", "trend", "more"): N_(
        "at least 7 intervals in a row to {at}, each shorter than the one before – closer and closer together"
    ),
    ("gaps", "trend", "fewer"): N_(
        "at least 7 intervals in a row to {at}, each longer than the one before – further and further apart"
    ),
}


def series(basis: Row, points: Sequence[Point], words: Words) -> str:
    """Are they rising? From the signals of the chosen years, or why nothing can be said."""
    if basis["chart"] == "none":
        return words.text("not enough data for a conclusion on the trend")
    chosen = [point for point in points if point.chosen and point.value is not None]
    if not chosen:
        return words.text("not enough data for a conclusion: no point of the series lies in this time")
    found = [point for point in signals(points) if point.chosen]
    if found:
        text = "; ".join(signal(point, basis["chart"], words) for point in found[:NAMED])
        if len(found) > NAMED:
            text += " " + words.text("and {more} more, in the table below", more=len(found) - NAMED)
    elif basis["chart"] == "months":
        text = words.text("no month stands out from chance")
    else:
        text = words.text("no interval between incidents stands out from chance")
    return text + (f" ({trial(basis, words)})" if basis["fewest"] < TRIAL else "")


def signal(point: Point, chart: str, words: Words) -> str:
    """One signal in words: 14 vụ trong tháng 10/2024, trên giới hạn trên – nhiều hơn mức ngẫu nhiên."""
    return words.text(
        SIGNAL_TEXTS[chart, point.signal, point.way],
        at=words.month(point.at) if chart == "months" else words.day(point.at),
        incidents=words.number(point.incidents),
        days=words.number(point.value),
    )


def trial(basis: Row, words: Words) -> str:
    """That the limits stand on few points, in the whole or in one stretch between rebases."""
    if basis["fewest"] < basis["points"]:
        text = N_("trial limits: {points} points in the shortest stretch, fewer than 12")
    else:
        text = N_("trial limits: {points} points, fewer than 12")
    return words.text(text, points=basis["fewest"])


def rebased(rebases: Sequence[Row], letters: str, words: Words) -> str:
    """On which days, and why, the centre is drawn anew: A 01/09/2024 Mở đầu mối tiếp nhận duy nhất."""
    if not rebases:
        return ""
    days = "; ".join(
        f"{letters[place % len(letters)]} {words.day(row['date'])} {row['reason'] or ''}".strip()
        for place, row in enumerate(rebases)
    )
    return words.text("Drawn anew from: {days}.", days=days)


def method(basis: Row, words: Words) -> str:
    """Which chart it is, and how often it raises a false alarm."""
    if basis["chart"] == "months":
        text = words.text(
            "u-chart: each month's incidents per 1,000 pupils, with exact Poisson limits (99.8%). "
            "{mean} incidents a month on average.",
            mean=words.number(basis["mean"], 1),
        )
    else:
        text = words.text(
            "Fewer than 2 incidents a month, so a days-between chart (g-chart): days from one incident to "
            "the next, with exact geometric limits (99.8%). High is rare, low is close together."
        )
    return f"{text} {_alarms(basis, words)}"


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
    return " · ".join(mark.said(words) for mark in SIGNALS.values())


def _alarms(basis: Row, words: Words) -> str:
    return words.text(
        "False alarms: when nothing changes, up to about {share}% of the points are a signal all the same.",
        share=words.number(basis["false_alarms"]),
    )


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
