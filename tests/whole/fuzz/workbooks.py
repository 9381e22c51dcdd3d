"""Spoilt workbooks: real ones changed in their archive, their parts, their sheets and their cells.

Nothing here reads or writes a workbook by a library: what a library would not write is the point.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from random import Random
from xml.sax.saxutils import escape, quoteattr

from tests.whole.fuzz import awkward
from tests.whole.fuzz.bases import Parts
from tests.whole.fuzz.octets import spoil

_CELL = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_ROW = re.compile(rb"<row .*?</row>", re.DOTALL)
_TEXT = re.compile(rb"<t[^>]*>[^<]*</t>")
_SHEET = re.compile(rb"<sheet [^>]*?/>")
_ATTRIBUTE = re.compile(rb'([A-Za-z:]+)="([^"]*)"')

#: Addresses of cells that are wrong, far away or somebody else's.
_ADDRESSES: Sequence[bytes] = (
    b"A0", b"A1", b"a1", b"$A$1", b"A", b"1", b"", b"XFD1048576", b"XFE1", b"A1048577", b"ZZZZ1", b"A99999999999", b"A-1", b"B2:C3",
    b"R1C1", "Ａ1".encode(), b"A2000000", b"B1", b"C4", b"AA5", b"XFD2", b"A1000000",
)  # fmt: skip
#: Numbers in attributes that programs trust.
_COUNTS: Sequence[bytes] = (
    b"0",
    b"-1",
    b"99999",
    b"4294967295",
    b"18446744073709551615",
    b"1e9",
    b"x",
    b"",
    b"999999999999999999999",
)
_TYPES: Sequence[bytes] = (b"n", b"s", b"str", b"inlineStr", b"b", b"e", b"d", b"", b"x", b"S")
_FORMATS: Sequence[str] = (
    "dd/mm/yyyy", "General", "[h]:mm:ss", "yyyy", "@", "0.00E+00", "[$-vi]dd\\/mm", ";;;", '"a"d', "[red]", "\\", "[", "mm:ss.0", "e", "0" * 500,
)  # fmt: skip
_DOCTYPES: Sequence[bytes] = (
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
    b'<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///dev/zero"> %p;]>',
)


def mutant(bases: Mapping[str, Parts], random: Random) -> tuple[str, bytes]:
    """A spoilt workbook: what was done to which one, and its bytes."""
    base = random.choice(list(bases))
    parts = dict(bases[base])
    done = []
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        (level,) = random.choices(_CHANGES, _WEIGHTS)
        change = random.choice(level)
        done.append(change.__name__.strip("_"))
        change(parts, random)
    content = _packed(parts, random)
    if random.random() < 0.1:
        how, content = spoil(content, random)
        done.append(how)
    return f"{base}: {', '.join(done)}", content


def _packed(parts: Parts, random: Random) -> bytes:
    packed = io.BytesIO()
    method = random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    with zipfile.ZipFile(packed, "w", method if random.random() < 0.1 else zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, compress_type=archive.compression)
    return packed.getvalue()


# What can be done to the parts.


def _lose_a_part(parts: Parts, random: Random) -> None:
    parts.pop(random.choice(list(parts)))


def _empty_a_part(parts: Parts, random: Random) -> None:
    parts[random.choice(list(parts))] = b""


def _swap_two_parts(parts: Parts, random: Random) -> None:
    one, other = random.sample(list(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]


def _rename_a_part(parts: Parts, random: Random) -> None:
    name = random.choice(list(parts))
    names = (
        "../" + name,
        "/" + name,
        name.upper(),
        name.replace("/", "\\"),
        "xl/vbaProject.bin",
        "x" * 300,
        "Ô " + name,
    )
    parts[random.choice(names)] = parts.pop(name)


def _spoil_the_bytes_of_a_part(parts: Parts, random: Random) -> None:
    name = random.choice(list(parts))
    _, parts[name] = spoil(parts[name], random)


def _write_a_part_in_another_encoding(parts: Parts, random: Random) -> None:
    name = _xml(parts, random)
    text = parts[name].decode("utf-8", errors="replace")
    encoding = random.choice(("utf-16", "utf-16-be", "utf-32", "cp1258", "utf-8-sig", "latin-1", "utf-7"))
    declared = random.choice((encoding, "UTF-8", "x-unknown", "cp1258", "ISO-2022-JP"))
    head = f'<?xml version="1.0" encoding="{declared}"?>' if random.random() < 0.7 else ""
    parts[name] = (head + re.sub(r"^<\?xml.*?\?>", "", text)).encode(encoding, errors="replace")


def _declare_an_entity(parts: Parts, random: Random) -> None:
    name = _xml(parts, random)
    body = re.sub(rb"^<\?xml.*?\?>", b"", parts[name])
    used = _TEXT.sub(b"<t>&a;</t>", body, count=1)
    encoding = random.choice(("utf-8", "utf-16"))
    parts[name] = (random.choice(_DOCTYPES) + used).decode("utf-8", errors="replace").encode(encoding)


def _blow_a_part_up(parts: Parts, random: Random) -> None:
    filling = random.choice(
        (b" ", b"<c/>", b"<row/>", b"<c><v>1</v></c>", b"<x>", b"<a b='c'/>", b"<is><t>x</t></is>")
    )
    name = _xml(parts, random)
    at = random.choice((b"<sheetData>", b"<sheets>", b"<si>", b">"))
    size = random.choice((10_000, 300_000)) // len(filling)
    parts[name] = parts[name].replace(at, at + filling * size, 1)


def _nest_a_part_deeply(parts: Parts, random: Random) -> None:
    name, depth = _xml(parts, random), random.choice((100, 20_000))
    parts[name] = parts[name].replace(b"<sheetData>", b"<sheetData>" + b"<x>" * depth + b"</x>" * depth, 1)


def _add_many_parts(parts: Parts, random: Random) -> None:
    for number in range(random.choice((50, 2_500))):
        parts[f"xl/worksheets/more{number}.xml"] = b"<worksheet/>"


# What can be done to the workbook's list of sheets.


def _rename_a_sheet(parts: Parts, random: Random) -> None:
    _change_a_sheet(parts, random, b"name", _quoted(awkward.text(random)[:80]))


def _double_a_sheet(parts: Parts, random: Random) -> None:
    sheets = _SHEET.findall(parts.get("xl/workbook.xml", b""))
    if sheets:
        chosen = random.choice(sheets)
        renamed = re.sub(rb'name="([^"]*)"', rb'name="\1 "', chosen) if random.random() < 0.5 else chosen
        again = chosen + renamed * random.choice((1, 1, 300))
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(chosen, again, 1)


def _lose_a_sheet(parts: Parts, random: Random) -> None:
    sheets = _SHEET.findall(parts.get("xl/workbook.xml", b""))
    if sheets:
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(random.choice(sheets), b"", 1)


def _hide_a_sheet(parts: Parts, random: Random) -> None:
    _change_a_sheet(parts, random, b"state", random.choice((b"hidden", b"veryHidden", b"x")))


def _point_a_sheet_elsewhere(parts: Parts, random: Random) -> None:
    _change_a_sheet(parts, random, b"r:id", random.choice((b"rId1", b"rId2", b"rId98", b"", b"x")))


def _point_a_relation_elsewhere(parts: Parts, random: Random) -> None:
    rels = parts.get("xl/_rels/workbook.xml.rels", b"")
    targets = re.findall(rb'Target="([^"]*)"', rels)
    if targets:
        other = random.choice(
            (*targets, b"../../../etc/passwd", b"http://127.0.0.1:9/x", b"", b"/", b"." * 5_000)
        )
        parts["xl/_rels/workbook.xml.rels"] = rels.replace(random.choice(targets), other, 1)


def _count_days_from_1904(parts: Parts, random: Random) -> None:
    parts["xl/workbook.xml"] = parts.get("xl/workbook.xml", b"").replace(
        b"<workbookPr/>", b'<workbookPr date1904="%s"/>' % random.choice((b"1", b"true", b"x"))
    )


def _write_numbers_in_another_format(parts: Parts, random: Random) -> None:
    styles = parts.get("xl/styles.xml", b"")
    code = _quoted(random.choice(_FORMATS))
    parts["xl/styles.xml"] = re.sub(rb'formatCode="[^"]*"', lambda _: b'formatCode="%s"' % code, styles)


# What can be done to a sheet.


def _write_another_header(parts: Parts, random: Random) -> None:
    name = _sheet(parts, random)
    cells = _CELL.findall(parts[name])
    if cells:
        head = random.choice(cells[: random.choice((1, 4, 12))])
        parts[name] = parts[name].replace(head, _cell(head, random), 1)


def _double_a_cell(parts: Parts, random: Random) -> None:
    name = _sheet(parts, random)
    cells = _CELL.findall(parts[name])
    if cells:
        one, other = random.choice(cells), random.choice(cells)
        parts[name] = parts[name].replace(one, one + other, 1)


def _lose_a_cell(parts: Parts, random: Random) -> None:
    name = _sheet(parts, random)
    cells = _CELL.findall(parts[name])
    if cells:
        parts[name] = parts[name].replace(random.choice(cells), b"", 1)


def _shuffle_rows(parts: Parts, random: Random) -> None:
    name = _sheet(parts, random)
    rows = _ROW.findall(parts[name])
    if rows:
        shuffled = random.sample(rows, len(rows)) + random.choices(rows, k=random.choice((0, 0, 3, 200)))
        start, end = parts[name].index(rows[0]), parts[name].rindex(rows[-1]) + len(rows[-1])
        parts[name] = parts[name][:start] + b"".join(shuffled) + parts[name][end:]


def _number_a_row_wrongly(parts: Parts, random: Random) -> None:
    name = _sheet(parts, random)
    rows = re.findall(rb'<row r="\d+"', parts[name])
    if rows:
        parts[name] = parts[name].replace(random.choice(rows), b'<row r="%s"' % random.choice(_COUNTS), 1)


def _merge_cells(parts: Parts, random: Random) -> None:
    name = _sheet(parts, random)
    ranges = b"".join(b'<mergeCell ref="A%d:C%d"/>' % (n, n + random.randint(-1, 3)) for n in range(1, 5))
    parts[name] = parts[name].replace(
        b"</sheetData>", b"</sheetData><mergeCells>" + ranges + b"</mergeCells>"
    )


def _lie_about_the_dimension(parts: Parts, random: Random) -> None:
    name = _sheet(parts, random)
    dimension = random.choice((b"A1:XFD1048576", b"B2:A1", b"", b"A1", b"A0:B0", b"ZZZZ9:A1", b"C3:C3"))
    parts[name] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="%s"' % dimension, parts[name])


def _lie_about_a_count(parts: Parts, random: Random) -> None:
    name = _xml(parts, random)
    counts = re.findall(rb'(?:count|uniqueCount|numFmtId|cellXfs count)="[^"]*"', parts[name])
    if counts:
        chosen = random.choice(counts)
        parts[name] = parts[name].replace(
            chosen, chosen.partition(b"=")[0] + b'="%s"' % random.choice(_COUNTS)
        )


# What can be done to a cell.


def _change_cells(parts: Parts, random: Random) -> None:
    name = _sheet(parts, random)
    for cell in random.choices(_CELL.findall(parts[name]) or [b"<c />"], k=random.choice((1, 5, 30))):
        parts[name] = parts[name].replace(cell, _cell(cell, random), 1)


def _change_an_attribute_of_a_cell(parts: Parts, random: Random) -> None:
    name = _sheet(parts, random)
    cells = _CELL.findall(parts[name])
    if cells:
        cell = random.choice(cells)
        key = random.choice((b"r", b"s", b"t"))
        value = random.choice({b"r": _ADDRESSES, b"s": _COUNTS, b"t": _TYPES}[key])
        parts[name] = parts[name].replace(
            cell, re.sub(rb'\b%s="[^"]*"' % key, b'%s="%s"' % (key, value), cell), 1
        )


def _change_texts(parts: Parts, random: Random) -> None:
    name = random.choice([name for name, part in parts.items() if b"<t" in part] or list(parts))
    for text in random.choices(_TEXT.findall(parts[name]) or [b"<t></t>"], k=random.choice((1, 8))):
        parts[name] = parts[name].replace(text, b"<t>%s</t>" % _encoded(awkward.text(random), random), 1)


_CHANGES: Sequence[Sequence[Callable[[Parts, Random], None]]] = (
    (_lose_a_part, _empty_a_part, _swap_two_parts, _rename_a_part, _spoil_the_bytes_of_a_part,
     _write_a_part_in_another_encoding, _declare_an_entity, _blow_a_part_up, _nest_a_part_deeply, _add_many_parts),
    (_rename_a_sheet, _double_a_sheet, _lose_a_sheet, _hide_a_sheet, _point_a_sheet_elsewhere,
     _point_a_relation_elsewhere, _count_days_from_1904, _write_numbers_in_another_format),
    (_write_another_header, _double_a_cell, _lose_a_cell, _shuffle_rows, _number_a_row_wrongly, _merge_cells,
     _lie_about_the_dimension, _lie_about_a_count, _change_an_attribute_of_a_cell),
    (_change_texts, _change_cells, _change_cells, _change_cells),
)  # fmt: skip
#: How often something is done at each of these levels: what breaks the whole file hides the rest.
_WEIGHTS = (1, 2, 2, 6)


def _cell(cell: bytes, random: Random) -> bytes:
    """Another cell in the place of this one, of any type."""
    place = re.search(rb'\br="[^"]*"', cell)
    style = re.search(rb'\bs="[^"]*"', cell)
    at = b" ".join(match[0] for match in (place, style) if match)
    content = _encoded(awkward.text(random), random)
    number = random.choice((*awkward.NUMBERS, *awkward.DAYS)).encode()
    return random.choice(
        (
            b'<c %s t="inlineStr"><is><t>%s</t></is></c>' % (at, content),
            b'<c %s t="inlineStr"><is><r><t>%s</t></r><r><t>%s</t></r><rPh><t>x</t></rPh></is></c>'
            % (at, content, content),
            b'<c %s t="str"><v>%s</v></c>' % (at, content),
            b'<c %s t="n"><v>%s</v></c>' % (at, number),
            b"<c %s><v>%s</v></c>" % (at, number),
            b'<c %s t="s"><v>%s</v></c>' % (at, random.choice((b"0", b"5", *_COUNTS))),
            b'<c %s t="b"><v>%s</v></c>' % (at, random.choice((b"1", b"0", b"2", b"true"))),
            b'<c %s t="e"><v>%s</v></c>' % (at, random.choice((b"#N/A", b"#DIV/0!", b"#?", b"", content))),
            b'<c %s t="d"><v>%s</v></c>' % (at, random.choice(awkward.DATES).encode()),
            b"<c %s><f>%s</f><v>%s</v></c>" % (at, content, number),
            b'<c %s><f t="array" ref="%s">1</f><v>1</v></c>' % (at, random.choice(_ADDRESSES)),
            b'<c %s><f t="array" ref="A1:%s">1</f><v>1</v></c>' % (at, random.choice(_ADDRESSES)),
            b"<c %s/>" % at,
            b"<c %s><v/></c>" % at,
            b"<c %s><v>1</v><v>2</v></c>" % at,
            b"<c><v>%s</v></c>" % number,
        )
    )


def _encoded(text: str, random: Random) -> bytes:
    """The text as XML, or as XML that is none: raw signs, references to what cannot be."""
    kind = random.random()
    if kind < 0.004:
        return random.choice(
            (b"&#0;", b"&#xD800;", b"&#x110000;", b"&unknown;", b"&", b"<", b"\xff\xfe", b"\x00")
        )
    if kind < 0.008:
        return text.encode("utf-8", errors="surrogatepass")
    # What XML cannot hold is written as Excel does it.
    inside = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", lambda sign: f"_x{ord(sign[0]):04X}_", text)
    return escape(inside).encode()


def _quoted(text: str) -> bytes:
    """The text as the inside of an attribute's quotes."""
    clean = re.sub("[\x00-\x1f\ufffe\uffff]", "", text)
    return quoteattr(clean.replace('"', "'"))[1:-1].encode()


def _change_a_sheet(parts: Parts, random: Random, key: bytes, value: bytes) -> None:
    book = parts.get("xl/workbook.xml", b"")
    sheets = _SHEET.findall(book)
    if sheets:
        chosen = random.choice(sheets)
        changed = re.sub(rb'%s="[^"]*"' % re.escape(key), lambda _: b'%s="%s"' % (key, value), chosen)
        parts["xl/workbook.xml"] = book.replace(chosen, changed, 1)


def _xml(parts: Parts, random: Random) -> str:
    return random.choice([name for name in parts if name.endswith((".xml", ".rels"))] or list(parts))


def _sheet(parts: Parts, random: Random) -> str:
    return random.choice([name for name in parts if "worksheets/" in name] or list(parts))
