"""Amounts and sentences about funds, services and the network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pages.parts import labels
from pages.parts.choice import Choice
from pages.parts.marks import MARKS
from pages.parts.words import Words
from queries import written

Row = Mapping[str, Any]

#: The indicators of this page, in the plan's order.
INDICATORS = (
    "pupils_trained",
    "protective_services",
    "e_resources",
    "products_evaluated",
    "staff_trained",
    "network_coverage",
    "budget_spent",
    "mobilised_share",
    "spending_per_pupil",
)
#: From this amount of đồng on, millions are read.
MILLION = 1_000_000


def millions(value: int | None, words: Words) -> str:
    """456,7 – in millions of đồng; empty where nothing is known, and never a zero for something."""
    if value is None:
        return ""
    # Below 50,000 đồng one decimal would say 0.
    decimals = 0 if value == 0 else 2 if value < MILLION / 20 else 1
    return words.number(value / MILLION, decimals)


def money(value: int | None, words: Words) -> str:
    """456,7 triệu đồng; below a million in đồng; in words where nothing is known."""
    if value is None:
        return words.text("not known")
    if value and value < MILLION:
        return words.text("{amount} đồng", amount=words.number(value))
    return words.text("{amount} million đồng", amount=millions(value, words))


def source(code: str, words: Words) -> str:
    """The name of a source; all of them together."""
    return words.text("All sources") if code == "all" else labels.coded("funding", "source", code, words)


def answer(row: Row, words: Words) -> str:
    """How much was spent of what was planned, for the chosen years."""
    if not row["lines"]:
        return words.text("No funds are on record")
    text = words.text(
        "Spent {spent}, planned {planned}",
        spent=money(row["spent_vnd"], words),
        planned=money(row["planned_vnd"], words),
    )
    return f"{text} ({words.percent(row['spent_share'])})" if row["spent_share"] is not None else text


def silences(row: Row, choice: Choice, words: Words) -> str:
    """What the sums stand on: whose funds, and how many lines lack a figure."""
    whose = (
        words.text("Funds of the chosen schools; the office's own are left out.")
        if choice.schools
        else words.text("Funds of schools with a report and the office's own.")
    )
    counts = {
        "lines": words.number(row["lines"]),
        "planned": words.number(row["without_planned"]),
        "spent": words.number(row["without_spent"]),
    }
    if row["without_planned"] or row["without_spent"]:
        lacking = words.text(
            "Of {lines} lines, {planned} have no planned and {spent} no spent figure: "
            "not known, and not zero.",
            **counts,
        )
    else:
        lacking = words.text("All {lines} lines have both figures.", lines=counts["lines"])
    return f"{whose} {lacking}"


def year(row: Row, choice: Choice, words: Words) -> str:
    """The row's year, starred where partial; the chosen years where it is for them together."""
    if row["year"] is None:
        return words.text("{years} together", years=words.years(choice.years))
    return f"{row['year']}*" if row["partial"] else written.year(row["year"])


def spent_of(row: Row, words: Words) -> str:
    """394,7 / 427,4 – spent and planned, a dash where one is not known."""
    if row["spent_vnd"] is None and row["planned_vnd"] is None:
        return MARKS["no_report"].shape
    return " / ".join(millions(row[name], words) or "–" for name in ("spent_vnd", "planned_vnd"))


def over_years(code: str, rows: Sequence[Row], words: Words) -> str:
    """The takeaway of one source's bars: spent and planned in every year."""
    years = "; ".join(
        words.text(
            "{year}: spent {spent}, planned {planned}",
            year=row["year"],
            spent=money(row["spent_vnd"], words),
            planned=money(row["planned_vnd"], words),
        )
        for row in rows
        if row["year"] is not None
    )
    return f"{source(code, words)} – {years}."


def services(rows: Sequence[Row], words: Words) -> str:
    """The takeaway of the services: how many are used, how many of these were evaluated and approved."""
    if not rows or rows[0]["schools"] is None:
        return words.text("No school has reported, so nothing is known of services in use.")
    used = [row for row in rows if row["schools"]]
    return words.text(
        "{used} of {listed} listed services are in use at {reporting} reporting schools; "
        "of these, {evaluated} were evaluated against the criteria and {approved} are approved.",
        used=len(used),
        listed=len(rows),
        reporting=rows[0]["reporting"],
        evaluated=sum(1 for row in used if row["evaluated"]),
        approved=sum(1 for row in used if row["approved"]),
    )


def network(rows: Sequence[Row], words: Words) -> str:
    """How many units that the indicator counts have a member, and which have none."""
    counted = [row for row in rows if row["counted"]]
    without = [row["unit"] for row in counted if not row["members"]]
    text = words.text(
        "{covered} of {units} communes had an active member",
        covered=len(counted) - len(without),
        units=len(counted),
    )
    return f"{text}. " + (words.text("Without: {names}", names="; ".join(without)) + "." if without else "")
