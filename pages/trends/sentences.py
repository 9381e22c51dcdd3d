"""What Xu hướng says in words, each sentence made only from what a rule supports."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from pages.kit import phrases
from pages.kit.cells import Row
from pages.kit.choice import Choice, starred
from pages.kit.marks import POSITIONS, SIGNALS
from pages.kit.words import N_, Words
from queries.ranges import Ranges

#: How many signals, and how many schools, are named before the table is pointed to.
NAMED = 5
#: Below this many points the limits are on trial.
TRIAL = 12
#: What marks the days on which the usual level is drawn anew.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

#: Which incidents are counted, and what a rise and a count of records may mean.
COUNTED = N_(
    "Counted: incidents in the month in which they were received. Those that ended as duplicate or "
    "unfounded are left out. Incidents without a school are the office's."
)
RISE = N_(
    "A rise may mean more incidents or better reporting; few or none may mean quiet or silence. The "
    "figures alone do not tell which."
)
RECORDED = N_(
    "Recorded cases under-count: most children tell no one. A rise may be better reporting. No "
    "incident reported is not success by itself: pupils, activities and reports stand beside it."
)

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
    "untested": N_("{first} incidents per 1,000 pupils in {first_year}, {last} in {last_year}"),
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
    """Are they rising? `changes` are rows of `incident_change`: over the plan, since the year compared.

    Without them, what is known of the chosen years: `row` of `incident_years`.
    """
    if not changes:
        return f"{phrases.where_when(choice, words)}: {exposure(row, len(choice.years) > 1, ranges, words)}"
    texts = []
    for change, of in zip(changes, (CHANGES, SINCE), strict=False):
        rates = {end: words.number(change[f"{end}_rate"], 1) for end in ("first", "last")}
        texts.append(words.text(of[change["change"]], **change, **rates))
    return f"{'. '.join(texts)} · {choice.place}"


def compared(years: Sequence[Row], choice: Choice) -> list[Row]:
    """The chosen year's rate beside the plan's first, and beside that of the year of comparison: untested.

    `years` answers incident_years. None where the chosen year, or all others, have no rate or are parts
    of a year.
    """
    rates = {row["year"]: row["rate"] for row in years if row["year"] and not row["partial"]}
    rated = [year for year, rate in rates.items() if rate is not None]
    last = max(rated, default=0) if len(choice.years) > 1 else choice.year
    if last not in rated:
        return []
    others = [year for year in dict.fromkeys((rated[0], choice.against)) if year in rated and year != last]
    return [
        {"change": "untested", "first_year": a, "first_rate": rates[a], "last_year": b, "last_rate": rates[b]}
        for a, b in (sorted((year, last)) for year in others)
    ]


def exposure(row: Row, several: bool, ranges: Ranges, words: Words) -> str:
    """What the incidents came out of, or that nothing is known; `row`: the chosen years together."""
    if row["state"] == "not_applicable":
        return words.text("No school of this selection was open in this time")
    if row["state"] == "no_report":
        return words.text("Neither a report nor an incident: silence is not zero")
    pupils = N_("{pupils} pupils, added over the years") if several else N_("{pupils} pupils")
    texts = (
        N_("{incidents} incidents received, {children} children concerned"),
        N_("no enrolment, so no rate") if row["pupils"] is None else pupils,
        "" if row["sessions"] is None else N_("{sessions} activities held"),
    )
    facts = {of: ranges.count(row[of], of, "all", row["year"]) for of in ("incidents", "children")}
    facts |= {of: words.number(row[of]) for of in ("pupils", "sessions")}
    return " · ".join(words.text(text, **facts) for text in texts if text)


# The series.


def signals(points: Sequence[Row]) -> list[Row]:
    """The points that are signals, newest first; of one run or trend that goes on, its last point only.

    A point is a row of incident_months or incident_gaps, with its day as `at` and its height as `value`.
    """
    shown: list[Row] = []
    for point, after in zip(points, [*points[1:], {}], strict=False):
        same = all(point[fact] == after.get(fact) for fact in ("signal", "way"))
        if point["signal"] and not (same and point["signal"] in ("run", "trend")):
            shown.append(point)
    return shown[::-1]


def signal(point: Row, chart: str, words: Words) -> str:
    """One signal in words: 14 vụ trong tháng 10/2024, nhiều hơn mức ngẫu nhiên."""
    return words.text(
        SIGNAL_TEXTS[chart, point["signal"], point["way"]],
        at=words.month(point["at"]) if chart == "months" else words.day(point["at"]),
        incidents=words.number(point.get("incidents")),
        days=words.number(point["value"]),
    )


def standing_out(points: Sequence[Row], chart: str, words: Words) -> str:
    """The newest signals of the whole plan as lines of Markdown with their marks; or that there is none."""
    unusual, none = signals(points), N_("No interval between incidents stands out from chance.")
    if chart == "months":
        none = N_("No month of the whole plan stands out from chance.")
    if not unusual:
        return words.text(none)
    marked = ((SIGNALS[point["signal"]], point) for point in unusual[:NAMED])
    lines = [f"- :{mark.tint}[{mark.shape}] {signal(point, chart, words)}" for mark, point in marked]
    if len(unusual) > NAMED:
        lines.append("- " + words.text("and {more} more, in the table below", more=len(unusual) - NAMED))
    return "\n".join(lines)


def below_series(
    basis: Row, points: Sequence[Row], years: Sequence[Row], rebases: Sequence[Row], words: Words
) -> str:
    """What a reader of the figure must know: which points are filled, what has no rate, what is on trial."""
    months = words.number(basis["baseline"])
    facts = (
        words.text("Filled points: the chosen years."),
        words.text("The usual level is that of the first {months} months.", months=months),
        trial(basis, words),
        no_rate(points, words) if basis["chart"] == "months" else since(basis, words),
        silent(years, words),
        rebased(rebases, words),
    )
    return " ".join(filter(None, facts))


def trial(basis: Row, words: Words) -> str:
    """That the limits stand on few points, in the whole or in a stretch between rebases; "" otherwise."""
    if basis["fewest"] >= TRIAL:
        return ""
    text = N_("Trial limits: {points} points, fewer than 12.")
    if basis["fewest"] < basis["points"]:
        text = N_("Trial limits: {points} points in the shortest stretch, fewer than 12.")
    return words.text(text, points=basis["fewest"])


def rebased(rebases: Sequence[Row], words: Words) -> str:
    """On which days, and why, the usual level is drawn anew: A 01/09/2024 Mở đầu mối tiếp nhận duy nhất."""
    days = "; ".join(
        f"{letter} {words.day(row['date'])} {row['reason'] or ''}".strip()
        for letter, row in zip(LETTERS, rebases, strict=False)
    )
    return words.text("Drawn anew from: {days}.", days=days) if days else ""


def since(basis: Row, words: Words) -> str:
    """The time since the last incident, which is no point yet."""
    if basis["last_on"] is None:
        return words.text("No incident is recorded in the whole time of the plan.")
    text = N_("Last incident on {day}; {days} days since then, which are not a point yet.")
    return words.text(text, day=words.day(basis["last_on"]), days=words.number(basis["days_since"]))


def too_little(basis: Row, words: Words) -> str:
    """Why no series is drawn."""
    text = N_(
        "Not enough data for a conclusion on the trend: a rule needs 7 points, here there are {points}."
    )
    return words.text(text, points=words.number(basis["points"]))


def no_rate(points: Sequence[Row], words: Words) -> str:
    """Months without a rate, by reason: no enrolment, or a month that lies only partly in the plan."""
    reasons = {
        "enrolment": N_("No rate without enrolment: {months}."),
        "part": N_("No rate, only partly in the plan: {months}."),
    }

    def reason(point: Row) -> str:
        return "" if point["value"] is not None else "part" if point["pupils"] else "enrolment"

    spans: dict[str, list[str]] = {"": [], "enrolment": [], "part": []}
    for why, run in groupby(points, reason):
        # Months that follow one another are one span.
        months = [words.month(point["at"]) for point in run]
        spans[why].append("–".join(dict.fromkeys((months[0], months[-1]))))
    return " ".join(
        words.text(text, months=", ".join(spans[why])) for why, text in reasons.items() if spans[why]
    )


def silent(years: Sequence[Row], words: Words) -> str:
    """Years of which nothing is known: a long gap there may be silence."""
    known = ", ".join(starred(row) for row in years if row["year"] and row["state"] == "no_report")
    text = N_("Nothing is known of {years}: a long gap there may be silence, not quiet.")
    return words.text(text, years=known) if known else ""


def over_time(basis: Row, points: Sequence[Row], words: Words) -> str:
    """The takeaway of the series for those who do not see it."""
    head = words.text("{points} points.", points=words.number(basis["points"]))
    listed = "; ".join(signal(point, basis["chart"], words) for point in signals(points)[:NAMED])
    text = N_("Signals: {listed}.") if listed else N_("No point is a signal.")
    return f"{head} {words.text(text, listed=listed)}"


# Schools.


def place(row: Row) -> str:
    """The position of a school, or why it has none."""
    if row["position"]:
        return str(row["position"])
    return "no_report" if not row["known"] else "no_rate"


def where(apart: Sequence[Row], inside: int, words: Words) -> str:
    """And where? Schools far above or below others of their size, by name.

    `apart` are the rows of the schools that do not lie `inside` the limits, which are so many; "" for none.
    """
    _ = words.text
    if not apart and not inside:
        return ""
    if not inside and not any(row["position"] for row in apart):
        return _("No school has a rate: enrolment is missing.")
    texts = {
        "above_998": N_("Far more than schools of their size: {names}."),
        "below_998": N_("Far fewer: {names}."),
    }
    far = {position: [row["school"] for row in apart if row["position"] == position] for position in texts}
    parts = [_(texts[position], names=_names(names, words)) for position, names in far.items() if names]
    return " ".join(parts) or _(
        "No school has far more or far fewer incidents than chance explains in schools of its size."
    )


def positions(apart: Sequence[Row], inside: int, words: Words) -> str:
    """The takeaway of the funnel: how many schools lie where."""
    counts = Counter({"inside": inside}) + Counter(map(place, apart))
    shown = ((mark.name(words), counts[name]) for name, mark in POSITIONS.items() if counts[name])
    return "; ".join(f"{name}: {words.number(count)}" for name, count in shown)


def of_funnel(value: float | None, words: Words) -> list[str]:
    """How the figure of all schools is read; `value`: their overdispersion."""
    return [
        words.text(
            "Each school's incidents per 1,000 pupils and year by its size, with limits around the rate of "
            "all schools. A school counts for the time in which it was open, and only where something is "
            "known of it. No ranking: differences inside the limits are no more than chance. A mark opens "
            "the school."
        ),
        words.text("By chance alone, up to 1 in 20 schools lies outside the 95% limits."),
        overdispersion(value, words),
        words.text(
            "Incidents of the office, and of schools without enrolment, are not in the funnel; nor is a "
            "silent school."
        ),
    ]


def overdispersion(value: float | None, words: Words) -> str:
    """How much more schools differ than chance alone would make them."""
    if value is None:
        return words.text("Overdispersion: not worked out, too few schools or no incident.")
    text = N_(
        "Overdispersion {value}, not above 1: schools differ no more than chance makes them, and the "
        "limits are the exact Poisson ones."
    )
    if value > 1:
        text = N_(
            "Overdispersion {value}: 1 when chance alone is at work. Schools differ for other reasons too "
            "(age of the pupils, readiness to report), so the limits lie {times} times as far from the "
            "centre as the exact Poisson ones (fine lines: 99.8%)."
        )
    return words.text(text, value=words.number(value, 1), times=words.number(math.sqrt(value), 1))


def _names(names: Sequence[str], words: Words) -> str:
    """The first ones by name, and how many more there are."""
    listed, more = "; ".join(names[:NAMED]), words.number(len(names) - NAMED)
    text = N_("{names} and {more} more schools, in the table and the files below")
    return words.text(text, names=listed, more=more) if len(names) > NAMED else listed


# The method.

LEFT_OUT = N_("{count} reports ended as duplicate or unfounded and are left out everywhere.")
RATES = N_(
    "Rates are per 1,000 pupils and year, of schools of which something is known and for the time in "
    "which they were open."
)
TESTED = N_(
    "The change from {first_year} to {last_year}: exact test of two Poisson counts with their "
    "pupils and time (conditional binomial), p = {p}. Below 0.05 it is more than chance "
    "explains."
)
CHARTS = {
    "months": N_(
        "u-chart: each month's incidents per 1,000 pupils, with exact Poisson limits (99.8%). "
        "{mean} incidents a month on average."
    ),
    "gaps": N_(
        "Fewer than 2 incidents a month, so a days-between chart (g-chart): days from one incident to "
        "the next, with exact geometric limits (99.8%). High is rare, low is close together."
    ),
    "none": "",
}
OF_SERIES = (
    N_("Signals, the first that applies: {signs}."),
    N_(
        "Limits: a series in which nothing changes lies outside them in about 2 of 1,000 points. All "
        "rules together call up to about {share}% of its points a signal: over five years, one month is "
        "no surprise."
    ),
    N_(
        "Below 2 incidents a month, monthly rates would raise too many false alarms: the days between "
        "one incident and the next are shown instead. Their centre is the median."
    ),
    N_(
        "Centre (the usual level) and limits come from the first {months} months, so that no point is "
        "judged by limits that it moved itself. They are drawn anew only at a dated change in the plan's "
        "list of rebases, never because a year was chosen. Fewer than 12 points: limits on trial. Fewer "
        "than 7: no conclusion."
    ),
)
MAY_BE_CONCLUDED = N_(
    "May be said: that a month, a run or a school is more than chance explains. It is a reason to "
    "ask. May not be said: why; that a quiet month is a success; that one school inside the limits "
    "is better than another."
)


def method(basis: Row | None, changes: Sequence[Row], together: Row, words: Words) -> str:
    """How the trends are worked out, in the page's order; `basis`: None where no series is drawn."""
    left_out = {"count": words.number(together["left_out"])}
    texts: list[tuple[str, Row]] = [(COUNTED, {}), *([(LEFT_OUT, left_out)] if together["left_out"] else [])]
    texts.append((RATES, {}))
    tested = (change for change in changes if "p_value" in change)
    texts += [(TESTED, {**change, "p": words.number(change["p_value"], 3)}) for change in tested]
    if basis:
        facts = {
            "mean": words.number(basis["mean"], 1),
            "signs": " · ".join(mark.named(words) for mark in SIGNALS.values()),
            "share": words.number(basis["false_alarms"]),
            "months": words.number(basis["baseline"]),
        }
        texts += [(text, facts) for text in (CHARTS[basis["chart"]], *OF_SERIES) if text]
    texts += [(MAY_BE_CONCLUDED, {}), (RECORDED, {})]
    return "\n".join(f"- {words.text(text, **facts)}" for text, facts in texts)
