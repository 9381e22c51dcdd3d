"""The main path by keyboard alone: focus always seen, in the order of the page, never trapped or thrown back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, expect

import dashboard
from pages.kit.words import Words
from tests.whole.browser.axe import AT_REST
from tests.whole.browser.conftest import Server, settled, watched
from tests.whole.browser.test_pages import FRESH, PAGES

#: What has the focus: its name without icons (a ligature each), its place, and how it and what lies around
#: it look. What was looked at last is compared with how it looks now that it has lost the focus.
_FOCUS = """() => {
    const look = element => {
        const looks = [];
        for (let it = element; it?.nodeType === 1 && looks.length < 4; it = it.parentElement) {
            const style = getComputedStyle(it);
            looks.push([style.outline, style.boxShadow, style.borderColor, style.backgroundColor].join());
        }
        return looks.join();
    };
    let element = document.activeElement;
    // A table is a tree of its own.
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const before = window.focused;
    const plain = element.cloneNode(true);
    plain.querySelectorAll("[data-testid=stIconMaterial]").forEach(icon => icon.remove());
    const box = element.getBoundingClientRect();
    window.focused = {element, look: look(element)};
    return {
        name: (element.getAttribute("aria-label") || plain.textContent || element.value || "").trim(),
        tag: element.tagName,
        role: element.getAttribute("role") || "",
        place: element.closest("[data-testid]")?.dataset.testid || "",
        left: box.left, top: box.top, right: box.right, bottom: box.bottom,
        same: before?.element === element,
        unseen: Boolean(before?.element.isConnected) && before.element !== element
            && before.look === look(before.element),
    };
}"""

#: Where the framework shows no focus of its own: the page as a whole when it is scrolled by keys.
UNSEEN = ("stMain",)


@dataclass
class Walk:
    """A reader who has no pointer. `seen` is what had the focus last."""

    page: Page
    seen: dict[str, Any]

    def focus(self) -> dict[str, Any]:
        """What has the focus now; what had it before must look another way without it."""
        # A frame takes and loses its colour little by little.
        self.page.evaluate(AT_REST)
        now: dict[str, Any] = self.page.evaluate(_FOCUS)
        before, self.seen = self.seen, now
        assert before.get("place") in UNSEEN or not now["unseen"], f"the focus was not to be seen on {before}"
        return now

    def press(self, key: str) -> dict[str, Any]:
        """Press a key; whatever has the focus then is on screen."""
        self.page.keyboard.press(key)
        self.page.wait_for_timeout(60)
        now = self.focus()
        if now["tag"] not in ("BODY", "MAIN"):
            size = self.page.viewport_size
            assert size is not None
            assert now["right"] > now["left"] >= 0, now
            assert now["top"] < size["height"], now
            assert now["bottom"] > 0, now
        return now

    def to(self, name: str, key: str = "Tab", most: int = 80) -> list[dict[str, Any]]:
        """Press `key` until the focus is on what is called so; returns all that was passed, it included."""
        passed: list[dict[str, Any]] = []
        while len(passed) < most:
            now = self.press(key)
            assert not now["same"], f"the focus is trapped on {now['place']} {now['name'][:40]}"
            passed.append(now)
            if re.search(name, now["name"]) and now["tag"] not in ("BODY", "MAIN"):
                return passed
        raise AssertionError(f"{name} is not reached: {[now['name'][:40] for now in passed]}")

    def stays(self, name: str) -> None:
        """Once the page is drawn anew the focus is where it was."""
        settled(self.page, FRESH["vi"])
        now = self.focus()
        assert re.search(name, now["name"]), now
        assert now["tag"] not in ("BODY", "MAIN"), now


def test_the_main_path_is_walked_by_keyboard_alone(server: Server, browser: Browser) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url)
        settled(page, FRESH["vi"])
        # Under the pointer the side bar offers to be folded.
        page.mouse.move(900, 600)
        walk = Walk(page, {})

        # The order is that of the page: the way past the side bar, the navigation, language, edition, filters.
        assert walk.press("Tab")["tag"] == "A"
        passed = walk.to(r"^2021\*$")
        says = Words("vi").text
        named = [it["name"] for it in passed if it["tag"] not in ("BODY", "MAIN")]
        titles = [says(title) for _, _, title, _, _, _ in dashboard.PAGES]
        assert named == [*titles, "vi", "Nội bộ", "Đường dẫn", "2021*"]

        for year in ("2022", "2023", "2024"):
            assert walk.press("ArrowRight")["name"] == year
        walk.press("Space")
        expect(page).to_have_url(re.compile("year=2024"))
        walk.stays("^2024$")

        assert walk.to("^Trường: ")[-1]["left"] > 300
        walk.press("Enter")
        page.wait_for_function("document.activeElement.tagName === 'INPUT'")
        walk.focus()
        page.keyboard.type("mau 07")
        expect(page.get_by_role("button", name=re.compile("MAU-01"))).to_have_count(0)
        walk.to("MAU-07")
        # The box closes once the server has heard of the pick; then the button has the focus again.
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("school=MAU-07"))
        walk.stays("^Trường TH Mẫu 07")

        walk.to("^Chỉ tiêu$", "Shift+Tab")
        walk.press("Enter")
        expect(page.get_by_role("heading", level=1, name=PAGES["indicators"][1]["vi"])).to_be_visible()
        walk.stays("^Chỉ tiêu$")
        expect(page).to_have_url(re.compile("year=2024"))

        # A name in the table opens its row, and keeps the focus.
        walk.to("^Trường có tổ tư vấn$", most=120)
        walk.press("Enter")
        expect(page).to_have_url(re.compile("indicator=counselling"))
        walk.stays("^Trường có tổ tư vấn$")

        walk.to("^Tải", "Shift+Tab", most=120)
        walk.press("Enter")
        expect(page.get_by_role("button", name="Bảng này (Excel)").first).to_be_visible()
        walk.to("^CSV$", most=6)
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        assert download.value.suggested_filename.endswith("_internal.csv")
        # While the file is made its button is no button, and has no focus; then it has it again.
        page.wait_for_function("document.activeElement.textContent === 'CSV'")
        assert walk.press("Tab")["name"].startswith("Dữ liệu máy đọc")
        walk.press("Escape")
        page.wait_for_timeout(300)
        assert "Tải" in walk.focus()["name"]

        walk.to("^Nội bộ$", "Shift+Tab", most=200)
        page.keyboard.press("Enter")
        expect(page.get_by_role("menuitem", name="Bản chia sẻ")).to_be_visible()
        page.wait_for_function("document.activeElement.closest('[role=menu]') !== null")
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("menuitem", name="Bản chia sẻ")).to_be_focused()
        page.keyboard.press("Enter")
        # The edition may be made now, for the first time.
        expect(page.get_by_test_id("stMain").get_by_text("BẢN CHIA SẺ").first).to_be_visible(timeout=180_000)
        walk.stays("^Bản chia sẻ$")

        walk.to("^vi$", "Shift+Tab")
        assert walk.press("ArrowRight")["name"] == "en"
        walk.press("Space")
        title = PAGES["indicators"][1]["en"]
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible(timeout=30_000)
        settled(page, FRESH["en"])
        assert walk.focus()["name"] == "en"
        assert page.evaluate("document.documentElement.lang") == "en"
        seen.assert_quiet()
