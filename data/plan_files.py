"""Selects the files of the plan's tables: the last one sent for each, at first the program's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from data.contract import PLAN_TABLES
from data.intake import read_file
from data.intake.delivery import FileRead
from data.intake.words import fold

NAMES = frozenset(table.name for table in PLAN_TABLES)


def first_plan(folder: Path) -> tuple[FileRead, ...]:
    """The CSVs of the folder, one for each of the plan's tables, in the contract's order."""
    names = [f"{table.name}.csv" for table in PLAN_TABLES]
    return tuple(read_file(folder / name, name) for name in names)


def may_hold_plan(name: str) -> bool:
    """Whether a file of this name may hold a table of the plan: a workbook, or a CSV named after one."""
    return not _is_csv(name) or _stem(name) in NAMES


def in_force(files: Iterable[FileRead]) -> tuple[FileRead, ...]:
    """The files in force for the plan's tables, each with those sheets only; `files` are in the order sent.

    A CSV replaces its whole table, even without rows; an empty sheet of a workbook replaces nothing. A file
    that can no longer be read stays, for its problems.
    """
    sent = list(files)
    givers = {table: file for file in sent for table in _given(file)}
    narrowed = []
    for file in sent:
        tables = {table for table, giver in givers.items() if giver is file}
        if tables or (not file.sheets and not _is_csv(file.name)):
            narrowed.append(_narrowed(file, tables))
    return tuple(narrowed)


def _given(file: FileRead) -> set[str]:
    if _is_csv(file.name):
        return {_stem(file.name)} & NAMES
    return {sheet.table for sheet in file.sheets if sheet.table in NAMES and not sheet.is_empty}


def _narrowed(file: FileRead, tables: set[str]) -> FileRead:
    """The file with these tables only and without its sender."""
    sheets = tuple(sheet for sheet in file.sheets if sheet.table in tables)
    titles = {sheet.title for sheet in sheets}
    problems = tuple(problem for problem in file.problems if not problem.sheet or problem.sheet in titles)
    return replace(file, book=None, sheets=sheets, problems=problems)


def _is_csv(name: str) -> bool:
    return name.lower().endswith(".csv")


def _stem(name: str) -> str:
    return fold(Path(name.replace("\\", "/")).stem)
