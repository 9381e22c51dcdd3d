"""Names beside a figure: broken into lines, cut, or whole for the pointer."""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from textwrap import wrap

#: How wide a line of a name beside a figure is at most, in small letters: on a phone the marks have room.
LINE = 40


def folded(name: str, limit: int = 24) -> str:
    """A long name in two lines, broken at its dash or near its middle: a phone needs room for the marks.

    A line that is still too long is cut; whoever points at a mark reads the whole name.
    """
    if len(name) <= limit:
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
