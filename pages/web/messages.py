"""What comes over a page's stream: the framework obeys everybody, here each message has its senders.

Emptying everybody's caches, asking for the state of the program's own source, running anew when a file is
saved, stopping the server and installing things on it concern no reader at all.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.runtime_util import get_max_widget_state_size_bytes

from pages.web.connection import door_of
from pages.web.decision import Door

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope

LOG = logging.getLogger("dashboard")
#: About the sender's own page: run it, stop it, is it still there.
_OWN_PAGE = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
#: Of the operations without a run of the page: a file that is made on the click, and rows of a long table.
_OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})


_SESSION_TO_RESUME = b"sec-websocket-protocol"


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
    from starlette.concurrency import run_in_threadpool

    from pages.web import noting

    async def received() -> Message:
        while True:
            message = await receive()
            refused = _refused(message, scope)
            if not refused:
                return message
            await run_in_threadpool(noting.refused, door_of(scope), f"message:{refused}")

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
