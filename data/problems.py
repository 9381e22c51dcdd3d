"""A problem of a file: its place, its code, and its message to the sender."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from data.sqlfiles import read_folder
from data.words import HOME, Label, Text, text

Severity = Literal["error", "warning"]
HERE = Path(__file__).parent


class _Value(str):
    """A value of a message: `{actual:.}` writes a whole number with this sign between its thousands."""

    def __format__(self, sign: str) -> str:
        return f"{int(self):,}".replace(",", sign) if sign else str(self)


@dataclass(frozen=True)
class Problem:
    """One problem and its place, as exact as possible.

    `code` names the message: an entry of messages.toml or a file of checks/sense/. `file` and
    `sheet` are as the sender named them ("" when there is none), `row` is the row number that
    a spreadsheet shows (0 when the problem has none), `column` is the header as the sender
    wrote it. `values` fill the message, e.g. actual, expected; a label does so in the reader's
    language. `contract` is the version of the contract under which the file was published before,
    "" for a new file.
    """

    code: str
    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    values: Mapping[str, str | Label] = field(default_factory=dict)
    contract: str = ""

    @property
    def severity(self) -> Severity:
        """Whether it blocks publishing ("error") or is published and counted ("warning").

        A rule does not block files that were published before the rule existed.
        """
        warns = _messages()[self.code].get("severity") == "warning"
        return "warning" if warns or is_newer(self.code, self.contract) else "error"

    def message(self, lang: str = HOME) -> str:
        """The actual and the expected value in words, in `lang`."""
        message: Text = _messages()[self.code]["message"]
        return message.in_language(
            lang,
            **{
                name: _Value(value) if isinstance(value, str) else value
                for name, value in self.values.items()
            },
        )

    def line(self, lang: str = HOME, *, with_file: bool = True) -> str:
        """The problem on one line: file · sheet · row · column: message; with or without the file."""
        row = text("row {row}", lang, row=self.row) if self.row else ""
        file = self.file if with_file else ""
        place = " · ".join(part for part in (file, self.sheet, row, self.column) if part)
        mark = text("ERROR", lang) if self.severity == "error" else text("Warning", lang)
        return f"{place}: {mark} – {self.message(lang)}".removeprefix(": ")


def is_newer(code: str, contract: str) -> bool:
    """Whether the rule is newer than `contract`, the version under which the file was published."""
    return bool(contract) and int(_messages()[code].get("since", "0")) > int(contract)


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """All problems in reading order: by file, sheet, row, column; each once.

    Of the same problem in a published file and in a new copy of it, the blocking one stays.
    """
    unique = {
        (p.file, p.sheet, p.row, p.column, p.code, _plain(p.values)): p
        for p in sorted(problems, key=lambda problem: problem.severity, reverse=True)
    }
    return [unique[key] for key in sorted(unique)]


def _plain(values: Mapping[str, str | Label]) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted((name, v if isinstance(v, str) else v.in_language(HOME)) for name, v in values.items())
    )


@cache
def _messages() -> Mapping[str, Mapping[str, Any]]:
    """Every message by code, with its facts: from messages.toml and from each check's own header."""
    declared = tomllib.loads((HERE / "messages.toml").read_text(encoding="utf-8"))
    declared |= {name: check.header for name, check in read_folder(HERE / "checks" / "sense").items()}
    return {code: {**one, "message": Text(one["message"])} for code, one in declared.items()}
