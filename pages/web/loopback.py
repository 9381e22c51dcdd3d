"""Whether an address is this machine itself, and whether a visit comes from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

#: Headers of what hands a request on: whoever comes through it comes from somewhere else. A browser itself
#: sends none that begins like these, but for the two of the framework's own scripts.
_HANDED_ON = (
    "x-", "forwarded", "via", "client-ip", "remote-", "true-client", "front-end", "proxy-", "wl-proxy",
    "cf-", "cdn-", "cloudfront-", "fastly-", "fly-", "akamai-", "incap-", "do-connecting", "tailscale-",
    "ngrok-", "traceparent", "tracestate",
)  # fmt: skip
_FRAMEWORKS_OWN = frozenset({"x-xsrftoken", "x-requested-with"})


@dataclass(frozen=True)
class Visit:
    """How somebody came: where the server listens, the other end, and the request's headers in small letters.

    `must_name_origin` is for a request that a browser never sends without its page's origin: the stream, and
    whatever changes something.
    """

    listens: str = ""
    peer: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    must_name_origin: bool = False

    @property
    def strange(self) -> str:
        """The first sign that it is not somebody at this machine, in the request's own terms; "" without one.

        A program on this machine that hands a connection on byte by byte, and names this machine as a browser
        on it would, cannot be told from one.
        """
        host, origin = self.headers.get("host", ""), self.headers.get("origin")
        if not is_loopback(self.listens):
            return f"server.address = {self.listens}"
        if not is_loopback(self.peer):
            return f"{self.peer} → {self.listens}"
        for name in self.headers:
            if name.startswith(_HANDED_ON) and name not in _FRAMEWORKS_OWN:
                return name
        if not is_loopback(_name_in(host)):
            return f"host: {host}"
        # A page of another name that points here (DNS rebinding) still sends its own name.
        if origin is None:
            return "origin: –" if self.must_name_origin else ""
        return "" if origin in (f"http://{host}", f"https://{host}") else f"origin: {origin}"


def headers_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers by their names in small letters; one that comes twice has both values, and so fits nothing."""
    headers: dict[str, str] = {}
    for name, value in pairs:
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    return headers


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


def _name_in(host: str) -> str:
    """The name or number in a Host header; "" from one with anything but a port beside it."""
    try:
        parts = urlsplit(f"//{host}")
        return (parts.hostname or "") if parts.netloc == host and "@" not in host else ""
    except ValueError:
        return ""
