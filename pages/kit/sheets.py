"""A table as it is shown, as headings and cells for a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pages.kit.table import Cell, Column
from pages.parts import inert
from pages.parts.words import Words
from queries.sheets import Sheet
from queries.written import Written


def as_shown(
    columns: Sequence[Column], rows: Sequence[Any], words: Words, group: Callable[[Any], str] | None = None
) -> Sheet:
    """All rows in the columns that hold text, under their headings on screen.

    What stands beside a number in its cell, a verdict or a note, has a column of its own behind it. The
    heading under which a row stands (`group`) comes first.
    """
    found = [(words.text("Group"), [inert.as_text(group(row)) for row in rows])] if group else []
    for column in columns:
        if not column.plain:
            found += _column(column, rows, words)
    cells = [texts for _, texts in found]
    return Sheet([heading for heading, _ in found], list(zip(*cells, strict=True)))


def _column(column: Column, rows: Sequence[Any], words: Words) -> list[tuple[str, list[str]]]:
    heading = inert.as_text(column.title)
    cells = [_read(column.content(row), words) for row in rows]
    if any(isinstance(text, Written) and beside for text, beside in cells):
        status = f"{heading} – {words.text('Status')}"
        return [(heading, [text for text, _ in cells]), (status, [beside for _, beside in cells])]
    return [
        (
            heading,
            [text if not beside else " · ".join(filter(None, (text, beside))) for text, beside in cells],
        )
    ]


def _read(content: str | Cell | None, words: Words) -> tuple[str, str]:
    """A cell's text, or its number, and what stands beside it in words."""
    if not isinstance(content, Cell):
        return _plain(content or ""), ""
    word = content.word or (words.text(content.mark.word) if content.mark else "")
    return _plain(content.text), " · ".join(_plain(part) for part in (word, content.note) if part)


def _plain(text: str) -> str:
    return text if isinstance(text, Written) else inert.as_text(text)
