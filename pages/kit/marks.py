"""How each status, state and change looks: its shape, its word and its colour, defined once.

The colours are Okabe and Ito's, darkened where needed so that each stands out at 3:1 or more on
the light and on the dark background. They judge; they never name a category.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pages.kit.words import N_, Words
from queries.ranges import is_missed


@dataclass(frozen=True)
class Mark:
    """One way a value can stand: a character, Plotly's symbol, a word, a colour, a theme colour name."""

    shape: str
    symbol: str
    word: str
    colour: str
    tint: str

    def named(self, words: Words) -> str:
        """Shape and word, as in a table: ● Đạt."""
        return f"{self.shape} {words.text(self.word)}"


GREY = "#808791"
BLUE = "#0072B2"
AMBER = "#AD7500"
VERMILION = "#BC3200"

#: In the order of a legend.
MARKS: Mapping[str, Mark] = {
    "met": Mark("●", "circle", N_("Met"), BLUE, "blue"),
    "near": Mark("▲", "triangle-up", N_("Nearly met"), AMBER, "yellow"),
    "far": Mark("■", "square", N_("Not met"), VERMILION, "orange"),
    "missed": Mark("◧", "square-x", N_("Not met"), VERMILION, "orange"),
    "on_time": Mark("●", "circle", N_("On time"), BLUE, "blue"),
    "late": Mark("▲", "triangle-up", N_("Late"), AMBER, "yellow"),
    "empty": Mark("□", "square-open", N_("Empty"), VERMILION, "orange"),
    "missing": Mark("■", "square", N_("Missing"), VERMILION, "orange"),
    "not_due": Mark("○", "circle-open-dot", N_("Not yet due"), GREY, "gray"),
    "value": Mark("◆", "diamond", N_("No target"), GREY, "gray"),
    "no_report": Mark("–", "line-ew-open", N_("No report"), GREY, "gray"),
    "no_cases": Mark("○", "circle-open", N_("No cases"), GREY, "gray"),
    "not_applicable": Mark("∅", "x-thin-open", N_("Not applicable"), GREY, "gray"),
    "masked": Mark("c", "circle-x-open", N_("Masked"), GREY, "gray"),
}

CHANGES: Mapping[str, str] = {"up": "↑", "down": "↓"}

#: Which change is better or worse, by what is better of an indicator; a neutral one is neither.
TURNS: Mapping[tuple[str, str], str] = {
    ("higher", "up"): N_("better"),
    ("higher", "down"): N_("worse"),
    ("lower", "up"): N_("worse"),
    ("lower", "down"): N_("better"),
}

#: Categories that are not judged: never blue, amber or vermilion.
CATEGORY = ("#44708A", "#8C6BB1", "#7A7F3A", "#A0647C", "#3F8F84", "#8A6D4B")

#: What makes a point of an incidents' series a signal: a reason to ask and no judgement, so it takes the
#: colour of a category.
SIGNALS: Mapping[str, Mark] = {
    "outside": Mark("★", "star", N_("Far from usual"), CATEGORY[1], "violet"),
    "run": Mark("✚", "cross", N_("7 in a row on one side of the usual level"), CATEGORY[1], "violet"),
    "trend": Mark("▶", "triangle-right", N_("7 in a row rising or falling"), CATEGORY[1], "violet"),
    "two_of_three": Mark("✖", "x", N_("2 of 3 close to an unusual level"), CATEGORY[1], "violet"),
}

#: Where a school's rate of incidents lies among schools of its size.
POSITIONS: Mapping[str, Mark] = {
    "above_998": Mark("★", "star", N_("Far more than usual"), CATEGORY[1], "violet"),
    "above_95": Mark("☆", "star-open", N_("More than usual"), CATEGORY[1], "violet"),
    "inside": Mark("•", "circle", N_("As usual"), CATEGORY[0], "gray"),
    "below_95": Mark("▽", "triangle-down-open", N_("Fewer than usual"), CATEGORY[1], "violet"),
    "below_998": Mark("▼", "triangle-down", N_("Far fewer than usual"), CATEGORY[1], "violet"),
    "no_rate": Mark("×", "x-thin", N_("No enrolment"), GREY, "gray"),
    "no_report": MARKS["no_report"],
}


def mark_of(row: Mapping[str, Any]) -> Mark:
    """The mark of a row with `state` and, for values with a target, `status`."""
    return MARKS[row.get("status") or ("missed" if is_missed(row) else row["state"])]


def legend(states: Collection[str], words: Words) -> str:
    """The marks of these states with their words: ● Đạt · ■ Chưa đạt."""
    return " · ".join(MARKS[state].named(words) for state in MARKS if state in states)
