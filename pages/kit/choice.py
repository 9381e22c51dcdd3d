"""The choice that all pages share: which years, which schools."""

from __future__ import annotations

from dataclasses import dataclass

#: Comparing with no year.
NONE = "none"


@dataclass(frozen=True)
class Choice:
    """What the reader looks at: one `year`, or all `years` together (ascending, `year` the last of them).

    `against` is the year that it is compared with, None for none; `school` is "" for all schools.
    `schools` are the ids that the choice comes down to (empty: all, the office included), and
    `nobody` says that no school fits it. `unit` is a code of `unit_kind` "old" or "new": before and since
    the day on which units changed.
    """

    years: tuple[int, ...]
    year: int
    against: int | None = None
    school: str = ""
    level: str = ""
    unit: str = ""
    unit_kind: str = ""
    schools: tuple[str, ...] = ()
    nobody: bool = False
    school_name: str = ""
    place: str = ""
    partial: bool = False

    @property
    def compared(self) -> str:
        """The year that it is compared with, as questions take it: "2024" or "none"."""
        return str(self.against or NONE)
