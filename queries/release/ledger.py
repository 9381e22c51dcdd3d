"""The ledger: all that was ever released, so that no later release gives it away.

One entry beside each snapshot that was released, with the exact counts: it stays inside, and outlives the
snapshot. Each entry names the one before it by its SHA-256, and a file names the last: none goes missing
unnoticed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from data.drafts import draft_of
from data.store import SnapshotUnreadable
from queries.release.counts import Cell, Kind, block
from queries.release.edition import EDITION, ENTRY
from queries.release.known import Disclosed

#: How the edition of the form before ends.
EARLIER_EDITION = ".shareable.duckdb"
#: The form of an entry. Entries without one are of the form before, with cells of single schools.
FORM = 2

#: A block of cases: what they are and the year in which they began.
Place = tuple[str, int]


@dataclass(frozen=True)
class Entry:
    """One release: what was told of every block, or, in the form before, every count by year and cell."""

    number: int
    snapshot: str
    disclosed: Mapping[Place, Disclosed] = field(default_factory=dict)
    #: Of the form before: (count, whether it was shown).
    counts: Mapping[int, Mapping[Cell, tuple[int, bool]]] = field(default_factory=dict)

    @property
    def as_of(self) -> date:
        """The day at whose end its cases were read: a snapshot's id begins with it."""
        return date.fromisoformat(self.snapshot[:10])


class Ledger:
    """The releases of one folder, those of the sample apart from those of real data.

    Raises SnapshotUnreadable where an entry is damaged or missing; the message names it and says what to do.
    """

    def __init__(self, folder: Path, sample: bool) -> None:
        self.folder, self.sample = folder, sample
        self._head = folder / ("releases-sample.json" if sample else "releases.json")
        self.entries = self._read()

    def of(self, snapshot: str) -> Entry | None:
        """The entry of this snapshot, if it was released."""
        return next((entry for entry in self.entries if entry.snapshot == snapshot), None)

    def enter(self, snapshot: str, disclosed: Sequence[Disclosed]) -> None:
        """Write a release down, whole or not at all."""
        last = self.entries[-1] if self.entries else None
        entry = {
            "form": FORM,
            "number": last.number + 1 if last else 1,
            "snapshot": snapshot,
            "sample": self.sample,
            "previous": _sha256(self.folder / f"{last.snapshot}{ENTRY}") if last else "",
            "blocks": [_written(each) for each in disclosed],
        }
        path = self.folder / f"{snapshot}{ENTRY}"
        with draft_of(path) as draft:
            draft.write_text(json.dumps(entry, separators=(",", ":")), encoding="utf-8")
        with draft_of(self._head) as draft:
            draft.write_text(json.dumps({"number": entry["number"], "snapshot": snapshot}), encoding="utf-8")

    def _read(self) -> list[Entry]:
        raw = []
        for path in sorted(self.folder.glob(f"*{ENTRY}")):
            try:
                entry = json.loads(path.read_text(encoding="utf-8"))
                if entry["sample"] == self.sample:
                    raw.append((int(entry["number"]), path, entry))
            except (ValueError, KeyError, TypeError, OSError) as error:
                raise _unreadable(path.name, error) from error
        raw.sort(key=lambda numbered: numbered[0])
        self._must_be_whole(raw)
        entries = []
        for _, path, entry in raw:
            try:
                entries.append(_entry(entry))
            except (ValueError, KeyError, TypeError, IndexError) as error:
                raise _unreadable(path.name, error) from error
        return entries

    def _must_be_whole(self, raw: Sequence[tuple[int, Path, Mapping[str, Any]]]) -> None:
        """Every edition has its entry, every entry the one before it, and the last one is there."""
        entries = {path.name.removesuffix(ENTRY) for path in self.folder.glob(f"*{ENTRY}")}
        for edition in sorted(self.folder.glob("*.duckdb")):
            for ending in (EDITION, EARLIER_EDITION):
                if edition.name.endswith(ending) and edition.name.removesuffix(ending) not in entries:
                    raise _missing(
                        edition.name.removesuffix(ending) + ENTRY, f"its edition {edition.name} is there"
                    )
        before: Path | None = None
        for number, path, entry in raw:
            if entry.get("form") == FORM and entry["previous"] != (_sha256(before) if before else ""):
                raise _missing(f"entry number {number - 1}", f"{path.name} comes after it")
            before = path
        try:
            head = json.loads(self._head.read_text(encoding="utf-8")) if self._head.exists() else {}
            last, snapshot = int(head.get("number", 0)), str(head.get("snapshot", ""))
        except (ValueError, AttributeError, TypeError, OSError) as error:
            raise _unreadable(self._head.name, error) from error
        if last > max((number for number, *_ in raw), default=0):
            raise _missing(snapshot + ENTRY, f"{self._head.name} names it as the last")


_RESTORE = "Restore it from a backup; without it a new edition could give away what an earlier one hid"


def _unreadable(name: str, error: Exception) -> SnapshotUnreadable:
    return SnapshotUnreadable(f"{name}, the record of what was released, cannot be read: {error}. {_RESTORE}")


def _missing(name: str, why: str) -> SnapshotUnreadable:
    return SnapshotUnreadable(f"{name}, the record of what was released, is missing: {why}. {_RESTORE}")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _written(disclosed: Disclosed) -> dict[str, Any]:
    """What was told of a block and the cases behind it, as JSON; no upper bound is null."""
    rows, columns = np.nonzero(disclosed.block.of_school)
    return {
        "sort": disclosed.block.sort,
        "year": disclosed.block.year,
        "cells": [
            [*cell, int(least), int(most) if np.isfinite(most) else None]
            for cell, least, most in zip(disclosed.block.cells, disclosed.least, disclosed.most, strict=True)
        ],
        "schools": disclosed.block.schools,
        "kinds": disclosed.block.kinds,
        "cases": [
            [int(school), int(kind), int(disclosed.block.of_school[school, kind])]
            for school, kind in zip(rows, columns, strict=True)
        ],
    }


def _entry(entry: Mapping[str, Any]) -> Entry:
    if entry.get("form") != FORM:
        return Entry(int(entry["number"]), entry["snapshot"], counts=_counts_before(entry["cells"]))
    disclosed = {}
    for each in entry["blocks"]:
        kinds: list[Kind] = [
            (facet, stratum, tuple((table, part, weight) for table, part, weight in adds))
            for facet, stratum, adds in each["kinds"]
        ]
        schools = (*each["schools"], "")
        counted: dict[tuple[Kind, str], int] = {(kind, ""): 0 for kind in kinds}
        for school, kind, cases in each["cases"]:
            counted[kinds[kind], schools[school]] = cases
        cells = [(table, part) for table, part, _, _ in each["cells"]]
        disclosed[each["sort"], each["year"]] = Disclosed(
            block(each["sort"], each["year"], cells, each["schools"], counted),
            np.array([least for *_, least, _ in each["cells"]], dtype=float),
            np.array([np.inf if most is None else most for *_, most in each["cells"]], dtype=float),
        )
    return Entry(int(entry["number"]), entry["snapshot"], disclosed)


def _counts_before(cells: Sequence[Sequence[Any]]) -> dict[int, dict[Cell, tuple[int, bool]]]:
    """The district's counts of an entry of the form before, whose cells are measure|kind|place|year."""
    counts: dict[int, dict[Cell, tuple[int, bool]]] = {}
    for name, count, _, disclosed, hidden in cells:
        measure, kind, place, year = name.split("|")
        if kind == "school" or year == "all":
            continue
        table, _, part = measure.partition(".")
        cell = (measure, place) if kind == "part" else (table, part or "all")
        same = {("single_channel", "all"): ("incidents", "all"), ("void", "all"): ("incidents", "void")}
        for name_now in {cell, same.get(cell, cell)}:
            counts.setdefault(int(year), {})[name_now] = (count, disclosed and not hidden)
    return counts
