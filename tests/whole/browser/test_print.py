"""A page on paper: the whole of it, without the side bar, nothing cut off at the right."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.whole.browser.conftest import PATIENCE, Server, put_on, settled, watched
from tests.whole.browser.test_pages import FRESH, PAGES

#: What would be cut off at the right of a page that is so wide: its words, and what is drawn.
_CUT = """() => [...document.querySelectorAll(
        "[data-testid=stMain] :is(p, li, h1, h2, h3, .main-svg, canvas)")]
    .filter(it => it.checkVisibility() && it.getBoundingClientRect().width > 0)
    .filter(it => it.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(it => it.outerHTML.slice(0, 160))"""


#: What the line of identity says on paper.
AS_OF = {"vi": "Số liệu đến 31/12/2025", "en": "Figures as of 31/12/2025"}


@pytest.mark.parametrize("name", ["overview", "school", "trends", "handling", "plan"])
def test_the_whole_page_is_printed(name: str, server: Server, browser: Browser, tmp_path: Path) -> None:
    """From any width of the screen."""
    pdf = tmp_path / "page.pdf"
    with watched(browser, 390) as seen:
        page = seen.page
        page.goto(server.url + PAGES[name][0])
        for width in (390, 1400, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            settled(page, FRESH["vi"])
            if name == "trends":
                page.locator(".js-plotly-plot .annotation").first.wait_for(timeout=PATIENCE)
            page.pdf(path=pdf, prefer_css_page_size=True, print_background=True)
            if name == "trends":
                _assert_the_figure_is_whole(pdf)
            told = _words(pdf)
            assert _sheets(pdf)[1] == ((595, 842) if name == "school" else (842, 595)), width
            # From whose plan it is, of which day and snapshot; of the side bar nothing.
            assert told.startswith("Ủy ban nhân dân huyện Thủ Thừa"), width
            for words in (PAGES[name][1]["vi"], AS_OF["vi"], server.store.active_id(), "DỮ LIỆU MẪU"):
                assert words in told, width
            assert "Nạp số liệu" not in told, width
            assert "Bản chia sẻ" not in told, width


def _words(pdf: Path) -> str:
    """All words of a print in the order of reading."""
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, timeout=60, check=True)
    return " ".join(done.stdout.decode("utf-8").split())


def _assert_the_figure_is_whole(pdf: Path) -> None:
    """The name of the upper line stands at the figure's right end, the sheet is 842 points wide."""
    done = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, timeout=60, check=True)
    words = re.findall(r'xMax="([\d.]+)"[^>]*>([^<]*)<', done.stdout.decode("utf-8"))
    ends = [float(end) for end, word in words if word == "1,19"]
    assert ends
    assert max(ends) < 842 - 20


def _sheets(pdf: Path) -> tuple[int, tuple[int, int]]:
    """How many sheets a print has, and how wide and tall they are in points."""
    done = subprocess.run(["pdfinfo", pdf], capture_output=True, timeout=60, check=True, text=True)
    facts = dict(line.split(":", 1) for line in done.stdout.splitlines())
    width, _, height, *_ = facts["Page size"].split()
    return int(facts["Pages"]), (round(float(width)), round(float(height)))


def test_the_overview_is_one_sheet_in_every_year(server: Server, browser: Browser, tmp_path: Path) -> None:
    """From the dark screen and from a phone's width too; and on the screen no taller than 1,600 pixels."""
    pdf = tmp_path / "overview.pdf"
    with watched(browser) as seen:
        page = seen.page
        for year in range(2021, 2026):
            page.goto(f"{server.url}/?year={year}")
            settled(page, FRESH["vi"])
            for width, theme in ((1400, "dark"), (390, "light")):
                page.set_viewport_size({"width": width, "height": 900})
                put_on(page, theme)
                settled(page, FRESH["vi"])
                if width == 1400:
                    height = "document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight"
                    assert page.evaluate(height) <= 1600
                page.pdf(path=pdf, prefer_css_page_size=True)
                assert _sheets(pdf) == (1, (842, 595)), (year, width)


def test_every_school_is_handed_out_on_two_sheets(server: Server, browser: Browser, tmp_path: Path) -> None:
    """Every seventh of the newest year, and in a long run (SHEETS=1) all; one with nothing to ask takes less."""
    pdf = tmp_path / "school.pdf"
    with watched(browser) as seen:
        for place in range(1, 29, 1 if os.environ.get("SHEETS") else 7):
            seen.page.goto(f"{server.url}/school?school=MAU-{place:02}&year=2025")
            settled(seen.page, FRESH["vi"])
            seen.page.pdf(path=pdf, prefer_css_page_size=True)
            sheets, size = _sheets(pdf)
            assert (sheets <= 2, size) == (True, (595, 842)), (place, sheets)


@pytest.mark.parametrize(
    ("school", "year", "lang", "width", "theme", "tier"),
    [
        # Most questions; most that is open; no report at all; many past their limit; not yet open.
        ("MAU-02", 2021, "en", 1400, "dark", "internal"),
        ("MAU-25", 2023, "vi", 1920, "light", "internal"),
        ("MAU-20", 2021, "vi", 390, "dark", "internal"),
        ("MAU-06", 2025, "en", 1400, "dark", "shareable"),
        ("MAU-05", 2021, "vi", 1400, "light", "internal"),
    ],
)
def test_a_sheet_is_light_and_whole_whatever_it_is_printed_from(
    school: str, year: int, lang: str, width: int, theme: str, tier: str,
    server: Server, browser: Browser, tmp_path: Path,
) -> None:  # fmt: skip
    pdf = tmp_path / "school.pdf"
    with watched(browser, 1400, theme) as seen:
        page = seen.page
        page.goto(f"{server.url}/school?school={school}&year={year}&lang={lang}&tier={tier}")
        # The first who asks for the edition waits until it is made.
        page.get_by_test_id("stMain").get_by_text("30/11").first.wait_for(timeout=10 * PATIENCE)
        settled(page, FRESH[lang])
        page.set_viewport_size({"width": width, "height": 900})
        settled(page, FRESH[lang])
        page.pdf(path=pdf, prefer_css_page_size=True, print_background=True)
    sheets, size = _sheets(pdf)
    assert (sheets <= 2, size) == (True, (595, 842)), sheets
    told = _words(pdf)
    # From the question over the last indicator and the last of its words beside to the last line.
    last = "Báo cáo gửi đúng hạn" if lang == "vi" else "Reports on time"
    for words in (PAGES["school"][1][lang], last, "30/11", AS_OF[lang]):
        assert words in told
    assert ("SHAREABLE EDITION" in told) == (tier == "shareable")
    greys = subprocess.run(["pdftoppm", "-gray", "-r", "30", "-f", "1", "-l", "1", pdf], capture_output=True, check=True, timeout=60)  # fmt: skip
    pixels = greys.stdout.split(b"\n", 3)[3]
    assert sum(pixels) / len(pixels) > 225
    assert min(pixels) < 90


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
