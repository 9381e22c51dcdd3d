"""manifest.json: the source and choice of an export, with the SHA-256 and rows of each file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.store import Snapshot
from data.words import LANGS
from pages.documents.export.selection import Selection
from queries import ask
from queries.csvtext import csv_text

NAME = "manifest.json"
#: Raised by one whenever the manifest's keys change.
FORMAT = 1


@dataclass(frozen=True)
class Entry:
    """One file in the manifest: `rows` without the header; None for a file that is not a table."""

    path: str
    sha256: str
    size: int
    rows: int | None = None
    masked: int = 0


def manifest(snapshot: Snapshot, selection: Selection, entries: Sequence[Entry]) -> bytes:
    """The manifest's bytes, without any time: the same snapshot and choice give the same bytes."""
    facts = {
        "format": FORMAT,
        "snapshot": snapshot.id,
        "as_of": snapshot.as_of.isoformat(),
        "sample": snapshot.sample,
        "contract_version": snapshot.contract_version,
        "definitions_version": definitions_version(snapshot),
        "tier": selection.tier,
        "filters": filters(selection),
        "not_offered_in_tier": list(selection.withheld),
        "masked": sum(entry.masked for entry in entries),
        "files": [_facts(entry) for entry in entries],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1).encode() + b"\n"


def filters(selection: Selection) -> dict[str, list[Any]]:
    """The choice for the manifest and the log; an empty list means all."""
    return {
        "years": sorted(selection.years),
        "schools": sorted(selection.schools),
        "files": sorted(selection.files),
    }


def definitions_version(snapshot: Snapshot) -> str:
    """Twelve digits that change whenever a definition of an indicator does."""
    digest = hashlib.sha256()
    for lang in LANGS:
        digest.update(csv_text(ask(snapshot, "definitions", params={"lang": lang})).encode())
    return digest.hexdigest()[:12]


def _facts(entry: Entry) -> dict[str, Any]:
    facts: dict[str, Any] = {"path": entry.path, "sha256": entry.sha256, "bytes": entry.size}
    return facts if entry.rows is None else {**facts, "rows": entry.rows, "masked": entry.masked}
