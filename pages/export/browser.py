"""The file for a browser: its years, what it is, and the button that makes it."""

from __future__ import annotations

import streamlit as st

from pages.documents.save import to_bytes
from pages.export import browser_words
from pages.export.making import Hear, Making
from pages.export.offer import Offer, button
from pages.kit import access, answers, downloads
from pages.kit.choice import Choice
from pages.kit.words import Words
from queries.export.archive import Made

MIME = "text/html"


def show(tier: str, words: Words) -> None:
    """The same bytes as `python -m pages.documents` writes for these years and this language."""
    years = _years(words)
    st.caption(browser_words.inside(years, words))
    if tier != "shareable":
        st.caption(words.text("It is of the shareable edition: choose that above to make it."))
        return
    snapshot, reader, who = answers.snapshot(), access.reader(), access.visitor().who

    def work(_: Hear) -> tuple[bytes, Made | None]:
        return to_bytes(snapshot, years, words, reader, who=who), None

    def told(making: Making) -> None:
        st.success(browser_words.made(len(making.content), words), icon=":material/verified:")

    whole = Choice(years, years[-1])
    stem = downloads.file_stem("browser", years, whole, answers.as_of(), f"{tier}_{words.lang}")
    button(
        Offer(
            key="browser_file",
            asked=(snapshot.id, years, words.lang, reader),
            work=work,
            label=words.text("Download the file"),
            file_name=f"{stem}.html",
            mime=MIME,
            step=lambda done, total: words.text("The file is being made …"),
            told=told,
            failed=lambda fault: browser_words.failed(fault, words),
        ),
        words,
    )


def _years(words: Words) -> tuple[int, ...]:
    """The years that the file has pages for; all that have begun until the reader leaves some out."""
    begun = [row["year"] for row in answers.rows("pages/plan_years")]
    picked = st.segmented_control(
        words.text("Years in the file"),
        begun,
        selection_mode="multi",
        default=begun,
        key="browser_years",
        format_func=str,
    )
    return tuple(sorted(picked or begun))
