"""The changes of the plan: each row of its tables that differs from the active snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
from babel.numbers import format_decimal

from data.contract import PLAN_TABLES, Column, Label, Table
from data.sqlfiles import QUERIES, read_folder
from data.sqltext import name, names, sql
from data.store import NoSnapshot, SnapshotUnreadable, Store
from data.words import HOME, each, text

Row = Mapping[str, object]
_NOTHING = each(lambda _: "–")
_UNITS = {"percent": " %", "vnd": " đ"}


@dataclass(frozen=True)
class PlanChange:
    """One row of the plan that is new, removed or changed: its table, its subject, before and after.

    All are texts in every language: "Pupils reached 2025", "–", "90 % (District target)".
    """

    table: str
    about: Label
    before: Label
    after: Label

    def line(self, lang: str) -> str:
        """The whole change on one line: Targets · pupils_reached 2025: – → 90 % (District target)."""
        title = next(table.label for table in PLAN_TABLES if table.name == self.table)
        parts = (label.in_language(lang) for label in (title, self.about, self.before, self.after))
        return "{} · {}: {} → {}".format(*parts)


def plan_changes(connection: duckdb.DuckDBPyConnection, store: Store) -> tuple[PlanChange, ...]:
    """The changes of the plan against the active snapshot; none where no snapshot can be read."""
    try:
        snapshot = store.open(store.active_id(), outdated=True)
        try:
            with snapshot.cursor() as before:
                return tuple(
                    change for table in PLAN_TABLES for change in _changes(table, before, connection)
                )
        finally:
            snapshot.close()
    except (NoSnapshot, SnapshotUnreadable):
        return ()


def _changes(
    table: Table, before: duckdb.DuckDBPyConnection, after: duckdb.DuckDBPyConnection
) -> Iterator[PlanChange]:
    try:
        columns = before.table(table.name).columns
    except duckdb.CatalogException:
        return  # an older snapshot without this table
    shared = [column for column in table.columns if column.name in columns]
    was, now = _rows(table, shared, before), _rows(table, shared, after)
    for key in sorted({*was, *now}):
        old, new = was.get(key), now.get(key)
        if old != new:
            yield _change(table, shared, old, new)


def _rows(
    table: Table, columns: Sequence[Column], connection: duckdb.DuckDBPyConnection
) -> dict[tuple[str, ...], Row]:
    known = [column.name for column in columns]
    query = sql("SELECT ${columns} FROM ${table}", columns=names(*known), table=name(table.name))
    rows = (dict(zip(known, row, strict=True)) for row in connection.execute(query).fetchall())
    # There is one plan: a changed number does not make another row.
    key = () if table.name == "plan" else table.key
    return {tuple(str(row[column]) for column in key): row for row in rows}


def _change(table: Table, columns: Sequence[Column], old: Row | None, new: Row | None) -> PlanChange:
    row = new or old or {}
    about = _ABOUT.get(table.name, _key)(table, row)
    if table.name in _WHOLE:
        write = _WHOLE[table.name]
        before, after = (write(table, side) if side else _NOTHING for side in (old, new))
    else:
        changed = [
            column
            for column in columns
            if not (old and new and old[column.name] == new[column.name])
            and ((old and new) or column.name not in table.key)
        ]
        before, after = (_cells(changed, side) if side else _NOTHING for side in (old, new))
    return PlanChange(table.name, about, before, after)


def _cells(columns: Sequence[Column], row: Row) -> Label:
    return each(
        lambda lang: "; ".join(
            f"{column.label.in_language(lang)}: {_text(column, row, lang)}" for column in columns
        )
    )


def _key(table: Table, row: Row) -> Label:
    columns = [table.column(key) for key in table.key]
    return each(lambda lang: " ".join(_text(column, row, lang) for column in columns))


def _target(table: Table, row: Row) -> Label:
    units = {code: file.header["unit"] for code, file in read_folder(QUERIES / "indicators").items()}
    unit = _UNITS.get(units.get(str(row["indicator"]), ""), "")
    value, source = table.column("value"), table.column("source")
    return each(lambda lang: f"{_text(value, row, lang)}{unit} ({_text(source, row, lang)})")


def _deadline(table: Table, row: Row) -> Label:
    def write(lang: str) -> str:
        limit, unit, last, basis = (
            _text(table.column(column), row, lang) for column in ("limit", "unit", "valid_to", "basis")
        )
        until = " " + text("until {last}", lang, last=last) if row["valid_to"] else ""
        return f"{limit} {unit}{until} ({basis})"

    return each(write)


def _of_deadline(table: Table, row: Row) -> Label:
    def write(lang: str) -> str:
        clock, first = (_text(table.column(column), row, lang) for column in ("clock", "valid_from"))
        return text("{clock} from {first}", lang, clock=clock, first=first)

    return each(write)


def _of_plan(table: Table, row: Row) -> Label:
    return each(lambda lang: str(row.get(f"short_title_{lang}") or row[f"short_title_{HOME}"]))


def _text(column: Column, row: Row, lang: str) -> str:
    value = row[column.name]
    if value is None:
        return "–"
    if isinstance(value, bool):
        return text("yes", lang) if value else text("no", lang)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return format_decimal(value, "0.######", locale=lang)
    if column.name == "indicator":
        known = read_folder(QUERIES / "indicators").get(str(value))
        return known.label("title").in_language(lang) if known else str(value)
    if column.name == "assumption" and row.get(f"label_{lang}"):
        return str(row[f"label_{lang}"])
    label = column.allowed.get(str(value))
    return label.in_language(lang) if label else str(value)


#: The subject of a row, and its text where this is not just the list of its cells.
_ABOUT: Mapping[str, Callable[[Table, Row], Label]] = {"deadlines": _of_deadline, "plan": _of_plan}
_WHOLE: Mapping[str, Callable[[Table, Row], Label]] = {"targets": _target, "deadlines": _deadline}
