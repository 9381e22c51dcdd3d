"""Verified addresses that look alike, at a real server: each is one person's alone, and is noted as it came."""

from __future__ import annotations

import pytest

from tests.whole.access.conftest import Office
from tests.whole.access.wire import Visitor, cookie_of

FIGURES = "Số liệu đến ngày 31/12/2025"


@pytest.mark.parametrize("address", ["strasse.k@example.vn", "Strasse.K@EXAMPLE.vn"])
def test_large_and_small_letters_are_one(address: str, desk: Office) -> None:
    visitor = Visitor(desk.url, cookie_of(desk.url, "x", email=address, email_verified=True, nonce=address))
    before = len(desk.log())
    assert FIGURES in visitor.sees("quality")
    assert [(line["event"], line["who"]) for line in desk.log()[before:]] == [("sign_in", address)]


@pytest.mark.parametrize(
    "address",
    [
        "strasse.\u212a@example.vn",
        "stra\u00dfe.k@example.vn",
        "\u017ftrasse.k@example.vn",
        "strasse.\uff4b@example.vn",
    ],
)
def test_letters_that_unicode_takes_for_others_are_other_people(address: str, desk: Office) -> None:
    visitor = Visitor(desk.url, cookie_of(desk.url, "x", email=address, email_verified=True))
    before = len(desk.log())
    heard = visitor.sees("quality")
    assert "chưa được giao vai trò" in heard
    assert FIGURES not in heard
    (line,) = desk.log()[before:]
    assert (line["event"], line["who"], line["reason"]) == ("refused", address, "no_role")
