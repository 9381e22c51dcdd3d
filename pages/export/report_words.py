"""Sentences of the annual report: what the file will be, what was made, why it could not be."""

from __future__ import annotations

from data.faults import said
from pages.kit.choice import Choice
from pages.kit.words import Words
from queries.release.edition import ReleaseRefused
from queries.report import NothingToReport, TemplateBroken


def inside(choice: Choice, tier: str, words: Words) -> str:
    """What the document holds, of which year and of whom, and the command that writes the same."""
    school = f" --school {choice.school}" if choice.school else ""
    shared = " --tier shareable" if tier == "shareable" else ""
    facts = {
        "year": choice.year,
        "command": f"`python -m data report --year {choice.year}{school}{shared} --out FILE.docx`",
    }
    if choice.school:
        return words.text(
            "The short report of {school} for {year}, as a Word document in Vietnamese that can be edited. "
            "The same file comes from {command}.",
            school=choice.school_name,
            **facts,
        )
    return words.text(
        "The district's report for {year}, as a Word document in Vietnamese in the official layout, number "
        "and day left blank. For one school's short report, choose the school above. "
        "The same file comes from {command}.",
        **facts,
    )


def made(size: int, words: Words) -> str:
    """What was made, once it is."""
    return words.text(
        "The report is made: {size} kB. It is noted in the access log.", size=words.number(size / 1000)
    )


def failed(fault: Exception, words: Words) -> str:
    """Why there is no report, and what to do."""
    if isinstance(fault, (TemplateBroken, NothingToReport, ReleaseRefused)):
        return words.text("The report could not be made: {why}", why=fault.args[0])
    if isinstance(fault, OSError):
        return words.text(
            "The report is not handed over, for it could not be noted in the access log: {why}.",
            why=said(fault, words.lang),
        )
    return words.text("The report could not be made. The fault is written to the server's log.")
