"""The large map, drawn by deck.gl: nothing of it comes from the network."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, log2, radians
from typing import Any

import orjson
import pydeck
from pydeck.bindings.json_tools import default_serialize

from pages.parts import inert
from pages.parts.figures.areas import Point
from pages.parts.figures.places import Land, Place, rgb
from pages.parts.marks import GREY

HEIGHT = 480
#: The largest circle's radius, in pixels; circles keep their size when the map is enlarged.
RADIUS = 15
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


class Deck(pydeck.Deck):  # type: ignore[misc]
    """A map written down once, when it is made.

    Each run puts the same map on screen again, and one of a whole country is megabytes.
    """

    def __init__(self, **parts: Any) -> None:
        super().__init__(**parts)
        written = orjson.dumps(self, default=default_serialize, option=orjson.OPT_SORT_KEYS).decode()
        self._written = inert.as_json_text(written)

    def to_json(self) -> str:
        """What deck.gl draws."""
        return self._written


def deck(
    schools: Sequence[Place],
    lands: Sequence[Land],
    frame: tuple[Point, Point],
    *,
    note: str,
    theme: str,
) -> Deck:
    """Areas, their names, schools and their marks. A click carries the layer's id and the row's `id`."""
    inks = INKS.get(theme, INKS["light"])
    (west, south), (east, north) = frame
    literal = pydeck.types.String
    layers = [
        pydeck.Layer(
            "PolygonLayer",
            id="areas",
            data=[
                {"id": land.unit, "ring": piece, "fill": _tint(land), "tip": land.said}
                for land in lands
                for piece in land.area.pieces
            ],
            get_polygon="ring",
            get_fill_color="fill",
            stroked=False,
            pickable=True,
        ),
        pydeck.Layer(
            "PathLayer",
            id="borders",
            data=[{"line": line} for land in lands for line in land.area.borders],
            get_path="line",
            get_color=rgb(GREY, 0.75),
            get_width=1,
            width_units=literal("pixels"),
            pickable=False,
        ),
        _writing(
            "names",
            [
                {"at": land.area.spot, "text": f"{land.mark.shape} {land.name}" if land.mark else land.name}
                for land in lands
            ],
            inks,
            size=11,
        ),
        _writing(
            "note",
            [{"at": ((west + east) / 2, south), "text": note}] if note else [],
            inks,
            size=11,
            shift=[0, 12],
        ),
        pydeck.Layer(
            "ScatterplotLayer",
            id="schools",
            data=[
                {
                    "id": place.school_id,
                    "at": place.at,
                    "radius": RADIUS * place.size,
                    "line": rgb(place.mark.colour, 0.8),
                    "tip": place.said,
                }
                for place in schools
            ],
            get_position="at",
            get_radius="radius",
            radius_units=literal("pixels"),
            get_fill_color=rgb(inks["surface"], 0.92),
            get_line_color="line",
            stroked=True,
            get_line_width=1.25,
            line_width_units=literal("pixels"),
            pickable=True,
        ),
        pydeck.Layer(
            "TextLayer",
            id="marks",
            data=[
                {
                    "at": place.at,
                    "text": place.mark.shape,
                    "size": round(RADIUS * place.size * 2.3, 1),
                    "colour": rgb(place.mark.colour, place.strength),
                }
                for place in schools
            ],
            get_position="at",
            get_text="text",
            get_size="size",
            get_color="colour",
            # Fonts set these characters a little low.
            get_pixel_offset=[0, -1],
            character_set=literal("auto"),
            font_family=literal(FONT),
            font_settings={"fontSize": 96},
            pickable=False,
        ),
    ]
    return Deck(
        layers=layers,
        # No provider and no style: with either, a style of tiles would be asked for on the internet.
        map_provider=None,
        views=[pydeck.View(type="MapView", id="map", controller=_controls(frame))],
        initial_view_state=pydeck.ViewState(
            longitude=round((west + east) / 2, 5), latitude=round((south + north) / 2, 5), zoom=_zoom(frame)
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


def _writing(
    name: str, rows: list[dict[str, Any]], inks: dict[str, str], size: int, shift: list[int] | None = None
) -> Any:
    """Words on the map, on a ground of the page's colour: readable over any area and in any theme."""
    literal = pydeck.types.String
    return pydeck.Layer(
        "TextLayer",
        id=name,
        data=rows,
        get_position="at",
        get_text="text",
        get_size=size,
        get_color=rgb(inks["ink"]),
        get_pixel_offset=shift or [0, 0],
        background=True,
        get_background_color=rgb(inks["surface"], 0.55),
        background_padding=[2, 0],
        character_set=literal("auto"),
        font_family=literal(FONT),
        font_settings={"fontSize": 48},
        pickable=False,
    )


def _tint(land: Land) -> list[int]:
    """A judged commune lightly in its status's colour; any other barely grey; outside the choice, none."""
    if land.mark is None:
        return rgb(GREY, 0.02)
    return rgb(land.mark.colour, 0.07 if land.mark.colour == GREY else 0.17)


def _controls(frame: tuple[Point, Point]) -> dict[str, Any]:
    """Drag, pinch, double click and keys move the map; the wheel scrolls the page.

    The bounds also size the map in the reader's browser, whose width the server does not know: the
    renderer enlarges it until the frame fills the width between the paddings.
    """
    return {
        "scrollZoom": False,
        "dragRotate": False,
        "touchRotate": False,
        "keyboard": True,
        "maxBounds": [list(frame[0]), list(frame[1])],
        "maxBoundsPadding": {"left": SIDE, "right": SIDE, "top": "50%", "bottom": "50%"},
    }


def _zoom(frame: tuple[Point, Point]) -> float:
    """The enlargement at which the frame fits a phone; wider screens enlarge it from there."""
    (west, south), (east, north) = frame
    tall = (north - south) / cos(radians((south + north) / 2))
    return round(log2(PHONE * 360 / 512 / max(east - west, tall)), 3)
