"""Composes SQL, only here: puts the names of the contract's tables and columns into a text.

Values are never put in; they are bound as parameters.
"""

from __future__ import annotations

import re

_PART = re.compile(r"\$\{(\w+)\}")


def name(identifier: str) -> str:
    """One identifier, quoted."""
    return '"' + identifier.replace('"', '""') + '"'


def names(*identifiers: str) -> str:
    """Several identifiers, quoted, comma-separated."""
    return ", ".join(name(identifier) for identifier in identifiers)


def literal(text: str) -> str:
    """A text of our own as an SQL literal, where a statement takes no parameters."""
    return "'" + text.replace("'", "''") + "'"


def sql(text: str, **parts: str) -> str:
    """`text` with each `${part}` replaced; a part is SQL that this code base wrote itself.

    A `$name` without braces is DuckDB's own parameter and stays.
    """
    return _PART.sub(lambda match: parts[match[1]], text)
