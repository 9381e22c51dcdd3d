"""What is asked for: years, schools, files and tier, and which files that tier offers."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from data.contract import INTAKE_TABLES, TABLES
from data.contract.kinds import Table
from data.store import Snapshot
from queries import Reader, Tier, UnknownParameter, offered
from queries.export.answers import ANSWERS, Shelf

#: Every file that an export can hold, by name, in the order in which it lists them.
FILES: tuple[str, ...] = (*ANSWERS, *TABLES)
_INTAKE = frozenset(table.name for table in INTAKE_TABLES)


@dataclass(frozen=True)
class Selection:
    """One choice: years, schools and files (empty: all of them), for one reader."""

    years: tuple[int, ...] = ()
    schools: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    reader: Reader = field(default_factory=Reader)

    @property
    def tier(self) -> Tier:
        """Whether counts are exact or masked; a principal's are exact for the own school alone."""
        return self.reader.tier_for(self.schools)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The names of the files asked for that this tier offers, for these schools."""
        return tuple(name for name in self._selected if self._offers(name))

    @property
    def withheld(self) -> tuple[str, ...]:
        """The names of the files asked for that this tier does not offer."""
        return tuple(name for name in self._selected if not self._offers(name))

    @property
    def _selected(self) -> tuple[str, ...]:
        nothing_masked = self.reader.tier_for(()) == "internal"
        return tuple(
            name
            for name in FILES
            if (not self.files or name in self.files)
            and not (nothing_masked and name in ANSWERS and ANSWERS[name].of_masked)
        )

    def _offers(self, name: str) -> bool:
        if name in ANSWERS:
            answer = ANSWERS[name]
            return offered(answer.question, self.reader, schools=self.schools, **answer.params)
        table = TABLES[name]
        if self.reader.tier_for(()) == "internal" or is_public(table):
            return True
        return self.tier == "internal" and is_of_schools(table)


class UnknownChoice(UnknownParameter):
    """The snapshot has no such year or school, or an export no such file; says the nearest ones."""

    _WHAT = {
        "year": ("năm", "year"),
        "school": ("trường", "school"),
        "file": ("bảng", "table"),
    }

    def __init__(self, what: str, value: object, known: Iterable[object]) -> None:
        self.what, self.value = what, str(value)
        names = sorted(map(str, known))
        self.nearest = difflib.get_close_matches(self.value, names, n=5, cutoff=0.3) or names[:8]
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        """What is not known, and what is, in `lang`."""
        vi, en = self._WHAT[self.what]
        nearest = ", ".join(self.nearest)
        if lang == "en":
            return f"no {en} {self.value!r} to export; the nearest: {nearest}"
        return f"không có {vi} {self.value!r} để xuất; gần nhất: {nearest}"


def is_public(table: Table) -> bool:
    """Whether every column of a table may leave as it is."""
    return all(column.privacy == "public" for column in table.columns)


def is_of_schools(table: Table) -> bool:
    """Whether every row belongs to a school, so that a choice of schools narrows the whole table down."""
    return table.name in _INTAKE and (bool(table.owner) or "incident_id" in table.names)


def shelf(name: str) -> Shelf:
    """The group in which a reader finds this file."""
    if name in ANSWERS:
        return ANSWERS[name].shelf
    return "tables" if name in _INTAKE else "plan"


def must_be_known(selection: Selection, snapshot: Snapshot) -> None:
    """Raise UnknownChoice for the first year, school or file that there is not."""
    known: tuple[tuple[str, Iterable[object], Collection[object]], ...] = (
        ("year", selection.years, snapshot.years),
        ("school", selection.schools, snapshot.school_ids),
        ("file", selection.files, FILES),
    )
    for what, chosen, there in known:
        for value in chosen:
            if value not in there:
                raise UnknownChoice(what, value, there)
