"""Who is in one indicator, who is not, and of whom it is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pyarrow.compute as pc
import streamlit as st

from pages.indicators import columns
from pages.kit import answers, block, inert, phrases
from pages.kit.cells import Column, Names, school_id
from pages.kit.choice import Choice
from pages.kit.marks import mark_of
from pages.kit.words import Words

Row = Mapping[str, Any]


class Inside:
    """The answer of pages/inside for one indicator: those that are missing before all others."""

    def __init__(self, indicator: str, choice: Choice, words: Words) -> None:
        self.indicator, self._choice, self._words = indicator, choice, words
        self._answer = answers.table("pages/inside", choice, indicator=indicator, first=str(phrases.INSIDE))
        self._rows = inert.rows(self._answer)

    def sides(self) -> tuple[list[Names], str]:
        """Each side with the names on it in the last of the chosen years, and the indicator's definition."""
        here = self._answer.filter(pc.equal(self._answer["year"], self._choice.year))
        known = answers.rows("definitions", lang=self._words.lang)
        definition = next(row for row in known if row["indicator"] == self.indicator)
        year = replace(self._choice, years=(self._choice.year,))
        counts = answers.rows("pages/inside_counts", year, indicator=self.indicator)[0]
        return columns.sides(here, self._words, counts), phrases.definition(definition)

    def show(self, row: Row) -> None:
        """Every school with its value and side; `row` is the indicator's own."""
        words, choice = self._words, self._choice
        _ = words.text
        counts = answers.rows("pages/inside_counts", choice, indicator=self.indicator)[0]
        sentence = phrases.inside(self._rows, counts, words)
        st.markdown(inert.as_markdown(f"{phrases.headline(row, words)}. {sentence}"))
        if self._answer.num_rows == phrases.INSIDE:
            st.caption(
                _(
                    "The table lists the first {shown}; those that are missing come first.",
                    shown=phrases.INSIDE,
                )
            )
        block.table(
            f"inside_{self.indicator}",
            self._answer,
            [
                Column(_("School"), lambda row: columns.name(row, words), opens=school_id),
                *(["year"] if len(choice.years) > 1 else []),
                Column(_("Value"), lambda row: words.own(row) or mark_of(row).shape, numeric=True),
                Column("n/N", words.own_parts, numeric=True),
                Column(_("Counted?"), lambda row: phrases.part(row, words)),
            ],
            words,
            choice,
            alt=_("Who is counted in {title}", title=row["title"]),
            first=12,
            whole=lambda: answers.table("pages/inside", choice, indicator=self.indicator),
        )
