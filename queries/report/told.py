"""What each footnote says: the definition that the indicator's own file gives, and the snapshot."""

from __future__ import annotations

from typing import Any

from data.contract.choices import CLOCK, DEADLINE_SOURCE, LIMIT_UNIT
from queries.report.asked import Asked
from queries.report.notes import Tell
from queries.report.wording import LANG, Row, day, say


def teller(asked: Asked, *, brief: bool = False) -> Tell:
    """The texts of footnotes; `brief` names the indicator and the snapshot only."""
    definitions = {row["indicator"]: row for row in asked.rows("definitions")}

    def tell(key: str, first: bool) -> str:
        kind, _, name = key.partition(":")
        again = brief or not first
        given: dict[str, Any] = {"id": name, "snapshot": asked.snapshot.id}
        if kind == "question":
            return say("note", "question", **given)
        if again:
            return say("note", f"{kind}_again", **given)
        if kind == "clock":
            return say("note", "clock", span=say("span", name), rules=rules(asked, name), **given)
        return say("note", "indicator", **given, **_definition(definitions[name]))

    return tell


def rules(asked: Asked, clock: str) -> str:
    """Every limit that held in the year, with its basis and, where it changed, from or until when."""
    return say("note", "rule_join").join(
        say(
            "note",
            "rule",
            limit=_limit(row),
            source=_source(row),
            basis=row["basis"],
            since=_since(row, asked),
        )
        for row in _held(asked, clock)
    )


def limits(asked: Asked, clock: str) -> str:
    """The limits alone: 3 giờ đến hết ngày 24/12/2024; 24 giờ từ ngày 25/12/2024."""
    return say("note", "rule_join").join(_limit(row) + _since(row, asked) for row in _held(asked, clock))


def _source(row: Row) -> str:
    """Pháp luật, huyện or Kế hoạch, where the basis does not say so itself."""
    source = DEADLINE_SOURCE[row["source"]].in_language(LANG)
    return "" if row["basis"].startswith(source) else say("note", "source", source=source.lower())


def _held(asked: Asked, clock: str) -> list[Row]:
    period = asked.period
    return [
        row
        for row in asked.rows("pages/clock_rules")
        if row["clock"] == clock
        and row["valid_from"] <= period["ends_on"]
        and (row["valid_to"] is None or row["valid_to"] >= period["starts_on"])
    ]


def _limit(row: Row) -> str:
    return f"{row['limit']} {LIMIT_UNIT[row['unit']].in_language(LANG)}"


def clock_name(clock: str) -> str:
    """Gỡ bỏ nội dung."""
    return CLOCK[clock].in_language(LANG)


def _since(row: Row, asked: Asked) -> str:
    """Until when a limit held that ended in the year, or from when one that began in it."""
    if row["valid_to"] is not None and row["valid_to"] < asked.period["ends_on"]:
        return say("note", "until", day=day(row["valid_to"]))
    if row["valid_from"] > asked.period["starts_on"]:
        return say("note", "since", day=day(row["valid_from"]))
    return ""


def _definition(row: Row) -> dict[str, str]:
    below = row["denominator_text"]
    return {
        "numerator": row["numerator_text"],
        "denominator": say("note", "divided", denominator=below[:1].lower() + below[1:]) if below else "",
        "note": f" {row['note']}." if row["note"] else "",
    }
