"""Reads SQL files that begin with a TOML header, one definition per file.

A file looks like this::

    /*---
    question = "Which schools ...?"
    ---*/
    SELECT ...
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.words import Text

#: The folder of questions, marts and indicators.
QUERIES = Path(__file__).resolve().parent.parent / "queries"

_OPENS, _CLOSES = "/*---\n", "\n---*/\n"


class HeaderError(ValueError):
    """A SQL file whose header is missing or is not TOML."""


@dataclass(frozen=True)
class SqlFile:
    """One SQL file: its name (without ending), the header as a mapping, and the SQL below it."""

    name: str
    header: Mapping[str, Any]
    sql: str

    def label(self, key: str) -> Text:
        """The text that the header declares under `key`; empty where it declares none."""
        return Text(self.header.get(key, ""), f"{self.name}.sql: {key}")


def read_sql(path: Path) -> SqlFile:
    """Read one file; HeaderError names the file and what is wrong with its header."""
    text = path.read_text(encoding="utf-8")
    head, closes, body = text.removeprefix(_OPENS).partition(_CLOSES)
    if not text.startswith(_OPENS) or not closes:
        raise HeaderError(f"{path.name} does not begin with a /*--- TOML ---*/ header")
    try:
        return SqlFile(path.stem, tomllib.loads(head), body.strip())
    except tomllib.TOMLDecodeError as error:
        raise HeaderError(f"the header of {path.name} is not TOML: {error}") from error


def read_folder(folder: Path) -> dict[str, SqlFile]:
    """Every .sql file directly in `folder`, by name, in alphabetical order."""
    return {path.stem: read_sql(path) for path in sorted(folder.glob("*.sql"))}
