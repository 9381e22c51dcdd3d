"""Recognises Vietnamese code pages from before Unicode, in bytes and in text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

#: TCVN 5712:1993 VN3, the ".Vn…" (ABC) fonts; the table as in UniKey and in glibc's TCVN charmap.
_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_TONES = _ACUTE + _GRAVE + _HOOK + _TILDE + _DOT
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"

#: VNI Windows, the "VNI-…" fonts; the table as in xvnkb's vni.h. The marks of a vowel follow it as
#: one sign, which is decoded as combining marks.
_VNI_MARKS = (
    dict(zip("ùøûõï", _TONES, strict=True))
    | {"â": _CIRCUMFLEX, "ê": _BREVE}
    | {mark: _CIRCUMFLEX + tone for mark, tone in zip("áàåãä", _TONES, strict=True)}
    | {mark: _BREVE + tone for mark, tone in zip("éèúüë", _TONES, strict=True)}
)
_VNI_LETTERS = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))
_VNI_SMALL = _VNI_LETTERS | _VNI_MARKS
_VNI = str.maketrans(
    {sign.upper(): text.upper() if sign in _VNI_LETTERS else text for sign, text in _VNI_SMALL.items()}
    | _VNI_SMALL
)

#: The least share of words that can be Vietnamese for a code page to be named.
_LIKELY = 0.6
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(
    r"(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    r"(uyê|uya|uyu|uây|uôi|ươi|ươu|iêu|yêu|oai|oay|oao|oeo|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă"
    r"|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|[aăâeêioôơuưy])"
    r"(ng|nh|ch|[cmnpt])?"
)


def decode_tcvn3(content: bytes) -> str:
    """The text of TCVN3 (ABC) bytes."""
    return content.decode("latin-1").translate(_TCVN3)


def decode_vni(content: bytes) -> str:
    """The text of VNI Windows bytes."""
    return unicodedata.normalize("NFC", content.decode("latin-1").translate(_VNI))


def decode_1258(content: bytes) -> str:
    """The text of Windows-1258 bytes, Microsoft's Vietnamese code page."""
    return unicodedata.normalize("NFC", content.decode("cp1258", errors="replace"))


_PAGES: dict[str, Callable[[bytes], str]] = {
    "TCVN3 (ABC)": decode_tcvn3,
    "VNI Windows": decode_vni,
    "Windows-1258": decode_1258,
}


def legacy_page(content: bytes) -> str | None:
    """The name of the code page in which the bytes read as Vietnamese; None if there is none."""
    likely = {name: _likelihood(decode(content)) for name, decode in _PAGES.items()}
    best = max(likely, key=lambda name: likely[name])
    return best if likely[best] >= _LIKELY else None


def legacy_font(text: str) -> str | None:
    """The family of the old font that the text was typed with; None for real Unicode text.

    Text typed with a .Vn… or VNI-… font is stored as western letters ("TiÓu häc").
    """
    if text.isascii() or max(text) > "\xff":
        return None
    page = legacy_page(text.encode("latin-1"))
    if page is None or page == "Windows-1258":
        return None
    decoded = _PAGES[page](text.encode("latin-1"))
    return page if _likelihood(decoded) > _likelihood(text) else None


def _likelihood(text: str) -> float:
    """Of the words with non-English letters, the share that can be Vietnamese syllables."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


def _is_syllable(word: str) -> bool:
    signs = unicodedata.normalize("NFD", word.casefold())
    bare = unicodedata.normalize("NFC", "".join(sign for sign in signs if sign not in _TONES))
    tones = sum(sign in _TONES for sign in signs)
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None
