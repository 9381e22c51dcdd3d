"""What is configured of sign-in: read from secrets.toml and judged whole, or told in words what is wrong."""

from __future__ import annotations

import importlib.util
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from streamlit import config

from pages.kit.words import N_
from pages.web.loopback import is_loopback
from pages.web.people import Fault, Grant, grants

DISCOVERY = "/.well-known/openid-configuration"
CALLBACK = "/oauth2callback"
#: A secret of fewer characters could be guessed.
SECRET_LENGTH = 32
_REQUIRED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
#: Settings of the server that would let somebody in around the sign-in.
_AROUND = ("server.trustedUserHeaders", "server.enableAgentApi")


@dataclass(frozen=True)
class SignIn:
    """A whole configuration: whose tokens are believed, and who has which role."""

    issuer: str
    client_id: str
    redirect_uri: str
    roles: Mapping[str, Grant]
    group_claim: str

    @property
    def encrypted(self) -> bool:
        """Whether readers come by https."""
        return self.redirect_uri.startswith("https://")


@dataclass(frozen=True)
class Configured:
    """Nothing (both empty), a whole configuration, or what is wrong with it."""

    sign_in: SignIn | None = None
    faults: tuple[Fault, ...] = ()


def configured() -> Configured:
    """The sign-in as secrets.toml has it now; read anew only when a file has changed."""
    return _read(tuple(_stamps()))


def _stamps() -> Iterator[tuple[str, int, int]]:
    for name in config.get_option("secrets.files"):
        try:
            found = Path(name).stat()
        except OSError:
            continue
        yield name, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=4)
def _read(stamps: tuple[tuple[str, int, int], ...]) -> Configured:
    told: dict[str, Any] = {}
    for name, _, _ in stamps:
        try:
            told |= tomllib.loads(Path(name).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            # Whatever was meant by it: a file that nobody can read configures nothing, and opens nothing.
            return Configured(faults=(Fault(N_("{file} cannot be read: {why}"), file=name, why=error),))
    return judged(told)


def judged(told: Mapping[str, Any]) -> Configured:
    """The configuration that the files' tables come down to. Half of one is none, and says why."""
    if "auth" not in told and "roles" not in told:
        return Configured()
    auth = told.get("auth")
    auth = auth if isinstance(auth, dict) else {}
    roles, group_claim, wrong = grants(told.get("roles"))
    faults = (*_faults(auth), *wrong, *_ways_around())
    if faults:
        return Configured(faults=faults)
    issuer = auth["server_metadata_url"].removesuffix(DISCOVERY)
    return Configured(SignIn(issuer, auth["client_id"], auth["redirect_uri"], roles, group_claim))


def _faults(auth: Mapping[str, Any]) -> Iterator[Fault]:
    missing = [key for key in _REQUIRED if not (isinstance(auth.get(key), str) and auth[key].strip())]
    if missing:
        yield Fault(N_("In [auth] there is no text for: {keys}."), keys=", ".join(missing))
    secret, redirect, metadata = (
        str(auth.get(key, "")) for key in ("cookie_secret", "redirect_uri", "server_metadata_url")
    )
    if "cookie_secret" not in missing and (len(secret) < SECRET_LENGTH or len(set(secret)) < 10):
        yield Fault(
            N_(
                "cookie_secret is too easy to guess: take at least {length} random characters, as "
                '`python -c "import secrets; print(secrets.token_urlsafe(48))"` prints.'
            ),
            length=SECRET_LENGTH,
        )
    if "redirect_uri" not in missing and not (_is_safe(redirect) and redirect.endswith(CALLBACK)):
        yield Fault(
            N_("redirect_uri must begin with https:// and end with {end}, and is {value}."),
            end=CALLBACK,
            value=redirect,
        )
    if "server_metadata_url" not in missing and not (_is_safe(metadata) and metadata.endswith(DISCOVERY)):
        yield Fault(
            N_("server_metadata_url must begin with https:// and end with {end}, and is {value}."),
            end=DISCOVERY,
            value=metadata,
        )
    if named := [key for key, value in auth.items() if isinstance(value, dict) and key != "client_kwargs"]:
        yield Fault(
            N_("Only one provider can be used, with its settings in [auth] itself, not in: {tables}."),
            tables=", ".join(f"[auth.{key}]" for key in named),
        )
    if importlib.util.find_spec("authlib") is None:
        yield Fault(N_("Authlib is not installed. Install what requirements.txt names."))


def _ways_around() -> Iterator[Fault]:
    for option in _AROUND:
        if config.get_option(option):
            yield Fault(
                N_("The server's setting {option} goes around the sign-in. Take it out."), option=option
            )


def _is_safe(address: str) -> bool:
    """Whether nobody on the way can read along: https, or this machine itself."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))
