"""What all figures share: the template, how a dictionary becomes a figure, and names beside the marks."""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from pages.kit import inert

#: Lines that only carry the eye; grey that stands out at 3:1 in light and dark.
INK = "#7A828E"
GRID = "rgba(128,135,145,0.25)"
ACCENT = "#0B66A8"
#: The size of what is written in a figure, in pixels.
TEXT = 13

#: One template for every figure. Streamlit's theme adds the font and the text colour.
TEMPLATE: dict[str, Any] = {
    "layout": {
        "margin": {"l": 0, "r": 0, "t": 8, "b": 0},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "separators": ",.",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {"showgrid": False, "zeroline": False, "fixedrange": True, "automargin": True},
        "yaxis": {"gridcolor": GRID, "zeroline": False, "fixedrange": True, "automargin": True},
    }
}

#: No floating toolbar over small figures; the table beside each figure is the way to the numbers.
CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False}
#: How wide a line of a name beside a figure is at most, in small letters: on a phone the marks have room.
LINE = 40
#: How many letters of a name stand in one line.
UNFOLDED = 24


def place(key: str) -> str:
    """The key of the container in which the figure of this key stands, by which the browser finds it."""
    return f"{key}_figure"


def unit(text: str) -> dict[str, Any]:
    """What the upright axis counts, written above it: read without turning the head, and never over ticks."""
    return note(text, xref="paper", x=0, xanchor="left", yref="paper", y=1, yanchor="bottom")


def note(text: str, colour: str | None = None, **where: Any) -> dict[str, Any]:
    """A text in the figure, without an arrow; `where`: its place and how it stands, in Plotly's terms."""
    font = {"size": TEXT, "color": colour} if colour else {"size": TEXT}
    return {"text": text, "showarrow": False, "font": font, **where}


def line(axis: str, at: Any, colour: str, width: float, dash: str) -> dict[str, Any]:
    """A line across the whole figure where the axis "x" or "y" has this value."""
    other = "y" if axis == "x" else "x"
    ends = {f"{axis}0": at, f"{axis}1": at, f"{other}ref": "paper", f"{other}0": 0, f"{other}1": 1}
    return {"type": "line", "line": {"color": colour, "width": width, "dash": dash}, **ends}


class Figure(go.Figure):  # type: ignore[misc]  # Plotly has no types
    """A figure that is its dictionary, so that showing it costs next to nothing.

    Plotly's own checks every property when it is made and copies itself whenever it is shown. That the
    properties are Plotly's is checked by the tests instead, for every figure that a page draws.
    """

    def __init__(self, spec: dict[str, Any]) -> None:
        self._spec = spec

    def to_dict(self) -> dict[str, Any]:
        """The dictionary itself: never change it."""
        return self._spec


def figure(traces: list[dict[str, Any]], layout: dict[str, Any]) -> Figure:
    """A figure from plain dictionaries, its axes' text as large as all other text in it."""
    drawn: dict[str, Any] = inert.as_plotly({"data": traces, "layout": layout})
    # Of the template the framework would take its own, smaller size.
    layout = drawn["layout"]
    axes = {axis: {"tickfont": {"size": TEXT}, **layout.get(axis, {})} for axis in ("xaxis", "yaxis")}
    return Figure({**drawn, "layout": {**layout, **axes, "template": TEMPLATE}})


def folded(name: str) -> str:
    """A long name in two lines, broken at its dash or near its middle: a phone needs room for the marks.

    A line that is still too long is cut; whoever points at a mark reads the whole name.
    """
    if len(name) <= UNFOLDED:
        return name
    before, dash, after = name.partition(" – ")
    if dash:
        return f"{cut(before)}<br>{cut(after)}"
    spaces = [place for place, sign in enumerate(name) if sign == " "]
    if not spaces:
        return cut(name)
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return f"{cut(name[:middle])}<br>{cut(name[middle + 1 :])}"


def whole(name: str) -> str:
    """All of a name, in lines that a phone has room for: what the pointer finds."""
    return "<br>".join(wrap(name, LINE)) or name


def cut(line: str, most: int = LINE) -> str:
    """The line, or its beginning where it is wider than `most` small letters."""
    ends = list(accumulate(map(_width, line)))
    if not ends or ends[-1] <= most:
        return line
    return line[: sum(end <= most - 1 for end in ends)].rstrip() + "…"


def _width(sign: str) -> float:
    """How wide a sign is drawn, in small letters; a mark on a letter takes no room."""
    if unicodedata.combining(sign):
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 2
    return 1.6 if sign.isupper() else 1
