"""What is configured of sign-in in secrets.toml, judged whole: the provider, and who has which role."""

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

from pages.kit.words import N_, Words
from pages.web.loopback import is_loopback
from queries import ROLES, Role

DISCOVERY = "/.well-known/openid-configuration"
CALLBACK = "/oauth2callback"
#: A secret of fewer characters could be guessed.
SECRET_LENGTH = 32
_REQUIRED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
#: Settings of the server that would let somebody in around the sign-in.
_AROUND = ("server.trustedUserHeaders", "server.enableAgentApi")
#: Names of persons and groups other than e-mail addresses.
_PERSON, _GROUP = ("sub:", "oid:"), "group:"
_GROUP_CLAIM = "group_claim"


class Fault:
    """One thing that is wrong with the configuration, to be said in either language."""

    def __init__(self, msgid: str, /, **values: object) -> None:
        self.msgid, self.values = msgid, values

    def text(self, words: Words) -> str:
        """In words, with the value that is wrong."""
        return words.text(self.msgid, **self.values)


@dataclass(frozen=True)
class Grant:
    """A role; a principal's with the school."""

    role: Role
    school: str = ""


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
            file = Path(name).stat()
        except OSError:
            continue
        yield name, file.st_mtime_ns, file.st_size


@lru_cache(maxsize=4)
def _read(stamps: tuple[tuple[str, int, int], ...]) -> Configured:
    tables: dict[str, Any] = {}
    for name, _, _ in stamps:
        try:
            tables |= tomllib.loads(Path(name).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            # Whatever was meant by it: a file that nobody can read configures nothing, and opens nothing.
            return Configured(faults=(Fault(N_("{file} cannot be read: {why}"), file=name, why=error),))
    return judged(tables)


def judged(tables: Mapping[str, Any]) -> Configured:
    """The configuration that the files' tables come down to. Half of one is none, and says why."""
    if "auth" not in tables and "roles" not in tables:
        return Configured()
    auth = tables.get("auth")
    auth = auth if isinstance(auth, dict) else {}
    roles, group_claim, wrong = grants(tables.get("roles"))
    faults = (*_faults(auth), *wrong, *_ways_around())
    if faults:
        return Configured(faults=faults)
    issuer = auth["server_metadata_url"].removesuffix(DISCOVERY)
    return Configured(SignIn(issuer, auth["client_id"], auth["redirect_uri"], roles, group_claim))


def _faults(auth: Mapping[str, Any]) -> Iterator[Fault]:
    missing = [key for key in _REQUIRED if not (isinstance(auth.get(key), str) and auth[key].strip())]
    if missing:
        yield Fault(N_("In [auth] there is no text for: {keys}."), keys=", ".join(missing))
    secret = auth.get("cookie_secret", "")
    if "cookie_secret" not in missing and (len(secret) < SECRET_LENGTH or len(set(secret)) < 10):
        weak = N_(
            "cookie_secret is too easy to guess: take at least {length} random characters, as "
            '`python -c "import secrets; print(secrets.token_urlsafe(48))"` prints.'
        )
        yield Fault(weak, length=SECRET_LENGTH)
    for key, end in (("redirect_uri", CALLBACK), ("server_metadata_url", DISCOVERY)):
        if key not in missing and not (_is_safe(auth[key]) and auth[key].endswith(end)):
            wrong = N_("{key} must begin with https:// and end with {end}, and is {value}.")
            yield Fault(wrong, key=key, end=end, value=auth[key])
    if named := [key for key, value in auth.items() if isinstance(value, dict) and key != "client_kwargs"]:
        several = N_("Only one provider can be used, with its settings in [auth] itself, not in: {tables}.")
        yield Fault(several, tables=", ".join(f"[auth.{key}]" for key in named))
    if importlib.util.find_spec("authlib") is None:
        yield Fault(N_("Authlib is not installed. Install what requirements.txt names."))


def _ways_around() -> Iterator[Fault]:
    for option in _AROUND:
        if config.get_option(option):
            around = N_("The server's setting {option} goes around the sign-in. Take it out.")
            yield Fault(around, option=option)


def _is_safe(address: str) -> bool:
    """Whether nobody on the way can read along: https, or this machine itself."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))


def grants(table: Any) -> tuple[dict[str, Grant], str, tuple[Fault, ...]]:
    """The table [roles] as grants by person or group, the claim that names groups, and what is wrong."""
    roles: dict[str, Grant] = {}
    faults: list[Fault] = []
    table = table if isinstance(table, dict) else {}
    for name, grant in _lines(table, faults):
        key = _key(name) if "@" in name and not name.startswith((*_PERSON, _GROUP)) else name
        if not _is_name(name):
            fault = N_("[roles] names {name}, which is no e-mail address and no sub:…, oid:… or group:….")
            faults.append(Fault(fault, name=name))
        elif key in roles:
            faults.append(Fault(N_("[roles] names {name} twice."), name=name))
        roles[key] = grant
    if not roles and not faults:
        faults.append(Fault(N_("There is no table [roles], so that nobody would have a role.")))
    claim = table.get(_GROUP_CLAIM, "groups")
    return roles, claim if isinstance(claim, str) else "groups", tuple(faults)


def _lines(table: Mapping[str, Any], faults: list[Fault]) -> Iterator[tuple[str, Grant]]:
    faults += [
        Fault(N_("[roles] has no role {role}; there are: {known}."), role=role, known=", ".join(ROLES))
        for role in sorted(table.keys() - {_GROUP_CLAIM, *ROLES})
    ]
    for role in ROLES:
        listed = table.get(role, {} if role == "principal" else [])
        if role == "principal":
            yield from _principals(listed, faults)
        elif isinstance(listed, list) and all(isinstance(name, str) for name in listed):
            yield from ((name, Grant(role)) for name in listed)
        else:
            faults.append(Fault(N_("[roles] must list the {role} names as texts in brackets."), role=role))


def _principals(schools: Any, faults: list[Fault]) -> Iterator[tuple[str, Grant]]:
    if not isinstance(schools, dict):
        without = N_('[roles.principal] must give each principal a school: name = "school id".')
        faults.append(Fault(without))
        return
    for name, school in schools.items():
        if isinstance(school, str) and school.strip() and school != "office":
            yield name, Grant("principal", school)
        else:
            no_school = N_("[roles.principal] gives {name} no school: {value}.")
            faults.append(Fault(no_school, name=name, value=school))


def _is_name(name: str) -> bool:
    for prefix in (*_PERSON, _GROUP):
        if name.startswith(prefix):
            return len(name) > len(prefix)
    before, at, domain = name.partition("@")
    return bool(before and at and domain) and ":" not in name and " " not in name


def email(claims: Mapping[str, Any]) -> str:
    """The e-mail address that the provider has verified; an address that anybody may write in is none."""
    address = claims.get("email")
    return address if isinstance(address, str) and claims.get("email_verified") is True else ""


def _key(address: str) -> str:
    """The address as it is looked up: A to Z count as a to z, and every other letter as itself alone.

    To Unicode the Kelvin sign is a k and ß is ss; at a provider those are other people's addresses.
    """
    return "".join(letter.lower() if letter.isascii() else letter for letter in address)


def grant_of(claims: Mapping[str, Any], roles: Mapping[str, Grant], group_claim: str) -> Grant | None:
    """The grant of whoever bears these claims; None for none, and where two contradict each other.

    A line for the person counts before one for a group.
    """
    persons = [f"{prefix}{claims.get(prefix[:-1])}" for prefix in _PERSON if claims.get(prefix[:-1])]
    listed = claims.get(group_claim)
    groups = [f"{_GROUP}{name}" for name in (listed if isinstance(listed, list) else [listed]) if name]
    address = _key(email(claims))
    # No address is listed with a colon: one that begins with sub: or group: must not pass for such a name.
    for names in ([*persons, *([] if ":" in address else [address])], groups):
        fitting = {roles[name] for name in names if name in roles}
        if fitting:
            return fitting.pop() if len(fitting) == 1 else None
    return None
