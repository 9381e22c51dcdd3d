"""A visit without a browser: requests byte by byte, and the stream in the framework's own protocol."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, build_opener

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.whole.access.conftest import NOBODYS_PROVIDER, SECRET

#: Longer than any answer takes, in seconds.
PATIENCE = 60.0
USER, XSRF = "_streamlit_user", "_streamlit_xsrf"
#: The proxy's cookie, as the README configures it.
PROCESS = "bang"


def answered(
    url: str, first_line: str, *headers: str, body: bytes = b"", peer: str = "127.0.0.1"
) -> tuple[int, str]:
    """The status and the head of the answer to a request of these very lines.

    The body is kept back until the server wants it: one that turns the request away does not read it.
    """
    # HTTP/1.0 ends the connection by itself, and may come without any header.
    close = () if first_line.endswith("1.0") else ("Connection: close",)
    first = ("Expect: 100-continue",) if body else ()
    with closing(_reached(url, peer)) as connection:
        connection.sendall("\r\n".join((first_line, *headers, *close, *first, "", "")).encode("latin-1"))
        head = _head(connection)
        if body and _status(head) == 100:
            connection.sendall(body)
            head = _head(connection)
    return _status(head), head


def _head(connection: socket.socket) -> str:
    """The next head of an answer; byte by byte, so that nothing of what follows it is taken."""
    head = b""
    while not head.endswith(b"\r\n\r\n") and (byte := connection.recv(1)):
        head += byte
    return head.decode("latin-1")


def _status(head: str) -> int:
    return int(head.split(" ", 2)[1])


def _reached(url: str, peer: str) -> socket.socket:
    """A connection to the server of this address from one of this machine's own addresses."""
    place = urlsplit(url)
    return socket.create_connection(
        (place.hostname, place.port or 80), timeout=PATIENCE, source_address=(peer, 0)
    )


def cookie_of(url: str, subject: str, *, lasts: float = 3600, **claims: Any) -> str:
    """The cookie that the server hands to whomever the provider has vouched for, with these claims."""
    now = time.time()
    cookies = {
        "iss": NOBODYS_PROVIDER,
        "aud": "bang-theo-doi",
        "sub": subject,
        "iat": now,
        "exp": now + lasts,
        "origin": url,
        "is_logged_in": True,
        "provider": "default",
        **claims,
    }
    return create_signed_value(SECRET, USER, json.dumps(cookies)).decode()


@dataclass
class Visitor:
    """Somebody with some cookie, or none, who sends what any program can send.

    `host` and `origin` are what the requests name, whatever the server's own address is; an origin of None
    is left out. `process` is the one that a proxy's cookie leads to, "" without such a cookie.
    """

    url: str
    cookie: str = ""
    host: str = ""
    origin: str | None = ""
    more: Mapping[str, str] | None = None
    process: str = ""

    @cached_property
    def token(self) -> str:
        """The token against forged requests, which the server hands to everybody."""
        lines = [f"Host: {self._host}"] + ([f"Cookie: {PROCESS}={self.process}"] if self.process else [])
        _, head = answered(self.url, "GET /_stcore/health HTTP/1.1", *lines)
        return head.partition(f"{XSRF}=")[2].partition(";")[0]

    @property
    def _host(self) -> str:
        return self.host or urlsplit(self.url).netloc

    @property
    def _origin(self) -> str | None:
        return f"http://{self._host}" if self.origin == "" else self.origin

    @property
    def _cookies(self) -> str:
        cookies = {XSRF: self.token, USER: self.cookie, PROCESS: self.process}
        return "; ".join(f"{name}={value}" for name, value in cookies.items() if value)

    def sends(self, method: str, path: str, *headers: str, body: bytes = b"") -> int:
        """The status that answers this request."""
        lines = [f"Host: {self._host}", f"Cookie: {self._cookies}", f"X-Xsrftoken: {self.token}"]
        lines += [f"Origin: {self._origin}"] if self._origin is not None else []
        lines += [f"{name}: {value}" for name, value in (self.more or {}).items()]
        return answered(self.url, f"{method} {path} HTTP/1.1", *lines, *headers, body=body)[0]

    def uploads(self, session: str, file: str, content: bytes, name: str = "t.csv") -> int:
        """The status that answers a file sent to a session, as the framework's page sends it."""
        body = (
            f'--b\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n'.encode()
            + b"Content-Type: text/csv\r\n\r\n"
            + content
            + b"\r\n--b--\r\n"
        )
        return self.sends(
            "PUT",
            f"/_stcore/upload_file/{session}/{file}",
            "Content-Type: multipart/form-data; boundary=b",
            f"Content-Length: {len(body)}",
            body=body,
        )

    @contextmanager
    def streaming(self, resumed: str = "") -> Iterator[Stream]:
        """The stream of a page, open; it asks for the page of another stream to be handed over."""
        with (
            closing(_reached(self.url, "127.0.0.1")) as connection,
            connect(
                f"ws://{self._host}/_stcore/stream",
                sock=connection,
                origin=None if self._origin is None else Origin(self._origin),
                subprotocols=[Subprotocol(part) for part in ("streamlit", self.token, resumed) if part],
                additional_headers={"Cookie": self._cookies, **(self.more or {})},
                user_agent_header="Mozilla/5.0",
                open_timeout=PATIENCE,
                max_size=None,
                ping_interval=None,
            ) as stream,
        ):
            yield Stream(stream)

    def sees(self, page: str = "", query: str = "") -> str:
        """All that comes over the stream until the page is whole."""
        with self.streaming() as stream:
            return stream.page(page, query)


class Stream:
    """One page's stream: what it sends, and what it hears."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.session = ""

    def send(self, **message: Any) -> None:
        """One message of the framework's protocol."""
        self.connection.send(BackMsg(**message).SerializeToString())

    def hears(self) -> ForwardMsg:
        """The next message."""
        data = self.connection.recv(timeout=PATIENCE)
        assert isinstance(data, bytes)
        message = ForwardMsg()
        message.ParseFromString(data)
        return message

    def page(self, name: str = "", query: str = "") -> str:
        """All that comes until the run of this page has ended."""
        message = BackMsg()
        message.rerun_script.page_name = name
        message.rerun_script.query_string = query
        self.connection.send(message.SerializeToString())
        heard = []
        while True:
            reply = self.hears()
            heard.append(str(reply.SerializeToString(), encoding="utf-8", errors="replace"))
            if reply.HasField("new_session"):
                self.session = reply.new_session.initialize.session_id
            if reply.HasField("script_finished"):
                return "".join(heard)

    def leaves(self, label: str) -> str:
        """The address to which the button of this label sends the reader away from the first page."""
        message = BackMsg()
        message.rerun_script.SetInParent()
        self.connection.send(message.SerializeToString())
        while not (heard := self.hears()).HasField("script_finished"):
            button = heard.delta.new_element.button
            if button.label == label:
                message.rerun_script.widget_states.widgets.add(id=button.id, trigger_value=True)
        self.connection.send(message.SerializeToString())
        while not (heard := self.hears()).HasField("auth_redirect"):
            pass
        return heard.auth_redirect.url


def come_back(url: str, account: str) -> tuple[str, str]:
    """By the button to the provider, as this account, and back: the cookie, if any, and the address come back to.

    Where the provider cannot be reached nobody gets there, and the account does not matter.
    """
    with Visitor(url).streaming() as stream:
        place = stream.leaves("Đăng nhập")
    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar))
    with browser.open(urljoin(url, place), timeout=PATIENCE) as asked:
        at = str(asked.url)
    if not at.startswith(f"{url}/"):
        with browser.open(f"{at}/{account}", timeout=PATIENCE) as back:
            at = str(back.url)
    return next((cookie.value or "" for cookie in jar if cookie.name == USER), ""), at
