"""The sections of the plan, in which its paragraphs stand."""

from __future__ import annotations

from pages.kit.words import N_, Words

#: By their numerals, in the plan's order.
SECTIONS = {
    "I": N_("Goals"),
    "II": N_("Tasks and solutions"),
    "III": N_("Funding"),
    "IV": N_("Who carries it out"),
    "V": N_("Reporting"),
}


def numeral(paragraphs: str) -> str:
    """That of the section of the first of these paragraphs: I of I.2.1, II.2.1."""
    return paragraphs.partition(".")[0]


def heading(paragraphs: str, words: Words) -> str:
    """The section's title with its numeral: I. Mục tiêu."""
    return f"{numeral(paragraphs)}. {words.text(SECTIONS[numeral(paragraphs)])}"
