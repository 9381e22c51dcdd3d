"""The verdict on one request or one open stream, by what it brought along: the same rules as on a page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from streamlit import auth_util, config, runtime
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from pages.web.decision import Door
from pages.web.loopback import Visit, headers_of
from pages.web.settings import configured

if TYPE_CHECKING:
    from starlette.types import Scope

#: Methods by which nothing is changed: for these a browser names no origin of its own page.
_READING = ("GET", "HEAD")


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
    from starlette.requests import cookie_parser

    from pages.web.here import verdict

    headers = headers_of(pairs)
    visit = Visit(str(config.get_option("server.address") or ""), peer, headers, must_name_origin)
    found = configured()
    claims = _claims(cookie_parser(headers.get("cookie", ""))) if found.sign_in else {}
    return verdict(found, visit, claims)


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
