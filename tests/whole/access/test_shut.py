"""Doors that stay shut: every address to whoever is signed out, and a server that nobody can sign in to."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import dashboard
from tests.whole.access.conftest import Office, coming, secrets_text
from tests.whole.browser.conftest import free_port, serving, settled

FRESH = "Số liệu đến ngày 31/12/2025"
ADDRESSES = ["/", *(f"/{page[4]}" for page in dashboard.PAGES)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_cold_visit_shows_nothing(address: str, office: Office, browser: Browser) -> None:
    with coming(browser, office.url) as reader:
        reader.page.goto(f"{office.url}{address}?school=MAU-05&year=2024")
        reader.stays_outside("Hãy đăng nhập")


@pytest.mark.parametrize(
    "address",
    [
        "/media/0123456789abcdef.csv",
        "/_stcore/metrics",
        "/_stcore/upload_file/a/b",
        "/component/x/index.html",
        "/app/static/x",
        "/news",
    ],
)
def test_no_other_address_answers_whoever_is_signed_out(
    address: str, office: Office, browser: Browser
) -> None:
    with coming(browser, office.url) as reader:
        for method in ("GET", "PUT", "DELETE"):
            assert reader.context.request.fetch(office.url + address, method=method).status == 403


def test_reached_over_a_network_without_sign_in_it_says_what_to_do(folder: Path, browser: Browser) -> None:
    with serving(folder, "--server.address", "0.0.0.0") as server:
        for lang, words in (("vi", "chưa có phần đăng nhập"), ("en", "nobody can sign in to it")):
            for address in ("/", "/school"):
                with coming(browser, server.url) as reader:
                    reader.page.goto(f"{server.url}{address}?lang={lang}")
                    reader.stays_outside(words)
                    expect(reader.page.get_by_test_id("stMain")).to_contain_text(".streamlit/secrets.toml")
        with coming(browser, server.url) as reader:
            assert reader.context.request.get(f"{server.url}/_stcore/metrics").status == 403


def test_on_this_machine_it_is_open_but_not_through_a_proxy(folder: Path, browser: Browser) -> None:
    with serving(folder) as server, coming(browser, server.url) as reader:
        reader.page.goto(server.url)
        settled(reader.page, FRESH)
        # The browser adds no header of its own to the connection: its other requests stand for it.
        metrics = f"{server.url}/_stcore/metrics"
        assert reader.context.request.get(metrics).status == 200
        for header in ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via", "X-Real-Ip"):
            assert reader.context.request.get(metrics, headers={header: "10.1.2.3"}).status == 403
        for header in ("Host", "Origin"):
            strange = {header: "http://khac.example.vn" if header == "Origin" else "khac.example.vn"}
            assert reader.context.request.get(metrics, headers=strange).status == 403


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda text: text[: text.index("[roles]")], "Không có bảng [roles]"),
        (lambda text: text[text.index("[roles]") :], "Trong [auth] thiếu"),
        (lambda text: text.replace("[auth]", "[auth"), "Không đọc được"),
        (lambda text: text.replace("leader =", "chief ="), "không có vai trò chief"),
    ],
    ids=["no roles", "no provider", "not readable", "unknown role"],
)
def test_half_a_configuration_opens_nothing_and_is_named(
    spoil: object, words: str, folder: Path, browser: Browser, tmp_path: Path
) -> None:
    port = free_port()
    secrets = tmp_path / "secrets.toml"
    text = secrets_text(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{free_port()}")
    secrets.write_text(spoil(text), encoding="utf-8")  # type: ignore[operator]
    options = ("--secrets.files", str(secrets))
    with serving(folder, *options, port=port) as server, coming(browser, server.url) as reader:
        reader.page.goto(server.url)
        reader.stays_outside(words)


def test_a_provider_that_cannot_be_reached_is_said(folder: Path, browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(
        secrets_text(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{free_port()}"), encoding="utf-8"
    )
    options = ("--secrets.files", str(secrets))
    with serving(folder, *options, port=port) as server, coming(browser, server.url) as reader:
        reader.page.goto(server.url)
        reader.page.get_by_role("button", name="Đăng nhập").click(timeout=60_000)
        reader.stays_outside("Đăng nhập không thành công")
