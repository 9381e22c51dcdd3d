"""A table as it is shown, as headings and cells for a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pages.kit import inert
from pages.kit.grid import Cell, Column
from pages.kit.words import Words
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
        found += _column(column, rows, words)
    cells = [texts for _, texts in found]
    return Sheet([heading for heading, _ in found], list(zip(*cells, strict=True)))


def _column(column: Column, rows: Sequence[Any], words: Words) -> list[tuple[str, list[str]]]:
    heading, status, note = inert.as_text(column.title), words.text("Status"), words.text("Note")
    cells = [_read(column.content(row), words) for row in rows]
    if column.plain:
        # Of a figure a file can hold no more than the words beside it.
        told = [" · ".join(filter(None, cell)) for cell in cells]
        return [(heading, told)] if any(told) else []
    notes = [text for *_, text in cells]
    beside = [(f"{heading} – {note}", notes)] if any(notes) else []
    if any(isinstance(text, Written) and word for text, word, _ in cells):
        found = [(heading, [text for text, *_ in cells])]
        return [*found, (f"{heading} – {status}", [word for _, word, _ in cells]), *beside]
    return [(heading, [_joined(text, word) for text, word, _ in cells]), *beside]


def _read(content: str | Cell | None, words: Words) -> tuple[str, str, str]:
    """A cell's text, or its number; its mark in words; its note."""
    if not isinstance(content, Cell):
        return _plain(content or ""), "", ""
    word = content.word or (words.text(content.mark.word) if content.mark else "")
    return _plain(content.text), _plain(word), _plain(content.note)


def _joined(text: str, word: str) -> str:
    """Both, or the one that there is: a number alone stays one."""
    return f"{text} · {word}" if text and word else text or word


def _plain(text: str) -> str:
    return text if isinstance(text, Written) else inert.as_text(text)
