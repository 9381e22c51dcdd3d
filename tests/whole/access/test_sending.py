"""What is sent to the server: files by whoever publishes, to the own page and only so many; orders by nobody."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.request import urlopen

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.web import incoming
from tests.whole.access.conftest import Office
from tests.whole.access.wire import Stream, Visitor, cookie_of
from tests.whole.browser.conftest import Server

#: Who sends, by the subject of the provider's token and what it claims.
SEATS: dict[str, tuple[str, dict[str, Any]]] = {
    "leader": ("lanh-dao", {"groups": ["lanh-dao"]}),
    "officer": ("can-bo", {}),
    "principal": ("hieu-truong", {"email": "hieu.truong@example.vn", "email_verified": True}),
    "viewer": ("nguoi-xem", {"groups": ["xem-so-lieu"]}),
    "nobody": ("khach", {}),
}
MEGABYTE = 2**20


def seated(desk: Office, seat: str, **claims: Any) -> Visitor:
    subject, own = SEATS[seat]
    return Visitor(desk.url, cookie_of(desk.url, subject, **own, **claims))


@contextmanager
def at_a_page(visitor: Visitor, page: str = "") -> Iterator[Stream]:
    with visitor.streaming() as stream:
        stream.page(page)
        yield stream


def upload_addresses(stream: Stream) -> list[str]:
    """Where the server says that files can be sent; none when it says nothing to it."""
    message = BackMsg()
    message.file_urls_request.request_id = "1"
    message.file_urls_request.file_names.append("a.csv")
    stream.connection.send(message.SerializeToString())
    stream.send(app_heartbeat=True)
    while True:
        heard = stream.hears()
        if heard.HasField("file_urls_response"):
            return [place.upload_url for place in heard.file_urls_response.file_urls]
        if heard.HasField("heartbeat_ack"):
            return []


@pytest.mark.parametrize("seat", ["leader", "principal", "viewer", "nobody"])
def test_who_does_not_publish_sends_no_file(seat: str, desk: Office) -> None:
    sender = seated(desk, seat)
    before = len(desk.log())
    with at_a_page(sender) as stream:
        assert upload_addresses(stream) == []
        for _ in range(3):
            assert sender.uploads(stream.session, "a", b"x" * 1000) == 403
        assert sender.sends("DELETE", f"/_stcore/upload_file/{stream.session}/a") == 403
    refused = [line["reason"] for line in desk.log()[before:] if line["event"] == "refused"]
    # Each kind is noted once, however often it is tried.
    wanted = (
        ["no_role", "message:file_urls_request"]
        if seat == "nobody"
        else ["message:file_urls_request", "upload"]
    )
    assert refused == wanted


def test_an_officer_sends_to_the_own_page_alone(desk: Office) -> None:
    officer = seated(desk, "officer")
    # In another browser, with a sign-in of its own.
    again = seated(desk, "officer", nonce="other")
    with at_a_page(officer, "intake") as stream, at_a_page(seated(desk, "viewer")) as other:
        assert len(upload_addresses(stream)) == 1
        assert officer.uploads(stream.session, "a", b"x") == 204
        assert again.uploads(stream.session, "b", b"x") == 204
        assert officer.uploads(other.session, "a", b"x") == 403
        assert officer.uploads("00000000-0000-0000-0000-000000000000", "a", b"x") == 403
        assert seated(desk, "viewer").uploads(stream.session, "c", b"x") == 403
        assert Visitor(desk.url).uploads(stream.session, "d", b"x") == 403
        # Another officer who has learnt the session.
        stranger = Visitor(desk.url, cookie_of(desk.url, "can-bo-hai", groups=["can-bo"]))
        assert stranger.uploads(stream.session, "e", b"x") == 403
        assert stranger.sends("DELETE", f"/_stcore/upload_file/{stream.session}/a") == 403
        assert officer.sends("DELETE", f"/_stcore/upload_file/{stream.session}/a") == 204


def test_files_of_one_person_are_bounded_over_all_pages(desk: Office) -> None:
    officer = Visitor(desk.url, cookie_of(desk.url, "can-bo-ba", groups=["can-bo"]))
    content = bytes(40 * MEGABYTE)
    most = incoming.MOST_BYTES // (40 * MEGABYTE)
    with at_a_page(officer, "intake") as one, at_a_page(officer, "intake") as two:
        answers = [officer.uploads((one, two)[n % 2].session, str(n), content) for n in range(most + 2)]
        # What frames each file in its request counts too, so that the last one may not fit.
        assert answers[: most - 1] == [204] * (most - 1)
        assert answers[-2:] == [413, 413]
        # With room again it goes on.
        assert officer.sends("DELETE", f"/_stcore/upload_file/{one.session}/0") == 204
        assert officer.uploads(one.session, "again", content) == 204
        # The length must be told beforehand.
        chunked = officer.sends(
            "PUT", f"/_stcore/upload_file/{one.session}/b", "Transfer-Encoding: chunked", body=b"0\r\n\r\n"
        )
        assert chunked == 411


def test_empty_files_are_bounded_too(desk: Office) -> None:
    officer = Visitor(desk.url, cookie_of(desk.url, "can-bo-bon", groups=["can-bo"]))
    with at_a_page(officer, "intake") as stream:
        answers = [officer.uploads(stream.session, str(n), b"") for n in range(incoming.MOST_FILES + 3)]
    assert answers == [204] * incoming.MOST_FILES + [413] * 3


ORDERS: tuple[dict[str, Any], ...] = (
    {"clear_cache": True},
    {"load_git_info": True},
    {"set_run_on_save": True},
    {"debug_disconnect_websocket": True},
    {"debug_shutdown_runtime": True},
)


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: next(iter(order)))
@pytest.mark.parametrize("seat", ["signed out", "viewer", "officer"])
def test_orders_to_the_server_are_nobodys(order: dict[str, Any], seat: str, desk: Office) -> None:
    sender = Visitor(desk.url) if seat == "signed out" else seated(desk, seat, nonce=str(order))
    before = len(desk.log())
    with at_a_page(sender) as stream:
        stream.send(**order)
        stream.send(app_heartbeat=True)
        heard = stream.hears()
        # Messages are answered one by one, and that before the heartbeat is not at all.
        while not heard.HasField("heartbeat_ack"):
            assert not heard.session_status_changed.run_on_save
            assert not heard.HasField("git_info_changed")
            heard = stream.hears()
    (noted,) = [line for line in desk.log()[before:] if line["event"] == "refused"]
    assert noted["reason"] == f"message:{next(iter(order))}"
    assert noted["role"] == ("" if seat == "signed out" else seat)


@pytest.mark.parametrize("operation", ["install_skills", "dismiss_skills_nudge"])
def test_nothing_is_installed_by_a_message(operation: str, home: Server) -> None:
    with at_a_page(Visitor(home.url)) as stream:
        message = BackMsg()
        message.backend_operation_request.session_id = stream.session
        getattr(message.backend_operation_request, operation).SetInParent()
        stream.connection.send(message.SerializeToString())
        stream.send(app_heartbeat=True)
        heard = stream.hears()
        while not heard.HasField("heartbeat_ack"):
            assert not heard.HasField("backend_operation_response")
            heard = stream.hears()


def test_everybodys_kept_answers_survive_an_order_to_clear_them(home: Server) -> None:
    """Seen in the server's own counters, which were emptied before."""
    viewer = Visitor(home.url)
    with at_a_page(viewer) as stream:
        kept = cached(home)
        assert kept > 0
        stream.send(clear_cache=True)
        stream.send(app_heartbeat=True)
        while not stream.hears().HasField("heartbeat_ack"):
            pass
        assert cached(home) >= kept


def cached(home: Server) -> int:
    """How many of the framework's caches hold something; it counts anew only after five seconds."""
    time.sleep(5.5)
    with urlopen(f"{home.url}/_stcore/metrics") as answer:
        return str(answer.read(), encoding="utf-8").count('cache_type="st_cache_resource"')


def test_a_session_that_is_known_takes_no_file_of_a_stranger_on_the_network(home: Server) -> None:
    with at_a_page(Visitor(home.url), "intake") as stream:
        assert Visitor(home.url).uploads(stream.session, "a", b"x") == 204
        for way in ({"X-Forwarded-For": "10.0.0.9"}, {"CF-Connecting-IP": "10.0.0.9"}):
            assert Visitor(home.url, more=way).uploads(stream.session, "b", b"x") == 403
        assert Visitor(home.url, host="bang.example.vn").uploads(stream.session, "b", b"x") == 403
        assert Visitor(home.url, origin=None).uploads(stream.session, "b", b"x") == 403


def test_a_page_that_is_open_is_handed_to_nobody_on_the_network(home: Server) -> None:
    stranger = Visitor(home.url, more={"Via": "1.1 x"})
    with Visitor(home.url).streaming() as mine:
        mine.page()
        with stranger.streaming(mine.session) as taken:
            taken.page()
            assert taken.session != mine.session
            # Nor does it make a file there.
            message = BackMsg()
            message.backend_operation_request.session_id = mine.session
            message.backend_operation_request.deferred_file.file_id = "1"
            taken.connection.send(message.SerializeToString())
            taken.send(app_heartbeat=True)
            while not (heard := taken.hears()).HasField("heartbeat_ack"):
                assert not heard.HasField("backend_operation_response")
        mine.send(app_heartbeat=True)
        while not mine.hears().HasField("heartbeat_ack"):
            pass
        # Whoever sits at the machine goes on with a page whose connection broke.
        with Visitor(home.url).streaming(mine.session) as resumed:
            resumed.page()
            assert resumed.session == mine.session
