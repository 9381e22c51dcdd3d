"""What comes in: the verdict on each request and stream, the messages of a page, and files.

The same rules hold as on a page. The framework obeys everybody; here each message has its senders: emptying
everybody's caches, asking for the state of the program's own source, running anew when a file is saved,
stopping the server and installing things on it concern no reader at all. Files come only from whoever may
publish, only into the sender's own page, and only so much: the framework keeps them in memory, of any number
and from everybody who knows a page's session.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import cookie_parser
from starlette.types import Message, Receive, Scope
from streamlit import auth_util, config, runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.runtime_util import get_max_widget_state_size_bytes
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.web import journal
from pages.web.decision import Door
from pages.web.loopback import Visit, headers_of
from pages.web.session import verdict
from pages.web.settings import configured

#: Methods by which nothing is changed: for these a browser names no origin of its own page.
_READING = ("GET", "HEAD")
#: About the sender's own page: run it, stop it, is it still there.
_OWN_PAGE = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
#: Of the operations without a run of the page: a file that is made on the click, and rows of a long table.
_OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})
_SESSION_TO_RESUME = b"sec-websocket-protocol"
UPLOADS = "/_stcore/upload_file/"
#: How much of one person's is kept at once, over all open pages: twice what "Nạp số liệu" takes, so that the
#: page itself can say that it is too much.
MOST_BYTES = 2 * 200 * 2**20
MOST_FILES = 2 * 200
_FORBIDDEN, _LENGTH_REQUIRED, _TOO_LARGE = 403, 411, 413

#: Whose pages files were sent to, by session; for as long as the framework keeps any of them.
_OWNERS: dict[str, str] = {}
#: The sizes of the files that are coming in now, by person.
_COMING: defaultdict[str, list[int]] = defaultdict(list)


def door_of(scope: Scope) -> Door:
    """The verdict on whoever sends this request, or opened this stream."""
    pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
    client = scope.get("client")
    must_name_origin = scope["type"] == "websocket" or scope["method"] not in _READING
    return _door(client[0] if client else "", pairs, must_name_origin)


def door_of_session(session_id: str) -> Door | None:
    """The verdict on whoever has this session's stream open; None where nobody has."""
    client = runtime.get_instance().get_client(session_id)
    context = client.client_context if client else None
    if context is None:
        return None
    return _door(context.remote_ip or "", context.headers, True)


def _door(peer: str, pairs: Iterable[tuple[str, str]], must_name_origin: bool) -> Door:
    headers = headers_of(pairs)
    visit = Visit(str(config.get_option("server.address") or ""), peer, headers, must_name_origin)
    settings = configured()
    claims = _claims(cookie_parser(headers.get("cookie", ""))) if settings.sign_in else {}
    return verdict(settings, visit, claims)


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


def resumable(scope: Scope) -> Scope:
    """The request for a stream; one by whom nobody may come in resumes no page that is open already.

    The framework hands a page over to whoever knows its session, where nobody signs in.
    """
    if door_of(scope).visitor:
        return scope
    headers = [
        (name, b",".join(value.split(b",")[:2]) if name.lower() == _SESSION_TO_RESUME else value)
        for name, value in scope["headers"]
    ]
    return {**scope, "headers": headers}


def sieved(scope: Scope, receive: Receive) -> Receive:
    """What comes over this stream, without the messages that are not the sender's to send."""

    async def received() -> Message:
        while True:
            message = await receive()
            refused = _refused(message, scope)
            if not refused:
                return message
            await run_in_threadpool(journal.refused, door_of(scope), f"message:{refused}")

    return received


def _refused(message: Message, scope: Scope) -> str:
    """The kind of this message when it may not pass, else \"\"."""
    data = message.get("bytes")
    # What is too large, or no message at all, the framework answers by closing the stream.
    if message["type"] != "websocket.receive" or not data or len(data) > get_max_widget_state_size_bytes():
        return ""
    try:
        sent = BackMsg.FromString(data)
    except Exception:  # whatever the parser says to it
        return ""
    kind = sent.WhichOneof("type") or "unknown"
    if kind in _OWN_PAGE:
        return ""
    if kind == "backend_operation_request":
        operation = sent.backend_operation_request.WhichOneof("payload") or "unknown"
        return "" if operation in _OPERATIONS and door_of(scope).visitor else operation
    # Addresses to send files to.
    return "" if kind == "file_urls_request" and may_send_files(door_of(scope)) else kind


def may_send_files(door: Door) -> bool:
    """Whether this is somebody who publishes: an officer, or whoever sits at the machine."""
    return door.visitor is not None and door.visitor.grant.role == "officer"


def upload_refusal(scope: Scope, path: str, door: Door) -> int:
    """The status by which a file is turned away, or its removal; 0 when it may pass."""
    if door.visitor is None or not may_send_files(door):
        return _FORBIDDEN
    receiver = door_of_session(_session(path))
    if receiver is None or receiver.visitor is None or receiver.visitor.person != door.visitor.person:
        return _FORBIDDEN
    if scope["method"] != "PUT":
        return 0
    size = _size(scope)
    if size is None:
        return _LENGTH_REQUIRED
    count, kept = _kept(door.visitor.person)
    return _TOO_LARGE if count + 1 > MOST_FILES or kept + size > MOST_BYTES else 0


@contextmanager
def upload(scope: Scope, path: str, door: Door) -> Iterator[None]:
    """While the file comes in it counts as kept; one that comes after its page was closed is not kept."""
    assert door.visitor is not None
    session, person, size = _session(path), door.visitor.person, _size(scope) or 0
    _COMING[person].append(size)
    try:
        yield
    finally:
        _COMING[person].remove(size)
        if runtime.get_instance().is_active_session(session):
            _OWNERS[session] = person
        elif memory := _memory():
            memory.remove_file(session, path.rpartition("/")[2])


def _session(path: str) -> str:
    return path.removeprefix(UPLOADS).partition("/")[0]


def _size(scope: Scope) -> int | None:
    """The length that the request names, which the server holds it to; None without one."""
    sizes = [value for name, value in scope["headers"] if name.lower() == b"content-length"]
    return int(sizes[0]) if len(sizes) == 1 and sizes[0].isdigit() else None


def _kept(person: str) -> tuple[int, int]:
    """How many files of this person's are kept or coming, and how many bytes."""
    memory = _memory()
    files = memory.file_storage if memory else {}
    for session in _OWNERS.keys() - files.keys():
        del _OWNERS[session]
    sessions = [session for session, owner in _OWNERS.items() if owner == person]
    kept = [len(file.data) for session in sessions for file in list(files.get(session, {}).values())]
    sizes = [*kept, *_COMING[person]]
    return len(sizes), sum(sizes)


def _memory() -> MemoryUploadedFileManager | None:
    memory = runtime.get_instance().uploaded_file_mgr
    return memory if isinstance(memory, MemoryUploadedFileManager) else None
