"""Sentences of the file for a browser: what it is, what was made, why it could not be."""

from __future__ import annotations

from data.faults import said
from pages.kit.words import Words
from queries.release.edition import ReleaseRefused


def inside(years: tuple[int, ...], words: Words) -> str:
    """What the file holds, of which years, and the command that writes the same."""
    options = " ".join(f"--year {year}" for year in years)
    return words.text(
        "Overview, indicators, trends and reports of {years} for the whole district, as one file that opens "
        "by double click on a computer or a phone, without a network. It tells nothing that the shareable "
        "ZIP does not. The same file comes from {command}.",
        years=words.years(years),
        command=f"`python -m pages.documents {options} --lang {words.lang} --out FILE.html`",
    )


def made(size: int, words: Words) -> str:
    """What was made, once it is."""
    return words.text(
        "The file is made: {size} kB. It is noted in the access log.", size=words.number(size / 1000)
    )


def failed(fault: Exception, words: Words) -> str:
    """Why there is no file, and what to do."""
    if isinstance(fault, ReleaseRefused):
        return words.text("The file could not be made: {why}", why=fault.args[0])
    if isinstance(fault, OSError):
        return words.text(
            "The file is not handed over, for it could not be noted in the access log: {why}.",
            why=said(fault, words.lang),
        )
    return words.text("The file could not be made. The fault is written to the server's log.")
