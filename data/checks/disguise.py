"""What a text says once every disguise is taken off: how a reader, or a program after us, may read it."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import unquote

#: Marks that look like a full stop, a colon, a slash or an at sign and that NFKC leaves alone.
_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("。｡·•‧∙⋅", "."),
        **dict.fromkeys("∶꞉ː։˸", ":"),
        **dict.fromkeys("⁄∕╱⧸⟋", "/"),
        **dict.fromkeys("∖⧵⧹╲", "\\"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
#: Letters and marks that are drawn as nothing, and are no format characters.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_SPACES = re.compile(r"\s+")
#: Longer texts are refused for their length; this much of one is looked at.
_LIMIT = 1000


def undisguised(text: str) -> str:
    """`text` without disguise: compatibility forms composed (NFKC), entities and percent signs decoded,
    control, format and blank characters dropped, lookalikes of . : / \\ - made these, spaces made single.

    Letters keep their case. For looking at only: never stored, never shown.
    """
    before, text = "", text[:_LIMIT]
    # Taking off one disguise may bring out another, as with `&amp;#104;`.
    while text != before:
        before, text = text, _once(text)
    return text


def _once(text: str) -> str:
    plain = unicodedata.normalize("NFKC", unquote(html.unescape(text))).translate(_LOOKALIKES)
    drawn = "".join(
        sign for sign in _SPACES.sub(" ", plain) if unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cn")
    )
    return _BLANK.sub("", drawn).strip()
