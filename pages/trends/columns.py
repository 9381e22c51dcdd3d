"""What the tables of incidents hold: their rows and columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pages.kit import cells, labels, phrases
from pages.kit.cells import Bar, Cell, Column, Row
from pages.kit.choice import Choice, starred
from pages.kit.marks import MARKS
from pages.kit.words import Words
from queries.ranges import MASKED, Ranges

#: What incidents can be grouped by: columns of the contract.
BY = ("category", "platform", "intake", "severity", "age_band")
#: Those whose groups have an order of their own.
ORDERED = ("severity", "age_band")
#: States of a year in which something is known.
KNOWN = ("value", "masked")


def years(choice: Choice, ranges: Ranges, words: Words) -> list[Column | str]:
    """One line per year: incidents and what they came out of."""
    _ = words.text

    def count(row: Row, of: str, measure: str, part: str = "all") -> str:
        return ranges.count(row[of], measure, part, row["year"])

    def incidents(row: Row) -> str:
        if row["state"] in KNOWN:
            return count(row, "incidents", "incidents")
        return MARKS[row["state"]].named(words)

    def children(row: Row) -> str:
        return count(row, "children", "children") if row["state"] in KNOWN else ""

    def of_schools(title: str, of: str) -> Column:
        return Column(title, lambda row: words.part(row[of], row["schools"]), numeric=True)

    def year(row: Row) -> str:
        return starred(row) if row["year"] else choice.period

    void = _("Duplicate or unfounded")
    return [
        Column(_("Year"), year),
        Column(_("Incidents"), incidents, numeric=True, lead=True),
        Column(_("Children concerned"), children, numeric=True),
        "pupils",
        of_schools(_("Schools with enrolment"), "with_pupils"),
        "rate",
        "sessions",
        of_schools(_("Reports"), "reported"),
        Column(void, lambda row: count(row, "left_out", "incidents", "void"), numeric=True),
    ]


def bar_of_years(rows: Sequence[Row], ranges: Ranges, words: Words) -> Column:
    """The years' incidents as bars of one scale; `rows` answers `incident_years`."""

    def ends(row: Row) -> tuple[int, int | None]:
        if row["state"] not in KNOWN:
            return 0, 0
        return ranges.ends(row["incidents"], "incidents", "all", row["year"])

    return _bar(rows, ends, words)


def below_years(words: Words) -> str:
    """How the years are read."""
    return words.text(
        "Years with * are parts of a year: pupils count there for the part that lies in the plan. Per 1,000 "
        "pupils and year, of schools of which something is known. No number: nothing is known, not zero."
    )


def months(rows: Sequence[Row], ranges: Ranges, words: Words) -> list[Column | str]:
    """One line per month of the shareable edition: a count, or the range in which it lies."""

    def name(row: Row) -> tuple[str, str, int]:
        return "month", row["month"].strftime("%Y-%m"), row["month"].year

    def count(row: Row) -> str:
        return ranges.count(row["incidents"], *name(row))

    return [
        "month",
        Column(words.text("Incidents"), count, numeric=True, lead=True),
        _bar(rows, lambda row: ranges.ends(row["incidents"], *name(row)), words),
        *rates(words),
    ]


def rates(words: Words) -> list[Column | str]:
    """A month's pupils and rate, or why there is none."""
    _ = words.text

    def rate(row: Row) -> str:
        return MASKED if row["incidents"] is None else words.number(row["rate"], 2) or _("no rate")

    return [
        Column(_("Pupils"), lambda row: words.number(row["pupils"]) or _("no enrolment"), numeric=True),
        Column(_("Per 1,000 pupils"), rate, numeric=True),
    ]


def _bar(rows: Sequence[Row], ends: Callable[[Row], tuple[int, int | None]], words: Words) -> Column:
    """Counts as bars of one scale: what is certain, and up to where a masked one may reach."""
    highest = max((least if most is None else most for least, most in map(ends, rows)), default=0) or 1

    def cell(row: Row) -> Cell:
        least, most = ends(row)
        return Cell("", figure=Bar(least / highest, 1.0 if most is None else most / highest))

    return Column(words.text("Confirmed · still possible"), cell, plain=True)


def group_lines(rows: Sequence[Row], by: str) -> list[Row]:
    """One line per group: its rows by year. `rows` answers incident_groups.

    Groups with most incidents in the chosen years come first, masked ones last; those that have an order of
    their own keep it.
    """
    lines = cells.lines(rows, "group", across="year")
    return lines if by in ORDERED else sorted(lines, key=lambda line: -(line[None]["incidents"] or 0))


def groups(lines: Sequence[Row], by: str, ranges: Ranges, choice: Choice, words: Words) -> list[Column]:
    """One column per year, the chosen years together where they are several."""
    titles = {year: starred(row) for year, row in (lines[0].items() if lines else ())}
    titles.pop(None, None)
    if lines and len(choice.years) > 1:
        titles[None] = phrases.pooled(choice, words)

    def count(row: Row) -> str:
        if row["state"] == "masked":
            return ranges.count(None, by, row["group"], row["year"])
        return words.number(row["incidents"]) or MARKS[row["state"]].shape

    def of_year(year: int | None, title: str) -> Column:
        return Column(title, lambda line: count(line[year]), numeric=True, lead=year == choice.year)

    heading = labels.heading("incidents", by, words)
    columns = [
        Column(heading, lambda line: labels.coded("incidents", by, line[None]["group"], words)),
        *(of_year(year, title) for year, title in titles.items()),
    ]
    if by == "category":
        columns.append(Column(words.text("4C axis"), lambda line: labels.axis(line[None]["axis"], words)))
    return columns
