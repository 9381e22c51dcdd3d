"""One line per file: whose it is, what it changes, and whether it can be published or must be mended."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pyarrow as pa
import streamlit as st

from data.ready import Sorting
from data.rehearsal import Effect
from pages.kit import downloads, inert, origins
from pages.kit.cells import Cell, Column
from pages.kit.choice import Choice
from pages.kit.marks import MARKS
from pages.kit.table import table
from pages.kit.words import Words
from pages.load import sentences

#: The file whose mistakes are shown, in the session; "" for those of all files.
PICKED = "intake_file"
_STATES = {"ready": MARKS["met"], "waits": MARKS["near"], "mistakes": MARKS["far"]}
_SCHEMA = pa.schema(
    [
        ("file", pa.string()), ("school_id", pa.string()), ("whose", pa.string()), ("year", pa.int64()),
        ("state", pa.string()), ("rows_before", pa.int64()), ("rows_after", pa.int64()),
        ("standing", pa.string()), ("errors", pa.int64()), ("warnings", pa.int64()),
    ]
)  # fmt: skip


def show(checked: Sorting, choice: Choice, words: Words) -> None:
    """The files as they were dropped; a click on a name shows that file's mistakes and its message."""
    _ = words.text
    st.header(_("The files, one by one"), anchor=False)
    st.markdown(sentences.effects(checked.effects, words))
    answer = origins.marked(pa.Table.from_pylist(_lines(checked, words), schema=_SCHEMA), done=["checked"])
    columns = [
        Column(
            _("File"),
            lambda row: row["file"],
            opens=lambda row: row["file"] if row["errors"] or row["warnings"] else "",
        ),
        Column(_("What it is about"), lambda row: row["whose"]),
        Column(_("Year"), lambda row: words.year(row["year"])),
        Column(_("What becomes of it"), lambda row: sentences.state(row["state"], words)),
        Column(_("Rows now"), lambda row: words.number(row["rows_before"]), numeric=True),
        Column(_("Rows after"), lambda row: words.number(row["rows_after"]), numeric=True),
        Column(_("Can it be published?"), lambda row: _standing(row, words), lead=True),
    ]
    alt = _("Each file: whose it is, what it changes, whether it can be published")
    table("effects", columns, inert.rows(answer), words, alt=alt, on_open=_pick)
    downloads.offer("effects", answer, words, choice, columns, title=alt)


def _pick(file: str) -> None:
    st.session_state[PICKED] = file


def _standing(row: dict[str, Any], words: Words) -> Cell:
    text = sentences.standing(row["standing"], row["errors"], row["warnings"], words)
    return Cell("", _STATES[row["standing"]], text)


def _lines(checked: Sorting, words: Words) -> list[dict[str, Any]]:
    effects: dict[str, list[Effect]] = {}
    for effect in checked.effects:
        effects.setdefault(effect.file, []).append(effect)
    found = Counter((problem.file, problem.severity) for problem in checked.problems)
    lines = []
    for name in checked.names:
        errors = found[name, "error"]
        standing = "ready" if name in checked.ready else "mistakes" if errors else "waits"
        facts = {"file": name, "standing": standing, "errors": errors, "warnings": found[name, "warning"]}
        changes = [_changes(effect, words) for effect in effects.get(name, ())]
        lines += [facts | change for change in changes or [{}]]
    return lines


def _changes(effect: Effect, words: Words) -> dict[str, Any]:
    return {
        "school_id": effect.school_id or None,
        "whose": sentences.whose(effect, words),
        "year": effect.year,
        "state": effect.state,
        "rows_before": effect.rows_before,
        "rows_after": effect.rows_after,
    }
