"""The seats that a release is attacked from: declared once, for the masks, the audit and the tests.

Whoever sits there sees all that was ever shared, the legend and the documentation, and knows the cases of
some schools exactly. From no seat may a small count of other schools' cases be worked out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Seat:
    """Somebody who must not learn small counts, and the schools whose cases are known there anyway."""

    name: str
    schools: tuple[str, ...] = ()


def seats(schools: Sequence[str]) -> tuple[Seat, ...]:
    """Every seat of a district with these schools.

    A reader who is bound to some schools, a unit's leader say, is one more line here.
    """
    return (Seat("stranger"), *(Seat(f"principal of {school}", (school,)) for school in schools))
