"""The map of schools and communes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.parts import answers, boundaries, charts, filters, inert, schools
from pages.parts.figures import areas, places
from pages.parts.filters import Choice
from pages.parts.words import Words

#: Above this many points a map is a blot, and its rows are megabytes for every reader.
MOST_POINTS = 3000
#: No choice at all: what is kept under it is the same for every choice.
WHOLE = Choice(years=(), year=0)


@dataclass(frozen=True)
class Drawn:
    """What both maps draw, and what is said about it. `crowd` schools are too many, and none is drawn."""

    schools: list[places.Place]
    crowd: int
    lands: list[places.Land]
    frame: tuple[areas.Point, areas.Point] | None
    note: str
    file: boundaries.Found


def show(
    shown: pa.Table, units: pa.Table, choice: Choice, indicator: str, kind: str, words: Words, *, alt: str
) -> boundaries.Found:
    """The large map. `shown` and `units` answer pages/map_schools and pages/map_units for `choice`."""
    # Brought in only here: pages without the large map start without its library.
    from pages.parts.figures import deck_map

    theme = st.context.theme.type or "light"
    drawn = _drawn(shown, units, choice, indicator, kind, words)
    if drawn.frame is None:
        st.info(
            words.text("Nothing here has a position, so no map can be drawn."), icon=":material/location_off:"
        )
        return drawn.file
    if drawn.crowd:
        st.info(
            words.text(
                "{count} schools are too many to tell apart. Choose a commune or a level to see them; "
                "the communes are drawn.",
                count=words.number(drawn.crowd),
            ),
            icon=":material/zoom_in:",
        )
    frame = drawn.frame
    also = f"{indicator} {kind} {theme} {boundaries.stamp()}"
    deck = charts.built(
        "map",
        choice,
        words,
        lambda: deck_map.deck(drawn.schools, drawn.lands, frame, note=drawn.note, theme=theme),
        also,
    )
    # A key of this very choice, and of this turn: no older selection may open a school again.
    turn = _turn()
    key = f"map_{abs(hash((choice, also)))}_{turn}"
    st.pydeck_chart(
        deck,
        height=deck_map.HEIGHT,
        key=key,
        alt=inert.as_text(alt),
        on_select=lambda: _clicked(key, turn),
    )
    return drawn.file


def _drawn(
    shown: pa.Table, units: pa.Table, choice: Choice, indicator: str, kind: str, words: Words
) -> Drawn:
    """Worked out once for each choice and state of the office's file."""
    drawn: Drawn = charts.built(
        "map_drawn",
        choice,
        words,
        lambda: _worked_out(shown, units, choice, indicator, kind, words),
        f"{indicator} {kind} {boundaries.stamp()}",
    )
    return drawn


def _worked_out(
    shown: pa.Table, units: pa.Table, choice: Choice, indicator: str, kind: str, words: Words
) -> Drawn:
    rows = inert.rows(units)

    # The areas are the same whatever is chosen: all schools' positions are asked for, and it is done once.
    def everyone() -> answers.Rows:
        return answers.rows("pages/map_schools", replace(choice, schools=()), indicator=indicator)

    file = boundaries.found(rows, everyone)
    found = file.areas or charts.built(
        "areas", WHOLE, words, lambda: areas.schematic(rows, everyone(), kind), kind
    )
    keys = {row["code"]: filters.unit_key(row) for row in rows}
    lands = places.lands(rows, found, keys, words)
    placed = shown.filter(pc.equal(shown["placed"], "given"))
    crowd = placed.num_rows if placed.num_rows > MOST_POINTS else 0
    points = [] if crowd else places.places(inert.rows(placed), words)
    spots = (
        [(row["lon"], row["lat"]) for row in inert.rows(placed.select(["lon", "lat"]))]
        if crowd
        else [point.at for point in points]
    )
    near = [land.area for land in lands if land.mark or not (choice.unit or choice.school)]
    note = "" if file.areas or not lands else words.text("schematic, not administrative boundaries")
    return Drawn(points, crowd, lands, places.frame(near, spots), note, file)


def _turn() -> int:
    """How many clicks on the map this session has followed."""
    turn: int = st.session_state.get("map_turn", 0)
    return turn


def _clicked(chart: str, turn: int) -> None:
    """A school opens its profile; a commune narrows the choice to it, and clicked again widens it."""
    # A browser that has not yet heard the end of the last run tells a click of before once more.
    if turn != _turn():
        return
    st.session_state["map_turn"] = turn + 1
    schools.open_on_map(chart)
    filters.pick_on_map(chart)
