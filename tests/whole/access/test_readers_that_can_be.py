"""Who may be told what: readers that can be, and the page that publishers alone are offered."""

from __future__ import annotations

import itertools
from typing import Any, get_args

import pytest

from queries import NoSuchReader, Reader, Role, Tier

SCHOOLS = ("", "MAU-01", "office")
#: All that may be, written down by hand.
POSSIBLE = {
    ("leader", "internal", ""),
    ("leader", "shareable", ""),
    ("officer", "internal", ""),
    ("officer", "shareable", ""),
    ("principal", "internal", "MAU-01"),
    ("principal", "shareable", "MAU-01"),
    ("viewer", "shareable", ""),
}
EVERY = sorted(itertools.product((*get_args(Role), "nobody"), (*get_args(Tier), "secret"), SCHOOLS))


@pytest.mark.parametrize(("role", "tier", "school"), EVERY)
def test_a_reader_that_contradicts_itself_cannot_be(role: Any, tier: Any, school: str) -> None:
    if (role, tier, school) in POSSIBLE:
        assert Reader(role, tier, school).school == school
    else:
        with pytest.raises(NoSuchReader, match=role):
            Reader(role, tier, school)


@pytest.mark.parametrize(
    ("reader", "schools", "tier"),
    [
        (Reader("leader"), (), "internal"),
        (Reader("leader", "shareable"), ("MAU-01",), "shareable"),
        (Reader("officer"), ("MAU-01", "MAU-02"), "internal"),
        (Reader("principal", school="MAU-01"), ("MAU-01",), "internal"),
        (Reader("principal", school="MAU-01"), ("MAU-02",), "shareable"),
        (Reader("principal", school="MAU-01"), ("MAU-01", "MAU-02"), "shareable"),
        (Reader("principal", school="MAU-01"), (), "shareable"),
        (Reader("principal", "shareable", "MAU-01"), ("MAU-01",), "shareable"),
        (Reader("viewer", "shareable"), ("MAU-01",), "shareable"),
    ],
)
def test_the_tier_is_the_readers_and_a_principals_for_the_own_school_alone(
    reader: Reader, schools: tuple[str, ...], tier: str
) -> None:
    assert reader.tier_for(schools) == tier
