"""Sentences of the snapshots: which is active, and what going back to another one means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pages.kit.words import N_, Words

STANDINGS = {"active": ("●", N_("active")), "older": ("○", N_("kept")), "unreadable": ("■", N_("unreadable"))}


@dataclass(frozen=True)
class Told:
    """What a snapshot says of itself; without a day it cannot be read."""

    snapshot: str
    as_of: date | None = None
    built_at: datetime | None = None
    sample: bool | None = None
    schools: int | None = None
    files: int | None = None


def standing(name: str, words: Words) -> str:
    """● đang dùng, ○ còn lưu."""
    return f"{STANDINGS[name][0]} {words.text(STANDINGS[name][1])}"


def kind(sample: bool | None, words: Words) -> str:
    """Real or the sample's."""
    if sample is None:
        return ""
    return words.text("SAMPLE DATA") if sample else words.text("real")


def choice_of(found: Told, words: Words) -> str:
    """A snapshot in the list to go back to."""
    return words.text(
        "Published on {built}, figures as of {day} – {id}",
        built=words.moment(found.built_at),
        day=words.day(found.as_of),
        id=found.snapshot,
    )


def before_going_back(found: Told, words: Words) -> str:
    """What going back means."""
    text = words.text(
        "Every reader will see the figures as of {day}, published on {built} ({schools} schools), within "
        "seconds. What is active now is kept, and you can return to it. The next publish builds on what is "
        "active then.",
        day=words.day(found.as_of),
        built=words.moment(found.built_at),
        schools=words.number(found.schools),
    )
    return f"{text} **{words.text('SAMPLE DATA')}**" if found.sample else text
