"""A problem of a file: its place, its code, and its message to the sender."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from data.sqlfiles import read_folder

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
    wrote it. `values` fill the message, e.g. actual, expected. `contract` is the version of the
    contract under which the file was published before, "" for a new file.
    """

    code: str
    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    contract: str = ""

    @property
    def severity(self) -> Severity:
        """Whether it blocks publishing ("error") or is published and counted ("warning").

        A rule does not block files that were published before the rule existed.
        """
        warns = _messages()[self.code].get("severity") == "warning"
        return "warning" if warns or is_newer(self.code, self.contract) else "error"

    def message(self, lang: str = "vi") -> str:
        """The actual and the expected value in words, in `lang`."""
        values = {name: _Value(value) for name, value in self.values.items()}
        return _messages()[self.code]["en" if lang == "en" else "vi"].format_map(values)

    def line(self, lang: str = "vi", *, with_file: bool = True) -> str:
        """The problem on one line: file · sheet · row · column: message; with or without the file."""
        row = f"{'row' if lang == 'en' else 'dòng'} {self.row}" if self.row else ""
        file = self.file if with_file else ""
        place = " · ".join(part for part in (file, self.sheet, row, self.column) if part)
        mark = {
            "error": {"vi": "LỖI", "en": "ERROR"},
            "warning": {"vi": "Cảnh báo", "en": "Warning"},
        }
        return f"{place}: {mark[self.severity][lang]} – {self.message(lang)}".removeprefix(": ")


def is_newer(code: str, contract: str) -> bool:
    """Whether the rule is newer than `contract`, the version under which the file was published."""
    return bool(contract) and int(_messages()[code].get("since", "0")) > int(contract)


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """All problems in reading order: by file, sheet, row, column; each once.

    Of the same problem in a published file and in a new copy of it, the blocking one stays.
    """
    unique = {
        (p.file, p.sheet, p.row, p.column, p.code, tuple(sorted(p.values.items()))): p
        for p in sorted(problems, key=lambda problem: problem.severity, reverse=True)
    }
    return [unique[key] for key in sorted(unique)]


@cache
def _messages() -> dict[str, dict[str, str]]:
    """Every message by code: messages.toml, and the `message` of each check's own header."""
    with (HERE / "messages.toml").open("rb") as file:
        messages: dict[str, dict[str, str]] = tomllib.load(file)
    for name, check in read_folder(HERE / "checks" / "sense").items():
        facts = {key: check.header[key] for key in ("severity", "since") if key in check.header}
        messages[name] = dict(check.header["message"]) | facts
    return messages
