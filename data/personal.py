"""Detects personal data, which are refused: phone numbers, e-mail addresses, citizen ids, web links.

Disguises are removed first: dashes, dots, brackets, spaces, full-width and spelt-out digits
make no difference.
"""

from __future__ import annotations

import re
import unicodedata

from data.checks.addresses import has_address
from data.checks.disguise import undisguised
from data.words import Text

_HOSTS = r"(?:gmail|yahoo|hotmail|outlook|icloud|live)"
_EMAIL = re.compile(
    r"[\w.+-]+ ?@ ?[\w-]+( ?[.,] ?[\w-]+)+"  # an.b@example.org, also with spaces
    rf"|@ ?{_HOSTS}\b"
    r"|\w ?[\[({<] ?(at|a[ -]?còng|@) ?[\])}>] ?\w"  # an.b (at) example
    r"|\w a[ -]?còng \w"
    rf"|\b{_HOSTS} ?(\.|,|[\[({{<]? ?\b(dot|chấm|cham)\b ?[\])}}>]?) ?(com|vn|net)\b"
    r"|\bat \w+ (dot|chấm) \w+",
    re.IGNORECASE,
)

#: The signs that may separate two digits of one number.
_GAP = r"(?:[ .()_*|~+-]{1,4}|[/,'’:;])?"
#: A number stands alone: the digits of an id such as HD-000000123 do not count.
_ALONE, _INSIDE_NO_ID = r"(?<![0-9A-Za-z])", r"(?<![0-9A-Za-z])(?<![0-9A-Za-z][_-])"
_PHONE = (
    rf"\(?(?:\+?84|00{_GAP}84|0){_GAP}(?:\(0\){_GAP})?[1-9](?:{_GAP}[0-9]){{7,9}}(?!{_GAP}[0-9])(?![A-Za-z])"
)
#: Twelve digits, since 2016 beginning with 0; or nine. Groups must not look like years or amounts.
_CITIZEN = (
    r"\(?(?:[0-9]{12}|[0-9]{9}"
    r"|0[0-9]{2}\)?(?:[ .-]{1,3}[0-9]{3}){3}|0[0-9]{3}(?:[ .-]{1,3}[0-9]{4}){2}"
    r"|0[0-9]{2}[ .-]{1,3}[0-9]{9}|0[0-9]{5}[ .-]{1,3}[0-9]{6}|0(?:[ .-]{1,3}[0-9]){11}"
    r"|[0-9]{3}(?:[ .-]{1,3}[0-9]{3}){2}|[1-9](?:[ .-]{1,3}[0-9]){8})\)?(?![ .-]{0,3}[0-9])(?![A-Za-z])"
)
#: Words that name the digits after them, directly or after a mark.
_CALLED = r"(?:s?đt|sdt|dt|tel|phone|zalo|cccd|cmnd|cmt|hotline)[ .:_-]{0,2}"
_DATE = re.compile(r"(?<![0-9])[0-9]{1,2}([/.-])[0-9]{1,2}\1(?:19|20)[0-9]{2}(?![0-9])")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.&/-]*")
_OH = re.compile(r"(?<![^\W\d_])[oO](?=[ .-]?[0-9])|(?<=[0-9])[oO](?![^\W\d_])")

_SPELT = {
    "không": "0", "một": "1", "hai": "2", "ba": "3", "bốn": "4", "tư": "4", "năm": "5", "lăm": "5",
    "sáu": "6", "bảy": "7", "bẩy": "7", "tám": "8", "chín": "9",
}  # fmt: skip
_SPELT_OUT = re.compile(
    rf"\b(?:{'|'.join(_SPELT)})(?:[ ,.-]+(?:{'|'.join(_SPELT)})){{8,11}}\b", re.IGNORECASE
)

#: A fast test in RE2 syntax, by which DuckDB excludes nearly every cell: a text of letters and brackets with
#: at most seven digits, without spelt-out numbers and addresses, holds nothing personal. At most five digits
#: stand in a row, since an o on either side may mean a zero. An ampersand may begin an entity; ŀ has a dot.
_LETTERS = r"[A-Za-z\x{00C0}-\x{013E}\x{0141}-\x{024F}\x{1E00}-\x{1EFF} ,\x{2013}_()-]"
HARMLESS = rf"{_LETTERS}*([0-9]{{1,2}}{_LETTERS}+){{0,2}}[0-9]{{0,3}}|{_LETTERS}*[0-9]{{1,5}}{_LETTERS}*"
SPELT_OUT = (
    r"(?i)\b(dot|ch[aấ]m|a?c[oò]ng|mail|gmail|yahoo|hotmail|outlook|icloud|live)\b|\( ?at ?\)"
    rf"|({'|'.join(_SPELT)})([ ,-]+({'|'.join(_SPELT)})){{3}}"
)

_KINDS = {
    "email": Text("an e-mail address"),
    "link": Text("a web link"),
    "phone": Text("a phone number"),
    "citizen_id": Text("a citizen id"),
}


def personal_kind(text: str) -> Text | None:
    """The kind of personal data in `text` in words; None when there are none."""
    bare = _digits_as_digits(undisguised(text))
    if _EMAIL.search(bare):
        return _KINDS["email"]
    numbers = _DATE.sub("…", bare)
    before = _INSIDE_NO_ID if _ID.fullmatch(bare) else _ALONE
    for kind, number in (("phone", _PHONE), ("citizen_id", _CITIZEN)):
        if re.search(before + number, numbers) or re.search(rf"(?i)\b{_CALLED}{number}", numbers):
            return _KINDS[kind]
    return _KINDS["link"] if has_address(text) else None


def is_in_disguise(text: str) -> bool:
    """Whether the personal data of the text are detected only after its disguise is removed."""
    return not any(re.search(pattern, text) for pattern in _UNDISGUISED)


def masked(text: str) -> str:
    """`text` for use in a message: only the first two signs of personal data remain."""
    return text if personal_kind(text) is None else text[:2] + "…"


#: The patterns that versions without the removal of disguises refused.
_UNDISGUISED = (
    r"[\w.+-]+@[\w-]+(\.[\w-]+)+",
    r"(?i)(https?:|www\.)|\b[\w-]+\.(com|net|org|info|me|io|gov|edu|vn)\b",
    r"(^|[^0-9A-Za-z_-])(\+?84|0)[ .-]?[1-9]([ .-]?[0-9]){7,9}($|[^0-9A-Za-z_-])",
    r"(^|[^0-9A-Za-z_-])([0-9]{9}|[0-9]{12})($|[^0-9A-Za-z_-])",
)


def _digits_as_digits(text: str) -> str:
    """The text with the digits of every script, O beside digits and spelt-out numbers as 0 to 9."""
    if not text.isascii():
        text = "".join(
            str(unicodedata.decimal(sign)) if sign.isdecimal() and not sign.isascii() else sign
            for sign in text
        )
        text = _SPELT_OUT.sub(
            lambda spelt: "".join(_SPELT[word] for word in re.split(r"[ ,.-]+", spelt[0].lower())), text
        )
    return _OH.sub("0", text)
