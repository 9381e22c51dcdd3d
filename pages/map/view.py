"""The map and its lists on screen: what is drawn of the answers, and what a click does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
import streamlit as st

from data import boundaries
from data.store import Store
from pages.kit import address, answers, filters, inert, phrases
from pages.kit.cells import Cell, Column, Columns, Row, status
from pages.kit.choice import Choice, starred
from pages.kit.marks import MARKS, mark_of
from pages.kit.words import Words
from pages.map import places, sentences
from pages.map.places import Rows

#: More communes than this are not drawn: their limits and names would be one grey.
MOST_LANDS = 400
#: How many clicks on the map this session has followed.
TURN = "map_turn"


@dataclass(frozen=True)
class Drawn:
    """What the map draws: schools one by one or in groups, communes, and the frame (None: nothing).

    `own` are the codes of the communes drawn by the office's boundaries, and `reason` is a key of
    sentences.REASONS when its file cannot be used.
    """

    schools: Rows
    groups: Rows
    lands: Rows
    frame: shapely.Polygon | None
    own: frozenset[str]
    reason: str


def draw(choice: Choice, indicator: str, kind: str, words: Words, *, alt: str) -> Drawn:
    """Put the map of an indicator and of the old or new communes (`kind`) on screen."""
    # Brought in only here: other pages start without its library.
    from pages.map import figure

    theme = st.context.theme.type or "light"
    also = f"{indicator} {kind} {boundaries.stamp(Store().folder)}"
    build = partial(_drawn, choice, indicator, kind, words)
    drawn: Drawn = answers.built("map_drawn", choice, words, build, also)
    frame = drawn.frame
    if frame is None:
        text = words.text("Nothing here has a position, so no map can be drawn.")
        st.info(text, icon=":material/location_off:")
        return drawn
    schematic = bool(drawn.lands) and not drawn.own
    note = words.text("schematic, not administrative boundaries") if schematic else ""
    write = partial(figure.deck, drawn.schools, drawn.groups, drawn.lands, frame, note=note, theme=theme)
    deck = answers.built("map", choice, words, write, f"{also} {theme}")
    # A key of this very choice, and of this turn: no older selection may open a school again.
    turn = st.session_state.setdefault(TURN, 0)
    key = f"map_{abs(hash((choice, also, theme)))}_{turn}"
    alt = inert.as_text(alt)
    st.pydeck_chart(deck, height=figure.HEIGHT, key=key, alt=alt, on_select=lambda: _click(key, turn))
    return drawn


def pick_unit(unit: str) -> None:
    """Narrow the choice to a commune by its value in the filter; the same again widens it. A callback."""
    st.session_state["unit"] = "" if st.session_state.get("unit") == unit else unit
    st.session_state["school"] = ""


def of_communes(words: Words) -> Columns:
    """A commune, of `map_units`: its name narrows the choice to it, and once more widens it."""

    def standing(row: Row) -> Cell | str:
        if not row["schools"]:
            return words.text("outside the selection")
        word = mark_of(row).name(words)
        return Cell("", mark_of(row), phrases.joined(word, phrases.unsettled(row, words)))

    def name(row: Row) -> Cell:
        return Cell(row["name"], note=sentences.parts(row, words))

    return [
        Column(words.text("Commune"), name, opens=filters.unit_key),
        Column(words.text("Status"), standing, lead=True),
        Column(words.text("Value"), words.measured, numeric=True, lead=True),
        "schools",
    ]


def of_schools(schools: pa.Table, kind: str, words: Words) -> Columns:
    """A school, of map_schools, those without a place too; n/N where something but đồng is divided."""
    parts = Column("n/N", words.own_parts, numeric=True)
    divided = pc.and_(pc.equal(schools["counts"], "ratio"), pc.equal(schools["unit"], "percent"))
    home = "successor_name" if kind == "new" else "commune_name"

    def pupils(row: Row) -> str:
        # A school that sent no number bears the mark of no report.
        return words.number(row["pupils"]) or MARKS["no_report"].shape

    return [
        "school",
        Column(words.text("Commune"), lambda row: row[home] or ""),
        Column(words.text("Status"), partial(status, words=words), lead=True),
        Column(words.text("Value"), words.own, numeric=True),
        *([parts] if pc.all(divided).as_py() else []),
        Column(words.text("Pupils"), pupils, numeric=True),
        "placed",
    ]


def of_years(by_year: pa.Table, choice: Choice, words: Words) -> Columns:
    """A year, of `map_years`: one column for each mark that occurs."""

    def count(mark: str) -> Column:
        return Column(MARKS[mark].named(words), lambda row: words.number(row[mark]), numeric=True)

    def year(row: Row) -> str:
        return f"▸ {starred(row)}" if row["year"] == choice.year else starred(row)

    occurring = [mark for mark in sentences.STANDINGS if pc.any(pc.not_equal(by_year[mark], 0)).as_py()]
    return [Column(words.text("Year"), year), *map(count, occurring), "schools"]


def _drawn(choice: Choice, indicator: str, kind: str, words: Words) -> Drawn:
    units = answers.table("map_units", choice, indicator=indicator, kind=kind)
    # Of very many communes only those of the choice are drawn, and where even they are many, none.
    around = Choice(years=choice.years, year=choice.year)
    if units.num_rows > MOST_LANDS:
        around, units = choice, units.filter(pc.greater(units["schools"], 0))
    few = inert.rows(units) if units.num_rows <= MOST_LANDS else []
    rows = [{**row, "key": filters.unit_key(row)} for row in few]
    also = f"{kind} {boundaries.stamp(Store().folder)}"
    build = partial(_areas, rows, around, indicator, kind)
    areas, own, reason = answers.built("areas", around, words, build, also)
    lands = places.lands(rows, areas, words)
    placed = _placed(choice, indicator)
    apart = placed.num_rows <= places.APART
    points = places.schools(inert.rows(placed), words) if apart else []
    # How far the schematic reaches says nothing: schools alone size the map then.
    inside = {row["code"] for row in rows if row["schools"]}
    near = [area.shape for area in areas if area.code in inside] or [area.shape for area in areas]
    spots = [point["at"] for point in points] or np.column_stack([placed["lon"], placed["lat"]])
    frame = places.frame(spots, near if own or not placed.num_rows else [])
    groups = places.groups(placed, frame, words) if frame and not apart else []
    return Drawn(points, groups, lands, frame, own, reason)


def _placed(choice: Choice, indicator: str) -> pa.Table:
    """The schools that have a position on the map."""
    schools = answers.table("map_schools", choice, indicator=indicator)
    return schools.filter(pc.equal(schools["placed"], "given"))


def _areas(
    units: Rows, around: Choice, indicator: str, kind: str
) -> tuple[list[places.Area], frozenset[str], str]:
    """The areas of these units; the codes of those of the office's file, and why that is not used.

    Marks and names keep apart from those of all schools `around`.
    """
    placed = _placed(around, indicator).select(["lon", "lat", "commune_code", "successor_code"])
    positions = inert.rows(placed) if units else []
    state, reason = boundaries.stamp(Store().folder), ""
    if state and units:
        try:
            if areas := places.of_file(units, _shapes(*state), positions):
                return areas, frozenset(area.code for area in areas), ""
            reason = "no_unit"
        except boundaries.BoundariesUnusable as error:
            reason = error.reason
    return places.schematic(units, positions, kind), frozenset(), reason


@st.cache_resource(show_spinner=False, max_entries=2)
def _shapes(path: str, size: int, changed: int) -> boundaries.Shapes:
    """The shapes in the file as it is now."""
    return boundaries.read(Path(path))


def _click(chart: str, turn: int) -> None:
    """A school opens its profile; a commune narrows the choice to it, and clicked again widens it."""
    # A browser that has not yet heard the end of the last run tells a click of before once more.
    if turn != st.session_state[TURN]:
        return
    st.session_state[TURN] = turn + 1
    state: Any = st.session_state.get(chart)
    picked = state["selection"]["objects"] if state else {}
    for layer, act in (("schools", address.open_school), ("areas", pick_unit)):
        for row in picked.get(layer, ())[:1]:
            if row.get("id"):
                act(str(row["id"]))
