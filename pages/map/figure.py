"""The map, drawn by deck.gl: nothing of it comes from the network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, log2, radians
from typing import Any

import orjson
import pydeck
import shapely
from pydeck.bindings.json_tools import default_serialize

from pages.kit import inert
from pages.kit.marks import GREY
from pages.map.places import nearest, rgb

Rows = Sequence[Mapping[str, Any]]

HEIGHT = 480
#: The radius of the largest school's mark in pixels on a phone: where schools lie close, and with room.
LEAST_RADIUS, RADIUS = 4.0, 13.0
#: How far a mark may grow when the map is enlarged, and how small it may become, in pixels.
SMALLEST, LARGEST = 2.5, 19
#: How large a character is written for a mark of this radius.
WRITTEN = 2.3
#: How many times their size names keep free, when they make way for each other: a name gives way only where
#: its middle is covered.
NAME_ROOM = 2.2
#: Background, writing and lines on a light and on a dark page.
INKS = {"light": {"surface": "#FFFFFF", "ink": "#39424F"}, "dark": {"surface": "#12161D", "ink": "#C6CDD8"}}
#: Characters for marks that all systems' plain fonts hold; the letters of names are found by themselves.
FONT = "Arial, 'Segoe UI Symbol', 'DejaVu Sans', sans-serif"
#: What the square frame leaves free on either side, so that it takes 352 of a phone's 358 pixels, 460 of
#: 660 and 725 of 1400, and fits the height at each.
SIDE = "32.1% - 112"
PHONE = 352
#: Metres in a degree of latitude.
DEGREE = 111_320
_literal = pydeck.types.String


class Deck(pydeck.Deck):  # type: ignore[misc]
    """A map written down once, when it is made: each run puts the same map on screen again."""

    def __init__(self, **parts: Any) -> None:
        super().__init__(**parts)
        written = orjson.dumps(self, default=default_serialize, option=orjson.OPT_SORT_KEYS).decode()
        self._written = inert.as_json_text(written)

    def to_json(self) -> str:
        """What deck.gl draws."""
        return self._written


def deck(schools: Rows, groups: Rows, lands: Rows, frame: shapely.Polygon, *, note: str, theme: str) -> Deck:
    """Areas; schools with their marks, or groups; above them limits and names: rows of map/places.py.

    A click carries the layer's id and the row's `id`.
    """
    inks = INKS.get(theme, INKS["light"])
    west, south, east, north = frame.bounds
    longitude, latitude = (west + east) / 2, (south + north) / 2
    areas = [
        {"id": land["id"], "ring": rings, "fill": land["fill"], "tip": land["tip"]}
        for land in lands
        for rings in land["rings"]
    ]
    names = [{"at": land["at"], "text": land["text"], "weight": land["weight"]} for land in lands]
    limits = [{"line": line} for area in areas for line in area["ring"]]
    below = [{"at": (longitude, south), "text": note}] if note else []
    layers = [
        _polygons("areas", areas),
        *_schools(schools, frame, inks),
        *_groups(groups, inks),
        pydeck.Layer(
            "PathLayer",
            id="limits",
            data=limits,
            get_path="line",
            get_color=rgb(GREY, 0.75),
            get_width=1,
            width_units=_literal("pixels"),
            pickable=False,
        ),
        _writing(
            "names",
            names,
            **_on_ground(inks, size=12),
            # Where there is no room for all, the name of the commune with more schools stays.
            extensions=[{"@@type": "CollisionFilterExtension"}],
            get_collision_priority="weight",
            collision_test_props={"sizeScale": NAME_ROOM},
        ),
        _writing("note", below, **_on_ground(inks, size=11), get_pixel_offset=[0, 12]),
    ]
    return Deck(
        layers=layers,
        # No provider and no style: with either, a style of tiles would be asked for on the internet.
        map_provider=None,
        views=[pydeck.View(type="MapView", id="map", controller=_controls(frame))],
        initial_view_state=pydeck.ViewState(round(longitude, 5), round(latitude, 5), zoom=_zoom(frame)),
        tooltip={
            "text": "{tip}",
            "style": {
                "backgroundColor": inks["ink"],
                "color": inks["surface"],
                "fontSize": "13px",
                "maxWidth": "280px",
                "whiteSpace": "pre-line",
            },
        },
    )


def _schools(schools: Rows, frame: shapely.Polygon, inks: dict[str, str]) -> list[Any]:
    """A disc and a character each, as large as their distances allow; both grow when the map is enlarged."""
    pixels = PHONE / _side(frame)
    largest = min(max(0.75 * nearest([school["at"] for school in schools]) * pixels, LEAST_RADIUS), RADIUS)
    metres = DEGREE * cos(radians(frame.centroid.y)) / pixels
    rows = [{**school, "radius": round(metres * largest * school["size"], 1)} for school in schools]
    roomy = largest > RADIUS / 2
    return [
        pydeck.Layer(
            "ScatterplotLayer",
            id="schools",
            data=[{key: row[key] for key in ("id", "at", "radius", "line", "tip")} for row in rows],
            get_position="at",
            get_radius="radius",
            radius_min_pixels=SMALLEST,
            radius_max_pixels=LARGEST,
            get_fill_color=rgb(inks["surface"], 0.92 if roomy else 0.5),
            get_line_color="line",
            # Close together, discs without a line leave the characters readable.
            stroked=roomy,
            get_line_width=1.25,
            line_width_units=_literal("pixels"),
            pickable=True,
        ),
        _writing(
            "marks",
            [{key: row[key] for key in ("at", "text", "radius", "colour")} for row in rows],
            get_size="radius",
            size_scale=WRITTEN,
            size_units=_literal("meters"),
            size_min_pixels=SMALLEST * WRITTEN,
            size_max_pixels=LARGEST * WRITTEN,
            get_color="colour",
            # Fonts set these characters a little low.
            get_pixel_offset=[0, -1],
            font_settings={"fontSize": 96},
        ),
    ]


def _groups(groups: Rows, inks: dict[str, str]) -> list[Any]:
    """Rings of the marks' shares around their number, on discs of the page's colour."""
    discs = [{"ring": group["disc"], "tip": group["tip"]} for group in groups]
    rings = [{**part, "tip": group["tip"]} for group in groups for part in group["parts"]]
    counts = [{"at": group["at"], "text": group["text"]} for group in groups]
    return [
        _polygons("discs", discs, get_fill_color=rgb(inks["surface"], 0.92)),
        _polygons("groups", rings),
        _writing("counts", counts, **_on_ground(inks, size=12) | {"background": False}),
    ]


def _polygons(name: str, rows: Rows, **more: Any) -> Any:
    """Areas in their `fill` that tell their tip and can be clicked."""
    look = {"get_fill_color": "fill", "stroked": False, "pickable": True} | more
    return pydeck.Layer("PolygonLayer", id=name, data=rows, get_polygon="ring", **look)


def _writing(name: str, rows: Rows, **more: Any) -> Any:
    """Characters on the map, which let every click through."""
    look = {"character_set": _literal("auto"), "font_family": _literal(FONT), "pickable": False} | more
    return pydeck.Layer("TextLayer", id=name, data=rows, get_position="at", get_text="text", **look)


def _on_ground(inks: dict[str, str], size: int) -> dict[str, Any]:
    """Words on a ground of the page's colour: readable over any area and in any theme."""
    return {
        "get_size": size,
        "get_color": rgb(inks["ink"]),
        "font_settings": {"fontSize": 48},
        "background": True,
        "get_background_color": rgb(inks["surface"], 0.7),
        "background_padding": [2, 0],
    }


def _controls(frame: shapely.Polygon) -> dict[str, Any]:
    """Drag, pinch, double click and keys move the map; the wheel scrolls the page.

    The bounds also size the map in the reader's browser, whose width the server does not know: the
    renderer enlarges it until the frame fills the width between the paddings.
    """
    west, south, east, north = frame.bounds
    return {
        "scrollZoom": False,
        "dragRotate": False,
        "touchRotate": False,
        "keyboard": True,
        "maxBounds": [[west, south], [east, north]],
        "maxBoundsPadding": {"left": SIDE, "right": SIDE, "top": "50%", "bottom": "50%"},
    }


def _zoom(frame: shapely.Polygon) -> float:
    """The enlargement at which the frame fits a phone; wider screens enlarge it from there."""
    tall = _side(frame) / cos(radians(frame.centroid.y))
    return round(log2(PHONE * 360 / 512 / tall), 3)


def _side(frame: shapely.Polygon) -> float:
    west, _, east, _ = frame.bounds
    return float(east - west)
