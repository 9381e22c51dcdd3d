"""The server's other addresses (downloads, uploads, counters): shut for whoever may not come in by the door.

The framework serves them to everybody who knows the address, signed in or not. This stands before it, for
every request; pages themselves come over the one stream that `session` judges and `incoming` sieves.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, runtime
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.web import incoming, journal, outgoing, session
from pages.web.decision import Door
from pages.web.routes import NEWS
from pages.web.settings import configured

#: What belongs to the frame itself and tells nothing: that the server lives, the connection, the sign-in.
_OPEN = ("/_stcore/health", "/_stcore/host-config", "/_stcore/stream")
#: Below these lies whatever a reader was shown or has sent, and what open pages ask; everything else is the
#: framework's own files.
_GUARDED = ("/_stcore/", "/media/", "/component/", "/app/", NEWS)
_MEDIA = "/media/"
_LOGIN, _CALLBACK, _LOGOUT = "/auth/login", "/oauth2callback", "/auth/logout"
_EMPTY = (b"content-length", b"0")
#: Where the sign-in page is told that the provider's answer was not accepted.
FAILED = "sign_in"


class Guard:
    """Stands before the framework's server, as its middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what may pass; answer the rest by its status and no word about why."""
        if scope["type"] == "websocket":
            await self.app(incoming.resumable(scope), incoming.sieved(scope, receive), send)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = _path(scope)
        sending: AbstractContextManager[None] = nullcontext()
        if path == _LOGOUT:
            await _end_everywhere(scope)
        elif path.startswith(_GUARDED) and path not in _OPEN:
            door = incoming.door_of(scope)
            if status := await _refusal(scope, path, door):
                await send({"type": "http.response.start", "status": status, "headers": [_EMPTY]})
                await send({"type": "http.response.body", "body": b""})
                return
            if scope["method"] == "PUT" and path.startswith(incoming.UPLOADS):
                sending = incoming.upload(scope, path, door)
        with sending:
            await self.app(scope, receive, _watching(scope, path, send))


def _path(scope: Scope) -> str:
    base = "/" + str(config.get_option("server.baseUrlPath") or "").strip("/")
    path: str = scope["path"]
    for mounted in (str(scope.get("root_path", "")).rstrip("/"), base):
        if mounted not in ("", "/") and path.startswith(mounted + "/"):
            path = path[len(mounted) :]
    return path


async def _end_everywhere(scope: Scope) -> None:
    """End the sign-in of whoever asks to go: the framework would only take away this browser's cookie."""
    door = incoming.door_of(scope)
    await run_in_threadpool(journal.sign_out, door)
    await run_in_threadpool(session.end, door)


async def _refusal(scope: Scope, path: str, door: Door) -> int:
    """The status by which this request is turned away; 0 when it may pass."""
    if door.visitor is None:
        return 403
    if path.startswith(incoming.UPLOADS):
        status = incoming.upload_refusal(scope, path, door)
        if status:
            await run_in_threadpool(journal.refused, door, "upload")
        return status
    name = path.removeprefix(_MEDIA)
    file = runtime.get_instance().media_file_mgr.read_file(name) if path.startswith(_MEDIA) else None
    # Leaders and officers may see everything exactly; others get what was made for themselves.
    sees_all = door.visitor.grant.role in ("leader", "officer")
    return 0 if sees_all or file is None or outgoing.was_made_for(file.content, door.visitor.person) else 403


def _watching(scope: Scope, path: str, send: Send) -> Send:
    """Cookies by https only where readers come by https; no download kept by the browser; a refusal noted."""
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
                await run_in_threadpool(journal.failed)
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
