"""README.txt: the contents of an export and how to read them, in every language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from string import Template

from data.store import Snapshot
from data.words import LANGS, Label, Text, Texts, text
from pages.documents.export.answers import ANSWERS
from pages.documents.export.contents import Line, path_of
from pages.documents.export.selection import Selection
from queries.columns import code_words

HERE = Path(__file__).resolve().parent
_TIERS = {
    "internal": Text("INTERNAL: exact figures, with the ids of single cases. Must not leave the office."),
    "shareable": Text(
        "SHAREABLE: small counts (1–4) of children's cases are masked, and no single case is told."
    ),
}


def short_title(snapshot: Snapshot) -> Label:
    """The plan's short title."""
    with snapshot.cursor() as cursor:
        [title] = cursor.execute("SELECT COLUMNS('^short_title_') FROM plan").fetchall()
        languages = [column[0].removeprefix("short_title_") for column in cursor.description or ()]
    return Texts(dict(zip(languages, title, strict=True)))


def _part_years(snapshot: Snapshot, lang: str) -> str:
    """A line for each part-year; "" for none."""
    with snapshot.cursor() as cursor:
        rows = cursor.execute("SELECT year FROM years WHERE partial ORDER BY year").fetchall()
    return "".join(
        "\n" + text("{year} is a part-year: never set beside a full year, never annualised.", lang, year=year)
        for (year,) in rows
    )


def readme(snapshot: Snapshot, selection: Selection, lines: Sequence[Line]) -> bytes:
    """The file's bytes, in every language; UTF-8 with a byte order mark and Windows line ends."""
    whole = "\n\n".join(_in_language(lang, snapshot, selection, lines) for lang in LANGS)
    return whole.replace("\n", "\r\n").encode("utf-8-sig")


def parts() -> list[str]:
    """The paragraphs in English, with $placeholders; each is one text of the catalogues."""
    return (HERE / "readme.txt").read_text(encoding="utf-8").split("\n\n")


def _in_language(lang: str, snapshot: Snapshot, selection: Selection, lines: Sequence[Line]) -> str:
    all_of_them = text("all", lang)
    withheld = [path_of(name) for name in selection.withheld]
    sample = text("SAMPLE DATA: every school and every case is fictitious.", lang)
    return Template("\n\n".join(text(part, lang) for part in parts())).substitute(
        sample=sample + "\n" if snapshot.sample else "",
        tier=_TIERS[selection.tier].in_language(lang),
        day=snapshot.as_of.strftime("%d/%m/%Y"),
        snapshot=snapshot.id,
        contract=snapshot.contract_version,
        years=", ".join(map(str, sorted(selection.years))) or all_of_them,
        schools=", ".join(sorted(selection.schools)) or all_of_them,
        files="\n".join(_file(line, lang) for line in lines) or "-",
        withheld=", ".join(withheld) or text("none", lang),
        title=short_title(snapshot).in_language(lang).upper(),
        part_years=_part_years(snapshot, lang),
        states="\n".join(f"  {code}: {word.in_language(lang)}" for code, word in code_words("state").items()),
    )


def _file(line: Line, lang: str) -> str:
    counted = text("{rows} rows", lang, rows=line.rows)
    if line.masked:
        counted += ", " + text("{values} masked", lang, values=line.masked)
    query = f" [python -m queries {ANSWERS[line.table.name].question}]" if line.table.name in ANSWERS else ""
    return f"  {line.path}: {line.table.label.in_language(lang)} ({counted}){query}"
