"""Sentences of the export: what a tier means, what is inside, how it is checked."""

from __future__ import annotations

from collections.abc import Sequence

from data.contract import TABLES
from pages.kit.words import Words
from queries.export.answers import ANSWERS
from queries.export.archive import Made
from queries.export.contents import Preview
from queries.export.selection import Selection


def title(file: str, words: Words) -> str:
    """A file's title in the reader's language: Vụ việc theo tháng."""
    table = ANSWERS[file].table if file in ANSWERS else TABLES[file]
    return table.label.in_language(words.lang)


def tier(tier: str, words: Words) -> str:
    """What it means to hand on in this tier."""
    if tier == "shareable":
        return words.text(
            "For whoever is outside: counts of 1–4 of children's cases are told as ranges or masked (c), "
            "and so are those that would give them away; neither single cases nor one school's cases are "
            "told. Repeated exports give nothing away together."
        )
    return words.text(
        "For named leaders only: exact counts, every case with its id. This file must not leave the office; "
        "choose the shareable edition for everybody else. Every export is logged."
    )


def inside(preview: Preview, selection: str, tier: str, words: Words) -> str:
    """One ZIP for 2025, the whole district: 26 tables, 3,557 rows, 469 masked values."""
    counted = {"files": words.number(len(preview.lines)), "rows": words.number(preview.rows)}
    if tier == "internal":
        return words.text(
            "One ZIP for {selection}: {files} tables, {rows} rows, exact.", selection=selection, **counted
        )
    return words.text(
        "One ZIP for {selection}: {files} tables, {rows} rows, {masked} masked values.",
        selection=selection,
        masked=words.number(preview.masked),
        **counted,
    )


def withheld(files: Sequence[str], words: Words) -> str:
    """The titles of the files that the tier does not offer."""
    return words.text(
        "Not handed on in this tier, or not for single schools: {tables}.",
        tables=", ".join(title(file, words) for file in files),
    )


def made(found: Made, size: int, words: Words) -> str:
    """What was made, once it is."""
    return words.text(
        "Exported: {files} files, {rows} rows, {size} kB. "
        "SHA-256 of manifest.json, which stands for all of it:",
        files=words.number(len(found.entries) + 1),
        rows=words.number(found.rows),
        size=words.number(size / 1000),
    )


def method(selection: Selection, words: Words) -> list[str]:
    """What lies beside the tables, what is left out, and how whoever receives the file checks it."""
    facts = [
        words.text(
            "Beside the tables: README.txt in both languages; datapackage.json with every column's type, "
            "title, unit and key; and manifest.json with the filters, the day, the snapshot and each file's "
            "SHA-256 and row count. No moment of making is written: the same figures and choice "
            "give the same file."
        ),
        words.text(
            "`python -m data verify FILE.zip` says, without a network, which file was edited, is missing, "
            "extra or cut short. It believes the manifest inside. To be sure of that too, tell the receiver "
            "the manifest's SHA-256 by another way than the file: "
            "`python -m data verify FILE.zip --manifest SHA256` compares. "
            "The same file comes from `python -m data export --out FILE.zip`."
        ),
    ]
    return [*facts, *([withheld(selection.withheld, words)] if selection.withheld else [])]
