"""The columns of a question, declared once in the header of its .sql file.

A header lists its columns in the order of the answer: by name alone where the column is shared with
other questions (queries/columns.toml), else as a table::

    columns = [
      "school_id", "year",
      {name = "rate", like = "incident_rate", decimals = 2},
      {name = "days_late", kind = "count", title = "Days late", unit = "ngày"},
    ]

Screens, files, the ZIP's datapackage.json and data frames read titles, kinds and units from here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from data.contract import CODES, kinds
from data.contract.kinds import Privacy
from data.contract.reading import DeclarationError, must_be_declared, must_be_one_of
from data.sqlfiles import SqlFile
from data.words import Label, Text

#: The kinds of values. `percent` is 0–100 and `share` 0–1; a `measured` value is in the unit that its
#: row names (percent, count, đồng per pupil); a `month` is its first day; an `id` is a code without words.
Kind = Literal[
    "id", "school", "text", "code", "list", "yes_no", "year", "month", "day", "moment",
    "count", "number", "percent", "share", "money", "measured",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
#: Kinds that cannot be below zero.
_FROM_ZERO = ("count", "percent", "share", "money")
#: The contract's name of each kind, which a data package uses.
_OF_CONTRACT: Mapping[Kind, kinds.Kind] = {
    "id": "id", "school": "id", "text": "text", "code": "choice", "list": "choices", "yes_no": "flag",
    "year": "integer", "month": "date", "day": "date", "moment": "moment", "count": "integer",
    "number": "decimal", "percent": "decimal", "share": "decimal", "money": "money", "measured": "decimal",
}  # fmt: skip
_SHARED = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class Declared:
    """One column of an answer: its name, its kind, and its title.

    `codes` names its list of codes; `decimals` is the number of decimals in text. A `required`
    column is never empty; `child` privacy marks counts and moments of children's cases.
    """

    name: str
    kind: Kind
    title: Label
    unit: str = ""
    decimals: int = 1
    codes: str = ""
    note: Label | None = None
    required: bool = False
    privacy: Privacy = "public"

    @property
    def allowed(self) -> Mapping[str, Label]:
        """Its codes with their words; empty for a column without codes."""
        return code_words(self.codes) if self.codes else {}

    def in_contract(self) -> kinds.Column:
        """The same column as one of the contract, which describes exports."""
        unit = self.unit or ("%" if self.kind == "percent" else "")
        low = 0 if self.kind in _FROM_ZERO else None
        return kinds.Column(
            self.name, _OF_CONTRACT[self.kind], self.title, self.required, self.allowed, unit, low,
            privacy=self.privacy, note=self.note,
        )  # fmt: skip


#: The keys that a declaration may have, with the types of their values.
_KEYS: Mapping[str, tuple[type, ...]] = {
    "name": (str,), "like": (str,), "kind": (str,), "title": (str,), "unit": (str,),
    "decimals": (int,), "codes": (str,), "note": (str,), "required": (bool,), "privacy": (str,),
}  # fmt: skip


def declared(file: SqlFile) -> tuple[Declared, ...]:
    """The columns that a question's header declares; DeclarationError names the file and the column."""
    listed = file.header.get("columns")
    if not isinstance(listed, list) or not listed:
        raise DeclarationError(f"the header of {file.name}.sql lists no columns")
    columns = tuple(_read(one, file.name) for one in listed)
    names = [column.name for column in columns]
    for name in names:
        if names.count(name) > 1:
            raise DeclarationError(f"the header of {file.name}.sql declares the column {name!r} twice")
    for name in file.header.get("key", ()):
        if name not in names:
            raise DeclarationError(f"the key of {file.name}.sql names {name!r}, which is no column of it")
    if not file.header["child"] and any(column.privacy == "child" for column in columns):
        raise DeclarationError(f"{file.name}.sql has a column of children's cases and says child = false")
    return columns


@cache
def code_words(name: str) -> Mapping[str, Label]:
    """The list of codes called `name`, each with its words; KeyError for none."""
    made: Mapping[str, str | Mapping[str, str]] = _shared()["codes"].get(name, {})
    return {
        code: Text(words, f"{_SHARED.name}: {name}.{code}")
        if isinstance(words, str)
        else code_words(words["like"])[code]
        for code, words in made.items()
    } or CODES[name]


@cache
def _shared() -> Mapping[str, Any]:
    return tomllib.loads(_SHARED.read_text(encoding="utf-8"))


def _read(given: str | Mapping[str, Any], file: str) -> Declared:
    """One entry of a header's list, completed from the shared columns."""
    own: dict[str, Any] = {"name": given} if isinstance(given, str) else dict(given)
    where = f"{file}.sql: {own.get('name')}"
    places = dict.fromkeys(own, where)
    if "kind" not in own:
        like = own.get("like", own.get("name"))
        if like not in _shared()["columns"]:
            raise DeclarationError(f"{where}: columns.toml has no column {like!r}, and no kind is given")
        shared = _shared()["columns"][like]
        places = dict.fromkeys(shared, f"{_SHARED.name}: {like}") | places
        own = shared | own
    must_be_declared(own, _KEYS, ("name", "kind", "title"), where)
    must_be_one_of(own["kind"], KINDS, f"{where}: kind")
    must_be_one_of(own.get("privacy", "child"), ["child"], f"{where}: privacy")
    if (own["kind"] == "code") != ("codes" in own):
        raise DeclarationError(f"{where}: a code has codes, and nothing else has")
    if "codes" in own:
        must_be_one_of(own["codes"], [*_shared()["codes"], *CODES], f"{where}: a list of codes")
    own["title"] = Text(own["title"], places["title"])
    if "note" in own:
        own["note"] = Text(own["note"], f"{places['note']}.note")
    own.pop("like", None)
    return Declared(**own)
