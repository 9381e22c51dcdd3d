"""A page on paper: the whole of it, without the side bar, nothing cut off at the right."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Server, settled, watched
from tests.browser.test_pages import FRESH, PAGES

#: What would be cut off at the right of a page that is so wide: its words, and what is drawn.
_CUT = """() => [...document.querySelectorAll(
        "[data-testid=stMain] :is(p, li, h1, h2, h3, .main-svg, canvas)")]
    .filter(it => it.checkVisibility() && it.getBoundingClientRect().width > 0)
    .filter(it => it.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(it => it.outerHTML.slice(0, 160))"""


@pytest.mark.parametrize("width", [1400, 1920])
@pytest.mark.parametrize("name", ["overview", "school", "plan"])
def test_the_whole_page_is_printed(
    name: str, width: int, server: Server, browser: Browser, tmp_path: Path
) -> None:
    with watched(browser, width) as seen:
        page = seen.page
        page.goto(server.url + PAGES[name][0])
        settled(page, FRESH["vi"])
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True, print_background=True)
    done = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "page.pdf", "-"], capture_output=True, timeout=60, check=True
    )
    told = " ".join(done.stdout.decode("utf-8").split())
    size = subprocess.run(["pdfinfo", tmp_path / "page.pdf"], capture_output=True, timeout=60, check=True)
    assert b"841.92 x 594.96" in size.stdout or b"842" in size.stdout
    # From the question to the last line; of the side bar nothing.
    assert told.startswith(PAGES[name][1]["vi"])
    assert FRESH["vi"] in told
    assert "Nạp số liệu" not in told
    assert "Bản chia sẻ" not in told


def test_nothing_is_cut_off_on_a4_across(server: Server, browser: Browser) -> None:
    """Laid out for paper: 277 mm between the margins are 1,047 pixels."""
    with watched(browser, 1400) as seen:
        page = seen.page
        page.goto(server.url + PAGES["plan"][0])
        settled(page, FRESH["vi"])
        page.emulate_media(media="print")
        assert not page.get_by_test_id("stSidebar").is_visible()
        page.evaluate("document.documentElement.style.width = '1047px'")
        assert page.evaluate(_CUT) == []
