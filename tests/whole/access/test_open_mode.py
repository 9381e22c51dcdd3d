"""Without sign-in: open to whoever sits at the machine, and to nobody who comes by any other way."""

from __future__ import annotations

import pytest
from websockets.exceptions import InvalidStatus

from tests.whole.access.wire import Visitor, answered
from tests.whole.browser.conftest import Server

FIGURES, SHUT = "Số liệu đến ngày 31/12/2025", "chưa có phần đăng nhập"
METRICS = "/_stcore/metrics"


def test_whoever_sits_at_the_machine_comes_in(home: Server) -> None:
    """By either name of the machine, and with all that a browser sends."""
    port = home.url.rpartition(":")[2]
    for host in (f"127.0.0.1:{port}", f"localhost:{port}"):
        resident = Visitor(
            home.url, host=host, more={"Accept-Language": "vi", "Sec-Fetch-Site": "same-origin"}
        )
        heard = resident.sees()
        assert FIGURES in heard
        assert "Nạp số liệu" in heard
        assert resident.sends("GET", METRICS) == 200


@pytest.mark.parametrize("origin", ["null", "http://khac.example.vn", "file://"])
def test_the_stream_is_not_opened_to_a_page_of_another_place(origin: str, home: Server) -> None:
    port = home.url.rpartition(":")[2]
    with pytest.raises(InvalidStatus, match="403"):
        Visitor(home.url, host=f"localhost:{port}", origin=origin).sees()


@pytest.mark.parametrize("origin", [None, "http://localhost:1", "https://localhost"])
def test_the_stream_is_shut_to_an_origin_that_is_not_the_host(origin: str | None, home: Server) -> None:
    """What forwards the port sends any host, and often no origin at all."""
    port = home.url.rpartition(":")[2]
    stranger = Visitor(home.url, host=f"localhost:{port}", origin=origin)
    heard = stranger.sees()
    assert SHUT in heard
    for inside in (FIGURES, "Nạp số liệu", "Trường TH Mẫu"):
        assert inside not in heard
    with stranger.streaming() as stream:
        stream.page()
        assert stranger.uploads(stream.session, "a", b"x") == 403


#: What programs and services put into a request that they hand on.
HANDED_ON = (
    "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Proto",
    "X-Forwarded-Server", "X-Forwarded-Prefix", "X-Forwarded-By", "X-Forwarded", "X-Real-IP", "X-Client-IP",
    "X-Cluster-Client-IP", "Fastly-Client-IP", "X-Original-Host", "X-Original-URL", "X-Original-Forwarded-For",
    "X-Rewrite-URL", "X-Host", "X-Scheme", "X-ProxyUser-Ip", "X-Remote-IP", "X-Remote-Addr", "X-Request-Id",
    "X-Amzn-Trace-Id", "X-Envoy-External-Address", "X-Azure-ClientIP", "X-Appengine-User-Ip", "X-ARR-LOG-ID",
    "CF-Connecting-IP", "CF-Ray", "CF-Visitor", "CDN-Loop", "True-Client-IP", "Client-IP", "Fly-Client-IP",
    "Akamai-Origin-Hop", "Proxy-Connection", "Tailscale-User-Login", "Ngrok-Trace-Id", "Remote-User",
    "Incap-Client-IP", "Front-End-Https", "Cloudfront-Viewer-Address", "WL-Proxy-Client-IP", "Do-Connecting-Ip",
    "Traceparent",
)  # fmt: skip


@pytest.mark.parametrize("header", HANDED_ON)
def test_a_request_that_was_handed_on_is_turned_away(header: str, home: Server) -> None:
    assert Visitor(home.url, more={header: "127.0.0.1"}).sends("GET", METRICS) == 403


@pytest.mark.parametrize("header", ["X-Forwarded-Proto", "CF-Connecting-IP", "True-Client-IP", "Via"])
def test_a_page_that_was_handed_on_shows_no_figure_and_names_the_header(header: str, home: Server) -> None:
    heard = Visitor(home.url, more={header: "https"}).sees()
    assert SHUT in heard
    assert header.lower() in heard
    assert FIGURES not in heard


@pytest.mark.parametrize(
    "lines",
    [
        ("GET {path} HTTP/1.0",),
        ("GET {path} HTTP/1.1", "Host:"),
        ("GET {path} HTTP/1.1", "Host: bang.example.vn"),
        ("GET {path} HTTP/1.1", "Host: localhost.example.vn"),
        ("GET {path} HTTP/1.1", "Host: 192.168.1.5:8501"),
        ("GET {path} HTTP/1.1", "Host: localhost", "Host: bang.example.vn"),
        ("GET {path} HTTP/1.1", "Host: localhost", "Origin: http://khac.example.vn"),
        # Whatever changes something says where it comes from.
        ("PUT {path} HTTP/1.1", "Host: localhost", "Content-Length: 0"),
        ("DELETE {path} HTTP/1.1", "Host: localhost"),
    ],
)
def test_a_request_that_does_not_call_this_machine_by_its_name_is_turned_away(
    lines: tuple[str, ...], home: Server
) -> None:
    first, *headers = lines
    assert answered(home.url, first.format(path=METRICS), *headers)[0] in (400, 403)
