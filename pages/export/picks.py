"""What the reader picks for an export: the tier, the groups of tables, single tables; and what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pyarrow as pa
import streamlit as st

from pages.documents.export.answers import Shelf
from pages.documents.export.contents import preview
from pages.documents.export.selection import FILES, Selection, shelf
from pages.export.sentences import title
from pages.kit import access, answers, block, frame, origins, picker
from pages.kit.cells import Column
from pages.kit.choice import Choice
from pages.kit.words import N_, Words
from queries import Reader, Tier

SHELVES: dict[Shelf, str] = {
    "indicators": N_("Indicators"),
    "reports": N_("Yearly reports"),
    "incidents": N_("Incidents and clocks"),
    "tables": N_("Tables as sent in"),
    "plan": N_("Plan and dictionary"),
}
_LEFT_OUT = "export_left_out"


def reader(choice: Choice, words: Words) -> Reader:
    """The reader in the tier picked; who may see exact figures may also hand on the masked ones."""
    tier = access.reader().tier_for(choice.schools)
    if tier == "internal":
        names = {value: words.text(text) for value, text in access.TIERS.items()}
        tier = picker.segments("export_tier", words.text("Handed on as"), names, in_address=False)
    return replace(access.reader(), tier=tier)


def prepared(tier: Tier, words: Words) -> None:
    """Make the shareable edition where it is picked and not there yet; the page ends where none is safe."""
    if tier == "internal" or answers.edition_is_there():
        return
    if not frame.refusal(words):
        with st.spinner(words.text("Masking small counts; the first time this takes a minute …")):
            frame.make_edition()
    if why := frame.refusal(words):
        st.error(why, icon=":material/report:")
        raise block.EndOfPage


def selection(reader: Reader, choice: Choice, words: Words) -> Selection:
    """The choice as an export takes it; the page ends where no table is left."""
    everything = Selection(choice.years, choice.schools, reader=reader)
    offered = everything.wanted
    shelves = [name for name in SHELVES if any(shelf(file) == name for file in offered)]
    picked = st.pills(
        words.text("Tables"),
        shelves,
        selection_mode="multi",
        default=shelves,
        key=f"export_shelves_{reader.tier}",
        format_func=lambda name: words.text(SHELVES[name]),
    )
    there = [file for file in FILES if shelf(file) in picked and file in offered]
    single = f"{reader.tier}_{'_'.join(picked)}"
    block.details("export_single", words.text("Choose single tables"), lambda: _single(there, single, words))
    left_out = st.session_state.get(_LEFT_OUT, frozenset())
    wanted = tuple(file for file in there if file not in left_out)
    if not wanted:
        block.stop(words.text("No table is chosen. Choose at least one."), "filter_alt_off")
    # All that there is to have is no filter, and is not told as one.
    return everything if set(wanted) == set(offered) else replace(everything, files=wanted)


def _single(there: Sequence[str], key: str, words: Words) -> None:
    """Which of the picked groups' tables are wanted; remembered while the block is folded."""
    left_out = st.session_state.get(_LEFT_OUT, frozenset())
    picked = st.pills(
        words.text("Single tables"),
        there,
        selection_mode="multi",
        default=[file for file in there if file not in left_out],
        key=f"export_single_{key}",
        format_func=lambda file: title(file, words),
        label_visibility="collapsed",
    )
    st.session_state[_LEFT_OUT] = (left_out - set(there)) | (set(there) - set(picked))


def listed(selection: Selection, choice: Choice, words: Words) -> None:
    """The files with their rows, and with what is masked in them where something may be."""
    _ = words.text
    seen = partial(preview, answers.snapshot(), selection)
    inside = answers.built("preview", choice, words, seen, repr(selection))
    files = [
        {"path": line.path, "title": title(line.table.name, words), "rows": line.rows, "masked": line.masked}
        for line in inside
    ]
    masked = Column(_("Masked"), lambda row: words.number(row["masked"]), numeric=True)
    columns = [
        Column(_("Table"), lambda row: row["title"]),
        Column(_("Rows"), lambda row: words.number(row["rows"]), numeric=True),
        *([] if selection.tier == "internal" else [masked]),
        Column(_("File"), lambda row: row["path"]),
    ]
    answer = origins.marked(pa.Table.from_pylist(files), done=["preview"])
    block.table("export_files", answer, columns, alt=_("The files of the export with their rows"), first=8)
