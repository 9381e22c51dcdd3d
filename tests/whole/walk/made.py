"""What a CSV must hold, asked again by the command that the page tells: cell by cell, as values."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from data.contract import TABLES
from data.store import Snapshot
from pages.documents.export.contents import preview
from pages.documents.export.selection import Selection
from queries import Reader, ask
from queries.__main__ import main
from tests import ROOT
from tests.whole.walk.views import CHOICES, Command, Csv, View

Row = dict[str, Any]
#: A spreadsheet runs a cell that begins with one of these; a number may begin with a sign.
RUNS = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def answer(snapshot: Snapshot, command: Command) -> pa.Table:
    """The command's answer, in this process; asked once."""
    key = (snapshot.path, command.words)
    if key not in _KNOWN:
        _KNOWN[key] = _answered(snapshot, command)
    return _KNOWN[key]


_KNOWN: dict[tuple[Path, tuple[str, ...]], pa.Table] = {}


def _answered(snapshot: Snapshot, command: Command) -> pa.Table:
    return ask(
        snapshot,
        command.question,
        years=command.years,
        schools=command.schools,
        params=command.params,
        reader=Reader(tier="shareable" if command.tier == "shareable" else "internal"),
    )


def by_command_line(
    snapshot: Snapshot, command: Command, capsys: pytest.CaptureFixture[str]
) -> list[dict[str, str]]:
    """The same as the command prints it."""
    capsys.readouterr()
    assert main([*command.words[2:], "--into", str(snapshot.path.parent)]) == 0
    printed = capsys.readouterr().out
    return list(csv.DictReader(io.StringIO(printed, newline=""), strict=True))


def typed(rows: Iterable[Mapping[str, str]], kinds: Mapping[str, pa.DataType]) -> list[Row]:
    """The rows of a CSV as values of the columns' kinds; an empty cell is nothing, and no text."""
    return [{name: _value(cell, kinds[name]) for name, cell in row.items()} for row in rows]


def expected(view: View, one: Csv, snapshot: Snapshot) -> tuple[list[Row], dict[str, pa.DataType]]:
    """The rows that the CSV must hold, and its columns with their kinds."""
    if not one.commands:
        return _previewed(view, snapshot)
    answers = [answer(snapshot, command) for command in one.commands]
    rows, kinds = answers[0].to_pylist(), {field.name: field.type for field in answers[0].schema}
    for what in one.done:
        rows, kinds = DONE[what](rows, kinds, answers[1:], one, view)
    return rows, kinds


def _no_sum(rows: list[Row], kinds: Any, beside: Any, one: Csv, view: View) -> Any:
    assert len(CHOICES[view.choice]["year"]) == 1
    return [row for row in rows if row["year"] is not None], kinds


def _these_indicators(rows: list[Row], kinds: Any, beside: Any, one: Csv, view: View) -> Any:
    """Whole indicators only: every row of one that is there."""
    there = {row["indicator"] for row in one.rows()}
    assert there
    return [row for row in rows if row["indicator"] in there], kinds


def _labelled(rows: list[Row], kinds: dict[str, Any], beside: Any, one: Csv, view: View) -> Any:
    allowed = TABLES["incidents"].column(one.commands[0].params["by"]).allowed
    named = [
        {
            **row,
            "label": allowed[row["group"]].in_language("en") if row["group"] in allowed else "Not recorded",
        }
        for row in rows
    ]
    return named, {**kinds, "label": pa.string()}


def _these_schools(rows: list[Row], kinds: dict[str, Any], beside: Any, one: Csv, view: View) -> Any:
    chosen = chosen_schools(view)
    stands = {row["school_id"]: row for row in beside[0].to_pylist()}
    more = {
        name: beside[0].schema.field(name).type
        for name in ("school", "years", "reported", "known", "with_pupils", "sessions")
    }
    return [
        {**row, **{name: stands[row["school_id"]][name] for name in more}}
        for row in rows
        if not chosen or row["school_id"] in chosen
    ], {**kinds, **more}


def _with_values(rows: list[Row], kinds: dict[str, Any], beside: Any, one: Csv, view: View) -> Any:
    """Each paragraph beside each year of its indicator, and all together where several are chosen; once without any."""
    values, of_values = beside[0].to_pylist(), {field.name: field.type for field in beside[0].schema}
    if len(CHOICES[view.choice]["year"]) == 1:
        values = [row for row in values if row["year"] is not None]
    names = list(one.rows()[0])
    every = {**of_values, **kinds}
    made = []
    for row in rows:
        own = [value for value in values if value["indicator"] == row["indicator"]]
        made += [
            {name: row[name] if name in row else value[name] for name in names}
            for value in own or [dict.fromkeys(of_values)]
        ]
    return made, {name: every[name] for name in names}


def _standing_out(rows: list[Row], kinds: Any, beside: Any, one: Csv, view: View) -> Any:
    return [row for row in rows if row["position"] != "inside"], kinds


def _cases_only(rows: list[Row], kinds: Any, beside: Any, one: Csv, view: View) -> Any:
    return [row for row in rows if row["clock"] != "report"], kinds


DONE: dict[str, Callable[..., tuple[list[Row], dict[str, pa.DataType]]]] = {
    "no_sum": _no_sum,
    "these_indicators": _these_indicators,
    "with_values": _with_values,
    "these_schools": _these_schools,
    "labelled": _labelled,
    "standing_out": _standing_out,
    "cases_only": _cases_only,
}


def chosen_schools(view: View) -> frozenset[str]:
    """The schools of the walk's choice, read from the sample's register; none for all."""
    chosen = CHOICES[view.choice]
    if "school" not in chosen and "level" not in chosen:
        return frozenset()
    with (ROOT / "data" / "sample" / "schools.csv").open(encoding="utf-8-sig", newline="") as file:
        return frozenset(
            row["school_id"]
            for row in csv.DictReader(file)
            if chosen.get("school") in (None, row["school_id"])
            and chosen.get("level") in (None, row["level"])
            and chosen.get("unit") in (None, f"{row['successor_code']}-2025")
        )


def _previewed(view: View, snapshot: Snapshot) -> tuple[list[Row], dict[str, pa.DataType]]:
    """The list of an export's files: of no question, but counted from the export itself."""
    chosen = Selection(
        tuple(map(int, CHOICES[view.choice]["year"])),
        tuple(sorted(chosen_schools(view))),
        reader=Reader(tier="shareable" if view.tier == "shareable" else "internal"),
    )
    rows = [
        {
            "path": line.path,
            "title": line.table.label.in_language("en"),
            "rows": line.rows,
            "masked": line.masked,
        }
        for line in preview(snapshot, chosen)
    ]
    return rows, {"path": pa.string(), "title": pa.string(), "rows": pa.int64(), "masked": pa.int64()}


def _value(cell: str, kind: pa.DataType) -> Any:
    if cell == "":
        return None
    if pa.types.is_boolean(kind):
        return {"1": True, "0": False}[cell]
    if pa.types.is_integer(kind):
        return int(cell)
    if pa.types.is_floating(kind):
        return float(cell)
    if pa.types.is_date(kind):
        return date.fromisoformat(cell)
    if pa.types.is_timestamp(kind):
        return datetime.fromisoformat(cell)
    return cell


def plain(value: Any) -> Any:
    """A value of an answer as its CSV can hold it: to the minute, lists as text, no text to be run."""
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if value == "":
        return None
    return f"'{value}" if isinstance(value, str) and value.lstrip().startswith(RUNS) else value
