"""What the tables of Nguồn lực hold: funds, what was built up with them, services, the network."""

from __future__ import annotations

from collections.abc import Sequence

from pages.kit import cells, labels, phrases
from pages.kit.cells import Bar, Cell, Column, Columns, Line, Row
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.resources import sentences

#: What was built up with the funds: the indicators of funds, training, services and network.
BUILT = (
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


def funds(rows: Sequence[Row], sources: Sequence[Row], words: Words) -> list[Column]:
    """Planned and spent from each of the `sources`, and spent in every year; `rows` answer `funding`."""
    _ = words.text
    by_year = cells.by_year(rows, "source")
    decimals = sentences.decimals(sources)

    def source(row: Row) -> Cell:
        every = _("All sources") if row["source"] == "all" else ""
        name = every or labels.coded("funding", "source", row["source"], words)
        return Cell(name, note=sentences.lacking(row, words))

    def million(title: str, column: str) -> Column:
        return Column(title, lambda row: sentences.millions(row[column], decimals, words), numeric=True)

    def share(row: Row) -> Cell:
        percent = row["spent_share"]
        figure = None if percent is None else Bar(min(percent / 100, 1.0))
        return Cell(words.percent(percent), figure=figure)

    return [
        Column(_("Source"), source),
        million(_("Planned (million đồng)"), "planned_vnd"),
        million(_("Spent (million đồng)"), "spent_vnd"),
        Column(_("Spent of planned"), share),
        Column(
            _("Spent, {years}", years=cells.span(by_year["all"])),
            lambda row: _spent(by_year[row["source"]]),
            plain=True,
        ),
    ]


def _spent(years: Sequence[Row]) -> Cell:
    """What was spent in every year, from 0 to the most of this source."""
    amounts = [row["spent_vnd"] for row in years]
    top = max(filter(None, amounts), default=0)
    if not top:
        return Cell("")
    values = tuple(None if amount is None else amount / top for amount in amounts)
    return Cell("", figure=Line(values, tuple(row["partial"] for row in years)))


def built(rows: Sequence[Row], choice: Choice, words: Words) -> list[Column]:
    """Value, verdict, years and change of each indicator; `rows` answer `indicator_years`."""
    return [*cells.indicators(rows, choice, words), *cells.compared(choice, words)]


def services(words: Words) -> Columns:
    """Each service with its users, criteria and approval."""
    _ = words.text

    def service(row: Row) -> Cell:
        kind = labels.coded("services", "kind", row["kind"], words)
        return Cell(row["service"], note=kind if row["vietnamese"] else " · ".join((kind, _("foreign"))))

    def evaluated(row: Row) -> Cell:
        """The day of the evaluation, the criteria met, and whether the service is approved."""
        met = words.part(row["criteria_met"], row["criteria_total"])
        approved = _("approved") if row["approved"] else _("not approved")
        note = " · ".join((_("criteria {met}", met=met), approved)) if met else approved
        return Cell(words.day(row["evaluated_on"]) or _("not evaluated"), note=note)

    return [
        Column(_("Service in use"), service),
        Column(_("Schools"), lambda row: words.part(row["schools"], row["reporting"]), numeric=True),
        Column(_("Evaluated"), evaluated),
        "pupils",
        "parents",
    ]


def network(words: Words) -> Columns:
    """Each unit with its active bodies; one of a part of the year says since or until when it existed."""

    def unit(row: Row) -> Cell:
        since = "" if row["counted"] else words.text("since {day}", day=words.day(row["valid_from"]))
        ended = row["valid_to"] and row["valid_to"].year <= row["year"]
        until = words.text("until {day}", day=words.day(row["valid_to"])) if ended else ""
        return Cell(row["unit"], note=phrases.joined(since, until))

    def kinds(row: Row) -> str:
        codes = filter(None, (row["kinds"] or "").split(";"))
        return ", ".join(labels.coded("network_members", "kind", code, words) for code in codes)

    return [Column(words.text("Commune"), unit), "members", Column(words.text("Which"), kinds)]
