"""All schools' sheets in one file: the short reports of the chosen schools, made while their reader waits."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.export import report_words
from pages.export.making import Hear, Making
from pages.export.offer import MIME, Offer, button
from pages.kit import access, answers, downloads
from pages.kit.choice import Choice
from pages.kit.words import Words
from queries.export.archive import Made
from queries.report.save import sheets_to_bytes

#: Each takes most of a second to make.
MOST = 200


def show(tier: str, year: int, choice: Choice, words: Words) -> None:
    """Of the schools of the filters that were open in this year; nothing where one is chosen."""
    _ = words.text
    of = replace(choice, years=(year,), year=year)
    schools = tuple(row["school_id"] for row in answers.rows("pages/table_coverage", of))
    if choice.school or len(schools) < 2:
        return
    if len(schools) > MOST:
        st.info(
            _(
                "All schools' sheets in one file: these would be {schools}, and {most} can be made at once. "
                "Choose a commune or a level in the filters above.",
                schools=words.number(len(schools)),
                most=MOST,
            ),
            icon=":material/filter_alt:",
        )
        return
    snapshot, who = answers.snapshot(), access.visitor().who
    reader = replace(access.reader(), tier="shareable" if tier == "shareable" else "internal")
    tier = reader.tier_for(schools)

    def work(hear: Hear) -> tuple[bytes, Made | None]:
        return sheets_to_bytes(snapshot, year, reader, schools, progress=hear, who=who), None

    def made(making: Making) -> None:
        st.success(report_words.made(len(making.content), words), icon=":material/verified:")

    stem = downloads.file_stem("bao-cao-cac-truong", of.years, of, answers.as_of(), tier)
    button(
        Offer(
            key="sheets",
            asked=(snapshot.id, year, reader, schools),
            work=work,
            label=_(
                "Download all schools' sheets ({schools}) as one ZIP", schools=words.number(len(schools))
            ),
            file_name=f"{stem}.zip",
            mime=MIME,
            step=lambda done, total: _("School {done} of {total}", done=done, total=total),
            told=made,
            failed=lambda fault: report_words.failed(fault, words),
        ),
        words,
    )
