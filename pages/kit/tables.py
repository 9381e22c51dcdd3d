"""Tables on screen and as files: what is saved is what is shown, and beside it all that was asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from data.access_log import Event
from pages.kit import access, answers, blocks, filters, inert, origins, picture, programme, sheets
from pages.kit.choice import Choice
from pages.kit.declared import declared_columns
from pages.kit.grid import FIRST, MOST, Column, Columns
from pages.kit.table import table
from pages.kit.words import Words
from pages.web import leaving
from queries import Tier
from queries.csvtext import csv_text
from queries.sheets import Sheet, csv_as_shown, workbook

#: Where the session keeps the files of the page that is drawn: key, title and what draws them.
_OFFERED = "files_offered"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(
    key: str,
    answer: pa.Table,
    columns: Columns,
    words: Words | None = None,
    choice: Choice | None = None,
    *,
    alt: str,
    lines: Callable[[pa.Table], Sequence[Any]] = inert.rows,
    rows_a_line: int = 1,
    first: int = FIRST,
    group: Callable[[Any], str] | None = None,
    whole: Callable[[], pa.Table] | None = None,
    **drawn: Any,
) -> None:
    """The table with its `first` lines, and its files in the page's menu, in the reader's words and choice.

    `lines` makes what the columns read of an answer, a line of `rows_a_line` rows; `drawn` is what else
    kit/table.py takes: what a click opens, details, rows on paper.
    """
    words, choice = words or st.session_state["words"], choice or filters.chosen()
    columns = _declared(columns, answer, words)
    # Cut before rows are made of it: no screen holds 26,000 schools.
    shown = lines(answer.slice(0, MOST * rows_a_line))
    total = answer.num_rows // rows_a_line if answer.num_rows > MOST * rows_a_line else 0
    table(key, columns, shown, words, alt=alt, group=group, total=total, first=first, **drawn)
    downloads(key, answer, words, choice, columns, title=alt, rows=lines, group=group, whole=whole)


def twin(
    key: str,
    answer: pa.Table,
    columns: Columns,
    words: Words,
    choice: Choice,
    *,
    alt: str,
    label: str = "",
    figure: str = "",
) -> None:
    """The table behind the `figure` (its key) above it, folded; the files of both stay in sight."""
    columns = _declared(columns, answer, words)
    title = label or words.text("The same as a table")
    rows = answer.slice(0, MOST)
    blocks.details(
        key, title, lambda: table(key, columns, inert.rows(rows), words, alt=alt, total=answer.num_rows)
    )
    downloads(key, answer, words, choice, columns, title=alt, figure=figure)


def _declared(columns: Columns, answer: pa.Table, words: Words) -> list[Column]:
    """The columns; those that are named only, as the questions of the answer declare them."""
    return declared_columns(columns, [asked.question for asked in origins.of(answer).asked], words)


def downloads(
    key: str,
    answer: pa.Table,
    words: Words,
    choice: Choice,
    columns: Sequence[Column],
    *,
    title: str,
    rows: Callable[[pa.Table], Sequence[Any]] = inert.rows,
    group: Callable[[Any], str] | None = None,
    whole: Callable[[], pa.Table] | None = None,
    figure: str = "",
) -> None:
    """Offer a table's files in the page's menu: as it is shown (Excel, CSV), and the `answer` as it is.

    `rows` makes what the `columns` read of an answer; `title` says what the table is, `group` the heading
    under which a row stands. Every file holds all rows: where the `answer` is cut to what a screen holds,
    `whole` asks for all of it. The `figure` (its key) of the same block is offered as a picture.
    """
    origins.of(answer)

    @cache
    def every() -> pa.Table:
        return whole() if whole else answer

    def tier() -> Tier:
        return access.reader().tier_for(choice.schools)

    def shown() -> Sheet:
        return sheets.as_shown(columns, rows(every()), words, group)

    def draw() -> None:
        origin = origins.of(every())
        stem = file_stem(key, _years(every()) or choice.years, choice, answers.as_of(), tier())
        facts = _facts(title, choice, tier(), origin, words)
        names = (words.text("Selection"), words.text("Table"))
        with st.container(horizontal=True, gap="medium"):
            _button("xlsx", words.text("This table (Excel)"), f"{stem}.xlsx", key, choice, tier(),
                    lambda: workbook(shown(), facts, names))  # fmt: skip
            _button("csv", words.text("CSV"), f"{stem}.csv", key, choice, tier(),
                    lambda: csv_as_shown(shown(), words.lang))  # fmt: skip
            _button("data", words.text("Machine-readable data"), f"{stem}_data.csv", key, choice, tier(),
                    lambda: csv_bytes(every()))  # fmt: skip
        if figure:
            picture.buttons(figure, stem, _foot(choice, tier(), words), words)

    def command() -> None:
        origin = origins.of(every())
        st.code(_commands(origin, tier()), language=None, wrap_lines=True)
        if notes := origin.notes(words):
            st.caption("; ".join(notes))

    st.session_state[_OFFERED][key] = Offer(title, draw, command)


@dataclass(frozen=True)
class Offer:
    """What one block of the page offers to take along: its files, and the command that gives its data."""

    title: str
    files: Callable[[], None]
    command: Callable[[], None]


def begin() -> None:
    """Forget what the page before offered."""
    st.session_state[_OFFERED] = {}


def menu(words: Words) -> None:
    """The page's one menu: its files block by block, and the way to paper. It costs nothing while closed."""
    offers: dict[str, Offer] = st.session_state[_OFFERED]

    def draw() -> None:
        picture.for_paper(words)
        for key, offer in offers.items():
            block(f"{key}_files", offer.title, offer.files)
        if offers:
            with st.expander(words.text("The same data by command, for analysts")):
                for key, offer in offers.items():
                    block(f"{key}_command", offer.title, offer.command)

    blocks.menu("files", words.text("Download"), ":material/download:", draw)


def block(key: str, title: str, draw: Callable[[], None]) -> None:
    """One block of the menu, under its title."""
    with st.container(gap="xsmall", key=key):
        st.markdown(f"**{inert.as_markdown(title)}**")
        draw()


def _button(
    kind: str, label: str, name: str, key: str, choice: Choice, tier: Tier, make: Callable[[], bytes]
) -> None:
    """One file, made when it is asked for and noted when it leaves."""
    event: Event = "xlsx" if kind == "xlsx" else "csv"
    st.download_button(
        label,
        data=partial(
            leaving.table,
            event,
            make,
            access.visitor(),
            snapshot=answers.held()[0],
            tier=tier,
            table=key,
            filters={"years": list(choice.years), "schools": list(choice.schools)},
        ),
        file_name=name,
        mime=_XLSX if kind == "xlsx" else "text/csv",
        key=f"{key}_{kind}",
        on_click="ignore",
        type="tertiary",
    )


def _facts(
    title: str, choice: Choice, tier: Tier, origin: origins.Origin, words: Words
) -> list[tuple[str, str]]:
    """What a workbook's first sheet says of the table."""
    _, snapshot = words.text, answers.snapshot()
    notes = origin.notes(words)
    facts = [
        (_("The plan"), programme.short_title(words)),
        (_("Table"), inert.as_text(title)),
        (_("Year"), words.years(choice.years)),
        (_("Schools"), inert.as_text(choice.place)),
        (_("Figures as of"), words.day(snapshot.as_of)),
        (_("Snapshot"), snapshot.id),
        (_("Figures"), _(access.TIERS[tier])),
        (_("Data"), _("SAMPLE DATA: every school and every case is fictitious") if snapshot.sample else ""),
        (_("All columns"), _commands(origin, tier)),
        ("", "; ".join(notes)),
    ]
    return [(name, fact) for name, fact in facts if fact]


def _commands(origin: origins.Origin, tier: Tier) -> str:
    """The commands that give the rows; of a snapshot that is not the active one they name it."""
    snapshot = answers.snapshot()
    return origin.commands(tier, "" if answers.is_active(snapshot) else snapshot.id)


def _foot(choice: Choice, tier: Tier, words: Words) -> list[str]:
    """What stands below a picture: of which plan, choice, day and edition it is, and whether a sample."""
    _, snapshot = words.text, answers.snapshot()
    facts = (
        programme.short_title(words),
        f"{words.years(choice.years)}, {inert.as_text(choice.place)}",
        _("Figures as of {day} · snapshot {id}", day=words.day(snapshot.as_of), id=snapshot.id),
        _(access.TIERS[tier]),
        _("SAMPLE DATA") if snapshot.sample else "",
    )
    return [fact for fact in facts if fact]


def csv_bytes(answer: pa.Table) -> bytes:
    """The answer as the one writer writes it, with the BOM by which Excel knows UTF-8."""
    return csv_text(answer, line_end="\r\n").encode("utf-8-sig")


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
