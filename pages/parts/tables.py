"""Tables on screen and as CSV: one writer for both, so that what is saved is what is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit.table import FIRST, MOST, Column, table
from pages.parts import access, answers, blocks, csv_files, inert
from pages.parts.doors import leaving
from pages.parts.filters import Choice
from pages.parts.words import Words
from queries.csvtext import csv_text


def show(
    key: str,
    answer: pa.Table,
    columns: Sequence[Column],
    words: Words,
    choice: Choice,
    *,
    alt: str,
    first: int = FIRST,
) -> None:
    """The table with its `first` rows, its CSV buttons below it, and names open their school."""
    _rows(key, answer, columns, words, alt, first)
    downloads(key, answer, words, choice)


def twin(
    key: str,
    answer: pa.Table,
    columns: Sequence[Column],
    words: Words,
    choice: Choice,
    *,
    alt: str,
    label: str = "",
) -> None:
    """The table behind the figure above it, folded; its CSV buttons stay in sight."""
    title = label or words.text("The same as a table")
    blocks.details(key, title, lambda: _rows(key, answer, columns, words, alt))
    downloads(key, answer, words, choice)


def _rows(
    key: str, answer: pa.Table, columns: Sequence[Column], words: Words, alt: str, first: int = FIRST
) -> None:
    rows = inert.rows(answer.slice(0, MOST))
    table(key, columns, rows, words, alt=alt, total=answer.num_rows, first=first)


def downloads(key: str, answer: pa.Table, words: Words, choice: Choice) -> None:
    """The two CSV buttons: commas for everyone, semicolons and decimal commas for Vietnamese Excel."""
    tier, visitor = access.reader().tier_for(choice.schools), access.visitor()
    stem = file_stem(key, _years(answer) or choice.years, choice, answers.as_of(), tier)
    csv_files.offer(f"{stem}.csv", answer, tier)
    with st.container(horizontal=True, gap="small", key=f"{key}_csv"):
        for delimiter, label, ending in (
            (",", words.text("CSV"), ""),
            (";", words.text("CSV for Excel (;)"), "_excel"),
        ):
            st.download_button(
                label,
                data=partial(
                    leaving.table,
                    partial(csv_bytes, answer, delimiter),
                    visitor,
                    snapshot=answers.held()[0],
                    tier=tier,
                    table=key,
                    filters={"years": list(choice.years), "schools": list(choice.schools)},
                ),
                file_name=f"{stem}{ending}.csv",
                mime="text/csv",
                key=f"{key}_csv_{'comma' if delimiter == ',' else 'semicolon'}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )


def csv_bytes(answer: pa.Table, delimiter: str = ",") -> bytes:
    """The answer as the one writer writes it, with the BOM by which Excel knows UTF-8."""
    return csv_text(answer, delimiter=delimiter, line_end="\r\n").encode("utf-8-sig")


def file_stem(key: str, years: Sequence[int], choice: Choice, as_of: str, tier: str) -> str:
    """What, which years, which schools, as of when, for whom: goals_2025_MAU-01_as-of-2025-12-31_internal."""
    span = f"{years[0]}-{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    where = choice.school or "-".join(part for part in (choice.level, choice.unit) if part) or "all"
    return re.sub(r"[^A-Za-z0-9._-]+", "-", "_".join((key, span, where, f"as-of-{as_of}", tier)))


def _years(answer: pa.Table) -> list[int]:
    """The first and the last year that the rows tell of, whatever was chosen."""
    if "year" not in answer.column_names:
        return []
    ends = pc.min_max(answer["year"]).as_py()
    return sorted({year for year in (ends["min"], ends["max"]) if year is not None})
