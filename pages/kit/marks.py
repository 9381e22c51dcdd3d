"""How each status, state and change looks: its shape, its word and its colour, defined once.

The colours are Okabe and Ito's, darkened where needed so that each stands out at 3:1 or more on
the light and on the dark background. They judge; they never name a category.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from data.words import Label
from pages.kit.words import N_, Words
from queries.columns import code_words
from queries.ranges import is_missed


@dataclass(frozen=True)
class Mark:
    """One way a value can stand: a character, Plotly's symbol, a colour, a theme colour name, a word."""

    shape: str
    symbol: str
    colour: str
    tint: str
    word: Label

    def name(self, words: Words) -> str:
        """The word: Đạt."""
        return self.word.in_language(words.lang)

    def named(self, words: Words) -> str:
        """Shape and word, as in a table: ● Đạt."""
        return f"{self.shape} {self.name(words)}"


def marks(codes: str, **looks: tuple[str, str, str, str]) -> dict[str, Mark]:
    """The marks of codes of one list, which has their words."""
    return {code: Mark(*look, code_words(codes)[code]) for code, look in looks.items()}


GREY = "#808791"
BLUE = "#0072B2"
AMBER = "#AD7500"
VERMILION = "#BC3200"
#: Categories that are not judged: never blue, amber or vermilion.
CATEGORY = ("#44708A", "#8C6BB1", "#7A7F3A", "#A0647C", "#3F8F84", "#8A6D4B")

_JUDGED = marks(
    "status",
    met=("●", "circle", BLUE, "blue"),
    near=("▲", "triangle-up", AMBER, "yellow"),
    far=("■", "square", VERMILION, "orange"),
)
#: In the order of a legend.
MARKS: Mapping[str, Mark] = {
    **_JUDGED,
    # Not met, nearly or by far.
    "missed": replace(_JUDGED["far"], shape="◧", symbol="square-x"),
    **marks(
        "report",
        on_time=("●", "circle", BLUE, "blue"),
        late=("▲", "triangle-up", AMBER, "yellow"),
        empty=("□", "square-open", VERMILION, "orange"),
        missing=("■", "square", VERMILION, "orange"),
        not_due=("○", "circle-open-dot", GREY, "gray"),
    ),
    **marks("unjudged", value=("◆", "diamond", GREY, "gray")),
    **marks(
        "state",
        no_report=("–", "line-ew-open", GREY, "gray"),
        no_cases=("○", "circle-open", GREY, "gray"),
        not_applicable=("∅", "x-thin-open", GREY, "gray"),
        masked=("c", "circle-x-open", GREY, "gray"),
    ),
}

CHANGES: Mapping[str, str] = {"up": "↑", "down": "↓"}

#: Which change is better or worse, by what is better of an indicator; a neutral one is neither.
TURNS: Mapping[tuple[str, str], str] = {
    ("higher", "up"): N_("better"),
    ("higher", "down"): N_("worse"),
    ("lower", "up"): N_("worse"),
    ("lower", "down"): N_("better"),
}

#: What makes a point of an incidents' series a signal: a reason to ask and no judgement, so it takes the
#: colour of a category.
SIGNALS: Mapping[str, Mark] = marks(
    "signal",
    outside=("★", "star", CATEGORY[1], "violet"),
    run=("✚", "cross", CATEGORY[1], "violet"),
    trend=("▶", "triangle-right", CATEGORY[1], "violet"),
    two_of_three=("✖", "x", CATEGORY[1], "violet"),
)

#: Where a school's rate of incidents lies among schools of its size.
POSITIONS: Mapping[str, Mark] = {
    **marks(
        "position",
        above_998=("★", "star", CATEGORY[1], "violet"),
        above_95=("☆", "star-open", CATEGORY[1], "violet"),
        inside=("•", "circle", CATEGORY[0], "gray"),
        below_95=("▽", "triangle-down-open", CATEGORY[1], "violet"),
        below_998=("▼", "triangle-down", CATEGORY[1], "violet"),
    ),
    **marks("unjudged", no_rate=("×", "x-thin", GREY, "gray")),
    "no_report": MARKS["no_report"],
}


def mark_of(row: Mapping[str, Any]) -> Mark:
    """The mark of a row with `state` and, for values with a target, `status`."""
    return MARKS[row.get("status") or ("missed" if is_missed(row) else row["state"])]


def legend(states: Collection[str], words: Words) -> str:
    """The marks of these states with their words: ● Đạt · ■ Chưa đạt."""
    return " · ".join(MARKS[state].named(words) for state in MARKS if state in states)
