"""Small screens and large letters: 320 CSS pixels (1280 at 400 %), targets, forced colours, still pictures."""

from __future__ import annotations

from playwright.sync_api import Page

#: Controls that are smaller than 24 pixels each way, other than links within a sentence and the framework's
#: box for a day, which tests/whole/browser/axe.py names.
_SMALL = """() => [...document.querySelectorAll(
        "[data-testid=stMain] :is(button, a, summary, select, label:has(input), [role=combobox])")]
    .filter(it => it.checkVisibility() && !it.closest("p, [data-testid=stElementToolbar], [data-testid=stDateInput]"))
    .map(it => [it, it.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
    .map(([it, box]) => `${it.outerHTML.slice(0, 120)} ${box.width} x ${box.height}`)"""

#: Words that run out of the screen, or of their own box, other than in tables and charts, which scroll or
#: are read in the table beside them.
_CUT = """() => [...document.querySelectorAll(
        "[data-testid=stMain] :is(p, li, h1, h2, h3, button, summary, label)")]
    .filter(it => it.checkVisibility()
        && !it.closest(".stPlotlyChart, [data-testid=stPopoverButton]"))
    .filter(it => it.getBoundingClientRect().right > document.documentElement.clientWidth + 1
        || (getComputedStyle(it).overflowX !== "visible" && it.scrollWidth > it.clientWidth + 1))
    .map(it => it.outerHTML.slice(0, 160))"""


def assert_read_without_scrolling_sideways(page: Page) -> None:
    """On the narrowest screen that WCAG 2.2 asks for."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 320
    assert page.evaluate(_CUT) == []
    assert page.evaluate(_SMALL) == []


def assert_the_same_in_forced_colours_and_still(page: Page, heading: str) -> None:
    """With the system's own colours and without motion the same words stand there, and charts keep theirs."""
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.wait_for_timeout(100)
    assert page.get_by_role("heading", level=1).inner_text() == heading
    moving = "() => document.getAnimations().filter(it => it.playState === 'running').length"
    assert page.evaluate(moving) == 0
    charts = page.locator(".stPlotlyChart svg.main-svg")
    for place in range(charts.count()):
        assert charts.nth(place).evaluate("it => getComputedStyle(it).forcedColorAdjust") in (
            "none",
            "preserve-parent-color",
        )
    page.emulate_media(forced_colors="none", reduced_motion="no-preference")


def assert_a_card_that_goes_on_reads_as_one_with_the_card_above(page: Page) -> None:
    """What measures a paragraph too stands under its wording, with no line between the two."""
    look = """on => {
        const above = getComputedStyle(on.previousElementSibling), own = getComputedStyle(on);
        return [above.borderBottomWidth, own.borderBottomWidth, parseFloat(own.paddingLeft) > 0];
    }"""
    last = page.locator("tr.on:not(:has(+ tr.on))").first
    assert last.evaluate(look) == ["0px", "1px", True]
    assert last.locator("th").evaluate("name => getComputedStyle(name).position") == "absolute"
