"""Detects web addresses in a text, also disguised ones: no name may be a link."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from data.checks.disguise import undisguised

#: Schemes that open a browser or another program; the two slashes reveal any other scheme.
_SCHEMES = re.compile(
    r"(?<!\w)(https?|ftps?|file|data|blob|javascript|vbscript|mailto|tel|sms|ws|wss|intent|market|zalo|tg|skype)\s*:",
    re.IGNORECASE,
)
_SLASHES = re.compile(r"//|\\\\|/\\|\\/")
_WWW = re.compile(r"(?<!\w)www\d?\s*\.", re.IGNORECASE)
_NUMBERS = re.compile(r"(?<![\w.])\d{1,3}(\.\d{1,3}){3}(?![\w.])")
_PORT = re.compile(r"(?<!\w)[a-z][\w.-]*:\d{2,5}(?=/)", re.IGNORECASE)
#: A name with a dot in it, and whether a path, a query or a port follows.
_DOMAIN = re.compile(r"(?<![\w.])(?:[\w-]+\.)+([^\W\d_][\w-]*)\.?(?![\w])(?=([/?#:]\S)?)")
#: example[.]com, example (dot) com, example chấm com
_DOT = re.compile(r"\s*[\[({<]\s*(?:\.|dot|ch[aấ]m)\s*[\])}>]\s*|\s+(?:dot|ch[aấ]m)\s+", re.IGNORECASE)
#: Endings of domains that count in capital letters and after a space too, because they are so common.
_COMMON = "com|net|org|info|me|io|gov|edu|vn"
_SPACED = re.compile(rf"\w\s*\.\s*({_COMMON})(?![\w])", re.IGNORECASE)


def has_address(text: str) -> bool:
    """Whether `text` holds a web address, with or without a scheme, in any spelling.

    An ending of two letters counts only in small letters or before a path: "TX.La Gi" is a place and
    only looks like a domain of Laos.
    """
    plain = _DOT.sub(".", undisguised(text))
    looks = (_SCHEMES, _SLASHES, _WWW, _NUMBERS, _PORT, _SPACED)
    return any(look.search(plain) for look in looks) or any(
        _is_domain(match[1], bool(match[2])) for match in _DOMAIN.finditer(plain)
    )


def _is_domain(ending: str, leads_on: bool) -> bool:
    if not leads_on and len(ending) == 2 and not ending.islower():
        return False
    try:
        known = ending.lower() if ending.isascii() else "xn--" + ending.lower().encode("punycode").decode()
    except UnicodeError:
        return False
    return known in _top_level_domains()


@cache
def _top_level_domains() -> frozenset[str]:
    lines = Path(__file__).with_name("top_level_domains.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
