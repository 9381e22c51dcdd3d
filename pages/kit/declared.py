"""A column as its question declares it: heading, how its values are written, which side they stand at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pages.kit.grid import Column, Columns, Row, school_id
from pages.kit.words import Words
from queries import question
from queries.columns import Declared

#: Kinds whose values stand at the right.
_NUMERIC = ("count", "number", "percent", "share", "money", "measured", "day", "moment")


def declared_columns(columns: Columns, questions: Sequence[str], words: Words) -> list[Column]:
    """The columns of a table; one that is named only, as the first question that has it declares it."""
    known = {column.name: column for name in reversed(questions) for column in question(name).columns}
    return [declared(known[column], words) if isinstance(column, str) else column for column in columns]


def declared(column: Declared, words: Words) -> Column:
    """The column for a table; a school's name opens its page."""
    opens = school_id if column.name == "school" else None
    title = column.title.in_language(words.lang)
    return Column(title, lambda row: _text(column, row, words), column.kind in _NUMERIC, opens)


def _text(column: Declared, row: Row, words: Words) -> str:
    value: Any = row[column.name]
    match column.kind:
        case "count":
            return words.number(value)
        case "number":
            return words.number(value, column.decimals)
        case "percent":
            return words.percent(value)
        case "share":
            return words.percent(None if value is None else 100 * value)
        case "money":
            return words.amount(value, "vnd")
        case "measured":
            return words.amount(value, row["unit"])
        case "year":
            return words.year(value)
        case "month":
            return words.month(value)
        case "day":
            return words.day(value)
        case "moment":
            return words.moment(value)
        case "code":
            return column.allowed[value].in_language(words.lang) if value else ""
        case "list":
            return "; ".join(value or ())
        case "yes_no":
            return "" if value is None else words.text("yes") if value else words.text("no")
        case _:
            return str(value or "")
