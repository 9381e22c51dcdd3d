"""The product's languages, and its texts in each of them.

A text is declared once, in English: in code, in the contract, in the header of a .sql file. Its other
languages stand in catalogues, `locale/LANGUAGE/LC_MESSAGES/dashboard.po`, under the English text. A catalogue
that needs another word at one place names that place (`msgctxt "codes.toml: intake.school"`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from babel import Locale

LOCALE = Path(__file__).with_name("locale")
#: The office's own language: that of workbooks and reports, and of a reader who chooses none.
HOME = "vi"
#: Every language by its code: the office's, English, and the others that have a catalogue.
LANGS = (HOME, "en", *sorted(path.name for path in LOCALE.iterdir() if path.name != HOME))
#: The languages that every plan is written in; a plan may lack the others.
FIRST_LANGS = LANGS[:2]


class Label(Protocol):
    """A text that can be read in every language."""

    def in_language(self, lang: str, /) -> str:
        """The text in `lang`, one of LANGS."""


@dataclass(frozen=True)
class Text:
    """A declared text: in English, with the place where it is declared if that is not code."""

    english: str
    place: str = ""

    def in_language(self, lang: str, /, **values: object) -> str:
        """The text in `lang`, its {placeholders} filled; the English one where the catalogue has none."""
        words = _catalogue(lang)
        message = words.get((self.place, self.english)) or words.get(("", self.english)) or self.english
        return message.format_map(_in_language(values, lang)) if values else message


@dataclass(frozen=True)
class Texts:
    """A text that is no declaration but data, or made of several: by language."""

    by_language: Mapping[str, str]

    def in_language(self, lang: str, /) -> str:
        """The text in `lang`."""
        return self.by_language[lang]


def each(write: Callable[[str], str]) -> Texts:
    """What `write` writes in each language."""
    return Texts({lang: write(lang) for lang in LANGS})


def language(lang: str) -> str:
    """The English name of a language: Vietnamese."""
    return str(Locale("en").languages[lang])


def text(english: str, lang: str, /, **values: object) -> str:
    """A text of the code in `lang`, its {placeholders} filled; a label among the values is in `lang` too."""
    return Text(english).in_language(lang, **values)


def _in_language(values: Mapping[str, object], lang: str) -> dict[str, object]:
    return {
        name: value.in_language(lang) if isinstance(value, (Text, Texts)) else value
        for name, value in values.items()
    }


@cache
def _catalogue(lang: str) -> Mapping[tuple[str, str], str]:
    """The texts of one language by place ("" for any) and English text; read when the first one is needed."""
    if lang == "en":
        return {}
    from babel.messages.pofile import read_po

    with (LOCALE / lang / "LC_MESSAGES" / "dashboard.po").open("rb") as source:
        return {
            (text.context or "", str(text.id)): str(text.string)
            for text in read_po(source, locale=lang)
            if text.id
        }
