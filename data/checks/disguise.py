"""Removes disguises from a text: the result is what a reader or another program may read in it."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import unquote

#: Lookalikes of the full stop, colon, slash and at sign that NFKC does not replace.
_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("。｡·•‧∙⋅", "."),
        **dict.fromkeys("∶꞉ː։˸", ":"),
        **dict.fromkeys("⁄∕╱⧸⟋", "/"),
        **dict.fromkeys("∖⧵⧹╲", "\\"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
#: Invisible letters and marks that are not format characters.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_SPACES = re.compile(r"\s+")
#: The most characters that are examined: longer texts are refused for their length.
_LIMIT = 1000


def undisguised(text: str) -> str:
    """`text` without disguise: compatibility forms composed (NFKC), entities and percent signs decoded,
    control, format and blank characters dropped, lookalikes of . : / \\ - made these, spaces made single.

    Letters keep their case. For looking at only: never stored, never shown.
    """
    before, text = "", text[:_LIMIT]
    # Removing one disguise may reveal another, as in `&amp;#104;`.
    while text != before:
        before, text = text, _once(text)
    return text


def _once(text: str) -> str:
    plain = unicodedata.normalize("NFKC", unquote(html.unescape(text))).translate(_LOOKALIKES)
    drawn = "".join(
        sign for sign in _SPACES.sub(" ", plain) if unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cn")
    )
    return _BLANK.sub("", drawn).strip()
