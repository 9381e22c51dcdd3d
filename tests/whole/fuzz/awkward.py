"""Awkward things to put into a cell, an attribute, a header or an address."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from random import Random

#: Numbers as a workbook's XML may hold them.
NUMBERS: Sequence[str] = (
    "NaN", "-NaN", "INF", "Infinity", "-inf", "1e308", "-1e308", "1e309", "1e-320", "-0", "0x1F", "1_000", "9" * 400,
    "0." + "3" * 60, "1E+400", "+5", " 5 ", "5.", ".5", "5,5", "1.234.567", "12 000", "٣٤", "１２", "²", "", "-", "e", "2147483647",
    "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "99999999999999999999", "10000000000000", "0.1", "1e5", "-1",
    "1e-9", "2024.5", "100000000", "10000000", "10000001",
)  # fmt: skip

#: Days as Excel counts them, at the edges of what it and Python know.
DAYS: Sequence[str] = (
    "0", "1", "59", "60", "61", "-1", "0.5", "2958465", "2958465.99999999", "2958466", "2958466.5", "1e10", "45357", "45357.375",
    "45357.99999999", "45657.999999999999", "693593", "18264", "-693594", "46021", "46022", "73050",
)  # fmt: skip

#: Dates and moments as people, and other programs, write them.
DATES: Sequence[str] = (
    "31/12/9999", "31/12/9999 23:59", "9999-12-31 23:59", "9999-12-31", "0001-01-01", "01/01/0001", "0000-00-00", "30/02/2024",
    "2024-02-30", "2024-13-01", "13/13/2024", "5/3/24", "5-3-2024", "5.3.2024", "2024/03/05", "05/03/2024 25:61", "05/03/2024 24:00",
    "2024-03-05T10:00:00Z", "2024-03-05T10:00:00+07:00", "2024-03-05 10:00:00.123456789", "٠٥/٠٣/٢٠٢٤", "05/03/20245", "2024-3-5",
    "10000-01-01", "-2024-03-05", "1950-01-01", "1949-12-31", "2100-01-01", "2024-03-05 10:00:60", "290000-01-01", "infinity", "epoch",
    "294247-01-10 04:00", "5/3/2024 7:5", "2024-03-05 10", "2021-09-24", "2025-12-31 23:59",
)  # fmt: skip

TEXTS: Sequence[str] = (
    "", " ", "\t\n\r", "\u00a0\u200b\ufeff", "\x01\x02\x1f", "\x7f\x80\x9f", "\u202eهذا", "\u200f\u200e\u2066x\u2069", "\ud7ff\ue000",
    "😀👩‍👩‍👧‍👦🇻🇳", "𝒯𝓇ườ𝓃𝑔", unicodedata.normalize("NFD", "Trường Tiểu học Mẫu"), "a" + "\u0301" * 300, "ﷺ" * 50, "x" * 201, "ộ" * 5_000,
    "0" * 40_000, "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "=HYPERLINK(\"http://example.com\")", "' OR 1=1 --",
    "'; DROP TABLE schools; --", "\"; ATTACH 'x'; --", "${x}", "$years", "{actual}", "{0.__class__}", "%s%n", "{", "}", "\\", "\\u0000",
    "<script>alert(1)</script>", "<!--", "]]>", "&amp;amp;", "&lt;", "_x0000_", "_x000D_", "_xD800_", "_x005F_x0041_", "0912345678",
    "+84 912 345 678", "a@b.vn", "https://example.com/x", "001203004567", "Trường", "TiÓu häc", "Tröôøng", "office", "MAU-05", "mau-05", "MAU-05 ",
    "HD-1", "VV-1", "null", "None", "nan", "true", "TRUE", "FALSE", "#N/A", "#REF!", "1;2;3", ";", ";;;", "a;b", "internet_social;internet_social",
    "TH", "THCS", "TH&THCS", "2024", "2024.0", "Có", "Không", "x", "1", "0", "-", "…", "ﬁ", "İ", "ß", "ǆ", "Đ", "đ", "ĐĐ", "\u0110\u0301",
)  # fmt: skip


def text(random: Random) -> str:
    """One awkward text, sometimes two that run into each other or letters from all over Unicode."""
    kind = random.random()
    if kind < 0.6:
        return random.choice((*TEXTS, *DATES, *NUMBERS))
    if kind < 0.8:
        return random.choice(TEXTS) + random.choice((*TEXTS, *NUMBERS))
    return "".join(chr(_point(random)) for _ in range(random.randint(1, 40)))


def _point(random: Random) -> int:
    """A code point of any plane that is no surrogate."""
    point = random.choice(
        (random.randrange(0x20, 0x250), random.randrange(0x10000), random.randrange(0x110000))
    )
    return 0xFFFD if 0xD800 <= point < 0xE000 else point
