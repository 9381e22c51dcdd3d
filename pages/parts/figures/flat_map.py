"""The small map, drawn by Plotly: the same schools and areas, light enough for the overview."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians

import plotly.graph_objects as go

from pages.parts.figures.areas import Point
from pages.parts.figures.base import INK, figure
from pages.parts.figures.matrix import whole
from pages.parts.figures.places import Land, Place, rgb

#: The largest mark, in pixels.
LARGEST = 17


def flat(schools: Sequence[Place], lands: Sequence[Land], frame: tuple[Point, Point], note: str) -> go.Figure:
    """Areas outlined, each school a mark; a click on a mark carries the school's id."""
    lines = [line for land in lands for line in land.area.borders]
    outlines = {
        "type": "scatter",
        "mode": "lines",
        "hoverinfo": "skip",
        "line": {"color": "rgba(128,135,145,0.55)", "width": 1},
        "x": [x for line in lines for x in (*(lon for lon, _ in line), None)],
        "y": [y for line in lines for y in (*(lat for _, lat in line), None)],
    }
    names = {
        "type": "scatter",
        "mode": "text",
        "hoverinfo": "skip",
        "x": [land.area.spot[0] for land in lands],
        "y": [land.area.spot[1] for land in lands],
        "text": [land.name.replace("\n", "<br>") for land in lands],
        "textfont": {"size": 10, "color": INK},
    }
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": [place.at[0] for place in schools],
        "y": [place.at[1] for place in schools],
        "marker": {
            "size": [round(LARGEST * place.size, 1) for place in schools],
            "symbol": [place.mark.symbol for place in schools],
            "color": [_css(place) for place in schools],
            "line": {"width": 1.5, "color": [place.mark.colour for place in schools]},
            "opacity": 1,
        },
        "customdata": [
            [place.school_id, "<br>".join(whole(line) for line in place.said.split("\n"))]
            for place in schools
        ],
        "hovertemplate": "%{customdata[1]}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    (west, south), (east, north) = frame
    layout = {
        "height": 380,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 18},
        "xaxis": {"visible": False, "range": [west, east]},
        # A degree of longitude is shorter than one of latitude.
        "yaxis": {
            "visible": False,
            "range": [south, north],
            "scaleanchor": "x",
            "scaleratio": 1 / cos(radians((south + north) / 2)),
        },
        "annotations": [
            {
                "text": note,
                "showarrow": False,
                "xref": "paper",
                "yref": "paper",
                "x": 0.5,
                "y": 0,
                "yanchor": "top",
                "font": {"size": 11},
            }
        ],
    }
    return figure([outlines, names, marks], layout)


def _css(place: Place) -> str:
    red, green, blue, _ = rgb(place.mark.colour)
    return f"rgba({red},{green},{blue},{place.strength:.2f})"
