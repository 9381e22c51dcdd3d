"""Words, numbers and dates in the reader's language: a catalogue for words, Babel for the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from babel.dates import format_date

from data.words import HOME, text
from queries import written

T = TypeVar("T")


def N_(msgid: str) -> str:  # noqa: N802 – gettext's own name for "translate later"
    """Mark a text for translation where it is declared; it is translated where it is shown."""
    return msgid


def _in_language(write: Callable[[T, str], str]) -> Callable[[Words, T], str]:
    """A way of writing, as a method that writes in the reader's language."""
    return lambda words, value: write(value, words.lang)


@dataclass(frozen=True)
class Words:
    """Everything said to one reader. Numbers round half-up, at this last step only."""

    lang: str = HOME

    def text(self, msgid: str, /, **values: object) -> str:
        """`msgid` in the reader's language, its {placeholders} filled."""
        message = text(msgid, self.lang)
        # "{days} days" of a number is that number with its unit.
        if len(values) == 1 and message.startswith("{"):
            (amount,) = values.values()
            if isinstance(amount, written.Written):
                return written.with_unit(amount, message.partition("}")[2])
        return message.format(**values) if values else message

    def number(self, value: float | int | None, decimals: int = 0) -> str:
        """1.234,5 in Vietnamese, 1,234.5 in English; empty for nothing."""
        return written.number(value, self.lang, decimals)

    def amount(self, value: float | None, unit: str) -> str:
        """A value with its unit: percent, count or đồng per pupil."""
        return written.amount(value, unit, self.lang)

    def fraction(self, numerator: int | None, denominator: int | None) -> str:
        """24 trên 32, in a sentence."""
        return written.fraction(numerator, denominator, self.lang)

    def part(self, numerator: int | None, denominator: int | None) -> str:
        """27/28; the numerator alone where nothing is divided; empty where nothing is known."""
        return written.part(numerator, denominator, self.lang)

    # What these say is told in queries/written.py, which writes documents too.
    percent = _in_language(written.percent)
    measured = _in_language(written.measured)
    parts = _in_language(written.parts)
    counted = _in_language(written.counted)
    not_known = _in_language(written.not_known)
    own = _in_language(written.own)
    own_parts = _in_language(written.own_parts)
    day = _in_language(written.day)
    year = staticmethod(written.year)

    def points(self, value: float | None, unit: str = "percent") -> str:
        """A signed difference: +7,1 điểm, −2, +2.393 đ, 0."""
        if value is None:
            return ""
        decimals = 1 if unit == "percent" else 0
        sign = "" if written.half_up(abs(value), decimals) == 0 else "−" if value < 0 else "+"
        shown = sign + written.points(value, self.lang, decimals)
        whole = self.text("{difference} points", difference=shown) if unit == "percent" else shown
        whole += " đ" if unit == "vnd" else ""
        form = f'#,##0{".0" if decimals else ""}"{whole.removeprefix(shown)}"'
        return written.Written(whole, value, f"+{form};-{form};{form}", decimals)

    def moment(self, value: datetime | None) -> str:
        """17:04 30/11/2025 in both languages; empty for nothing."""
        return written.Written(f"{value:%H:%M} {self.day(value)}", value, written.MOMENT) if value else ""

    def month(self, value: date) -> str:
        """03/2023."""
        return written.Written(format_date(value, "MM/yyyy", locale=self.lang), value, written.MONTH)
