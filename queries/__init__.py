"""The room of questions: one per .sql file, answered from one snapshot for one reader.

`ask(snapshot, "indicator_rollup", years=[2024], params={"by": "commune"})` returns an Arrow table with
exactly the columns that queries/results/indicator_rollup.sql declares. For analysts,
`frame("reports", years=[2025])` gives an answer from the active snapshot as a pandas data frame.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import duckdb
import pyarrow as pa

from data.contract import CODES
from data.sqlfiles import SqlFile, read_sql
from data.sqltext import sql
from data.store import Snapshot, Store
from data.words import HOME, LANGS
from queries.columns import Declared, declared
from queries.frames import typed
from queries.release.edition import edition

if TYPE_CHECKING:
    import pandas as pd

FOLDER = Path(__file__).resolve().parent
#: The folders of questions: what was reached, how cases go, what was done and sent, what there is.
SECTIONS = ("results", "incidents", "delivery", "register")
Role = Literal["leader", "officer", "principal", "viewer"]
Tier = Literal["internal", "shareable"]
ROLES: tuple[Role, ...] = ("leader", "officer", "principal", "viewer")
TIERS: tuple[Tier, ...] = ("internal", "shareable")


class UnknownQuery(LookupError):
    """No question has this name; the message lists the nearest ones."""


class UnknownParameter(ValueError):
    """The question has no such parameter, or does not take such a value."""


class TierRefused(PermissionError):
    """The question counts children's cases, and the shareable tier has no answer to it."""


class NoSuchReader(ValueError):
    """The role, tier and school contradict each other; the message names them."""


@dataclass(frozen=True)
class Reader:
    """The reader of an answer: the role decides which rows, the tier whether small counts are exact.

    Leaders and officers may see exact counts of all children's cases, principals of their own `school`,
    viewers of none; a reader of exact counts may also choose the shareable tier. Raises
    NoSuchReader for a combination that does not exist.
    """

    role: Role = "leader"
    tier: Tier = "internal"
    school: str = ""

    def __post_init__(self) -> None:
        if self.role not in ROLES or self.tier not in TIERS:
            raise NoSuchReader(f"no reader has the role {self.role!r} and the tier {self.tier!r}")
        if self.role == "viewer" and self.tier != "shareable":
            raise NoSuchReader("a viewer sees the shareable tier only")
        if (self.role == "principal") != bool(self.school) or self.school == "office":
            raise NoSuchReader(f"a {self.role} cannot be of the school {self.school!r}")

    def tier_for(self, schools: Collection[str]) -> Tier:
        """The tier in which this reader sees figures of these schools (none: of all)."""
        if self.role == "principal" and set(schools) != {self.school}:
            return "shareable"
        return self.tier


@dataclass(frozen=True)
class Question:
    """One named question: its text, the meaning of a row of the answer, its columns and parameters."""

    name: str
    question: str
    answer: str
    child: bool
    sql: str
    params: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    #: The answer of the shareable tier: "" none, "here" by the same SQL, else the SQL of a twin.
    shareable: str = ""
    #: A twin that answers only for the whole district, and only with these values of parameters.
    district_only: bool = False
    only: Mapping[str, Sequence[str]] = field(default_factory=dict)
    #: What limits the answer to the rows of one school: the filter `schools`, a parameter, or "" for
    #: nothing, because the rows of other schools always enter it.
    own: str = ""
    #: Columns about other schools even then.
    others: Sequence[str] = ()
    #: The declared columns of the answer, in order.
    columns: tuple[Declared, ...] = ()
    #: The columns that identify a row, unless a parameter changes them.
    key: tuple[str, ...] = ()

    @property
    def used(self) -> frozenset[str]:
        """Every $parameter that the SQL mentions."""
        return _parameters(self.sql)

    @cached_property
    def by_year(self) -> bool:
        """Whether the answer depends on the chosen years, in either tier."""
        return "years" in self.used | _parameters(self.shareable)


def questions() -> dict[str, Question]:
    """All questions by name, section by section."""
    return {name: question(name) for name in _files()}


@cache
def _files() -> dict[str, Path]:
    return {path.stem: path for section in SECTIONS for path in sorted((FOLDER / section).glob("*.sql"))}


@cache
def question(name: str) -> Question:
    """The question called `name`; UnknownQuery names the nearest. "pages/goals" was a name of goals."""
    path = _files().get(name.removeprefix("pages/"))
    if path is None:
        raise UnknownQuery(f"no question is called {name!r}; {_nearest(name, list(_files()))}")
    name = path.stem
    file: SqlFile = read_sql(path)
    h = file.header
    facts = (name, h["question"], h["answer"], h["child"], *_on_its_base(file))
    own = {
        "own": h.get("own", ""),
        "others": tuple(h.get("others", ())),
        "columns": declared(file),
        "key": tuple(h.get("key", ())),
    }
    twin_path = FOLDER / "shareable" / f"{name}.sql"
    if not twin_path.is_file():
        return Question(*facts, h.get("shareable", ""), **own)
    twin = read_sql(twin_path)
    limits = (twin.header.get("district_only", False), twin.header.get("only", {}))
    return Question(*facts, twin.sql, *limits, **own)


def _on_its_base(file: SqlFile) -> tuple[str, dict[str, Mapping[str, Any]]]:
    """The SQL with the table that its header names as `base`, and the parameters of both."""
    text, params = file.sql, dict(file.header.get("params", {}))
    if "base" in file.header:
        base = read_sql(FOLDER / "bases" / f"{file.header['base']}.sql")
        params = base.header["params"] | params
        text = sql("WITH ${base} AS (${table}), ", base=base.name, table=base.sql) + text.removeprefix(
            "WITH "
        )
    for key, spec in params.items():
        if key == "lang":
            params[key] = {"default": HOME, "allowed": LANGS}
        elif "codes" in spec:
            params[key] = {**spec, "allowed": tuple(CODES[spec["codes"]])}
    return text, params


def ask(
    snapshot: Snapshot,
    name: str,
    *,
    years: Sequence[int] = (),
    schools: Sequence[str] = (),
    params: Mapping[str, str] | None = None,
    reader: Reader = Reader(),
) -> pa.Table:
    """The answer to one question, for the years and schools chosen (none chosen: all).

    Raises UnknownQuery, UnknownParameter (also for a year or school that the snapshot does not
    have) and TierRefused; each message names the value and the nearest valid ones.
    """
    query = question(name)
    given = _given(query, snapshot, years, schools, params or {})

    def shared() -> pa.Table:
        # Refuse first: to make the edition may take a minute.
        text = _shareable(query, schools, given)
        return _answer(query, edition(snapshot), text, given)

    if not query.child or _tier(query, reader, schools, given) == "internal":
        answer = _answer(query, snapshot, query.sql, given)
        if reader.tier_for(()) == "internal" or not query.others:
            return answer
        return _beside(answer, shared(), query)
    return shared()


def frame(
    name: str,
    *,
    years: Sequence[int] = (),
    schools: Sequence[str] = (),
    params: Mapping[str, str] | None = None,
    reader: Reader = Reader(),
    store: Store | None = None,
) -> pd.DataFrame:
    """The same answer from the active snapshot as a pandas data frame with the declared types.

    Counts are Int64, shares Float64, days and moments datetime64, codes categories, texts strings; unknown
    values are NA. `store`: a folder of snapshots other than that of DASHBOARD_DATA. Raises what `ask`
    raises, and NoSnapshot.
    """
    snapshot = (store or Store()).active()
    try:
        answer = ask(snapshot, name, years=years, schools=schools, params=params, reader=reader)
    finally:
        snapshot.close()
    return typed(answer, question(name).columns)


def count(
    snapshot: Snapshot,
    name: str,
    *,
    years: Sequence[int] = (),
    schools: Sequence[str] = (),
    params: Mapping[str, str] | None = None,
    reader: Reader = Reader(),
) -> int:
    """The number of rows of the answer of `ask`; counts without fetching rows in the internal tier.

    Raises what `ask` raises.
    """
    rows: int
    if reader.tier_for(()) == "internal":
        query = question(name)
        given = _given(query, snapshot, years, schools, params or {})
        text = sql("SELECT count(*) AS answered FROM (${answer}\n) AS answer", answer=query.sql)
        rows = _answer(query, snapshot, text, given)["answered"][0].as_py()
    else:
        rows = ask(snapshot, name, years=years, schools=schools, params=params, reader=reader).num_rows
    return rows


def offered(name: str, reader: Reader, *, schools: Sequence[str] = (), **params: str) -> bool:
    """Whether this reader gets an answer to this question, with these schools and parameters."""
    query = question(name)
    values = _values(query, params)
    if not query.child or _tier(query, reader, schools, values) == "internal":
        return True
    try:
        _shareable(query, schools, values)
    except TierRefused:
        return False
    return True


def _tier(query: Question, reader: Reader, schools: Sequence[str], values: Mapping[str, Any]) -> Tier:
    """The reader's tier for this answer: internal for a principal where no other school enters."""
    schools_shown = schools if query.own == "schools" else [values[query.own]] if query.own else []
    return reader.tier_for(schools_shown)


def _answer(query: Question, source: Snapshot, text: str, given: Mapping[str, Any]) -> pa.Table:
    used = _parameters(text)
    bound = {key: value for key, value in given.items() if key in used}
    try:
        with source.cursor() as cursor:
            return cursor.sql(_with_types(text), params=bound).to_arrow_table()
    except duckdb.ConversionException as error:
        # A parameter without a list of values may still need to be a day or a number.
        free = ", ".join(
            f"{key}={given[key]!r}" for key, spec in query.params.items() if "allowed" not in spec
        )
        raise UnknownParameter(f"{query.name}: {free}: {str(error).splitlines()[0]}") from error


def _beside(exact: pa.Table, shared: pa.Table, query: Question) -> pa.Table:
    """The exact figures of the own school, with the shareable columns about the others, row by row."""
    keys = [column for column in exact.column_names if column in ("indicator", "year")]
    if exact.select(keys) != shared.select(keys):
        raise TierRefused(f"{query.name}: the shareable edition does not hold the same rows")
    for column in query.others:
        exact = exact.set_column(exact.column_names.index(column), column, shared[column])
    return exact


def _shareable(query: Question, schools: Sequence[str], values: Mapping[str, Any]) -> str:
    """The SQL of the shareable answer, which reads the edition; TierRefused if there is none."""
    if not query.shareable:
        raise TierRefused(f"{query.name} tells of single cases; the shareable tier has no answer to it")
    if query.district_only and schools:
        raise TierRefused(f"{query.name}: the shareable tier answers for the whole district only")
    for key, allowed in query.only.items():
        if values[key] not in allowed:
            raise TierRefused(f"{query.name}: the shareable tier knows only {key}={'|'.join(allowed)}")
    return query.sql if query.shareable == "here" else query.shareable


def _parameters(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\$([a-z_]+)", text))


def _with_types(sql: str) -> str:
    """The SQL with types for the two shared filters, because an empty list has none."""
    return re.sub(
        r"\$schools\b",
        "CAST($schools AS VARCHAR[])",
        re.sub(r"\$years\b", "CAST($years AS INTEGER[])", sql),
    )


def _given(
    query: Question,
    snapshot: Snapshot,
    years: Sequence[int],
    schools: Sequence[str],
    params: Mapping[str, str],
) -> dict[str, Any]:
    """The values of all parameters: the question's own and the two shared filters."""
    values = _values(query, params)
    _must_be_known("year", years, snapshot.years)
    _must_be_known("school", schools, snapshot.school_ids)
    return values | {"years": list(years), "schools": list(schools)}


def _values(query: Question, params: Mapping[str, str]) -> dict[str, Any]:
    for key in params:
        if key not in query.params:
            known = ", ".join(query.params) or "none"
            raise UnknownParameter(f"{query.name} has no parameter {key!r}; it takes: {known}")
    values = {key: params.get(key, spec["default"]) for key, spec in query.params.items()}
    for key, value in values.items():
        allowed = query.params[key].get("allowed")
        if allowed and value not in allowed:
            raise UnknownParameter(
                f"{query.name}: {key}={value!r} is not known; {_nearest(str(value), allowed)}"
            )
    return values


def _must_be_known(what: str, chosen: Sequence[object], known: Collection[object]) -> None:
    for value in chosen:
        if value not in known:
            nearest = _nearest(str(value), sorted(map(str, known)))
            raise UnknownParameter(f"no {what} {str(value)!r} in this snapshot; {nearest}")


def _nearest(value: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(value, known, n=5, cutoff=0.3) or list(known)[:8]
    return "there are: " + ", ".join(close)
