"""What the tables of incidents hold: their rows and columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pages.kit import labels
from pages.kit import phrases as common
from pages.kit.cells import Bar, Cell, Column, Columns
from pages.kit.choice import Choice
from pages.kit.marks import MARKS
from pages.kit.words import Words
from queries.ranges import MASKED, Ranges

Row = Mapping[str, Any]
#: What incidents can be grouped by: columns of the contract.
BY = ("category", "platform", "intake", "severity", "age_band")


def years(choice: Choice, ranges: Ranges, words: Words) -> list[Column | str]:
    """One line per year: incidents and what they came out of."""
    _ = words.text
    return [
        Column(
            _("Year"),
            lambda row: common.starred(row) if row["year"] else words.years(choice.years),
        ),
        Column(
            _("Incidents"),
            lambda row: (
                MARKS[row["state"]].named(words)
                if row["incidents"] is None and row["state"] != "masked"
                else ranges.count(row["incidents"], "incidents", "all", row["year"])
            ),
            numeric=True,
            lead=True,
        ),
        Column(_("Children concerned"), lambda row: _children(row, ranges, words), numeric=True),
        "pupils",
        Column(
            _("Schools with enrolment"),
            lambda row: words.part(row["with_pupils"], row["schools"]),
            numeric=True,
        ),
        "rate",
        "sessions",
        Column(_("Reports"), lambda row: words.part(row["reported"], row["schools"]), numeric=True),
        Column(
            _("Duplicate or unfounded"),
            lambda row: ranges.count(row["left_out"], "incidents", "void", row["year"]),
            numeric=True,
        ),
    ]


def bar_of_years(rows: Sequence[Row], ranges: Ranges, words: Words) -> Column:
    """The years' incidents as bars of one scale; `rows` answers pages/incident_years."""

    def ends(row: Row) -> tuple[int, int | None]:
        if row["incidents"] is None and row["state"] != "masked":
            return 0, 0
        return ranges.ends(row["incidents"], "incidents", "all", row["year"])

    return Column(words.text("Confirmed · still possible"), _bar(rows, ends), plain=True)


def below_years(words: Words) -> str:
    """How the years are read."""
    return words.text(
        "Years with * are parts of a year: pupils count there for the part that lies in the plan. Per 1,000 "
        "pupils and year, of schools of which something is known. No number: nothing is known, not zero."
    )


def _children(row: Row, ranges: Ranges, words: Words) -> str:
    """Where incidents are known, so are the children, unless their number is masked."""
    if row["state"] not in ("value", "masked"):
        return words.number(row["children"])
    return ranges.count(row["children"], "children", "all", row["year"])


def months(rows: Sequence[Row], ranges: Ranges, words: Words) -> Columns:
    """One line per month of the shareable edition: a count, or the range in which it lies."""
    _ = words.text

    def name(row: Row) -> tuple[str, str, int]:
        return "month", row["month"].strftime("%Y-%m"), row["month"].year

    return [
        "month",
        Column(
            _("Incidents"),
            lambda row: ranges.count(row["incidents"], *name(row)),
            numeric=True,
            lead=True,
        ),
        Column(
            _("Confirmed · still possible"),
            _bar(rows, lambda row: ranges.ends(row["incidents"], *name(row))),
            plain=True,
        ),
        Column(_("Pupils"), lambda row: words.number(row["pupils"]) or _("no enrolment"), numeric=True),
        Column(_("Per 1,000 pupils"), lambda row: _rate(row, words), numeric=True),
    ]


def _rate(row: Row, words: Words) -> str:
    if row["incidents"] is None:
        return MASKED
    return words.number(row["rate"], 2) or words.text("no rate")


def _bar(rows: Sequence[Row], ends: Callable[[Row], tuple[int, int | None]]) -> Callable[[Row], Cell]:
    """Counts as bars of one scale: what is certain, and up to where a masked one may reach."""
    highest = max((most if most is not None else least for least, most in map(ends, rows)), default=0) or 1

    def cell(row: Row) -> Cell:
        least, most = ends(row)
        return Cell("", figure=Bar(least / highest, 1.0 if most is None else most / highest))

    return cell


def group_labels(rows: Sequence[Row], by: str, words: Words) -> dict[str, str]:
    """Each group's name."""
    return {row["group"]: labels.coded("incidents", by, row["group"], words) for row in rows}


def group_lines(rows: Sequence[Row]) -> list[Mapping[int | None, Row]]:
    """One line per group: its rows by year. `rows` answers incident_groups."""
    lines: dict[str, dict[int | None, Row]] = {}
    for row in rows:
        lines.setdefault(row["group"], {})[row["year"]] = row
    return list(lines.values())


def groups(
    lines: Sequence[Mapping[int | None, Row]],
    label: Mapping[str, str],
    by: str,
    ranges: Ranges,
    choice: Choice,
    words: Words,
) -> list[Column]:
    """One column per year, the chosen years together where they are several."""
    name = labels.heading("incidents", by, words)
    years = lines[0] if lines else {}
    titles = {year: f"{year}*" if row["partial"] else str(year) for year, row in years.items()}
    titles[None] = words.text("{years} together", years=words.years(choice.years))
    columns = [Column(name, lambda line: label[line[None]["group"]])]
    columns += [
        Column(
            title,
            lambda line, year=year: _cell(line[year], by, ranges, words),  # type: ignore[misc]
            numeric=True,
            lead=year == choice.year,
        )
        for year, title in titles.items()
        if year is not None or len(choice.years) > 1
    ]
    if by == "category":
        columns.append(Column(words.text("4C axis"), lambda line: labels.axis(line[None]["axis"], words)))
    return columns


def _cell(row: Row, by: str, ranges: Ranges, words: Words) -> str:
    if row["state"] == "masked":
        return ranges.count(None, by, row["group"], row["year"])
    return words.number(row["incidents"]) or MARKS[row["state"]].shape
