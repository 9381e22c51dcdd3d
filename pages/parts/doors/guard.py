"""The server's other addresses (downloads, uploads, counters): shut for whoever may not come in by the door.

The framework serves them to everybody who knows the address, signed in or not. This stands before it, for
every request; pages themselves come over the one connection that `here` judges.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from streamlit import auth_util, config, runtime
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.parts.server.news import ADDRESS as NEWS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from pages.parts.doors.decision import Door

#: What belongs to the frame itself and tells nothing: that the server lives, the connection, the sign-in.
_OPEN = ("/_stcore/health", "/_stcore/host-config", "/_stcore/stream")
#: Below these lies whatever a reader was shown or has sent, and what open pages ask; everything else is the
#: framework's own files.
_GUARDED = ("/_stcore/", "/media/", "/component/", "/app/", NEWS)
_MEDIA = "/media/"
_LOGIN, _CALLBACK = "/auth/login", "/oauth2callback"
#: Where the sign-in page is told that the provider's answer was not accepted.
FAILED = "sign_in"


class Guard:
    """Stands before the framework's server, as its middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what may pass; answer the rest with 403 and no word about why."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = _path(scope)
        if path.startswith(_GUARDED) and path not in _OPEN and not _may_pass(scope, path):
            await send({"type": "http.response.start", "status": 403, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})
            return
        await self.app(scope, receive, _watching(scope, path, send))


def _path(scope: Scope) -> str:
    base = "/" + str(config.get_option("server.baseUrlPath") or "").strip("/")
    path: str = scope["path"]
    for mounted in (str(scope.get("root_path", "")).rstrip("/"), base):
        if mounted not in ("", "/") and path.startswith(mounted + "/"):
            path = path[len(mounted) :]
    return path


def _may_pass(scope: Scope, path: str) -> bool:
    from pages.parts.doors.handed import was_made_for

    name = path.removeprefix(_MEDIA)
    file = runtime.get_instance().media_file_mgr.read_file(name) if path.startswith(_MEDIA) else None
    door = _door(scope)
    if door.visitor is None:
        return False
    # Leaders and officers may see everything exactly; others get what was made for themselves.
    sees_all = door.visitor.grant.role in ("leader", "officer")
    return sees_all or file is None or was_made_for(file.content, door.visitor.person)


def _door(scope: Scope) -> Door:
    """The verdict on whoever sends this request, by the same rules as on a page."""
    from starlette.requests import cookie_parser

    from pages.parts.doors.decision import decide
    from pages.parts.doors.here import ended
    from pages.parts.doors.loopback import Visit
    from pages.parts.doors.settings import configured

    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    client = scope.get("client")
    visit = Visit(str(config.get_option("server.address") or ""), client[0] if client else "", headers)
    found = configured()
    claims = _claims(cookie_parser(headers.get("cookie", ""))) if found.sign_in else {}
    return decide(found, visit, claims, time.time(), ended())


def _claims(cookies: Mapping[str, str]) -> dict[str, Any]:
    """The claims that this server put into the cookie and signed; none from a cookie of anybody else."""
    secret = get_cookie_secret()

    def signed(name: str) -> bytes | None:
        return decode_signed_value(secret, name, cookies.get(name, "").encode("latin-1"))

    try:
        claims = json.loads(auth_util.get_cookie_with_chunks(signed, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def _watching(scope: Scope, path: str, send: Send) -> Send:
    """Cookies by https only where readers come by https; no download kept by the browser; a refusal noted."""
    from starlette.concurrency import run_in_threadpool

    from pages.parts.doors import noting
    from pages.parts.doors.settings import configured

    sign_in = configured().sign_in
    if sign_in is None:
        return send
    encrypted = sign_in.encrypted
    query = scope.get("query_string", b"")
    answered = path == _CALLBACK and (b"code=" in query or b"error=" in query)

    async def watched(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [
                (name, value + b"; Secure" if encrypted and _is_open_cookie(name, value) else value)
                for name, value in message["headers"]
            ]
            if path.startswith(_GUARDED):
                headers.append((b"cache-control", b"no-store"))
            if answered and not any(_brings_in(name, value) for name, value in headers):
                headers = [
                    (name, value + b"?" + FAILED.encode() + b"=failed" if name == b"location" else value)
                    for name, value in headers
                ]
                await run_in_threadpool(noting.failed)
            message = {**message, "headers": headers}
            if path == _LOGIN and message["status"] >= 400:
                # The provider cannot be reached: words on our own page, not three of the framework's.
                back = sign_in.redirect_uri.removesuffix(_CALLBACK) + f"/?{FAILED}=failed"
                message |= {"status": 302, "headers": [*headers, (b"location", back.encode("latin-1"))]}
        await send(message)

    return watched


def _is_open_cookie(name: bytes, value: bytes) -> bool:
    return name.lower() == b"set-cookie" and b"; secure" not in value.lower()


def _brings_in(name: bytes, value: bytes) -> bool:
    """Whether this header hands over the cookie of somebody who signed in, and does not take it away."""
    start = USER_COOKIE_NAME.encode() + b"="
    return name.lower() == b"set-cookie" and value.startswith(start) and not value.startswith(start + b'""')
