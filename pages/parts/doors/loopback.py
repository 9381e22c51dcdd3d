"""Whether an address is this machine itself, and whether a visit comes from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

#: What a proxy adds: whoever comes through one comes from somewhere else.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


@dataclass(frozen=True)
class Visit:
    """How somebody came: where the server listens, the other end, and the request's headers in small letters.

    A visit without any header is none: nothing came over a network.
    """

    listens: str = ""
    peer: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def local(self) -> bool:
        """Whether server, other end, and the names by which they call each other are all this machine."""
        if not is_loopback(self.listens) or (self.peer and not is_loopback(self.peer)):
            return False
        if not self.headers:
            return True
        if any(name in self.headers for name in _FORWARDED):
            return False
        origin = self.headers.get("origin")
        # A page of another name that points here (DNS rebinding) still sends its own name.
        return is_loopback(_host(f"//{self.headers.get('host', '')}")) and (
            origin is None or is_loopback(_host(origin))
        )


def is_loopback(host: str) -> bool:
    """Whether this name or number is the machine itself; an empty one listens everywhere."""
    if host.lower() == "localhost":
        return True
    try:
        number = ip_address(host)
    except ValueError:
        return False
    if isinstance(number, IPv6Address) and number.ipv4_mapped:
        return number.ipv4_mapped.is_loopback
    return number.is_loopback


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
