"""Who comes in vain: without a role, with a token that is forged or over, with a cookie of the own making."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.whole.access.conftest import Office, assert_of_the_door_alone, coming
from tests.whole.access.wire import Visitor, come_back

FAILED = "Đăng nhập không thành công"
#: What is shown to whom.
IN_VAIN = {
    "khach": "chưa được giao vai trò",
    "gia-thu": "chưa được giao vai trò",
    "hai-vai": "chưa được giao vai trò",
    "het-han": FAILED,
    "hong-key": FAILED,
    "hong-issuer": FAILED,
    "hong-audience": FAILED,
    "hong-party": "không có giá trị ở đây",
    "hong-nonce": FAILED,
    "hong-unsigned": FAILED,
}


@pytest.mark.parametrize("account", sorted(IN_VAIN))
def test_whoever_may_not_come_in_sees_nothing(account: str, office: Office) -> None:
    before = len(office.log())
    cookie, back = come_back(office.url, account)
    visitor = Visitor(office.url, cookie)
    assert_of_the_door_alone(visitor.sees(query=urlsplit(back).query), IN_VAIN[account])
    # The button to sign in or out.
    assert_of_the_door_alone(visitor.sees("school", "school=MAU-05"), "Đăng")
    lines = office.log()[before:]
    assert {line["event"] for line in lines} == {"refused"}
    assert all(line["role"] == "" and line["reason"] for line in lines)


def test_what_is_broken_off_at_the_provider_is_said(office: Office, browser: Browser) -> None:
    with coming(browser, office.url) as reader:
        reader.page.goto(office.url)
        reader.page.get_by_role("button", name="Đăng nhập").click(timeout=60_000)
        reader.page.get_by_role("link", name="abort").click(timeout=60_000)
        reader.stays_outside(FAILED)


def test_a_cookie_of_the_own_making_counts_for_nothing(office: Office, browser: Browser) -> None:
    with coming(browser, office.url) as reader:
        reader.sign_in("can-bo")
        reader.page.get_by_role("button", name="Đăng xuất").wait_for(timeout=60_000)
        true = [cookie for cookie in reader.context.cookies(office.url) if "user" in cookie["name"]]
        assert true
    for spoil in (
        lambda value: value[:-2] + "AA",
        lambda value: "e30" + value[3:],
        lambda value: '{"sub":"can-bo"}',
    ):
        with coming(browser, office.url) as stranger:
            forged = [{**cookie, "value": spoil(cookie["value"])} for cookie in true]
            stranger.context.add_cookies(forged)  # type: ignore[arg-type]
            stranger.page.goto(office.url)
            stranger.stays_outside("Hãy đăng nhập")


def test_nobody_comes_in_whom_the_log_cannot_note(office: Office, browser: Browser) -> None:
    log = office.server.store.folder / "access.log"
    kept = log.with_name("access.log.kept")
    log.touch()
    log.rename(kept)
    log.mkdir()
    try:
        with coming(browser, office.url) as reader:
            reader.sign_in("truong-phong")
            reader.stays_outside("không ghi được nhật ký truy cập")
    finally:
        log.rmdir()
        kept.rename(log)
