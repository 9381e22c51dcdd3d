"""Everything that a shareable release tells, read as an outsider gets it, and whether it is more than its cells.

`everything` is the only place that knows the product: it asks every question that is offered, opens the ZIP and
the file for a browser.
`more_than_told` holds each number about children's cases against the cells told exactly: it must be one of them or
follow from them.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from data.contract import TABLES
from data.store import Snapshot
from pages.documents.browser.file import document
from pages.documents.export.__main__ import main as export
from pages.kit.words import Words
from queries import Question, Reader, ask, offered, questions
from tests.given import handout
from tests.given.attackers import Shown
from tests.given.counting import FELL_DUE, STATES, Cell, plan_tables

Row = Mapping[str, Any]
VIEWER = Reader(role="viewer", tier="shareable")
#: Indicators that count children's cases, each with its measures done and all.
CHILD = {
    "victims_supported", "violations_handled", "staff_cases_handled", "content_removed", "single_channel",
    "provider_reports",
}  # fmt: skip
#: Points below a target that count as near it.
NEAR = float(plan_tables()["assumptions"].set_index("assumption")["value"]["near_band"])
#: What an outsider must not hear of less than the whole district.
_FIGURES = (
    "numerator", "denominator", "value", "previous_value", "difference", "previous_numerator", "incidents", "children",
    "still_open", "left_out", "status", "change",
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """One answer or one file of the ZIP: the question, what was chosen, and its rows."""

    question: str
    params: Mapping[str, str]
    years: Sequence[int]
    schools: Sequence[str]
    rows: Sequence[Row]

    def __str__(self) -> str:
        chosen = [*self.params.values(), *map(str, self.years), *self.schools]
        return " ".join([self.question, *chosen])


def everything(snapshot: Snapshot, folder: Path, every: int = 1) -> list[Answer]:
    """Every question about children's cases that is offered to a viewer, with every choice, and the shared files.

    Of the schools every so many are chosen.
    """
    result = []
    years, schools = sorted(snapshot.years), sorted(snapshot.school_ids - {"office"})[::every]
    for name, requested in _all_questions().items():
        if not requested.child:
            continue
        free = {
            key: spec.get("allowed") or (schools if key == "school" else [spec["default"]])
            for key, spec in requested.params.items()
        }
        for values in product(*free.values()):
            params = dict(zip(free, values, strict=True))
            choices: list[tuple[list[int], list[str]]] = [([], [])]
            if requested.by_year:
                choices += [([year], []) for year in years] + [(years[:2], []), (years[1:], [])]
            if "schools" in requested.used:
                choices += [([], [school]) for school in schools]
            for some_years, some in choices:
                if offered(name, VIEWER, schools=some, **params):
                    table = ask(snapshot, name, years=some_years, schools=some, params=params, reader=VIEWER)
                    result.append(Answer(name, params, some_years, some, table.to_pylist()))
    path = folder / "shared.zip"
    # The snapshots' folder is the store's own.
    code = export(["--tier", "shareable", "--into", str(snapshot.path.parent), "--out", str(path)])
    assert code == 0
    return [*result, *zipped(path.read_bytes()), *opened(document(snapshot, (), Words("vi")))]


def zipped(content: bytes) -> Iterator[Answer]:
    """The CSVs of a ZIP as answers to the questions that their names begin with."""
    known = sorted(_READERS, key=len, reverse=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith(".csv"):
                stem = Path(name).stem
                question = next((q for q in known if stem == q or stem.startswith(f"{q}_")), stem)
                by = stem.removeprefix(question).removeprefix("_")
                lines = csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig")))
                rows = [{key: _value(text) for key, text in row.items()} for row in lines]
                yield Answer(question, {"by": by} if by else {}, (), (), rows)


def opened(content: bytes) -> Iterator[Answer]:
    """What the file for a browser tells of children's cases, as answers to the questions that it draws."""
    file = handout.read(content)
    for question, params, rows in handout.answers(file, CHILD):
        yield Answer(question, params, (), (), rows)


def shown(rows: Iterable[Row]) -> dict[Cell, Shown]:
    """The rows of `shared_cells` as the attack reads them."""
    result: dict[Cell, Shown] = {}
    for row in rows:
        cell = (row["measure"], row["part"], row["year"])
        if row["state"] == "value":
            assert row["cases"] is not None, row
            result[cell] = Shown(row["cases"], row["cases"])
        else:
            assert row["state"] in ("masked", "not_told"), row
            assert row["cases"] is None, row
            least = 1 if row["state"] == "masked" else 0
            result[cell] = Shown(max(least, row["least"] or 0), row["most"])
    return result


#: A sum of cells: measure, part, and the years added up.
_Sum = tuple[str, str, tuple[int, ...]]


@dataclass(frozen=True)
class Claim:
    """A number somewhere in an answer, and of which sums of cells it is what; of none: nothing may stand there."""

    column: str
    number: Any
    sums: tuple[_Sum, ...] = ()
    follows: Callable[..., float | None] = lambda number: number


def more_than_told(cells: Mapping[Cell, Shown], answers: Iterable[Answer], years: Sequence[int]) -> list[str]:
    """Each number about children's cases that is no cell told exactly and does not follow from such."""
    result = []
    for answer in answers:
        for row in answer.rows:
            for claim in _claims(answer, row, tuple(sorted(years))):
                if claim.number is None:
                    continue
                parts = [_exact(cells, each, tuple(sorted(years))) for each in claim.sums]
                expected = claim.follows(*parts) if parts and None not in parts else None
                if expected is None or abs(float(claim.number) - expected) > 1e-9 * max(1.0, abs(expected)):
                    what = f"{claim.column} is {claim.number}, told is {expected}"
                    result.append(f"{answer}: {what} in {dict(row)}")
            if _READERS.get(answer.question) is _indicators and not _holds(cells, answer, row):
                result.append(
                    f"{answer}: the verdict {row['status']} does not follow from what is told in {dict(row)}"
                )
    return result


def not_read(answers: Iterable[Answer]) -> set[str]:
    """Questions about children's cases whose answers nobody here can hold against the cells."""
    every = _all_questions()
    rows: dict[str, list[Row]] = {}
    for answer in answers:
        if answer.question in every and every[answer.question].child and answer.question not in _READERS:
            rows.setdefault(answer.question, []).extend(answer.rows)
    return {name for name, some in rows.items() if some and not any("indicator" in row for row in some)} - {
        "shared_cells"
    }


def _all_questions() -> dict[str, Question]:
    return questions()


def _exact(cells: Mapping[Cell, Shown], of: _Sum, every: tuple[int, ...]) -> int | None:
    """What the cells say that this sum is; None where they do not."""
    measure, part, years = of
    parts = [cells.get((measure, part, year)) for year in years]
    if years == every and len(years) > 1:
        whole = cells.get((measure, part, None))
        if whole is not None and whole.least == whole.most:
            return whole.most
    if any(line is None or line.least != line.most for line in parts):
        return None
    return sum(line.least for line in parts if line is not None)


def _claims(answer: Answer, row: Row, every: tuple[int, ...]) -> Iterator[Claim]:
    """What a row says of children's cases."""
    if answer.question in TABLES:
        if answer.question in ("incidents", "removals", "violations"):
            yield Claim("a single case", 1)
        return
    reader = _READERS.get(answer.question)
    year = row.get("year")
    years = (int(year),) if year is not None else tuple(sorted(answer.years)) or every
    if reader:
        yield from reader(answer, row, years, every)
    elif row.get("indicator") in CHILD:
        yield from _nothing(row)


def _nothing(row: Row) -> Iterator[Claim]:
    """Of one school, or of a part of the district: no figure and no verdict, nor that there was no case."""
    for column in _FIGURES:
        if isinstance(row.get(column), str):
            yield Claim(column, float("inf"))
        else:
            yield Claim(column, row.get(column))
    if row.get("state") in ("value", "no_cases"):
        yield Claim(f"state {row['state']}", float("inf"))
    yield from _bounds(row, {None, 0.0}, {None, 100.0})


def _bounds(row: Row, least: set[object], most: set[object]) -> Iterator[Claim]:
    """What silence could hide ends where a share ends, or where the value's own range does: else it tells more."""
    for column, ends in (("lower", least), ("upper", most)):
        if row.get(column) not in ends:
            yield Claim(column, float("inf"))


def _groups(answer: Answer, row: Row, years: tuple[int, ...], every: tuple[int, ...]) -> Iterator[Claim]:
    if answer.schools:
        yield from _nothing(row)
        return
    cell = (answer.params.get("by", "category"), str(row["group"]), years)
    yield Claim("incidents", row["incidents"], (cell,))
    yield Claim("children", row["children"])
    yield Claim("share", row["share"], (cell, ("incidents", "all", years)), _percent)


def _clocks(answer: Answer, row: Row, years: tuple[int, ...], every: tuple[int, ...]) -> Iterator[Claim]:
    if row["clock"] == "report":
        return
    if answer.question == "clock_rates":
        if answer.params.get("by", "year") != "year":
            yield from (Claim(state, row[state]) for state in (*STATES[:5], "rate") if state in row)
            return
        years = (int(row["group"]),)
    measure = f"clock.{row['clock']}"
    for state in (*STATES, "fell_due"):
        yield Claim(state, row.get(state), ((measure, state, years),))
    due = [(measure, state, years) for state in FELL_DUE]
    yield Claim("rate", row["rate"], (due[0], (measure, "fell_due", years)), _percent)
    for state in ("running", "overdue"):
        yield Claim(f"{state}_now", row.get(f"{state}_now"), ((measure, state, every),))
    yield Claim("all_overdue_now", row.get("all_overdue_now"))


def _indicators(answer: Answer, row: Row, years: tuple[int, ...], every: tuple[int, ...]) -> Iterator[Claim]:
    if row["indicator"] not in CHILD:
        return
    if answer.schools or answer.params.get("by", "district") != "district":
        yield from _nothing(row)
        return

    def ratio(column: str, of: tuple[int, ...]) -> Claim:
        done, whole = (row["indicator"], "done", of), (row["indicator"], "all", of)
        if row["indicator"] == "provider_reports":
            return Claim(column, row.get(column), (done,))
        return Claim(column, row.get(column), (done, whole), _percent)

    yield Claim("numerator", row.get("numerator"), ((row["indicator"], "done", years),))
    yield Claim("denominator", row.get("denominator"), ((row["indicator"], "all", years),))
    yield ratio("value", years)
    value = row.get("value")
    yield from _bounds(
        row, {None, 0.0, value, row.get("value_least")}, {None, 100.0, value, row.get("value_most")}
    )
    before = every.index(years[0]) - 1 if len(years) == 1 else -1
    yield (
        ratio("previous_value", (every[before],))
        if before >= 0
        else Claim("previous_value", row.get("previous_value"))
    )


def _holds(cells: Mapping[Cell, Shown], answer: Answer, row: Row) -> bool:
    """Whether the verdict on the district is the same wherever in their ranges the counts lie."""
    if (
        row.get("status") is None
        or row["indicator"] not in CHILD
        or answer.schools
        or row.get("year") is None
    ):
        return True
    year = int(row["year"])
    done, rest, whole = (
        cells.get((row["indicator"], part, year), Shown()) for part in ("done", "rest", "all")
    )
    # Few handled beside many that are not, and the other way round.
    most_rest = min(
        (line for line in (rest.most, whole.most and whole.most - done.least) if line is not None),
        default=None,
    )
    most_done = min(
        (line for line in (done.most, whole.most and whole.most - rest.least) if line is not None),
        default=None,
    )
    least_done = max(done.least, whole.least - most_rest if most_rest is not None else 0)
    least_rest = max(rest.least, whole.least - most_done if most_done is not None else 0)
    low = (_percent(least_done, least_done + most_rest) or 0.0) if most_rest is not None else 0.0
    high = (_percent(most_done, most_done + least_rest) or 0.0) if most_done is not None else 100.0
    verdicts = {_verdict(value, float(row["target"])) for value in (low, high)}
    return verdicts == {row["status"]}


def _verdict(value: float, target: float) -> str:
    return "met" if value >= target else "near" if value >= target - NEAR else "far"


def _years(answer: Answer, row: Row, years: tuple[int, ...], every: tuple[int, ...]) -> Iterator[Claim]:
    if answer.schools:
        yield from _nothing(row)
        return
    for part, column in {"all": "incidents", "children": "children", "void": "left_out"}.items():
        yield Claim(column, row[column], (("incidents", part, years),))
    # Pupils count for the time that their school was open, which everybody can work out: beside a count that is
    # shown a rate tells no more than this time. Where the count is not shown, a rate would tell it.
    exposure = 1000 * row["incidents"] / row["rate"] if row["incidents"] and row["rate"] else row["pupils"]
    yield Claim("rate", row["rate"], (("incidents", "all", years),), lambda count: 1000 * count / exposure)


def _months(answer: Answer, row: Row, years: tuple[int, ...], every: tuple[int, ...]) -> Iterator[Claim]:
    month, pupils = str(row["month"])[:7], row["pupils"]
    cell = ("month", month, (int(month[:4]),))
    yield Claim("incidents", row["incidents"], (cell,))
    yield Claim("rate", row["rate"], (cell,), lambda count: 1000 * count / pupils)
    yield from (Claim(column, row[column]) for column in ("centre", "lower", "upper"))
    yield from (Claim(column, row[column] and float("inf")) for column in ("signal", "way"))


def _of_one_school(
    answer: Answer, row: Row, years: tuple[int, ...], every: tuple[int, ...]
) -> Iterator[Claim]:
    yield from _nothing(row)


def _of_schools(answer: Answer, row: Row, years: tuple[int, ...], every: tuple[int, ...]) -> Iterator[Claim]:
    if row["indicator"] in CHILD:
        yield from _nothing(row)


def _percent(part: int, whole: int) -> float | None:
    return 100.0 * part / whole if whole else None


_READERS: Mapping[str, Callable[[Answer, Row, tuple[int, ...], tuple[int, ...]], Iterator[Claim]]] = {
    "incident_groups": _groups,
    "clock_rates": _clocks,
    "clock_board": _clocks,
    "indicator_rollup": _indicators,
    "indicator_years": _indicators,
    "indicator_values": _of_schools,
    "incident_years": _years,
    "incident_months": _months,
    "school_cases": _of_one_school,
}


def _value(text: str | None) -> Any:
    """A cell of a CSV: a number where it is one."""
    if not text:
        return None
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
