"""The verdict on a visit, case by case: where it comes from, what its token claims, what is configured."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from data.ended import Ended
from pages.kit.words import Words
from pages.web.decision import decide
from pages.web.loopback import Visit, headers_of
from pages.web.settings import Configured, Grant, SignIn, judged
from tests.whole.access.conftest import secrets_text

NOW = 1_800_000_000.0
ISSUER = "https://dang-nhap.example.vn"
ROLES = {
    "lanh.dao@example.vn": Grant("leader"),
    "sub:hieu-truong": Grant("principal", "MAU-06"),
    "group:xem": Grant("viewer"),
    "group:can-bo": Grant("officer"),
    "kiem.soat@example.vn": Grant("leader"),
    "strasse@example.vn": Grant("officer"),
    "i@example.vn": Grant("officer"),
    "ông.k@example.vn": Grant("viewer"),
}
OFFICE = Configured(SignIn(ISSUER, "bang", "https://bang.example.vn/oauth2callback", ROLES, "groups"))
TRUE = {"is_logged_in": True, "iss": ISSUER, "aud": "bang", "sub": "x", "exp": NOW + 60, "iat": NOW - 60}
HERE = {"host": "localhost:8501", "origin": "http://localhost:8501"}


@pytest.mark.parametrize(
    ("visit", "state"),
    [
        (Visit("127.0.0.1", "127.0.0.1", HERE), "open"),
        (Visit("localhost", "::1", HERE), "open"),
        (Visit("127.0.0.1", "::ffff:127.0.0.1", {"host": "127.0.0.1:8501"}), "open"),
        (Visit("127.0.0.1", "127.0.0.1", {"host": "[::1]:8501", "origin": "http://[::1]:8501"}), "open"),
        (Visit("127.0.0.1", "127.0.0.1", HERE, must_name_origin=True), "open"),
        (Visit("127.0.0.1", "127.0.0.1", {**HERE, "x-xsrftoken": "2|a|b|1"}), "open"),
        # Nothing came over a network at all.
        (None, "open"),
        # Something did, and says nothing of itself.
        (Visit("127.0.0.1", "127.0.0.1", {}), "shut"),
        (Visit("127.0.0.1", "", HERE), "shut"),
        (Visit("127.0.0.1", "127.0.0.1", {"host": ""}), "shut"),
        (Visit("127.0.0.1", "127.0.0.1", {"host": "localhost:8501"}, must_name_origin=True), "shut"),
        # An origin that is this machine's too, but another program's.
        (
            Visit("127.0.0.1", "127.0.0.1", {"host": "localhost:8501", "origin": "http://localhost:9000"}),
            "shut",
        ),
        (
            Visit("127.0.0.1", "127.0.0.1", {"host": "localhost:8501", "origin": "http://127.0.0.1:8501"}),
            "shut",
        ),
        (Visit("127.0.0.1", "127.0.0.1", {"host": "localhost:8501", "origin": "null"}), "shut"),
        (Visit("127.0.0.1", "127.0.0.1", {"host": "khac.example.vn@localhost:8501"}), "shut"),
        (Visit("127.0.0.1", "127.0.0.1", {"host": "localhost:8501/khac"}), "shut"),
        (
            Visit("127.0.0.1", "127.0.0.1", headers_of([("Host", "localhost"), ("host", "khac.example.vn")])),
            "shut",
        ),
        # Listening everywhere, or on an address of the network.
        (Visit("0.0.0.0", "127.0.0.1", HERE), "shut"),
        (Visit("", "127.0.0.1", HERE), "shut"),
        (Visit("192.168.1.5", "127.0.0.1", HERE), "shut"),
        # Somebody else, directly or through a proxy on this machine.
        (Visit("127.0.0.1", "192.168.1.9", HERE), "shut"),
        (Visit("127.0.0.1", "127.0.0.1", {**HERE, "x-forwarded-for": "10.0.0.1"}), "shut"),
        (Visit("127.0.0.1", "127.0.0.1", {**HERE, "forwarded": "for=10.0.0.1"}), "shut"),
        (Visit("127.0.0.1", "127.0.0.1", {"host": "bang.example.vn"}), "shut"),
        # A strange page that points its name at this machine.
        (
            Visit("127.0.0.1", "127.0.0.1", {"host": "localhost:8501", "origin": "http://khac.example.vn"}),
            "shut",
        ),
        (Visit("127.0.0.1", "127.0.0.1", {"host": "localhost.example.vn:8501"}), "shut"),
    ],
)
def test_without_sign_in_only_this_machine_comes_in(visit: Visit | None, state: str) -> None:
    door = decide(Configured(), visit, {}, NOW)
    assert door.state == state
    assert (door.visitor is not None) == (state == "open")
    assert bool(door.strange) == (state == "shut")


@pytest.mark.parametrize(
    ("claims", "state", "grant"),
    [
        ({"email": "Lanh.Dao@example.vn", "email_verified": True}, "open", Grant("leader")),
        ({"email": "lanh.dao@example.vn", "email_verified": False}, "no_role", None),
        ({"email": "lanh.dao@example.vn", "email_verified": "true"}, "no_role", None),
        ({"email": "lanh.dao@example.vn"}, "no_role", None),
        ({"sub": "hieu-truong"}, "open", Grant("principal", "MAU-06")),
        ({"groups": ["xem"]}, "open", Grant("viewer")),
        ({"groups": "xem"}, "open", Grant("viewer")),
        ({"email": "KIEM.Soat@Example.VN", "email_verified": True}, "open", Grant("leader")),
        # Letters that Unicode takes for k, ss, s, i and ô, and that make other people's addresses.
        ({"email": "\u212aiem.soat@example.vn", "email_verified": True}, "no_role", None),
        ({"email": "kiem.\u017foat@example.vn", "email_verified": True}, "no_role", None),
        ({"email": "stra\u00dfe@example.vn", "email_verified": True}, "no_role", None),
        ({"email": "\u0130@example.vn", "email_verified": True}, "no_role", None),
        ({"email": "\u0131@example.vn", "email_verified": True}, "no_role", None),
        ({"email": "\uff4biem.soat@example.vn", "email_verified": True}, "no_role", None),
        ({"email": "ông.k@example.vn", "email_verified": True}, "open", Grant("viewer")),
        ({"email": "ÔNG.k@example.vn", "email_verified": True}, "no_role", None),
        ({"email": "o\u0302ng.k@example.vn", "email_verified": True}, "no_role", None),
        # An address that is written like a name of another kind.
        ({"email": "sub:hieu-truong", "email_verified": True}, "no_role", None),
        ({"email": "group:xem", "email_verified": True}, "no_role", None),
        # Two roles contradict each other; a line for the person counts before one for a group.
        ({"groups": ["xem", "can-bo"]}, "no_role", None),
        ({"sub": "hieu-truong", "groups": ["can-bo"]}, "open", Grant("principal", "MAU-06")),
        ({"groups": ["khac"]}, "no_role", None),
        ({"is_logged_in": False, "groups": ["xem"]}, "signed_out", None),
        ({"is_logged_in": "yes", "groups": ["xem"]}, "signed_out", None),
        ({"groups": ["xem"], "exp": NOW}, "expired", None),
        ({"groups": ["xem"], "exp": None}, "expired", None),
        ({"groups": ["xem"], "exp": True}, "expired", None),
        ({"groups": ["xem"], "exp": "soon"}, "expired", None),
        ({"groups": ["xem"], "exp": float("nan")}, "expired", None),
        ({"groups": ["xem"], "exp": float("inf")}, "open", Grant("viewer")),
        ({"groups": ["xem"], "exp": 1e300}, "open", Grant("viewer")),
        ({"groups": ["xem"], "iss": "https://khac.example.vn"}, "not_believed", None),
        ({"groups": ["xem"], "iss": ISSUER + "/"}, "not_believed", None),
        ({"groups": ["xem"], "aud": "other"}, "not_believed", None),
        ({"groups": ["xem"], "aud": ["other", "bang"]}, "open", Grant("viewer")),
        ({"groups": ["xem"], "aud": ["other", "bang"], "azp": "other"}, "not_believed", None),
        ({"groups": ["xem"], "sub": ""}, "not_believed", None),
        ({"groups": ["xem"], "sub": 7}, "not_believed", None),
    ],
)
def test_a_token_counts_for_what_it_claims(claims: dict[str, Any], state: str, grant: Grant | None) -> None:
    door = decide(OFFICE, Visit("127.0.0.1", "127.0.0.1", HERE), TRUE | claims, NOW)
    assert door.state == state
    assert (door.visitor.grant if door.visitor else None) == grant


@pytest.mark.parametrize("until", [NOW + 60, NOW + 0.25, 1e300, float("inf")])
def test_every_sign_in_that_opens_can_be_ended(until: float, tmp_path: Path) -> None:
    visit, claims = Visit("127.0.0.1", "127.0.0.1", HERE), TRUE | {"groups": ["xem"], "exp": until}
    ended = Ended(tmp_path)
    first = decide(OFFICE, visit, claims, NOW, ended)
    assert first.visitor is not None
    ended.add(first.token)
    assert decide(OFFICE, visit, claims, NOW, ended).state == "signed_out"


@pytest.mark.parametrize("written", ["Lanh.Dao@example.vn", "\u212aiem.soat@example.vn"])
def test_an_address_is_told_as_it_was_received(written: str) -> None:
    claims = TRUE | {"email": written, "email_verified": True}
    assert decide(OFFICE, Visit("127.0.0.1", "127.0.0.1", HERE), claims, NOW).who == written


def test_being_on_this_machine_does_not_replace_a_sign_in() -> None:
    assert decide(OFFICE, Visit("127.0.0.1", "127.0.0.1", HERE), {}, NOW).state == "signed_out"


def test_a_sign_in_that_was_ended_stays_ended_and_another_of_the_same_person_is_none() -> None:
    visit = Visit("127.0.0.1", "127.0.0.1", HERE)
    first = decide(OFFICE, visit, TRUE | {"groups": ["xem"]}, NOW)
    assert decide(OFFICE, visit, TRUE | {"groups": ["xem"]}, NOW, {first.token}).state == "signed_out"
    again = decide(OFFICE, visit, TRUE | {"groups": ["xem"], "iat": NOW}, NOW, {first.token})
    assert again.state == "open"
    assert first.visitor is not None
    assert again.visitor is not None
    assert first.visitor.person == again.visitor.person
    assert first.token != again.token


WHOLE: dict[str, dict[str, Any]] = {
    "auth": {
        "redirect_uri": "https://bang.example.vn/oauth2callback",
        "cookie_secret": "0123456789abcdefghijklmnopqrstuvwxyz",
        "client_id": "bang",
        "client_secret": "s",
        "server_metadata_url": f"{ISSUER}/.well-known/openid-configuration",
    },
    "roles": {"leader": ["lanh.dao@example.vn"], "principal": {"sub:hieu-truong": "MAU-06"}},
}


def changed(table: str, **values: Any) -> dict[str, Any]:
    return {**WHOLE, table: {**WHOLE[table], **values}}


def test_a_whole_configuration_has_no_fault() -> None:
    decision = judged(WHOLE)
    assert decision.faults == ()
    assert decision.sign_in is not None
    assert (decision.sign_in.issuer, decision.sign_in.encrypted) == (ISSUER, True)
    assert decision.sign_in.roles["sub:hieu-truong"] == Grant("principal", "MAU-06")
    assert judged({}) == Configured()


@pytest.mark.parametrize(
    ("configuration", "named"),
    [
        ({"auth": WHOLE["auth"]}, "[roles]"),
        ({"roles": WHOLE["roles"]}, "client_secret"),
        (changed("auth", client_id=" "), "client_id"),
        (changed("auth", cookie_secret="a" * 60), "cookie_secret"),
        (changed("auth", cookie_secret="short"), "cookie_secret"),
        (changed("auth", redirect_uri="http://bang.example.vn/oauth2callback"), "http://bang.example.vn"),
        (changed("auth", redirect_uri="https://bang.example.vn/"), "/oauth2callback"),
        (changed("auth", server_metadata_url="http://dang-nhap.example.vn/.well-known/openid-configuration"), "https://"),
        (changed("auth", google={"client_id": "x"}), "[auth.google]"),
        (changed("roles", chief=["a@b.vn"]), "chief"),
        (changed("roles", leader="lanh.dao@example.vn"), "leader"),
        (changed("roles", leader=["nobody"]), "nobody"),
        (changed("roles", officer=["Lanh.Dao@example.vn"]), "Lanh.Dao@example.vn"),
        (changed("roles", principal={"sub:x": ""}), "sub:x"),
        (changed("roles", principal={"sub:x": "office"}), "office"),
        (changed("roles", principal=["sub:x"]), "[roles.principal]"),
    ],
)  # fmt: skip
def test_half_a_configuration_is_none_and_says_what_is_wrong(
    configuration: dict[str, Any], named: str
) -> None:
    decision = judged(configuration)
    assert decision.sign_in is None
    for lang in ("vi", "en"):
        assert any(named in fault.text(Words(lang)) for fault in decision.faults)
        assert not any("0123456789abcdef" in fault.text(Words(lang)) for fault in decision.faults)
    assert decide(decision, Visit("127.0.0.1", "127.0.0.1", HERE), {}, NOW).state == "faulty"


def test_the_tests_own_configuration_is_whole() -> None:
    assert judged(tomllib.loads(secrets_text("http://127.0.0.1:1", "http://127.0.0.1:2"))).faults == ()
