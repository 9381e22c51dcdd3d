"""Every disguise of a text comes off, and ordinary names are left as they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.checks.disguise import undisguised

PLAIN = "http://example.com/x"


@pytest.mark.parametrize(
    "text",
    [
        "&#104;ttp://example.com/x",
        "&#x68;ttp&colon;//example&period;com&sol;x",
        "&amp;#104;ttp://example.com/x",
        "&" + "amp;" * 40 + "#104;ttp://example.com/x",
        "ht\u200btp://exam\u00adple.com/x",
        "ht\u2060tp\ufeff://example\u200d.com/\u202ex",
        "h\x01ttp:/\x02/example.com/x",
        "ｈｔｔｐ：／／ｅｘａｍｐｌｅ．ｃｏｍ／ｘ",
        "𝐡𝐭𝐭𝐩://𝕖𝕩𝕒𝕞𝕡𝕝𝕖.𝒸ℴ𝓂/x",
        "http:⁄∕example。com╱x",
        "http%3A%2F%2Fexample%2ecom%2fx",
        "http%253A//example.com/x",
        "ht\ufe0ftp\u3164://example.com/x",
        "ⓗttp∶//example․com/x",
    ],
)
def test_a_disguise_comes_off(text: str) -> None:
    assert undisguised(text) == PLAIN


def test_full_width_and_other_digits_become_digits() -> None:
    assert undisguised("０９１２\u00a0３４５ ６７８") == "0912 345 678"
    assert undisguised("0912\u200b345\u00ad678") == "0912345678"


@pytest.mark.parametrize(
    "name", ["Trường TH&THCS Mẫu 01", "TP.HCM", "Tổ 3, khu phố 2", "100% học sinh", "a; b"]
)
def test_an_ordinary_name_is_left_alone(name: str) -> None:
    assert undisguised(name) == name


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=60))
def test_nothing_that_cannot_be_seen_is_left(text: str) -> None:
    bare = undisguised(text)
    assert not {"\u200b", "\u200d", "\ufeff", "\u202e", "\x00", "\ufffe", "\n"} & set(bare)
    assert bare == bare.strip()
