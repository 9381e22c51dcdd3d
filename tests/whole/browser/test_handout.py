"""The file for a browser, opened from the disk without a network: it draws, switches, fits a phone, and asks nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, Page, expect

from data.store import Snapshot
from pages.documents.browser.file import document
from pages.kit.words import Words
from tests.given.names import NAMES
from tests.whole.browser.axe import scan

PAGES = ("overview", "indicators", "trends", "reports")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: What a finger must reach beside the tables: 24 pixels each way.
SMALL = """() => [...document.querySelectorAll('button, a, summary')]
    .filter(it => it.checkVisibility())
    .map(it => [it, it.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
    .map(([it]) => it.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def made(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("handout")
    for lang in ("vi", "en"):
        (folder / f"{lang}.html").write_bytes(document(snapshot, (), Words(lang)))
    return {lang: folder / f"{lang}.html" for lang in ("vi", "en")}


@contextmanager
def opened(browser: Browser, path: Path, width: int = 1400, theme: str = "light") -> Iterator[Page]:
    """The file as a double click opens it. At the end: nothing was asked but the file, and nothing complained."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if theme == "dark" else "light",
        offline=True,
    )
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        page.goto(path.as_uri())
        yield page
        assert {address.partition("#")[0] for address in asked} == {path.as_uri()}
        assert complaints == []
    finally:
        context.close()


def test_pages_years_rows_and_back(made: dict[str, Path], browser: Browser) -> None:
    with opened(browser, made["vi"]) as page:
        title = page.get_by_role("heading", level=1)
        expect(title).to_have_text("Kế hoạch có đang đạt mục tiêu không?")
        expect(page.locator(".badge")).to_have_text(["DỮ LIỆU MẪU", "BẢN CHIA SẺ"])
        expect(page.get_by_role("link", name="2025", exact=True)).to_have_attribute("aria-current", "page")
        page.get_by_role("link", name="2023", exact=True).click()
        expect(page.locator(".answer")).to_contain_text("2023, toàn huyện")
        page.get_by_role("link", name="Xu hướng", exact=True).click()
        expect(title).to_have_text("Vụ việc có tăng không, và tăng ở đâu?")
        expect(title).to_be_focused()
        page.get_by_role("button", name="Nền tảng", exact=True).click()
        expect(page.get_by_role("columnheader", name="Nền tảng")).to_be_visible()
        page.get_by_role("link", name="Tổng quan", exact=True).click()
        # A goal opens its indicator, with those that are in it, and once more closes it.
        page.get_by_role("button", name="Trường dùng dịch vụ bảo vệ trẻ em").click()
        expect(title).to_have_text("Từng chỉ tiêu đang ở đâu so với mức được giao?")
        expect(page.get_by_text("chưa có hoặc chưa đủ")).to_be_in_viewport()
        page.get_by_role("button", name="Trường dùng dịch vụ bảo vệ trẻ em").click()
        expect(page.get_by_text("chưa có hoặc chưa đủ")).to_have_count(0)
        page.get_by_role("link", name="Báo cáo 30/11", exact=True).click()
        heading = page.get_by_role("columnheader", name=re.compile("^2023"))
        heading.get_by_role("button").click()
        expect(heading).to_have_attribute("aria-sort", "ascending")
        page.go_back()
        expect(title).to_have_text("Từng chỉ tiêu đang ở đâu so với mức được giao?")


def test_an_address_that_is_not_known_falls_back(made: dict[str, Path], browser: Browser) -> None:
    for address in ("#reports/1999/x", "#nowhere", "#%3Cimg%3E/2024", "#overview/2025/%E0%A4%A"):
        with opened(browser, made["en"]) as page:
            page.goto(made["en"].as_uri() + address)
            page.reload()
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            expect(page.get_by_role("row").nth(2)).to_be_visible()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_fits_a_phone(lang: str, made: dict[str, Path], browser: Browser) -> None:
    for width in (390, 320):
        with opened(browser, made[lang], width) as page:
            for name in PAGES:
                page.goto(f"{made[lang].as_uri()}#{name}/2024")
                expect(page.get_by_role("row").nth(2)).to_be_visible()
                assert page.evaluate(OVERFLOW) <= 0, (name, width)
                assert page.evaluate(SMALL) == [], (name, width)


@pytest.mark.parametrize(("lang", "theme"), [("vi", "light"), ("en", "dark")])
def test_axe_finds_nothing(lang: str, theme: str, made: dict[str, Path], browser: Browser) -> None:
    # The page lets no script in but its own, axe's neither.
    context = browser.new_context(
        viewport={"width": 1400 if theme == "light" else 390, "height": 900},
        color_scheme="dark" if theme == "dark" else "light",
        bypass_csp=True,
    )
    page = context.new_page()
    try:
        for name in PAGES:
            open_row = "/awareness_schools" if name == "indicators" else ""
            page.goto(f"{made[lang].as_uri()}#{name}/2025{open_row}")
            expect(page.get_by_role("row").nth(2)).to_be_visible()
            for fold in page.locator("summary").all():
                fold.click()
            ours, _ = scan(page)
            assert ours == [], name
    finally:
        context.close()


@pytest.mark.parametrize("kind", NAMES)
def test_names_are_text_and_fit(kind: str, named_handout: Callable[[str], Path], browser: Browser) -> None:
    path, names = named_handout(kind), NAMES[kind]
    with opened(browser, path, 390) as page:
        for name in PAGES:
            page.goto(f"{path.as_uri()}#{name}/2025")
            expect(page.get_by_role("row").nth(2)).to_be_visible()
            assert page.locator("main :is(img, em, i, b, del, code, iframe, object)").count() == 0
            assert page.evaluate(OVERFLOW) <= 0, name
        drawn = page.get_by_role("rowheader").all_text_contents()
        assert {normalize("NFC", text) for text in drawn} >= {normalize("NFC", name) for name in names[:10]}


def test_on_paper_it_is_light_and_whole(made: dict[str, Path], browser: Browser) -> None:
    with opened(browser, made["vi"], theme="dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        expect(page.locator("body")).to_have_css("color", "rgb(14, 20, 32)")
        for bar in page.locator(".bar").all():
            expect(bar).to_be_hidden()
        expect(page.locator("summary")).to_be_hidden()
