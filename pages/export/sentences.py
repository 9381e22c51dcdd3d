"""What Xuất số liệu says in words: tiers, what is in the files, what was made, how it is checked."""

from __future__ import annotations

from data.contract import TABLES
from data.faults import fault_text
from pages.documents.export.answers import ANSWERS
from pages.documents.export.archive import Made
from pages.documents.export.selection import Selection
from pages.documents.report import NothingToReport, TemplateBroken
from pages.kit.choice import Choice, span
from pages.kit.words import N_, Words
from queries import Tier
from queries.release.edition import ReleaseRefused


def title(file: str, words: Words) -> str:
    """A file's title in the reader's language: Vụ việc theo tháng."""
    table = ANSWERS[file].table if file in ANSWERS else TABLES[file]
    return table.label.in_language(words.lang)


def tier(tier: Tier, words: Words) -> str:
    """What it means to hand on in this tier."""
    if tier == "shareable":
        return words.text(
            "For whoever is outside: counts of 1–4 of children's cases are told as ranges or masked (c), "
            "and so are those that would give them away; neither single cases nor one school's cases are "
            "told. Repeated exports give nothing away together."
        )
    return words.text(
        "For named leaders only: exact counts, every case with its id. This file must not leave the office; "
        "choose the shareable edition for everybody else. Every export is logged."
    )


def inside(selection: Selection, of: str, words: Words) -> str:
    """One ZIP for 2025, the whole district: 26 tables, small counts masked."""
    text = N_("One ZIP for {selection}: {files} tables, small counts masked.")
    if selection.tier == "internal":
        text = N_("One ZIP for {selection}: {files} tables, exact.")
    return words.text(text, selection=of, files=words.number(len(selection.wanted)))


def report(of: Choice, tier: Tier, words: Words) -> str:
    """What the document holds, of which year and of whom, and the command that writes the same."""
    school = f" --school {of.school}" if of.school else ""
    shared = " --tier shareable" if tier == "shareable" else ""
    command = f"`python -m data report --year {of.year}{school}{shared} --out FILE.docx`"
    text = N_(
        "The district's report for {year}, as a Word document in Vietnamese in the official layout, "
        "number and day left blank. For one school's short report, choose the school above. "
        "The same file comes from {command}."
    )
    if school:
        text = N_(
            "The short report of {school} for {year}, as a Word document in Vietnamese that can be edited. "
            "The same file comes from {command}."
        )
    return words.text(text, school=of.school_name, year=of.year, command=command)


def for_browser(years: tuple[int, ...], words: Words) -> str:
    """What the file for a browser holds, of which years, and the command that writes the same."""
    options = " ".join(f"--year {year}" for year in years)
    command = f"`python -m data browser {options} --lang {words.lang} --out FILE.html`"
    text = N_(
        "Overview, indicators, trends and reports of {years} for the whole district, as one file that opens "
        "by double click on a computer or a phone, without a network. It tells nothing that the shareable "
        "ZIP does not. The same file comes from {command}."
    )
    return words.text(text, years=span(years), command=command)


def made(archive: Made | None, size: int, words: Words) -> str:
    """What was made, once it is; `archive` tells of a ZIP of tables."""
    kilobytes = words.number(size / 1000)
    if archive is None:
        return words.text("The file is made: {size} kB. It is noted in the access log.", size=kilobytes)
    text = N_(
        "Exported: {files} files, {rows} rows, {size} kB. "
        "SHA-256 of manifest.json, which stands for all of it:"
    )
    files, rows = words.number(len(archive.entries) + 1), words.number(archive.rows)
    return words.text(text, files=files, rows=rows, size=kilobytes)


def failed(fault: Exception, words: Words) -> str:
    """Why there is no file, and what to do."""
    if isinstance(fault, (TemplateBroken, NothingToReport, ReleaseRefused)):
        return words.text("The file could not be made: {why}", why=fault.args[0])
    if isinstance(fault, OSError):
        text = N_("The file is not handed over, for it could not be noted in the access log: {why}.")
        return words.text(text, why=fault_text(fault, words.lang))
    return words.text("The file could not be made. The fault is written to the server's log.")


def method(selection: Selection, words: Words) -> list[str]:
    """What lies beside the tables, what is left out, and how whoever receives the file checks it."""
    facts = [
        words.text(
            "Beside the tables: README.txt in both languages; datapackage.json with every column's type, "
            "title, unit and key; and manifest.json with the filters, the day, the snapshot and each file's "
            "SHA-256 and row count. No moment of making is written: the same figures and choice "
            "give the same file."
        ),
        words.text(
            "`python -m data verify FILE.zip` says, without a network, which file was edited, is missing, "
            "extra or cut short. It believes the manifest inside. To be sure of that too, tell the receiver "
            "the manifest's SHA-256 by another way than the file: "
            "`python -m data verify FILE.zip --manifest SHA256` compares. "
            "The same file comes from `python -m data export --out FILE.zip`."
        ),
    ]
    if selection.withheld:
        names = ", ".join(title(file, words) for file in selection.withheld)
        text = N_("Not handed on in this tier, or not for single schools: {tables}.")
        facts.append(words.text(text, tables=names))
    return facts
