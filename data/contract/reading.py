"""Strict reading of declarations in TOML: every key is known, every value has its type, every name exists.

`read_codes` and `read_tables` read the files of the contract; the headers of questions use the same checks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from data.contract.kinds import Column, Kind, Privacy, Sender, Table
from data.words import FIRST_LANGS, LANGS, Label, Text, language

_LIKE = Path(__file__).with_name("like.toml")
#: The keys of a column's declaration, with the types of their values.
_COLUMN: Mapping[str, tuple[type, ...]] = {
    "like": (str,), "kind": (str,), "label": (str,), "required": (bool,), "allowed": (str, list),
    "unit": (str,), "low": (int, float), "high": (int, float), "refers": (str,), "privacy": (str,),
    "note": (str,), "may_be_future": (bool,), "answers": (dict,), "form": (str,),
    "in_every_language": (bool,),
}  # fmt: skip
_TABLE: Mapping[str, tuple[type, ...]] = {
    "label": (str,), "note": (str,), "key": (list,), "columns": (dict,), "senders": (list,),
    "formerly": (list,), "dated": (str,), "prefilled": (list,),
}  # fmt: skip


class DeclarationError(ValueError):
    """A declaration is not valid; the message names the file, the entry, the value and what is allowed."""


def read_codes(path: Path) -> Mapping[str, Mapping[str, Label]]:
    """Every list of allowed values in a file: by name, the codes with their labels."""
    return {
        name: {code: declared_text(words, f"{path.name}: {name}.{code}") for code, words in codes.items()}
        for name, codes in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }


def read_tables(
    paths: Sequence[Path], codes: Mapping[str, Mapping[str, Label]], like: Path = _LIKE
) -> dict[str, Table]:
    """The tables of these files, in their order; DeclarationError for a declaration that is not valid."""
    shared = tomllib.loads(like.read_text(encoding="utf-8"))
    tables: dict[str, Table] = {}
    for path in paths:
        for name, given in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if name in tables:
                raise DeclarationError(f"{path.name}: there are two tables {name}")
            tables[name] = _table(name, given, path, shared, codes)
    for table in tables.values():
        _must_hang_together(table, tables)
    return tables


def _table(
    name: str,
    given: Mapping[str, Any],
    path: Path,
    shared: Mapping[str, Mapping[str, Any]],
    codes: Mapping[str, Mapping[str, Label]],
) -> Table:
    where = f"{path.name}: {name}"
    must_be_declared(given, _TABLE, ("label", "note", "key", "columns"), where)
    columns = tuple(
        _column(column, declared, shared, codes, f"{where}.{column}")
        for column, declared in _in_every_language(given["columns"], where)
    )
    for sender in (*given.get("senders", ()), *given.get("formerly", ())):
        must_be_one_of(sender, get_args(Sender), f"{where}: a sender")
    lists = {key: tuple(given.get(key, ())) for key in ("key", "senders", "formerly", "prefilled")}
    label, note = Text(given["label"], where), Text(given["note"], f"{where}.note")
    return Table(name, path.stem, label, note, columns=columns, dated=given.get("dated", ""), **lists)


def _in_every_language(
    columns: Mapping[str, Mapping[str, Any]], where: str
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The declared columns; a column `title` that is in every language becomes title_vi, title_en …"""
    for name, declared in columns.items():
        if not declared.get("in_every_language"):
            yield name, declared
            continue
        must_be_declared(declared, _COLUMN, ("label",), f"{where}.{name}")
        for lang in LANGS:
            own = {**declared, "label": f"{declared['label']} ({language(lang)})"}
            yield f"{name}_{lang}", own if lang in FIRST_LANGS else own | {"required": False}


def _column(
    name: str,
    declared: Mapping[str, Any],
    shared: Mapping[str, Mapping[str, Any]],
    codes: Mapping[str, Mapping[str, Label]],
    where: str,
) -> Column:
    like = declared.get("like")
    if like is not None and like not in shared:
        raise DeclarationError(f"{where} is like {like!r}, which is not in {_LIKE.name}")
    given = {**shared.get(like or "", {}), **declared}
    must_be_declared(given, _COLUMN, ("kind", "label"), where)
    for of_declaration in ("like", "in_every_language"):
        given.pop(of_declaration, None)
    must_be_one_of(given["kind"], get_args(Kind), f"{where}: kind")
    must_be_one_of(given.get("privacy", "internal"), get_args(Privacy), f"{where}: privacy")
    if (given["kind"] in ("choice", "choices")) != ("allowed" in given):
        raise DeclarationError(f"{where}: a choice has `allowed`, and nothing else has")
    label = Text(given.pop("label"), _place("label", declared, where))
    note = Text(given.pop("note"), _place("note", declared, where) + ".note") if "note" in given else None
    allowed = given.pop("allowed", [])
    lists = allowed if isinstance(allowed, list) else [allowed]
    answers = given.pop("answers", {})
    for listed in (*lists, *answers.values()):
        must_be_one_of(listed, codes, f"{where}: a list of codes")
    return Column(
        name,
        label=label,
        note=note,
        allowed={code: words for listed in lists for code, words in codes[listed].items()},
        answers={column: tuple(codes[listed]) for column, listed in answers.items()},
        **given,
    )


def _place(key: str, declared: Mapping[str, Any], where: str) -> str:
    """Where a column's text is declared: at the column, or at the shared column that it is like."""
    return where if key in declared else f"{_LIKE.name}: {declared['like']}"


def _must_hang_together(table: Table, tables: Mapping[str, Table]) -> None:
    """DeclarationError unless all columns exist that the table or its columns name."""
    for name in _named_columns(table):
        must_be_one_of(name, table.names, f"{table.file}.toml: {table.name} names a column")
    for column in table.columns:
        if column.refers:
            other, _, name = column.refers.partition(".")
            where = f"{table.file}.toml: {table.name}.{column.name} refers to"
            must_be_one_of(other, tables, f"{where} a table")
            must_be_one_of(name, tables[other].names, f"{where} a column of {other}")


def _named_columns(table: Table) -> Iterator[str]:
    yield from (*table.key, *table.prefilled, *filter(None, [table.dated]))
    for column in table.columns:
        yield from column.answers


def must_be_declared(
    given: Mapping[str, Any], types: Mapping[str, tuple[type, ...]], needed: Iterable[str], where: str
) -> None:
    """DeclarationError unless each key is filled with one of its `types` and no `needed` key is missing."""
    for key, value in given.items():
        must_be_one_of(key, types, f"{where}: a key")
        if type(value) not in types[key] or value in ("", [], {}):
            raise DeclarationError(f"{where}: {key} cannot be {value!r}")
    for key in needed:
        if key not in given:
            raise DeclarationError(f"{where} lacks {key}")


def declared_text(words: Any, where: str) -> Text:
    """The text declared at this place; DeclarationError where it is none or blank."""
    if not isinstance(words, str) or not words.strip():
        raise DeclarationError(f"{where} needs its words in English, and has {words!r}")
    return Text(words, where)


def must_be_one_of(value: object, known: Iterable[object], where: str) -> None:
    """DeclarationError, which lists the `known` values, unless `value` is one of them."""
    if value not in (options := list(known)):
        raise DeclarationError(f"{where} cannot be {value!r}; there are: {', '.join(map(str, options))}")
