"""The page's one menu of files: what is saved is what is shown, and beside it all that was asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from data.access_log import Event
from pages.kit import access, answers, figure, inert, origins, phrases
from pages.kit.cells import Cell, Column
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.web import outgoing
from queries import Tier
from queries.csvtext import Sheet, csv_as_shown, csv_text
from queries.written import Written

#: Where the session keeps the files of the page that is drawn.
_OFFERED = "files_offered"
_MIMES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}

_HERE = Path(__file__).parent
#: What the browser makes by itself: a picture of a figure as it stands there, and the page on paper.
_by_browser = st.components.v2.component(
    "picture",
    html='<div class="buttons"></div>',
    css=(_HERE / "picture.css").read_text(encoding="utf-8"),
    js=(_HERE / "picture.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True)
class Offer:
    """What one block of the page offers to take along: its files, and the command that gives its data."""

    title: str
    files: Callable[[], None]
    command: Callable[[], None]


def begin() -> None:
    """Forget what the page before offered."""
    st.session_state[_OFFERED] = {}


@st.fragment
def menu(words: Words) -> None:
    """The quiet button of the page's files: closed it costs nothing, and opening it draws nothing else."""
    label = words.text("Download")
    box = st.popover(label, key="files", icon=":material/download:", type="tertiary", on_change="rerun")
    if box.open:
        with box, st.container(gap="xsmall"):
            draw(words)


def draw(words: Words) -> None:
    """The way to paper, the page's files block by block, and their commands."""
    print_page = [("print", words.text("Print this page"))]
    _by_browser(key="print_files_picture", data={"labels": print_page})
    offers: dict[str, Offer] = st.session_state[_OFFERED]
    for key, offer in offers.items():
        part(f"{key}_files", offer.title, offer.files)
    if offers:
        with st.expander(words.text("The same data by command, for analysts")):
            for key, offer in offers.items():
                part(f"{key}_command", offer.title, offer.command)


def part(key: str, title: str, draw: Callable[[], None]) -> None:
    """One part of the menu, under its title."""
    with st.container(gap="xsmall", key=key):
        st.markdown(f"**{inert.as_markdown(title)}**")
        draw()


def offer(
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
    picture: str = "",
) -> None:
    """Offer a table's files in the page's menu: as it is shown (Excel, CSV), and the `answer` as it is.

    `rows` makes what the `columns` read of an answer; `title` says what the table is, `group` the heading
    under which a row stands. Every file holds all rows: where the `answer` is cut to what a screen holds,
    `whole` asks for all of it. The figure of the same block (its key) is offered as a `picture`.
    """
    origins.of(answer)

    @cache
    def every() -> pa.Table:
        return whole() if whole else answer

    def shown() -> Sheet:
        return as_shown(columns, rows(every()), words, group)

    def files() -> None:
        tier = access.reader().tier_for(choice.schools)
        stem = file_stem(key, _years(every()) or choice.years, choice, answers.as_of(), tier)
        facts = _facts(title, choice, tier, origins.of(every()), words)
        sheets = (words.text("Selection"), words.text("Table"))

        def excel() -> bytes:
            # Not above: to bring in what writes workbooks takes longer than a page.
            from queries.sheets import workbook

            return workbook(shown(), facts, sheets)

        def csv() -> bytes:
            return csv_as_shown(shown(), words.lang)

        kinds: tuple[tuple[str, str, str, Callable[[], bytes]], ...] = (
            ("xlsx", words.text("This table (Excel)"), f"{stem}.xlsx", excel),
            ("csv", words.text("CSV"), f"{stem}.csv", csv),
            ("data", words.text("Machine-readable data"), f"{stem}_data.csv", lambda: csv_bytes(every())),
        )
        filters = {"years": list(choice.years), "schools": list(choice.schools)}
        of = {"snapshot": answers.snapshot_id(), "tier": tier, "table": key, "filters": filters}
        with st.container(horizontal=True, gap="medium"):
            for kind, label, name, make in kinds:
                # Made when it is asked for, and noted when it leaves.
                event: Event = "xlsx" if kind == "xlsx" else "csv"
                made = partial(outgoing.table, event, make, access.visitor(), **of)
                file: dict[str, Any] = {"data": made, "file_name": name, "mime": _MIMES[event]}
                st.download_button(label, key=f"{key}_{kind}", on_click="ignore", type="tertiary", **file)
        if picture:
            labels = [("png", words.text("Picture (PNG)")), ("svg", words.text("Picture (SVG)"))]
            drawn = {"figure": figure.place(picture), "name": stem, "foot": _foot(choice, tier, words)}
            _by_browser(key=f"{picture}_files_picture", data={**drawn, "labels": labels})

    def command() -> None:
        origin = origins.of(every())
        st.code(_commands(origin, access.reader().tier_for(choice.schools)), language=None, wrap_lines=True)
        if notes := origin.notes(words):
            st.caption("; ".join(notes))

    st.session_state[_OFFERED][key] = Offer(title, files, command)


def _facts(
    title: str, choice: Choice, tier: Tier, origin: origins.Origin, words: Words
) -> list[tuple[str, str]]:
    """What a workbook's first sheet says of the table."""
    _, snapshot = words.text, answers.snapshot()
    facts = [
        (_("The plan"), inert.as_text(answers.plan(words)["short_title"])),
        (_("Table"), inert.as_text(title)),
        (_("Year"), inert.as_text(choice.period)),
        (_("Schools"), inert.as_text(choice.place)),
        (_("Figures as of"), words.day(snapshot.as_of)),
        (_("Snapshot"), snapshot.id),
        (_("Figures"), _(access.TIERS[tier])),
        (_("Data"), phrases.fictitious(snapshot, words)),
        (_("All columns"), _commands(origin, tier)),
        ("", "; ".join(origin.notes(words))),
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
        inert.as_text(answers.plan(words)["short_title"]),
        inert.as_text(f"{choice.period}, {choice.place}"),
        phrases.as_of(snapshot, words),
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
    ends = pc.min_max(answer["year"]).as_py() if "year" in answer.column_names else {}
    return sorted({year for year in ends.values() if year is not None})


def as_shown(
    columns: Sequence[Column], rows: Sequence[Any], words: Words, group: Callable[[Any], str] | None = None
) -> Sheet:
    """All rows in the columns that hold text, under their headings on screen.

    What stands beside a number in its cell, a verdict or a note, has a column of its own behind it. The
    heading under which a row stands (`group`) comes first.
    """
    shown = [(words.text("Group"), [inert.as_text(group(row)) for row in rows])] if group else []
    for column in columns:
        shown += _column(column, rows, words)
    cells = [texts for _, texts in shown]
    return Sheet([heading for heading, _ in shown], list(zip(*cells, strict=True)))


def _column(column: Column, rows: Sequence[Any], words: Words) -> list[tuple[str, list[str]]]:
    heading, status, note = inert.as_text(column.title), words.text("Status"), words.text("Note")
    cells = [_texts(column.content(row), words) for row in rows]
    if column.plain:
        # Of a figure a file can hold no more than the words beside it.
        texts = [" · ".join(filter(None, cell)) for cell in cells]
        return [(heading, texts)] if any(texts) else []
    notes = [text for *_, text in cells]
    beside = [(f"{heading} – {note}", notes)] if any(notes) else []
    if any(isinstance(text, Written) and word for text, word, _ in cells):
        numbers = [(heading, [text for text, *_ in cells])]
        return [*numbers, (f"{heading} – {status}", [word for _, word, _ in cells]), *beside]
    # A number alone stays one.
    texts = [f"{text} · {word}" if text and word else text or word for text, word, _ in cells]
    return [(heading, texts), *beside]


def _texts(content: str | Cell | None, words: Words) -> tuple[str, str, str]:
    """A cell's text, or its number; its mark in words; its note."""
    cell = content if isinstance(content, Cell) else Cell(content or "")
    word = cell.word or (cell.mark.name(words) if cell.mark else "")
    text = cell.text if isinstance(cell.text, Written) else inert.as_text(cell.text)
    return text, inert.as_text(word), inert.as_text(cell.note)
