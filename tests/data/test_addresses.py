"""Web addresses are seen in every disguise, and ordinary names are none."""

from __future__ import annotations

import re
from random import Random

import pytest

from data.checks.addresses import has_address
from data.contract import TABLES
from data.intake.words import clean
from data.personal import HARMLESS, SPELT_OUT, personal_kind
from data.publish import SAMPLE
from tests.whole.fuzz.bases import csvs

ADDRESSES = (
    "http://example.com/x", "HTTPS://EXAMPLE.COM", "xem www.example.org/x", "//example.com/p.png", "\\\\example\\p", "/\\example.com",
    "![x](//127.0.0.1:8599/p)", "[x](ftp://a.b/c)", "ftp:example", "data:text/html,x", "javascript:alert(1)", "JaVa\u200bScript:x", "mailto:ab",
    "tel:113", "blob:x", "hxxp://x", "&#104;ttp://example.com", "&#x2f;&#x2f;example.com", "http&colon;&sol;&sol;example", "h\u2060ttp://x",
    "ｈｔｔｐ：／／ｘ", "example.com/x", "example.com", "EXAMPLE.COM", "bit.ly/2x", "bit.ly", "Bit.Ly/2x", "youtu.be/abc", "t.me/abc", "zalo.me/1",
    "ví-dụ.vn", "пример.рф", "xn--e1afmkfd.xn--p1ai/x", "example。com", "example．com", "example[.]com", "example (dot) com", "example chấm com",
    "example . com", "http%3a%2f%2fexample", "127.0.0.1", "localhost:8501/x", "Trường (example.vn)", "a.b.c.de?x=1", "example.com.", "vnexpress.net",
    "example&middotcom", "emaiŀcom", "xem &ltexample&middotvn&gt",
)  # fmt: skip

NAMES = (
    "Trường TH Mẫu 01 – xã Mỹ Thạnh", "Trường TH&THCS Mẫu (cơ sở 2)", "TP.HCM", "TX.La Gi", "H.Ba Tri", "TT.Thủ Thừa", "TP. Tân An", "P.GDĐT",
    "Trường TiH số 1/2", "Khu phố 3/4, tổ 12", "Trường THCS Nguyễn Văn A; cơ sở: Mẫu", "Phiên bản 1.2.3", "ngày 1.6", "Mục I.2.a", "v.v...",
    "Tên: Mẫu", "TRƯỜNG TX.BA ĐỒN", "A*B_C", "50% + 1", "Ứng dụng Mẫu 2.0", "Hội C.M.H.S", "THPT Lê Q.Đôn", "A.B.Ngữ",
)  # fmt: skip


@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_is_seen(text: str) -> None:
    assert has_address(text)
    assert not _is_harmless(text), "the quick look would let it through"


@pytest.mark.parametrize("name", NAMES)
def test_an_ordinary_name_is_none(name: str) -> None:
    assert not has_address(name)


def test_no_text_of_the_sample_is_one() -> None:
    assert SAMPLE.exists()
    for table, content in csvs().items():
        texts = [column.name for column in TABLES[table].columns if column.kind in ("id", "text")]
        header, *rows = (line.split(",") for line in content.decode("utf-8-sig").splitlines())
        assert not [row for row in rows for name in texts if has_address(row[header.index(name)])]


def test_what_the_quick_look_lets_through_is_harmless() -> None:
    """Texts of the pieces out of which numbers and addresses are made, in any order."""
    chance = Random("quick look")
    pieces = [
        *"0123456789oOaAđ (),_-–",
        "84",
        "at",
        "dot",
        "chấm",
        "còng",
        "mail",
        "vn",
        "com",
        "một",
        "không",
        "năm",
        "sđt ",
        "cccd ",
    ]
    let_through = 0
    for _ in range(40_000):
        text = "".join(chance.choices(pieces, k=chance.randrange(1, 14)))
        if _is_harmless(text):
            let_through += 1
            assert personal_kind(text) is None, text
    assert let_through > 5000


@pytest.mark.parametrize("name", ["Công an thị trấn Mẫu (mẫu)", "Trường TH Mẫu 00001 – xã Mẫu"])
def test_the_quick_look_lets_names_with_a_number_or_brackets_through(name: str) -> None:
    assert _is_harmless(name)


def test_what_is_cleaned_without_a_look_is_clean() -> None:
    signs = [*map(chr, (*range(0x21, 0x7F), *range(0xC0, 0x250), *range(0x1E00, 0x1F00), 0x2013))]
    assert [sign for sign in signs if clean(f"a {sign}{sign} b") != f"a {sign}{sign} b"] == []


def _is_harmless(text: str) -> bool:
    """The quick look in Python's syntax."""
    pattern = re.sub(r"\\x\{([0-9A-F]+)\}", lambda match: chr(int(match[1], 16)), HARMLESS)
    return bool(re.fullmatch(pattern, text)) and not re.search(SPELT_OUT, text)
