"""Tables on screen and as CSV: one writer for both, so that what is saved is what is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.parts import access, answers, blocks, csv_files, inert, schools
from pages.parts.doors import leaving
from pages.parts.filters import Choice
from pages.parts.words import Words
from queries.csvtext import csv_text

Row = Mapping[str, Any]
Height = int | Literal["auto", "content"]
#: Figure space: as wide as a digit, so that right-aligned numbers also sort as numbers.
_PAD = "\u2007"
#: The height of a row, in pixels, in which long texts go over several lines: the framework breaks lines only
#: in rows higher than four times the font.
SEVERAL_LINES = 62
#: How many rows a table shows at most: more are not read on a screen, only waited for. The CSV holds all.
MOST = 1000


@dataclass(frozen=True)
class Column:
    """One column on screen: its heading, how a row is said in it, and which way it leans."""

    title: str
    said: Callable[[Row], str]
    numeric: bool = False
    width: Literal["small", "medium", "large"] | int | None = None
    school: bool = False


def show(
    key: str,
    answer: pa.Table,
    columns: Sequence[Column],
    words: Words,
    choice: Choice,
    *,
    alt: str,
    height: Height = "content",
    row_height: int | None = None,
) -> None:
    """The table, its CSV buttons below it, and each school's name a button to its profile.

    With the `row_height` SEVERAL_LINES, long texts are broken instead of cut.
    """
    _grid(key, answer, columns, words, alt, height, row_height)
    downloads(key, answer, words, choice)


def twin(
    key: str,
    answer: pa.Table,
    columns: Sequence[Column],
    words: Words,
    choice: Choice,
    *,
    alt: str,
    height: Height = "content",
    label: str = "",
) -> None:
    """The table behind the figure above it, folded; its CSV buttons stay in sight."""
    blocks.details(
        key,
        label or words.text("The same as a table"),
        lambda: _grid(key, answer, columns, words, alt, height),
    )
    downloads(key, answer, words, choice)


def _grid(
    key: str,
    answer: pa.Table,
    columns: Sequence[Column],
    words: Words,
    alt: str,
    height: Height,
    row_height: int | None = None,
) -> None:
    rows = inert.rows(answer.slice(0, MOST))
    shown = inert.table({column.title: _cells(rows, column) for column in columns})
    ids = [row.get("school_id") or "" for row in rows]
    config = {column.title: _config(key, column, ids) for column in columns}
    st.dataframe(
        shown,
        key=f"{key}_table",
        hide_index=True,
        column_config=config,
        height=height,
        row_height=row_height,
        alt=inert.as_text(alt),
        placeholder="",
    )
    if answer.num_rows > MOST:
        st.caption(
            words.text(
                "The first {shown} of {all} rows. The CSV files hold them all.",
                shown=words.number(MOST),
                all=words.number(answer.num_rows),
            )
        )


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


def _cells(rows: Sequence[Row], column: Column) -> list[str]:
    said = [column.said(row) for row in rows]
    if not column.numeric:
        return said
    width = max((len(text) for text in said), default=0)
    return [text.rjust(width, _PAD) if text else "" for text in said]


def _config(key: str, column: Column, ids: Sequence[str]) -> Any:
    if column.school:
        click = f"{key}_school"
        return st.column_config.ButtonColumn(
            column.title,
            type="tertiary",
            alignment="left",
            width=column.width or "large",
            key=click,
            on_click=schools.open_clicked,
            args=(click, tuple(ids)),
        )
    return st.column_config.TextColumn(
        column.title, width=column.width, alignment="right" if column.numeric else "left"
    )
