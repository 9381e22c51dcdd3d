"""What Nguồn lực says in words, and how amounts are written."""

from __future__ import annotations

from collections.abc import Sequence

from pages.kit.cells import Row
from pages.kit.choice import Choice
from pages.kit.words import N_, Words

#: From this amount of đồng on, millions are read.
MILLION = 1_000_000
#: How many lines of funds there are, and how many of them lack a figure.
LACKING = {
    "lines": N_("{count} lines"),
    "without_planned": N_("{count} with no planned figure"),
    "without_spent": N_("{count} with no spent figure"),
}


def decimals(rows: Sequence[Row]) -> int:
    """With how many decimals a table writes millions: one, or as many as its smallest amount needs."""
    amounts = [row[name] for row in rows for name in ("planned_vnd", "spent_vnd") if row[name]]
    smallest = min(amounts, default=MILLION)
    # Below 50,000 đồng one decimal would say 0.
    return 1 if smallest >= MILLION // 20 else 2


def millions(value: int | None, decimals: int, words: Words) -> str:
    """1.456,7 – in millions of đồng; empty where nothing is known."""
    return "" if value is None else words.number(value / MILLION, decimals)


def money(value: int | None, words: Words) -> str:
    """456,7 triệu đồng; below a million in đồng; in words where nothing is known."""
    if value is None:
        return words.text("not known")
    if value < MILLION:
        return words.text("{amount} đồng", amount=words.number(value))
    return words.text("{amount} million đồng", amount=millions(value, 1, words))


def answer(row: Row, words: Words) -> str:
    """How much was spent of what was planned, for the chosen years."""
    if not row["lines"]:
        return words.text("No funds are on record")
    spent, planned = money(row["spent_vnd"], words), money(row["planned_vnd"], words)
    text = words.text("Spent {spent}, planned {planned}", spent=spent, planned=planned)
    return f"{text} ({words.percent(row['spent_share'])})" if row["spent_share"] is not None else text


def complete(row: Row, words: Words) -> str:
    """How many lines of funds lack a figure; `row` is that of all sources."""
    lines, planned, spent = (words.number(row[name]) for name in LACKING)
    text = N_("All {lines} lines of funds have both figures.") if row["lines"] else ""
    if row["without_planned"] or row["without_spent"]:
        text = N_(
            "Of {lines} lines of funds, {planned} have no planned and {spent} no spent figure: "
            "not known, and not zero."
        )
    return words.text(text, lines=lines, planned=planned, spent=spent)


def lacking(row: Row, words: Words) -> str:
    """Under a source: how many lines it has, and how many of them lack a figure."""
    counts = {name: words.number(row[name]) for name in LACKING if row[name] or name == "lines"}
    return " · ".join(words.text(LACKING[name], count=count) for name, count in counts.items())


def method(choice: Choice, words: Words) -> str:
    """Whose funds are counted, which schools use a service, which communes have a network."""
    whose = N_("Funds of schools with a report and the office's own.")
    if choice.schools:
        whose = N_("Funds of the chosen schools; the office's own are left out.")
    rest = (
        N_("Spent of planned: of lines that have both figures. A line: one source of one payer."),
        N_("Services: schools with a report that use them, out of those with a report."),
        N_(
            "Network: for the whole district, whatever schools are chosen. Counted: units that existed on "
            "the year's first day; units made later in the year stand below them, with their first day."
        ),
    )
    return " ".join(map(words.text, (whose, *rest)))


def services(rows: Sequence[Row], words: Words) -> str:
    """The takeaway of the services: how many are used, how many of these were evaluated and approved."""
    if not rows or rows[0]["schools"] is None:
        return words.text("No school has reported, so nothing is known of services in use.")
    used = [row for row in rows if row["schools"]]
    evaluated, approved = (sum(row[fact] for row in used) for fact in ("evaluated", "approved"))
    return words.text(
        "{used} of {listed} listed services are in use at {reporting} reporting schools; "
        "of these, {evaluated} were evaluated against the criteria and {approved} are approved.",
        used=len(used),
        listed=len(rows),
        reporting=rows[0]["reporting"],
        evaluated=evaluated,
        approved=approved,
    )


def network(rows: Sequence[Row], words: Words) -> str:
    """How many units that the indicator counts have a member, and which have none."""
    counted = [row for row in rows if row["counted"]]
    without = [row["unit"] for row in counted if not row["members"]]
    covered, units = len(counted) - len(without), len(counted)
    text = words.text("{covered} of {units} communes had an active member", covered=covered, units=units)
    return f"{text}. " + (words.text("Without: {names}", names="; ".join(without)) + "." if without else "")
