"""README.txt: the contents of an export and how to read them, in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from string import Template

from data.contract import Label
from data.store import Snapshot
from pages.documents.export.answers import ANSWERS
from pages.documents.export.contents import Line, path_of
from pages.documents.export.selection import Selection
from queries.columns import code_words

HERE = Path(__file__).resolve().parent
_TIERS = {
    "internal": (
        "BẢN NỘI BỘ: số liệu chính xác, có mã từng vụ việc. Không chuyển ra ngoài cơ quan.",
        "INTERNAL: exact figures, with the ids of single cases. Must not leave the office.",
    ),
    "shareable": (
        "BẢN CHIA SẺ: số nhỏ (1–4) về vụ việc của trẻ em đã được che, không có vụ việc nào được nêu riêng.",
        "SHAREABLE: small counts (1–4) of children's cases are masked, and no single case is told.",
    ),
}
_SAMPLE = (
    "DỮ LIỆU MẪU: mọi trường và mọi vụ việc đều là giả định.",
    "SAMPLE DATA: every school and every case is fictitious.",
)

_PART_YEAR = Label(
    "Năm {year} không đủ 12 tháng: không so với năm đủ, không quy đổi ra cả năm.",
    "{year} is a part-year: never set beside a full year, never annualised.",
)


def short_title(snapshot: Snapshot) -> Label:
    """The plan's short title."""
    with snapshot.cursor() as cursor:
        [(vi, en)] = cursor.execute("SELECT short_title_vi, short_title_en FROM plan").fetchall()
    return Label(vi, en)


def _part_years(snapshot: Snapshot, lang: str) -> str:
    """A line for each part-year; "" for none."""
    with snapshot.cursor() as cursor:
        rows = cursor.execute("SELECT year FROM years WHERE partial ORDER BY year").fetchall()
    return "".join(f"\n{_PART_YEAR.in_language(lang).format(year=year)}" for (year,) in rows)


def readme(snapshot: Snapshot, selection: Selection, lines: Sequence[Line]) -> bytes:
    """The file's bytes, in both languages; UTF-8 with a byte order mark and Windows line ends."""
    text = "\n\n".join(
        _text(place, lang, snapshot, selection, lines) for place, lang in enumerate(("vi", "en"))
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _text(place: int, lang: str, snapshot: Snapshot, selection: Selection, lines: Sequence[Line]) -> str:
    text = (HERE / f"readme.{lang}.txt").read_text(encoding="utf-8")
    all_of_them = ("tất cả", "all")[place]
    withheld = [path_of(name) for name in selection.withheld]
    return Template(text).substitute(
        sample=_SAMPLE[place] + "\n" if snapshot.sample else "",
        tier=_TIERS[selection.tier][place],
        day=snapshot.as_of.strftime("%d/%m/%Y"),
        snapshot=snapshot.id,
        contract=snapshot.contract_version,
        years=", ".join(map(str, sorted(selection.years))) or all_of_them,
        schools=", ".join(sorted(selection.schools)) or all_of_them,
        files="\n".join(_file(line, lang) for line in lines) or "-",
        withheld=", ".join(withheld) or ("không có", "none")[place],
        title=short_title(snapshot).in_language(lang).upper(),
        part_years=_part_years(snapshot, lang),
        states="\n".join(f"  {code}: {word.in_language(lang)}" for code, word in code_words("state").items()),
    )


def _file(line: Line, lang: str) -> str:
    rows, masked = ("rows", "masked") if lang == "en" else ("dòng", "giá trị đã che")
    counted = f"{line.rows} {rows}" + (f", {line.masked} {masked}" if line.masked else "")
    query = f" [python -m queries {ANSWERS[line.table.name].question}]" if line.table.name in ANSWERS else ""
    return f"  {line.path}: {line.table.label.in_language(lang)} ({counted}){query}"
