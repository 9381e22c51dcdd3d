"""Names that would do harm, on every page in a real browser: drawn as they are, and nothing is asked of anybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.given.names import MARKUP
from tests.whole.browser.conftest import Server, serving, settled, watched
from tests.whole.browser.test_pages import FRESH, PAGES

#: Elements that only a name's own markup could have made: none of our texts puts a name into one.
MADE = "img, a[href], em, i, del, s, code, pre, ol, blockquote, table, sup, script, .katex, h4, h5, h6"
#: What a page draws of names: elements that should not be, and the words that are bold by themselves.
DRAWN = """made => {
    const main = document.querySelector('[data-testid=stMain]');
    const named = element => /Mẫu|127\\.0\\.0\\.2/.test(element.outerHTML);
    const texts = [...main.querySelectorAll('[data-testid=stMarkdownContainer], [data-testid=stHeading], .js-plotly-plot')];
    const elements = texts.flatMap(text => [...text.querySelectorAll(made)]).filter(named);
    const bold = [...main.querySelectorAll('strong, b, tspan')].filter(
        element => element.textContent.trim() === 'Mẫu' && getComputedStyle(element).fontWeight >= 600);
    return [...elements, ...bold].map(element => element.outerHTML);
}"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def markup(named: Callable[[str], Path]) -> Iterator[Server]:
    with serving(named("markup")) as running:
        yield running


@pytest.fixture(scope="module")
def letters(named: Callable[[str], Path]) -> Iterator[Server]:
    with serving(named("letters")) as running:
        yield running


def test_nothing_of_a_name_s_markup_is_drawn_on_any_page(markup: Server, browser: Browser) -> None:
    with watched(browser) as seen:
        for address, _ in PAGES.values():
            seen.page.goto(f"{markup.url}{address}compare=all&year=2024")
            settled(seen.page, FRESH["vi"])
            _unfold(seen.page)
            assert seen.page.evaluate(DRAWN, MADE) == [], address
        seen.assert_quiet()


def test_every_name_is_read_as_it_was_written(markup: Server, browser: Browser) -> None:
    """In the list of schools, which Streamlit reads as Markdown, and as the heading of a school's own page."""
    with watched(browser) as seen:
        seen.page.goto(f"{markup.url}/school")
        settled(seen.page, FRESH["vi"])
        seen.page.get_by_role("button", name=re.compile("^Trường: ")).click()
        buttons = seen.page.get_by_test_id("stPopoverBody").get_by_role("button")
        buttons.nth(24).wait_for()
        read = {_plain(re.sub(r"\s*MAU-\d\d$", "", text)) for text in buttons.all_text_contents()}
        assert read >= set(MARKUP[:24])
        for place in (1, 9, 16, 20):
            seen.page.goto(f"{markup.url}/school?school=MAU-{place:02}")
            settled(seen.page, FRESH["vi"])
            headings = seen.page.get_by_role("heading", level=2).all_text_contents()
            assert MARKUP[place - 1] in map(_plain, headings), headings
        seen.assert_quiet()


def test_a_pointer_finds_a_name_as_it_was_written(markup: Server, browser: Browser) -> None:
    with watched(browser) as seen:
        seen.page.goto(f"{markup.url}/trends?year=2024")
        settled(seen.page, FRESH["vi"])
        seen.page.locator("summary", has_text="Biểu đồ mọi trường theo quy mô").click()
        point = seen.page.locator("details[open] .js-plotly-plot .scatterlayer .point").first
        point.scroll_into_view_if_needed()
        point.hover(force=True)
        label = seen.page.locator(".hoverlayer .hovertext").first
        label.wait_for()
        assert any(name in _plain(label.text_content() or "") for name in MARKUP)
        seen.assert_quiet()


def test_names_of_any_length_and_script_fit_a_phone(letters: Server, browser: Browser) -> None:
    with watched(browser, width=390) as seen:
        for address, _ in PAGES.values():
            seen.page.goto(f"{letters.url}{address}year=2024")
            settled(seen.page, FRESH["vi"])
            assert seen.page.evaluate(OVERFLOW) <= 0, address
        seen.assert_quiet()


def _unfold(page: Page) -> None:
    for block in page.get_by_test_id("stExpander").locator("summary").all():
        block.click()
    page.wait_for_timeout(300)
    settled(page, FRESH["vi"])


def _plain(text: str) -> str:
    """The text without what is not drawn."""
    return text.replace("\u2060", "").strip()
