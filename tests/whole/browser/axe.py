"""axe-core on an open page, and the framework's own gaps by name: each a rule on an element, never a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.whole.browser.conftest import put_on


@dataclass(frozen=True)
class Gap:
    """What the framework leaves open: axe's rule, a CSS selector of the element, where it shows, and why."""

    rule: str
    element: str
    where: str
    why: str


NAVIGATION = "navigation"

GAPS: tuple[Gap, ...] = (
    Gap(
        "list",
        "ul[data-testid=stSidebarNavItems]",
        NAVIGATION,
        "the navigation's list holds its sections as boxes, not as items",
    ),
    Gap(
        "listitem",
        "ul[data-testid=stSidebarNavItems] > div li",
        NAVIGATION,
        "the navigation's links are items of no list of their own, since a box lies between",
    ),
    Gap(
        "region",
        "div[role=menu][data-rac]",
        "menu",
        "an open menu hangs at the end of the page, outside its landmarks",
    ),
    Gap(
        "presentation-role-conflict",
        "section[data-testid=stFileUploaderDropzone]",
        "file box",
        "the box for files is named, though it says of itself that it is nothing but a frame",
    ),
    Gap(
        "target-size",
        "[data-testid=stDateInput] span[role=spinbutton]",
        "day box",
        "day, month and the calendar's button are less than 24 pixels wide; a day can be typed as a whole",
    ),
)

#: All that WCAG 2.2 asks at levels A and AA and axe can see, and what it recommends beyond.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

#: Those of them that look at colours: all that another theme can change.
OF_COLOUR = ("color-contrast", "link-in-text-block")

AT_REST = """() => Promise.all(document.getAnimations()
    .filter(it => it.effect.getComputedTiming().endTime !== Infinity)
    .map(it => it.finished.catch(() => null)))"""

#: Each finding with the places, in the list of selectors, of those that its element fits.
_SCAN = """async ([rules, gaps]) => {
    const found = await axe.run({runOnly: rules, resultTypes: ["violations"], elementRef: true});
    return found.violations.flatMap(violation => violation.nodes.map(node => ({
        rule: violation.id,
        html: node.html.slice(0, 300),
        target: node.target.join(" "),
        says: node.failureSummary,
        fits: gaps.map((gap, place) => gap.rule === violation.id && node.element.matches(gap.element)
            ? place : -1).filter(place => place >= 0),
    })));
}"""


def at(*places: str) -> set[Gap]:
    """The gaps that must show where these are on screen."""
    return {gap for gap in GAPS if gap.where in places}


def scan(page: Page, rules: Sequence[str] = RULES) -> tuple[list[str], set[Gap]]:
    """What axe finds on the page as it stands, beside the gaps; and the gaps that do occur.

    `rules` are tags of axe's, or names of its rules.
    """
    # A colour on its way from one to another is no colour of the page.
    page.evaluate(AT_REST)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    gaps = [{"rule": gap.rule, "element": gap.element} for gap in GAPS]
    violations: list[dict[str, Any]] = page.evaluate(_SCAN, [list(rules), gaps])
    ours = [
        f"{it['rule']} at {it['target']}: {it['says']}\n{it['html']}" for it in violations if not it["fits"]
    ]
    return ours, {GAPS[place] for it in violations for place in it["fits"]}


def assert_nothing_found(page: Page, *shown: str) -> None:
    """Nothing but the framework's gaps, and each gap that is said to be here is here."""
    ours, gaps = scan(page)
    assert ours == []
    assert gaps == at(*shown)


def assert_colours_stand_out_in_the_dark(page: Page) -> None:
    """The page as it stands, in the other theme: only its colours are other ones."""
    put_on(page, "dark")
    ours, _ = scan(page, OF_COLOUR)
    assert ours == []
