"""The map on screen: what is drawn of the answers, and what a click does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from data import boundaries
from data.store import Store
from pages.kit import address, answers, filters, inert
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.map import limits, places

Row = Mapping[str, Any]

#: More communes than this are not drawn: their limits and names would be one grey.
MOST_LANDS = 400


@dataclass(frozen=True)
class Drawn:
    """What the map draws: schools one by one or in groups, communes, and the frame (None: nothing).

    `own` are the codes of the communes drawn by the office's boundaries, and `reason` is a key of
    sentences.REASONS when its file cannot be used.
    """

    schools: Sequence[places.Place]
    groups: Sequence[places.Group]
    lands: Sequence[places.Land]
    frame: places.Frame | None
    own: frozenset[str]
    reason: str


def show(
    of_schools: pa.Table,
    units: pa.Table,
    choice: Choice,
    indicator: str,
    kind: str,
    words: Words,
    *,
    alt: str,
) -> Drawn:
    """The map. `of_schools` and `units` answer pages/map_schools and pages/map_units for `choice`."""
    # Brought in only here: other pages start without its library.
    from pages.map import figure

    theme = st.context.theme.type or "light"
    also = f"{indicator} {kind} {boundaries.stamp(Store().folder)}"
    drawn: Drawn = answers.built(
        "map_drawn", choice, words, lambda: _drawn(of_schools, units, choice, indicator, kind, words), also
    )
    frame = drawn.frame
    if frame is None:
        st.info(
            words.text("Nothing here has a position, so no map can be drawn."), icon=":material/location_off:"
        )
        return drawn
    schematic = bool(drawn.lands) and not drawn.own
    note = words.text("schematic, not administrative boundaries") if schematic else ""
    deck = answers.built(
        "map",
        choice,
        words,
        lambda: figure.deck(drawn.schools, drawn.groups, drawn.lands, frame, note=note, theme=theme),
        f"{also} {theme}",
    )
    # A key of this very choice, and of this turn: no older selection may open a school again.
    turn = _turn()
    key = f"map_{abs(hash((choice, also, theme)))}_{turn}"
    st.pydeck_chart(
        deck,
        height=figure.HEIGHT,
        key=key,
        alt=inert.as_text(alt),
        on_select=lambda: _click(key, turn),
    )
    return drawn


def pick_unit(unit: str) -> None:
    """Narrow the choice to a commune by its value in the filter; the same again widens it. A callback."""
    st.session_state["unit"] = "" if st.session_state.get("unit") == unit else unit
    st.session_state["school"] = ""


def _drawn(
    of_schools: pa.Table, units: pa.Table, choice: Choice, indicator: str, kind: str, words: Words
) -> Drawn:
    placed = of_schools.filter(pc.equal(of_schools["placed"], "given"))
    # Of very many communes only those of the choice are drawn, and where even they are many, none.
    around = Choice(years=choice.years, year=choice.year)
    if units.num_rows > MOST_LANDS:
        around, units = choice, units.filter(pc.greater(units["schools"], 0))
    rows = inert.rows(units) if units.num_rows <= MOST_LANDS else []
    areas, own, reason = answers.built(
        "areas",
        around,
        words,
        lambda: _areas(rows, answers.table("pages/map_schools", around, indicator=indicator), kind),
        f"{kind} {boundaries.stamp(Store().folder)}",
    )
    keys = {row["code"]: filters.unit_key(row) for row in rows}
    lands = places.lands(rows, areas, keys, words)
    # How far the schematic reaches says nothing: schools alone size the map then.
    near = [land for land in lands if land.mark] or lands
    if placed.num_rows <= places.APART:
        points = places.places(inert.rows(placed), words)
        frame = places.frame([point.at for point in points], near if own or not points else ())
        return Drawn(points, (), lands, frame, own, reason)
    ends = [pc.min_max(placed[axis]).as_py() for axis in ("lon", "lat")]
    frame = places.frame([(ends[0][end], ends[1][end]) for end in ("min", "max")], near if own else ())
    assert frame is not None
    return Drawn((), places.groups(placed, frame, words), lands, frame, own, reason)


def _areas(
    units: Sequence[Row], of_schools: pa.Table, kind: str
) -> tuple[Sequence[limits.Area], frozenset[str], str]:
    """The areas of these units; the codes of those of the office's file, and why that is not used.

    `of_schools` answers pages/map_schools for all schools around, whose marks and names keep apart.
    """
    placed = of_schools.filter(pc.equal(of_schools["placed"], "given"))
    positions = inert.rows(placed.select(["lon", "lat", "commune_code", "successor_code"])) if units else ()
    state, reason = boundaries.stamp(Store().folder), ""
    if state and units:
        shapes = _read(*state)
        if not isinstance(shapes, str) and (areas := limits.of_file(units, shapes, positions)):
            return areas, frozenset(area.code for area in areas), ""
        reason = shapes if isinstance(shapes, str) else "no_unit"
    return limits.schematic(units, positions, kind), frozenset(), reason


@st.cache_resource(show_spinner=False, max_entries=2)
def _read(path: str, size: int, changed: int) -> boundaries.Shapes | str:
    """The shapes in the file as it is now, or the reason why there are none."""
    try:
        return boundaries.read(Path(path))
    except boundaries.BoundariesUnusable as error:
        return error.reason


def _turn() -> int:
    """How many clicks on the map this session has followed."""
    turn: int = st.session_state.get("map_turn", 0)
    return turn


def _click(chart: str, turn: int) -> None:
    """A school opens its profile; a commune narrows the choice to it, and clicked again widens it."""
    # A browser that has not yet heard the end of the last run tells a click of before once more.
    if turn != _turn():
        return
    st.session_state["map_turn"] = turn + 1
    state: Any = st.session_state.get(chart)
    picked = state["selection"]["objects"] if state else {}
    for layer, act in (("schools", address.open_school), ("areas", pick_unit)):
        for row in picked.get(layer, ())[:1]:
            if row.get("id"):
                act(str(row["id"]))
