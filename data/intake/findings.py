"""The problems of one file while it is read, limited so that no file can flood the report."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.contract import CONTRACT_VERSION
from data.problems import Problem
from data.words import Label

#: The most problems that are listed of one file; one more problem counts the rest.
LIMIT = 10_000


class RefusedError(Exception):
    """The file as a whole cannot be read: the message code, and the values of the message."""

    def __init__(self, code: str, **values: str | Label) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass
class Findings:
    """Problems of the file called `file`, in order of reading; `contract` as in `Problem`."""

    file: str
    contract: str = ""
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0

    def add(self, code: str, sheet: str = "", row: int = 0, column: str = "", **values: str | Label) -> None:
        """Note one problem at its place."""
        if len(self.problems) < LIMIT:
            self.problems.append(Problem(code, self.file, sheet, row, column, values, self.contract))
        else:
            self.left_out += 1

    @property
    def is_earlier(self) -> bool:
        """Whether the file was published under an earlier version of the contract."""
        return bool(self.contract) and int(self.contract) < int(CONTRACT_VERSION)

    def blocks(self, code: str) -> bool:
        """Whether such a problem blocks publishing; if not, the cell keeps its value."""
        return Problem(code, self.file, contract=self.contract).severity == "error"

    def refuse(self, refused: RefusedError, sheet: str = "", row: int = 0) -> None:
        """Note why the file or one of its sheets cannot be read."""
        self.add(refused.code, sheet, row, "", **refused.values)

    def all(self) -> tuple[Problem, ...]:
        """Every listed problem, and one that counts the rest."""
        if not self.left_out:
            return tuple(self.problems)
        more = Problem("more_problems", self.file, values={"actual": str(self.left_out)})
        return (*self.problems, more)
