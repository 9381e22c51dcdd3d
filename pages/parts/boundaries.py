"""The office's own boundaries behind the cache: read once, and again when the file changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import streamlit as st

from data import boundaries
from data.store import Store
from pages.parts import inert
from pages.parts.figures.areas import Area, extent, room_for_name
from pages.parts.said_map import COMMUNES, listed
from pages.parts.words import N_, Words

Row = Mapping[str, Any]

#: Why a file that is there is not drawn.
REASONS = {
    "too_large": N_("it is larger than 20 MB"),
    "unreadable": N_("it cannot be opened"),
    "not_geojson": N_("it is no GeoJSON feature collection"),
    "nothing_in_it": N_("it holds no polygon with a code"),
    "no_unit": N_("no code in it is one of these communes"),
}
#: Names find room against so many corners of an outline, not against all.
ROUGHLY = 60


@dataclass(frozen=True)
class Found:
    """What the file gives for the units shown: areas, or else the reason why not."""

    areas: tuple[Area, ...] = ()
    reason: str = ""


def stamp() -> str:
    """The state of the file, for what is kept: it changes when the file does."""
    return repr(boundaries.stamp(Store().folder))


def found(units: Sequence[Row], schools: Callable[[], Sequence[Row]]) -> Found:
    """The office's own boundaries of these units. No file: no areas and no reason.

    `schools` gives those whose marks the names keep clear of; without a file nobody asks for them.
    """
    state = boundaries.stamp(Store().folder)
    if state is None:
        return Found()
    shapes = _read(*state)
    if isinstance(shapes, str):
        return Found(reason=shapes)
    marks = [(row["lon"], row["lat"]) for row in schools() if row["placed"] == "given"]
    areas = tuple(
        _area(unit["code"], polygons, marks)
        for unit in units
        if (polygons := boundaries.of_unit(shapes, unit))
    )
    return Found(areas, "" if areas else "no_unit")


def said(file: Found, units: pa.Table, words: Words) -> str:
    """What the areas are: the schematic, the office's boundaries, or why those are not drawn.

    `units` is the answer of pages/map_units.
    """
    schematic = words.text(
        "The areas are a schematic, not administrative boundaries: "
        "each place counts to the commune whose school or middle is nearest."
    )
    if file.reason:
        refused = words.text(
            "The file {file} is not used: {reason}.",
            file=boundaries.FILE,
            reason=words.text(REASONS[file.reason]),
        )
        return f"{refused} {schematic}"
    if not file.areas:
        return schematic
    drawn = {area.code for area in file.areas}
    lacking = [row["name"] for row in inert.rows(units.select(["code", "name"])) if row["code"] not in drawn]
    text = words.text("Boundaries: from the office's file {file}.", file=boundaries.FILE)
    if lacking:
        text += " " + words.text(
            "Not in the file, so without an area: {names}.", names=listed(lacking, COMMUNES, words)
        )
    return text


@st.cache_resource(show_spinner=False, max_entries=2)
def _read(path: str, size: int, changed: int) -> boundaries.Shapes | str:
    """The shapes in the file as it is now, or the reason why there are none."""
    try:
        return boundaries.read(Path(path))
    except boundaries.BoundariesUnusable as error:
        return error.reason


def _area(code: str, polygons: tuple[boundaries.Polygon, ...], marks: Sequence[tuple[float, float]]) -> Area:
    outer = [polygon[0] for polygon in polygons]
    rough = [ring[:: len(ring) // ROUGHLY + 1] for ring in outer]
    # The name goes to the largest part; islets are not looked at.
    largest = max(rough, key=extent)
    spot = room_for_name([largest], [(*largest, largest[0])], marks)
    borders = tuple((*ring, ring[0]) for polygon in polygons for ring in polygon)
    return Area(code, polygons, borders, spot)
