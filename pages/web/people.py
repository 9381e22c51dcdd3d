"""Who has which role: the table [roles] of secrets.toml, and whom a token's claims make of its bearer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pages.kit.words import N_, Words
from queries import ROLES, Role

#: Names of persons and groups other than e-mail addresses.
_PERSON, _GROUP = ("sub:", "oid:"), "group:"
_GROUP_CLAIM = "group_claim"


class Fault:
    """One thing that is wrong with the configuration, to be said in either language."""

    def __init__(self, msgid: str, /, **values: object) -> None:
        self.msgid, self.values = msgid, values

    def said(self, words: Words) -> str:
        """In words, with the value that is wrong."""
        return words.text(self.msgid, **self.values)


@dataclass(frozen=True)
class Grant:
    """A role; a principal's with the school."""

    role: Role
    school: str = ""


def grants(told: Any) -> tuple[dict[str, Grant], str, tuple[Fault, ...]]:
    """The table [roles] as grants by person or group, the claim that names groups, and what is wrong."""
    if not isinstance(told, dict) or not told:
        return {}, "", (Fault(N_("There is no table [roles], so that nobody would have a role.")),)
    found: dict[str, Grant] = {}
    faults: list[Fault] = []
    for name, grant in _lines(told, faults):
        key = _key(name) if "@" in name and not name.startswith((*_PERSON, _GROUP)) else name
        if not _is_name(name):
            faults.append(
                Fault(
                    N_("[roles] names {name}, which is no e-mail address and no sub:…, oid:… or group:…."),
                    name=name,
                )
            )
        elif key in found:
            faults.append(Fault(N_("[roles] names {name} twice."), name=name))
        found[key] = grant
    if not found and not faults:
        faults.append(Fault(N_("There is no table [roles], so that nobody would have a role.")))
    claim = told.get(_GROUP_CLAIM, "groups")
    return found, claim if isinstance(claim, str) else "groups", tuple(faults)


def _lines(told: Mapping[str, Any], faults: list[Fault]) -> Iterator[tuple[str, Grant]]:
    faults += [
        Fault(N_("[roles] has no role {role}; there are: {known}."), role=role, known=", ".join(ROLES))
        for role in sorted(told.keys() - {_GROUP_CLAIM, *ROLES})
    ]
    for role in ROLES:
        listed = told.get(role, {} if role == "principal" else [])
        if role == "principal":
            if not isinstance(listed, dict):
                faults.append(
                    Fault(N_('[roles.principal] must give each principal a school: name = "school id".'))
                )
                continue
            for name, school in listed.items():
                if not isinstance(school, str) or not school.strip() or school == "office":
                    faults.append(
                        Fault(
                            N_("[roles.principal] gives {name} no school: {value}."), name=name, value=school
                        )
                    )
                else:
                    yield name, Grant(role, school)
        elif isinstance(listed, list) and all(isinstance(name, str) for name in listed):
            yield from ((name, Grant(role)) for name in listed)
        else:
            faults.append(Fault(N_("[roles] must list the {role} names as texts in brackets."), role=role))


def _is_name(name: str) -> bool:
    for prefix in (*_PERSON, _GROUP):
        if name.startswith(prefix):
            return len(name) > len(prefix)
    before, at, domain = name.partition("@")
    return bool(before and at and domain) and ":" not in name and " " not in name


def email(claims: Mapping[str, Any]) -> str:
    """The e-mail address that the provider has verified; an address that anybody may write in is none."""
    found = claims.get("email")
    return found if isinstance(found, str) and claims.get("email_verified") is True else ""


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
