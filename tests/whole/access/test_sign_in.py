"""Coming in by a real provider in a real browser: each role sees its own, and whoever goes is out everywhere."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.whole.access.conftest import OTHER, OWN, Office, Reader, coming
from tests.whole.access.wire import USER, Visitor
from tests.whole.browser.conftest import settled

FRESH = "Số liệu đến ngày 31/12/2025"
SHARED, PUBLISHING, EXACT = "BẢN CHIA SẺ", "Nạp số liệu", "Nội bộ"


def at(reader: Reader, page: str, query: str = "") -> str:
    """All that the server sends of this page to the reader's sign-in."""
    (cookie,) = (it["value"] for it in reader.context.cookies(reader.url) if it["name"] == USER)
    heard = Visitor(reader.url, cookie).sees(page, query)
    assert FRESH in heard
    return heard


def test_a_leader_sees_everything_exactly_and_does_not_publish(office: Office, browser: Browser) -> None:
    before = len(office.log())
    with coming(browser, office.url) as reader:
        reader.sign_in("truong-phong")
        settled(reader.page, FRESH)
        bar = reader.page.get_by_test_id("stSidebar")
        expect(bar).to_contain_text("Trưởng phòng Mẫu")
        expect(bar).to_contain_text("Lãnh đạo")
        expect(reader.page.get_by_role("button", name=EXACT)).to_be_visible()
        expect(bar).not_to_contain_text(PUBLISHING)
        for school in (OWN, OTHER):
            assert SHARED not in at(reader, "school", f"school={school}")
        # The page of the intake is none of hers, also by its address.
        reader.page.goto(reader.url + "/intake")
        settled(reader.page, FRESH)
        expect(reader.page.get_by_test_id("stApp")).to_contain_text("Trang này dành cho cán bộ")
        expect(reader.page.get_by_test_id("stFileUploader")).to_have_count(0)
        reader.page.goto(reader.url + "/indicators")
        settled(reader.page, FRESH)
        with coming(browser, office.url) as viewer, coming(browser, office.url) as stranger:
            viewer.sign_in("nguoi-xem")
            settled(viewer.page, FRESH)
            reader.page.get_by_role("button", name="Tải", exact=True).first.click()
            with reader.page.expect_download(timeout=60_000) as download:
                reader.page.get_by_role("button", name="CSV", exact=True).first.click()
            taken = download.value
            taken.path()
            # What was made for her is for nobody else who learns the address.
            for other in (stranger, viewer):
                assert other.context.request.get(taken.url).status == 403
    lines = [line for line in office.log()[before:] if line["who"] == "Truong.Phong@example.vn"]
    assert [line["event"] for line in lines] == ["sign_in", "csv"]
    assert {line["role"] for line in lines} == {"leader"}
    csv = lines[1]
    assert csv["tier"] == "internal"
    assert csv["snapshot"] == office.server.store.active_id()
    assert csv["filters"]["years"] == [2025]
    assert len(csv["sha256"]) == 64


def test_an_officer_publishes(office: Office, browser: Browser) -> None:
    with coming(browser, office.url) as reader:
        reader.sign_in("can-bo")
        settled(reader.page, FRESH)
        expect(reader.page.get_by_test_id("stSidebar")).to_contain_text(PUBLISHING)
        reader.page.goto(reader.url + "/intake")
        settled(reader.page, FRESH)
        expect(reader.page.get_by_test_id("stApp")).not_to_contain_text(SHARED)
        expect(reader.page.get_by_test_id("stFileUploader")).to_have_count(1)


def test_a_principal_sees_the_own_school_alone_exactly(office: Office, browser: Browser) -> None:
    with coming(browser, office.url) as reader:
        reader.sign_in("hieu-truong")
        settled(reader.page, FRESH)
        bar = reader.page.get_by_test_id("stSidebar")
        expect(bar).to_contain_text(f"Hiệu trưởng trường {OWN}")
        expect(bar).not_to_contain_text(PUBLISHING)
        assert SHARED not in at(reader, "school", f"school={OWN}")
        assert SHARED in at(reader, "school", f"school={OTHER}")
        assert SHARED in at(reader, "overview")
        assert SHARED in at(reader, "handling", f"school={OTHER}")


def test_a_viewer_sees_what_everybody_may_see(office: Office, browser: Browser) -> None:
    with coming(browser, office.url) as reader:
        reader.sign_in("nguoi-xem")
        settled(reader.page, FRESH)
        bar = reader.page.get_by_test_id("stSidebar")
        expect(bar).to_contain_text("Người xem")
        expect(reader.page.get_by_role("button", name=EXACT)).to_have_count(0)
        expect(bar).not_to_contain_text(PUBLISHING)
        for page, query in (("school", f"school={OWN}"), ("trends", ""), ("export", "")):
            heard = at(reader, page, query)
            assert SHARED in heard
            # No single case came over the connection.
            assert "VV-0" not in heard
        assert b"VV-0" not in reader.heard()


def test_whoever_signs_out_is_out_in_every_tab_and_with_every_copy(office: Office, browser: Browser) -> None:
    with coming(browser, office.url) as reader, coming(browser, office.url) as thief:
        reader.sign_in("can-bo")
        settled(reader.page, FRESH)
        other = reader.listen(reader.context.new_page())
        other.goto(office.url + "/quality")
        settled(other, FRESH)
        thief.context.add_cookies(reader.context.cookies(office.url))  # type: ignore[arg-type]
        thief.page.goto(office.url)
        settled(thief.page, FRESH)
        thief.received.clear()
        reader.page.get_by_role("button", name="Đăng xuất").click()
        reader.page.get_by_role("button", name="Leave").click(timeout=30_000)
        reader.page.wait_for_url(f"{office.url}/**", timeout=30_000)
        for page in (reader.page, other):
            expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible(timeout=60_000)
        thief.page.goto(office.url + "/school?school=MAU-05")
        expect(thief.page.get_by_role("button", name="Đăng nhập")).to_be_visible(timeout=60_000)
        thief.received.clear()
        thief.page.reload()
        thief.stays_outside("Hãy đăng nhập")
    assert [line["event"] for line in office.log() if line["who"] == "sub:can-bo"][-1] == "sign_out"


def test_a_sign_in_ends_while_the_page_stands_there(office: Office, browser: Browser) -> None:
    with coming(browser, office.url) as reader:
        reader.sign_in("ngan")
        settled(reader.page, FRESH)
        expect(reader.page.get_by_test_id("stMain")).to_contain_text("hết hạn", timeout=90_000)
        expect(reader.page.get_by_test_id("stSidebar")).not_to_contain_text("Tổng quan")
        reader.received.clear()
        reader.page.goto(office.url + "/school?school=MAU-05")
        reader.stays_outside("hết hạn")
