"""The ledger: what was ever released, so that no later release gives it away.

One file per edition beside the snapshots, with the exact counts: it stays inside, and outlives the
snapshot that it was made from.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from data.store import SnapshotUnreadable
from queries.disclosure.system import Cell, Constraint, System

#: One release with its mask.
Release = tuple[System, np.ndarray]


@dataclass(frozen=True)
class Ledger:
    """The releases of one folder, those of the sample apart from those of real data."""

    folder: Path
    sample: bool

    def before(self, snapshot_id: str) -> list[Release]:
        """What was released, oldest first, apart from this snapshot's own.

        Raises SnapshotUnreadable, with the file's name, where an entry is damaged.
        """
        return [
            release for _, release in sorted(self._entries(snapshot_id), key=lambda numbered: numbered[0])
        ]

    def enter(self, snapshot_id: str, system: System, masked: np.ndarray) -> None:
        """Write an edition down, whole or not at all; once more is the same."""
        entry = {
            "number": max((number for number, _ in self._entries(snapshot_id)), default=0) + 1,
            "snapshot": snapshot_id,
            "sample": self.sample,
            "threshold": system.threshold,
            "zeros_shown": system.zeros_shown,
            "cells": [
                [cell.name, cell.count, cell.cost, cell.told, bool(hidden)]
                for cell, hidden in zip(system.cells, masked, strict=True)
            ],
            # No upper bound is written as null.
            "constraints": [
                [
                    [list(term) for term in bound.terms],
                    bound.low,
                    bound.high if np.isfinite(bound.high) else None,
                ]
                for bound in system.constraints
            ],
        }
        path = self.folder / f"{snapshot_id}.released.json"
        draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        try:
            draft.write_text(json.dumps(entry, separators=(",", ":")), encoding="utf-8")
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def _entries(self, but: str) -> list[tuple[int, Release]]:
        found = []
        for path in sorted(self.folder.glob("*.released.json")):
            try:
                entry = json.loads(path.read_text(encoding="utf-8"))
                if entry["sample"] == self.sample and entry["snapshot"] != but:
                    found.append((int(entry["number"]), _release(entry)))
            except (ValueError, KeyError, TypeError, OSError) as error:
                raise SnapshotUnreadable(
                    f"{path.name}, the record of what was released, cannot be read: {error}. Restore it from "
                    "a backup; without it a new edition could give away what an earlier one hid"
                ) from error
        return found


def _release(entry: dict[str, Any]) -> Release:
    system = System(
        tuple(Cell(name, count, cost, told) for name, count, cost, told, _ in entry["cells"]),
        tuple(
            Constraint(tuple((name, times) for name, times in terms), low, np.inf if high is None else high)
            for terms, low, high in entry["constraints"]
        ),
        threshold=entry["threshold"],
        zeros_shown=entry["zeros_shown"],
    )
    return system, np.array([hidden for *_, hidden in entry["cells"]], dtype=bool)
