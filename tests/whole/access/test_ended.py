"""A sign-in that was ended stays ended: for every copy of its cookie, every process, and after a restart."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from data.ended import NAME, Ended
from tests.whole.access.conftest import Office, desk_secrets
from tests.whole.access.wire import Visitor, cookie_of
from tests.whole.browser.conftest import free_port, serving

FIGURES, SIGN_IN = "Số liệu đến ngày 31/12/2025", "Hãy đăng nhập"
DIGEST = "0123456789abcdef" * 4


def is_out(visitor: Visitor) -> bool:
    """By the page and by the other addresses alike."""
    heard = visitor.sees("quality")
    assert (FIGURES in heard) != (SIGN_IN in heard)
    assert visitor.sends("GET", "/news") == (200 if FIGURES in heard else 403)
    return SIGN_IN in heard


def test_after_the_address_for_signing_out_every_copy_is_out(desk: Office) -> None:
    cookie = cookie_of(desk.url, "can-bo", nonce="logout")
    reader, copy = Visitor(desk.url, cookie), Visitor(desk.url, cookie)
    other = Visitor(desk.url, cookie_of(desk.url, "can-bo", nonce="another sign-in"))
    assert not is_out(copy)
    with copy.streaming() as open_page:
        assert FIGURES in open_page.page("quality")
        before = len(desk.log())
        assert reader.sends("GET", "/auth/logout") == 302
        assert reader.sends("GET", "/auth/logout") == 302
        assert SIGN_IN in open_page.page("quality")
    assert is_out(copy)
    assert not is_out(other)
    lines = [line for line in desk.log()[before:] if line["event"] == "sign_out"]
    assert [line["who"] for line in lines] == ["sub:can-bo"]


def test_without_a_role_too_every_copy_is_out(desk: Office) -> None:
    """Whoever gets a role later must not find an old copy of the cookie at work."""
    visitor = Visitor(desk.url, cookie_of(desk.url, "khach", nonce="logout"))
    assert "chưa được giao vai trò" in visitor.sees()
    assert visitor.sends("GET", "/auth/logout") == 302
    assert SIGN_IN in visitor.sees()


def test_a_false_cookie_ends_nothing(desk: Office) -> None:
    ended = Ended(desk.server.store.folder)
    before = sorted(ended.folder.iterdir()) if ended.folder.exists() else []
    cookie = cookie_of(desk.url, "can-bo", nonce="false")
    assert Visitor(desk.url, cookie[:-3] + "AAA").sends("GET", "/auth/logout") == 302
    assert Visitor(desk.url).sends("GET", "/auth/logout") == 302
    assert (sorted(ended.folder.iterdir()) if ended.folder.exists() else []) == before
    assert not is_out(Visitor(desk.url, cookie))


def test_it_stays_ended_for_another_process_and_after_a_restart(released: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(released, tmp_path / "snapshots"))
    ports = free_port(), free_port()
    # Two processes behind one name: readers come to the name, whichever process answers.
    name = f"http://127.0.0.1:{ports[0]}"
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(desk_secrets(name), encoding="utf-8")
    options = ("--secrets.files", str(secrets))
    cookie = cookie_of(name, "can-bo", nonce="restart")
    kept = cookie_of(name, "can-bo", nonce="kept")
    with serving(folder, *options, port=ports[1]) as second:
        with serving(folder, *options, port=ports[0]):
            assert not is_out(Visitor(name, cookie))
            assert Visitor(second.url, cookie).sends("GET", "/news") == 200
            assert Visitor(name, cookie).sends("GET", "/auth/logout") == 302
            assert is_out(Visitor(name, cookie))
            assert Visitor(second.url, cookie).sends("GET", "/news") == 403
        with serving(folder, *options, port=ports[0]):
            assert is_out(Visitor(name, cookie))
            assert not is_out(Visitor(name, kept))
        assert Visitor(second.url, cookie).sends("GET", "/news") == 403
    # What is on the disk says nothing of who it was.
    assert [path.stat().st_size for path in (folder / NAME).iterdir()] == [0]


def test_a_record_goes_when_the_sign_in_would_have_ended_by_itself(tmp_path: Path) -> None:
    ended, now = Ended(tmp_path), int(time.time())
    long_over, just_over, to_come = (f"{now + by}-{DIGEST}" for by in (-90_000, -60, 3600))
    ended.add(long_over)
    assert long_over in ended
    ended.add(just_over)
    ended.add(to_come)
    # An hour's difference between two machines' clocks brings nobody back.
    assert [token in ended for token in (long_over, just_over, to_come)] == [False, True, True]


@pytest.mark.parametrize(
    "token", ["", ".", "..", "../access.log", f"1-{DIGEST}/..", f"-1-{DIGEST}", "1-x", f"1-{DIGEST}\n"]
)
def test_what_is_no_token_is_neither_ended_nor_a_path(token: str, tmp_path: Path) -> None:
    ended = Ended(tmp_path / "snapshots")
    ended.add(f"1-{DIGEST}")
    assert token not in ended
    with pytest.raises(ValueError, match="is not a token"):
        ended.add(token)


def test_a_list_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    ended = Ended(tmp_path)
    ended.folder.touch()
    with pytest.raises(OSError, match="ended"):
        assert f"1-{DIGEST}" not in ended


def test_while_it_cannot_be_read_who_has_gone_nobody_comes_in(desk: Office) -> None:
    reader = Visitor(desk.url, cookie_of(desk.url, "can-bo", nonce="unreadable"))
    assert not is_out(reader)
    folder = desk.server.store.folder / NAME
    folder.mkdir(exist_ok=True)
    kept = folder.rename(folder.with_name("ended.kept"))
    folder.touch()
    try:
        heard = reader.sees("quality")
        assert "không đọc được danh sách các phiên đã đăng xuất" in heard
        assert FIGURES not in heard
        assert reader.sends("GET", "/news") == 403
    finally:
        folder.unlink()
        kept.rename(folder)
    assert not is_out(reader)
