"""The choice of an export: years, schools, files and tier, and the files that the tier offers."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from data.contract import INTAKE_TABLES, TABLES
from data.store import Snapshot
from data.words import Text, text
from pages.documents.export.answers import ANSWERS, Shelf
from queries import Reader, Tier, UnknownParameter, offered

#: Every file of an export by name, in the order of its lists.
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
        """The reader's tier; internal for a principal only with the own school."""
        return self.reader.tier_for(self.schools)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The chosen files that this tier offers for these schools, by name."""
        return tuple(name for name in self._selected if self._offers(name))

    @property
    def withheld(self) -> tuple[str, ...]:
        """The chosen files that this tier does not offer, by name."""
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
        is_public = all(column.privacy == "public" for column in table.columns)
        if self.reader.tier_for(()) == "internal" or is_public:
            return True
        # Where every row belongs to a school, a choice of schools filters the whole table.
        of_schools = name in _INTAKE and (bool(table.owner) or "incident_id" in table.names)
        return self.tier == "internal" and of_schools


class UnknownChoice(UnknownParameter):
    """The snapshot has no such year or school, or an export no such file; names the nearest ones."""

    _WHAT = {
        "year": Text("year"),
        "school": Text("school"),
        "file": Text("table"),
    }

    def __init__(self, what: str, value: object, known: Iterable[object]) -> None:
        self.what, self.value = what, str(value)
        names = sorted(map(str, known))
        self.nearest = difflib.get_close_matches(self.value, names, n=5, cutoff=0.3) or names[:8]
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        """The unknown value and the nearest known ones, in `lang`."""
        return text(
            "no {what} {value!r} to export; the nearest: {nearest}",
            lang,
            what=self._WHAT[self.what],
            value=self.value,
            nearest=", ".join(self.nearest),
        )


def shelf(name: str) -> Shelf:
    """The group of this file."""
    if name in ANSWERS:
        return ANSWERS[name].shelf
    return "tables" if name in _INTAKE else "plan"


def must_be_known(selection: Selection, snapshot: Snapshot) -> None:
    """Raise UnknownChoice for the first unknown year, school or file."""
    known: tuple[tuple[str, Iterable[object], Collection[object]], ...] = (
        ("year", selection.years, snapshot.years),
        ("school", selection.schools, snapshot.school_ids),
        ("file", selection.files, FILES),
    )
    for what, chosen, there in known:
        for value in chosen:
            if value not in there:
                raise UnknownChoice(what, value, there)
