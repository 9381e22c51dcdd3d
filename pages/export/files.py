"""The four files that the page makes on a click: of what they are, and under which names they leave."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.documents.browser.file import to_bytes as browser_to_bytes
from pages.documents.export.archive import to_bytes
from pages.documents.export.selection import Selection
from pages.documents.report.save import sheets_to_bytes
from pages.documents.report.save import to_bytes as report_to_bytes
from pages.export import sentences
from pages.export.making import button
from pages.kit import access, answers, block, downloads, inert, picker
from pages.kit.choice import Choice
from pages.kit.words import N_, Words
from queries import Reader

#: How many sheets can be made at once: each takes most of a second.
MOST = 200


def report(reader: Reader, choice: Choice, words: Words) -> int:
    """The annual report, the same bytes as `python -m data report` writes; returns the year picked."""
    years: dict[int, str] = {row["year"]: str(row["year"]) for row in answers.rows("plan_years")}
    with st.container(horizontal=True, vertical_alignment="bottom", key="report_choice"):
        key, label = f"report_year_{choice.year}", words.text("Report on the year")
        year = picker.segments(key, label, years, default=choice.year, in_address=False)
        school = _school(choice, words)
    of = replace(choice, years=(year,), year=year, school=school, level="", unit="")
    # A principal's own school is told exactly, the whole district as to everybody.
    tier = reader.tier_for([school] if school else [])
    snapshot, who = answers.snapshot(), access.visitor().who
    what = "bao-cao-truong" if school else "bao-cao-nam"
    block.caption(sentences.report(of, tier, words))
    button(
        "report",
        words.text("Download the report"),
        f"{downloads.file_stem(what, of.years, of, answers.as_of(), tier)}.docx",
        depends_on=(snapshot.id, year, reader, school),
        work=lambda hear: (report_to_bytes(snapshot, year, reader, school, progress=hear, who=who), None),
        step=N_("Step {done} of {total}"),
    )
    return year


def _school(choice: Choice, words: Words) -> str:
    """The one school that is chosen above, unless the reader wants the district's report all the same."""
    if not choice.school:
        return ""
    names = {choice.school: inert.as_markdown(choice.school_name), "": words.text("the whole district")}
    return picker.segments(f"report_of_{choice.school}", words.text("Report of"), names, in_address=False)


def sheets(reader: Reader, year: int, choice: Choice, words: Words) -> None:
    """The short reports of the chosen schools that were open in the year; nothing where one is chosen."""
    of = replace(choice, years=(year,), year=year)
    count = sum(row["in_scope"] for row in answers.rows("coverage", of))
    if choice.school or count < 2:
        return
    if count > MOST:
        text = N_(
            "All schools' sheets in one file: these would be {schools}, and {most} can be made at once. "
            "Choose a commune or a level in the filters above."
        )
        st.info(words.text(text, schools=words.number(count), most=MOST), icon=":material/filter_alt:")
        return
    schools = tuple(row["school_id"] for row in answers.rows("table_coverage", of))
    tier, snapshot, who = reader.tier_for(schools), answers.snapshot(), access.visitor().who
    button(
        "sheets",
        words.text("Download all schools' sheets ({schools}) as one ZIP", schools=words.number(count)),
        f"{downloads.file_stem('bao-cao-cac-truong', of.years, of, answers.as_of(), tier)}.zip",
        depends_on=(snapshot.id, year, reader, schools),
        work=lambda hear: (sheets_to_bytes(snapshot, year, reader, schools, progress=hear, who=who), None),
        step=N_("School {done} of {total}"),
    )


def for_browser(reader: Reader, words: Words) -> None:
    """The same bytes as `python -m data browser` writes; all years begun until some are left out."""
    begun = [row["year"] for row in answers.rows("plan_years")]
    picked = st.segmented_control(
        words.text("Years in the file"),
        begun,
        selection_mode="multi",
        default=begun,
        key="browser_years",
        format_func=str,
    )
    years = tuple(sorted(picked or begun))
    block.caption(sentences.for_browser(years, words))
    if reader.tier != "shareable":
        block.caption(words.text("It is of the shareable edition: choose that above to make it."))
        return
    snapshot, own, who = answers.snapshot(), access.reader(), access.visitor().who
    whole, tier = Choice(years, years[-1]), f"{reader.tier}_{words.lang}"
    button(
        "browser_file",
        words.text("Download the file"),
        f"{downloads.file_stem('browser', years, whole, answers.as_of(), tier)}.html",
        depends_on=(snapshot.id, years, words.lang, own),
        work=lambda _: (browser_to_bytes(snapshot, years, words, own, who=who), None),
        step=N_("The file is being made …"),
    )


def archive(selection: Selection, choice: Choice, words: Words) -> None:
    """The ZIP of this selection."""
    snapshot, who = answers.snapshot(), access.visitor().who
    button(
        "export_zip",
        words.text("Download the ZIP"),
        f"{downloads.file_stem('export', choice.years, choice, answers.as_of(), selection.tier)}.zip",
        depends_on=(snapshot.id, selection),
        work=lambda hear: to_bytes(snapshot, selection, hear, who=who),
        step=N_("File {done} of {total}"),
    )
