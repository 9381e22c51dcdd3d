"""Spoilt CSVs: the sample's own, changed in their bytes, their encoding, their rows and their cells."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Literal

from tests.whole.fuzz import awkward
from tests.whole.fuzz.octets import spoil

Rows = list[list[str]]

_ENCODINGS: Sequence[str] = (
    *["utf-8"] * 24, "utf-8-sig", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1258", "cp1252", "utf-7", "cp437", "shift-jis",
)  # fmt: skip
_ENDS: Sequence[str] = ("\n", "\r\n", "\r", "\n\r", "\n\n", "\u2028", "\x0b", "\x85")
_STRAY: Sequence[bytes] = (
    b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b'"', b"'", b",", b";", b"\t", b"\r", b"\n", b"\x1a", codecs.BOM_UTF8, b"\\", b'""', b'"\n"', b"\xc2\x85",
)  # fmt: skip


def mutant(bases: Mapping[str, bytes], random: Random) -> tuple[str, str, bytes]:
    """A spoilt CSV: what was done, the name that it is given, its bytes."""
    table = random.choice(list(bases))
    rows = list(csv.reader(io.StringIO(bases[table].decode("utf-8"), newline="")))
    done = []
    for _ in range(random.choice((0, 1, 2, 5))):
        change = random.choice(_CHANGES)
        done.append(change.__name__.strip("_"))
        change(rows, random)
    content = _written(rows, random, done)
    for _ in range(random.choice((0, 0, 0, 1, 2))):
        how, content = random.choice((spoil, _strew))(content, random)
        done.append(how)
    name = table if random.random() < 0.9 else random.choice(list(bases))
    ending = random.choice((".csv",) * 24 + (".CSV", ".xlsx", ".txt", ".csv.csv"))
    return f"{table}: {', '.join(done)}", name + ending, content


def _written(rows: Rows, random: Random, done: list[str]) -> bytes:
    end = "\n" if random.random() < 0.7 else random.choice(_ENDS)
    delimiter = "," if random.random() < 0.7 else random.choice(";\t|: ")
    encoding = random.choice(_ENCODINGS)
    quoting: Literal[0, 1] = random.choice((0, 0, 1))  # as little as needed, or all
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    done.append(f"{encoding}, {delimiter!r}, {end!r}")
    return out.getvalue().encode(encoding, errors="replace")


def _strew(content: bytes, random: Random) -> tuple[str, bytes]:
    stray, at = random.choice(_STRAY), random.randint(0, len(content))
    return f"{stray!r} strewn in at {at}", content[:at] + stray * random.choice((1, 2, 70_000)) + content[at:]


def _change_cells(rows: Rows, random: Random) -> None:
    for _ in range(random.choice((1, 6, 40))):
        row = random.choice(rows[1:] or rows or [[]])
        if row:
            row[random.randrange(len(row))] = awkward.text(random)


def _change_a_header(rows: Rows, random: Random) -> None:
    if rows and rows[0]:
        rows[0][random.randrange(len(rows[0]))] = random.choice((awkward.text(random), *rows[0]))


def _lose_a_column(rows: Rows, random: Random) -> None:
    at = random.randrange(max(len(rows[0]), 1)) if rows else 0
    for row in rows:
        del row[at : at + 1]


def _add_columns(rows: Rows, random: Random) -> None:
    count = random.choice((1, 1, 3, 400))
    for row in rows:
        row.extend(random.choice((["x"], [""], row[:1] or ["x"])) * count)


def _turn_columns(rows: Rows, random: Random) -> None:
    if rows and len(rows[0]) > 1:
        at = random.randrange(1, len(rows[0]))
        for row in rows[random.choice((0, 1)) :]:
            row[:] = row[at:] + row[:at]


def _shuffle_rows(rows: Rows, random: Random) -> None:
    random.shuffle(rows)


def _double_rows(rows: Rows, random: Random) -> None:
    rows.extend(list(row) for row in random.choices(rows or [[]], k=random.choice((1, 20))))


def _ragged_rows(rows: Rows, random: Random) -> None:
    for row in random.choices(rows, k=4) if rows else ():
        row[:] = random.choice((row[:-1], [*row, "x"], [*row, ""], [], [""] * len(row), row * 2))


def _lose_the_header(rows: Rows, random: Random) -> None:
    del rows[:1]


def _keep_the_header(rows: Rows, random: Random) -> None:
    del rows[1:]


_CHANGES: Sequence[Callable[[Rows, Random], None]] = (
    *[_change_cells] * 10, _change_a_header, _change_a_header, _lose_a_column, _add_columns, _turn_columns, _shuffle_rows,
    _double_rows, _ragged_rows, _ragged_rows, _lose_the_header, _keep_the_header,
)  # fmt: skip
