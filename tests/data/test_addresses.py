"""Web addresses are seen in every disguise, and ordinary names are none."""

from __future__ import annotations

import re

import pytest

from data.checks.addresses import has_address
from data.contract import TABLES
from data.personal import HARMLESS, SPELT_OUT
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


def _is_harmless(text: str) -> bool:
    """The quick look in Python's syntax."""
    pattern = re.sub(r"\\x\{([0-9A-F]+)\}", lambda found: chr(int(found[1], 16)), HARMLESS)
    return bool(re.fullmatch(pattern, text)) and not re.search(SPELT_OUT, text)
