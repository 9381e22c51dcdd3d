"""Personal data that must not enter: phone numbers, e-mail addresses, citizen ids, web links."""

from __future__ import annotations

import re

from data.checks.addresses import has_address

#: RE2 syntax, so that DuckDB and Python read the same pattern. Digits inside an id such as
#: HD-000000123 are not a phone number: a number must stand by itself.
PATTERNS: dict[str, str] = {
    "email": r"[\w.+-]+@[\w-]+(\.[\w-]+)+",
    "phone": r"(^|[^0-9A-Za-z_-])(\+?84|0)[ .-]?[1-9]([ .-]?[0-9]){7,9}($|[^0-9A-Za-z_-])",
    "citizen_id": r"(^|[^0-9A-Za-z_-])([0-9]{9}|[0-9]{12})($|[^0-9A-Za-z_-])",
}

_KINDS = {
    "email": ("địa chỉ thư điện tử", "an e-mail address"),
    "link": ("liên kết trang mạng", "a web link"),
    "phone": ("số điện thoại", "a phone number"),
    "citizen_id": ("số căn cước", "a citizen id"),
}


def personal_kind(text: str) -> tuple[str, str] | None:
    """What kind of personal data `text` holds, named in (vi, en); None when it holds none."""
    for kind, pattern in PATTERNS.items():
        if re.search(pattern, text):
            return _KINDS[kind]
    return _KINDS["link"] if has_address(text) else None


def masked(text: str) -> str:
    """`text` as it may be repeated in a message: personal data keep their first two signs only."""
    return text if personal_kind(text) is None else text[:2] + "…"
