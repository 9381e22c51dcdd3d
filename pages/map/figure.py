"""The map, drawn by deck.gl: nothing of it comes from the network."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, log2, radians
from typing import Any

import orjson
import pydeck
from pydeck.bindings.json_tools import default_serialize

from pages.kit import inert
from pages.kit.marks import GREY
from pages.map.limits import nearest
from pages.map.places import Frame, Group, Land, Place, ring

HEIGHT = 480
#: The radius of the largest school's mark in pixels on a phone: where schools lie close, and with room.
LEAST_RADIUS, RADIUS = 4.0, 13.0
#: How far a mark may grow when the map is enlarged, and how small it may become, in pixels.
SMALLEST, LARGEST = 2.5, 19
#: How large a character is written for a mark of this radius.
WRITTEN = 2.3
#: The hole of a group's ring, where its number stands, as a share of its radius.
HOLE = 0.68
#: How many times their size names keep free, when they make way for each other: a name gives way only where
#: its middle is covered.
NAME_ROOM = 2.2
#: Background, writing and lines on a light and on a dark page.
INKS = {
    "light": {"surface": "#FFFFFF", "ink": "#39424F"},
    "dark": {"surface": "#12161D", "ink": "#C6CDD8"},
}
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


def deck(
    schools: Sequence[Place],
    groups: Sequence[Group],
    lands: Sequence[Land],
    frame: Frame,
    *,
    note: str,
    theme: str,
) -> Deck:
    """Areas; schools with their marks, or groups; above them limits and names.

    A click carries the layer's id and the row's `id`.
    """
    inks = INKS.get(theme, INKS["light"])
    polygons = [(land, land.area.polygons()) for land in lands]
    longitude, latitude = frame.middle
    layers = [
        pydeck.Layer(
            "PolygonLayer",
            id="areas",
            data=[
                {"id": land.unit, "ring": rings, "fill": _tint(land), "tip": land.tip}
                for land, parts in polygons
                for rings in parts
            ],
            get_polygon="ring",
            get_fill_color="fill",
            stroked=False,
            pickable=True,
        ),
        *_schools(schools, frame, inks),
        *_groups(groups, inks),
        pydeck.Layer(
            "PathLayer",
            id="limits",
            data=[{"line": line} for _, parts in polygons for rings in parts for line in rings],
            get_path="line",
            get_color=rgb(GREY, 0.75),
            get_width=1,
            width_units=_literal("pixels"),
            pickable=False,
        ),
        _writing(
            "names",
            [
                {
                    "at": land.area.spot,
                    "text": f"{land.mark.shape} {land.name}" if land.mark else land.name,
                    "weight": min(land.schools, 1000),
                }
                for land in lands
            ],
            inks,
            size=12,
            # Where there is no room for all, the name of the commune with more schools stays.
            extensions=[{"@@type": "CollisionFilterExtension"}],
            get_collision_priority="weight",
            collision_test_props={"sizeScale": NAME_ROOM},
        ),
        _writing(
            "note",
            [{"at": (longitude, frame.south), "text": note}] if note else [],
            inks,
            size=11,
            get_pixel_offset=[0, 12],
        ),
    ]
    return Deck(
        layers=layers,
        # No provider and no style: with either, a style of tiles would be asked for on the internet.
        map_provider=None,
        views=[pydeck.View(type="MapView", id="map", controller=_controls(frame))],
        initial_view_state=pydeck.ViewState(
            longitude=round(longitude, 5), latitude=round(latitude, 5), zoom=_zoom(frame)
        ),
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


def rgb(colour: str, alpha: float = 1.0) -> list[int]:
    """#RRGGBB as [r, g, b, a]."""
    return [*(int(colour[at : at + 2], 16) for at in (1, 3, 5)), round(255 * alpha)]


def _schools(schools: Sequence[Place], frame: Frame, inks: dict[str, str]) -> list[Any]:
    """A disc and a character each, as large as their distances allow; both grow when the map is enlarged."""
    pixels = PHONE / frame.side
    largest = min(max(0.75 * nearest([place.at for place in schools]) * pixels, LEAST_RADIUS), RADIUS)
    metres = DEGREE * cos(radians(frame.middle[1])) / pixels
    return [
        pydeck.Layer(
            "ScatterplotLayer",
            id="schools",
            data=[
                {
                    "id": place.school_id,
                    "at": place.at,
                    "radius": round(metres * largest * place.size, 1),
                    "line": rgb(place.mark.colour, 0.8),
                    "tip": place.tip,
                }
                for place in schools
            ],
            get_position="at",
            get_radius="radius",
            radius_min_pixels=SMALLEST,
            radius_max_pixels=LARGEST,
            get_fill_color=rgb(inks["surface"], 0.92 if largest > RADIUS / 2 else 0.5),
            get_line_color="line",
            # Close together, discs without a line leave the characters readable.
            stroked=largest > RADIUS / 2,
            get_line_width=1.25,
            line_width_units=_literal("pixels"),
            pickable=True,
        ),
        pydeck.Layer(
            "TextLayer",
            id="marks",
            data=[
                {
                    "at": place.at,
                    "text": place.mark.shape,
                    "size": round(metres * largest * place.size * WRITTEN, 1),
                    "colour": rgb(place.mark.colour, place.strength),
                }
                for place in schools
            ],
            get_position="at",
            get_text="text",
            get_size="size",
            size_units=_literal("meters"),
            size_min_pixels=SMALLEST * WRITTEN,
            size_max_pixels=LARGEST * WRITTEN,
            get_color="colour",
            # Fonts set these characters a little low.
            get_pixel_offset=[0, -1],
            character_set=_literal("auto"),
            font_family=_literal(FONT),
            font_settings={"fontSize": 96},
            pickable=False,
        ),
    ]


def _groups(groups: Sequence[Group], inks: dict[str, str]) -> list[Any]:
    """Rings whose parts are the shares of the marks, clockwise in the legend's order, around their number."""
    rings = []
    for group in groups:
        rings.append({"ring": ring(group, 0, 1, 0), "fill": rgb(inks["surface"], 0.92), "tip": group.tip})
        start = 0.0
        for mark, count in group.marks:
            end = start + count / group.schools
            part = ring(group, start, end, HOLE)
            rings.append({"ring": part, "fill": rgb(mark.colour), "tip": group.tip})
            start = end
    return [
        pydeck.Layer(
            "PolygonLayer",
            id="groups",
            data=rings,
            get_polygon="ring",
            get_fill_color="fill",
            stroked=False,
            pickable=True,
        ),
        _writing(
            "counts",
            [{"at": group.at, "text": str(group.schools)} for group in groups],
            inks,
            size=12,
            background=False,
        ),
    ]


def _writing(name: str, rows: list[dict[str, Any]], inks: dict[str, str], size: int, **more: Any) -> Any:
    """Words on the map, on a ground of the page's colour: readable over any area and in any theme."""
    ways: dict[str, Any] = {
        "background": True,
        "get_background_color": rgb(inks["surface"], 0.7),
        "background_padding": [2, 0],
    }
    return pydeck.Layer(
        "TextLayer",
        id=name,
        data=rows,
        get_position="at",
        get_text="text",
        get_size=size,
        get_color=rgb(inks["ink"]),
        character_set=_literal("auto"),
        font_family=_literal(FONT),
        font_settings={"fontSize": 48},
        pickable=False,
        **{**ways, **more},
    )


def _tint(land: Land) -> list[int]:
    """A judged commune lightly in its status's colour; any other barely grey; outside the choice, none."""
    if land.mark is None:
        return rgb(GREY, 0.02)
    return rgb(land.mark.colour, 0.07 if land.mark.colour == GREY else 0.17)


def _controls(frame: Frame) -> dict[str, Any]:
    """Drag, pinch, double click and keys move the map; the wheel scrolls the page.

    The bounds also size the map in the reader's browser, whose width the server does not know: the
    renderer enlarges it until the frame fills the width between the paddings.
    """
    return {
        "scrollZoom": False,
        "dragRotate": False,
        "touchRotate": False,
        "keyboard": True,
        "maxBounds": [list(corner) for corner in frame.corners],
        "maxBoundsPadding": {"left": SIDE, "right": SIDE, "top": "50%", "bottom": "50%"},
    }


def _zoom(frame: Frame) -> float:
    """The enlargement at which the frame fits a phone; wider screens enlarge it from there."""
    tall = frame.side / cos(radians(frame.middle[1]))
    return round(log2(PHONE * 360 / 512 / tall), 3)
