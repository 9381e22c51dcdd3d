"""The colours as they are set: contrast by WCAG 2.2, and states told apart without full colour vision."""

from __future__ import annotations

import tomllib
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from pages.kit.figure import ACCENT, INK
from pages.kit.marks import AMBER, BLUE, CATEGORY, GREY, MARKS, VERMILION
from tests import ROOT

Colour = npt.NDArray[np.float64]

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
SURFACES = {
    (name, place): THEME[name][place]
    for name in ("light", "dark")
    for place in ("backgroundColor", "secondaryBackgroundColor")
}
#: Streamlit writes captions in the text colour at this strength.
FADED = 0.6

#: Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for Simulation of Color Vision
#: Deficiency", severity 1.0: matrices on linear RGB.
DEFICIENCIES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}  # fmt: skip


def rgb(colour: str) -> Colour:
    return np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255


def linear(channels: Colour) -> Colour:
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(first: Colour, second: Colour) -> float:
    """WCAG's ratio of relative luminances."""
    low, high = sorted(float(linear(colour) @ (0.2126, 0.7152, 0.0722)) for colour in (first, second))
    return (high + 0.05) / (low + 0.05)


def lab(linear_rgb: Colour) -> Colour:
    """CIE L*a*b* of linear sRGB under D65."""
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    ratio = to_xyz @ np.clip(linear_rgb, 0, 1) / (0.95047, 1.0, 1.08883)
    root = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def test_the_measure_is_that_of_the_standard() -> None:
    """Black on white is 21; #767676 is the lightest grey that WCAG's own examples let stand on white."""
    assert contrast(rgb("#000000"), rgb("#FFFFFF")) == pytest.approx(21)
    assert contrast(rgb("#767676"), rgb("#FFFFFF")) == pytest.approx(4.54, abs=0.01)
    assert lab(linear(rgb("#FFFFFF"))) == pytest.approx([100, 0, 0], abs=0.05)


@pytest.mark.parametrize("surface", SURFACES)
def test_text_stands_out_at_4_5_also_as_a_caption(surface: tuple[str, str]) -> None:
    ground, text = rgb(SURFACES[surface]), rgb(THEME[surface[0]]["textColor"])
    assert contrast(text, ground) >= 7
    assert contrast(FADED * text + (1 - FADED) * ground, ground) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "colour", sorted({mark.colour for mark in MARKS.values()} | {*CATEGORY, INK, ACCENT, GREY})
)
def test_what_charts_draw_stands_out_at_3(colour: str, theme: str) -> None:
    assert contrast(rgb(colour), rgb(THEME[theme]["backgroundColor"])) >= 3


def test_categories_are_the_same_for_charts_and_for_the_framework() -> None:
    assert THEME["chartCategoricalColors"] == list(CATEGORY)


@pytest.mark.parametrize("deficiency", ["none", *DEFICIENCIES])
@pytest.mark.parametrize("pair", list(combinations((BLUE, AMBER, VERMILION), 2)))
def test_judging_colours_stay_apart(deficiency: str, pair: tuple[str, str]) -> None:
    """By 10 or more in CIE76, four times what is just noticed; and each has a shape of its own beside."""
    seen = np.array(DEFICIENCIES.get(deficiency, np.eye(3)))
    first, second = (lab(seen @ linear(rgb(colour))) for colour in pair)
    assert float(np.linalg.norm(first - second)) >= 10


def test_colour_never_judges_alone() -> None:
    for states in (("met", "near", "far"), ("on_time", "late", "missing"), ("empty", "missing", "late")):
        assert len({MARKS[state].shape for state in states}) == 3
        assert len({MARKS[state].symbol for state in states}) == 3
        assert len({MARKS[state].word for state in states}) == 3
    greys = [mark for mark in MARKS.values() if mark.colour == GREY]
    assert len({mark.shape for mark in greys if mark != MARKS["not_due"]}) == len(greys) - 1
