"""datapackage.json: every file's columns, types, labels, units and keys (Frictionless Data Package)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from data.contract.kinds import Column, Kind, Table
from data.store import Snapshot
from data.words import HOME, LANGS, Label, each, text
from pages.documents.export.contents import Line
from pages.documents.export.readme import short_title
from pages.documents.export.selection import Selection

_TYPES: dict[Kind, dict[str, Any]] = {
    "id": {"type": "string"},
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "money": {"type": "integer"},
    "flag": {"type": "boolean", "trueValues": ["1"], "falseValues": ["0"]},
    "date": {"type": "date", "format": "%Y-%m-%d"},
    "moment": {"type": "datetime", "format": "%Y-%m-%d %H:%M"},
    "choice": {"type": "string"},
    "choices": {"type": "string"},
}


def datapackage(snapshot: Snapshot, selection: Selection, lines: Sequence[Line]) -> bytes:
    """The package's descriptor; the same lines always give the same bytes."""
    there = {line.table.name for line in lines}
    plan = short_title(snapshot)
    title = each(lambda lang: text("{plan}: an export of the figures", lang, plan=plan))
    described = {
        "name": f"child-protection-online-{snapshot.id}-{selection.tier}",
        "id": snapshot.id,
        "title": title.in_language(HOME),
        "titles": _titles(title),
        "version": snapshot.contract_version,
        "keywords": ["as-of " + snapshot.as_of.isoformat(), selection.tier],
        "resources": [_resource(line, there) for line in lines],
    }
    return json.dumps(described, ensure_ascii=False, indent=1).encode() + b"\n"


def _resource(line: Line, there: set[str]) -> dict[str, Any]:
    return {
        "name": line.table.name,
        "path": line.path,
        "type": "table",
        "title": line.table.label.in_language(HOME),
        "titles": _titles(line.table.label),
        "description": " / ".join(map(line.table.note.in_language, LANGS)),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": _schema(line.table, there),
    }


def _schema(table: Table, there: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if foreign := [_foreign(column) for column in table.columns if _holds(column, there)]:
        schema["foreignKeys"] = foreign
    return schema


def _field(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        **_TYPES[column.kind],
        "title": column.label.in_language(HOME),
        "titles": _titles(column.label),
        "description": column.note and " / ".join(map(column.note.in_language, LANGS)),
        "unit": column.unit,
        "constraints": _constraints(column),
        "codes": {code: _titles(label) for code, label in column.allowed.items()},
    }
    return {name: fact for name, fact in described.items() if fact}


def _constraints(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.kind == "choice" and column.allowed:
        constraints["enum"] = list(column.allowed)
    if column.kind == "choices" and column.allowed:
        one = "(" + "|".join(column.allowed) + ")"
        constraints["pattern"] = f"^{one}(; {one})*$"
    whole = column.kind in ("integer", "money")
    for limit, value in (("minimum", column.low), ("maximum", column.high)):
        if value is not None:
            constraints[limit] = int(value) if whole else value
    return constraints


def _holds(column: Column, there: set[str]) -> bool:
    """Whether the package has the table that a column refers to, with all rows that are referred to.

    False for a payer, which may be the office and not a school, and for the incident of a removal, whose
    year or school may not be chosen.
    """
    return column.refers.split(".")[0] in there and column.name not in ("payer", "incident_id")


def _foreign(column: Column) -> dict[str, Any]:
    table, _, field = column.refers.partition(".")
    return {"fields": [column.name], "reference": {"resource": table, "fields": [field]}}


def _titles(label: Label) -> dict[str, str]:
    return {lang: label.in_language(lang) for lang in LANGS}
