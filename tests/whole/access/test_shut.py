"""Doors that stay shut: every address to whoever is signed out, and a server that nobody can sign in to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import dashboard
from tests.whole.access.conftest import Office, assert_of_the_door_alone, desk_secrets
from tests.whole.access.wire import Visitor, come_back
from tests.whole.browser.conftest import free_port, serving

PAGES = ["", *(page[4] for page in dashboard.PAGES)]


@pytest.mark.parametrize("page", PAGES)
def test_a_cold_visit_shows_nothing(page: str, desk: Office) -> None:
    heard = Visitor(desk.url).sees(page, "school=MAU-05&year=2024")
    assert_of_the_door_alone(heard, "Hãy đăng nhập")


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
def test_no_other_address_answers_whoever_is_signed_out(address: str, desk: Office) -> None:
    for method in ("GET", "PUT", "DELETE"):
        assert Visitor(desk.url).sends(method, address) == 403


def test_reached_over_a_network_without_sign_in_it_says_what_to_do(folder: Path) -> None:
    with serving(folder, "--server.address", "0.0.0.0") as server:
        for lang, words in (("vi", "chưa có phần đăng nhập"), ("en", "nobody can sign in to it")):
            for page in ("", "school"):
                heard = Visitor(server.url).sees(page, f"lang={lang}")
                assert_of_the_door_alone(heard, words)
                assert ".streamlit/secrets.toml" in heard
        assert Visitor(server.url).sends("GET", "/_stcore/metrics") == 403


@pytest.fixture(scope="module")
def unfinished(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A server whose configuration is being written; it heeds every change of the file."""
    port, secrets = free_port(), tmp_path_factory.mktemp("secrets") / "secrets.toml"
    secrets.write_text("[auth", encoding="utf-8")
    with serving(folder, "--secrets.files", str(secrets), port=port) as server:
        yield Office(server, secrets)


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
    spoil: Callable[[str], str], words: str, unfinished: Office
) -> None:
    unfinished.secrets.write_text(spoil(desk_secrets(unfinished.url)), encoding="utf-8")
    assert_of_the_door_alone(Visitor(unfinished.url).sees(), words)


def test_a_provider_that_cannot_be_reached_is_said(desk: Office) -> None:
    _, back = come_back(desk.url, "can-bo")
    heard = Visitor(desk.url).sees(query=urlsplit(back).query)
    assert_of_the_door_alone(heard, "Đăng nhập không thành công")
