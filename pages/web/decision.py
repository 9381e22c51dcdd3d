"""The verdict on one visit: who came, or why the door stays shut. No screen, no clock, no files here."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from data.access_log import LOCAL
from pages.web.loopback import Visit
from pages.web.settings import Configured, Fault, Grant, SignIn, email, grant_of

State = Literal["open", "shut", "faulty", "signed_out", "expired", "not_believed", "no_role", "unnoted"]


@dataclass(frozen=True)
class Visitor:
    """Somebody who may come in: as the log calls them, with name, grant, and until when (epoch seconds).

    `token` stands for the sign-in, and `person` for whoever signed in, however often. `who` is the verified
    address as the provider wrote it.
    """

    who: str
    name: str
    grant: Grant
    until: float
    token: str
    person: str


@dataclass(frozen=True)
class Door:
    """Open for a visitor, or not: `who` came in vain, if anybody; `faults` are those of the configuration.

    `strange` is the sign that somebody comes from elsewhere than this machine.
    """

    state: State
    visitor: Visitor | None = None
    who: str = ""
    token: str = ""
    faults: tuple[Fault, ...] = ()
    strange: str = ""


#: The one person at this machine: leads, and publishes.
RESIDENT = Visitor(LOCAL, "", Grant("officer"), math.inf, "", LOCAL)
AT_HOME = Door("open", RESIDENT)


def decide(
    configured: Configured,
    visit: Visit | None,
    claims: Mapping[str, Any],
    now: float,
    signed_out: Container[str] = (),
) -> Door:
    """Who comes in. `claims` are those of a token whose signature was checked when it was handed over.

    Without a visit nothing came over a network. `signed_out` has the tokens that were ended.
    """
    if configured.faults:
        return Door("faulty", faults=configured.faults)
    if configured.sign_in is None:
        return Door("shut", strange=visit.strange) if visit and visit.strange else AT_HOME
    if claims.get("is_logged_in") is not True:
        return Door("signed_out")
    return _of_token(configured.sign_in, claims, now, signed_out)


def _of_token(sign_in: SignIn, claims: Mapping[str, Any], now: float, signed_out: Container[str]) -> Door:
    subject, until = claims.get("sub"), claims.get("exp")
    token = _token(claims, until)
    who = email(claims) or f"sub:{subject}"
    if not isinstance(subject, str) or not subject or not _is_for_us(sign_in, claims):
        return Door("not_believed", who=who, token=token)
    if isinstance(until, bool) or not isinstance(until, (int, float)) or not now < until:
        return Door("expired", who=who, token=token)
    if token in signed_out:
        return Door("signed_out")
    grant = grant_of(claims, sign_in.roles, sign_in.group_claim)
    if grant is None:
        return Door("no_role", who=who, token=token)
    name = claims.get("name")
    name = name if isinstance(name, str) and name else who
    visitor = Visitor(who, name, grant, until, token, _digest(claims, "iss", "sub"))
    return Door("open", visitor, who, token)


def _is_for_us(sign_in: SignIn, claims: Mapping[str, Any]) -> bool:
    """Whether the token is of our provider, and for this dashboard and not for another of its clients.

    Authlib checks the issuer that the provider itself names, and lets another audience pass where the
    authorized party is this client; here the issuer is the configured one and the audience must name us.
    """
    audience = claims.get("aud")
    named = audience if isinstance(audience, list) else [audience]
    party = claims.get("azp", sign_in.client_id)
    return claims.get("iss") == sign_in.issuer and sign_in.client_id in named and party == sign_in.client_id


def _token(claims: Mapping[str, Any], until: Any) -> str:
    """The second in which the sign-in ends by itself, and what makes it this one."""
    known = isinstance(until, (int, float)) and not isinstance(until, bool) and until > 0
    # More than twelve digits are no moment that anybody will see.
    last = math.ceil(min(until, 10**12 - 1)) if known else 0
    return f"{last}-{_digest(claims, 'iss', 'sub', 'iat', 'exp', 'nonce')}"


def _digest(claims: Mapping[str, Any], *keys: str) -> str:
    return hashlib.sha256(repr([claims.get(key) for key in keys]).encode()).hexdigest()
