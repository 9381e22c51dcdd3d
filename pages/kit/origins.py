"""Which question, asked with which choice, a table on a page answers: kept with the table itself."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pages.kit.choice import Choice
from pages.kit.words import N_, Words

_KEY = b"origin"
#: Of more schools than this, a command names the first ones only.
NAMED = 40

#: What may have been done to an answer before it is shown and saved: rows left out, columns added.
DONE = {
    "no_sum": N_("without the row of the years together, since one year is chosen"),
    "these_indicators": N_("the indicators of this table only"),
    "with_values": N_("each paragraph with the values of its indicators"),
    "these_schools": N_("the chosen schools only, each with what its number stands on"),
    "cases_only": N_("cases only, without the yearly report"),
    "standing_out": N_("only the schools that are not as usual for their size, or have no rate"),
    "labelled": N_("with each group's name"),
    "changed": N_("only what differs from the earlier snapshot, with what stood there"),
    "preview": N_("counted from what an export with this choice holds: `python -m data export`"),
    "checked": N_("from the check of the files on this page, which is that of `python -m data check`"),
    "folder": N_("from the snapshots in the folder, as `python -m data status` tells of them"),
}


@dataclass(frozen=True)
class Query:
    """One question with the choice that it was asked with."""

    question: str
    years: tuple[int, ...] = ()
    schools: tuple[str, ...] = ()
    params: tuple[tuple[str, str], ...] = ()

    def moved(self, before: Choice, choice: Choice) -> Query:
        """The same question of another choice: whatever was of the choice `before` follows it."""
        years = {(before.year,): (choice.year,), before.years: choice.years}
        schools = {before.schools: choice.schools}
        params = {("against", before.compared): ("against", choice.compared)}
        return Query(
            self.question,
            years.get(self.years, self.years),
            schools.get(self.schools, self.schools),
            tuple(params.get(param, param) for param in self.params),
        )

    def command(self, tier: str, snapshot_id: str = "") -> str:
        """The command that gives the same answer, of the active snapshot or of this one."""
        words = ["python", "-m", "queries", self.question]
        words += [word for year in self.years for word in ("--year", str(year))]
        words += [word for school in self.schools[:NAMED] for word in ("--school", school)]
        words += [word for name, value in self.params for word in ("--param", f"{name}={value}")]
        words += ["--tier", tier] if tier != "internal" else []
        return shlex.join([*words, *(("--as-of", snapshot_id) if snapshot_id else ())])


@dataclass(frozen=True)
class Origin:
    """The questions that a table answers together, and what was done to their answers."""

    queries: tuple[Query, ...]
    done: tuple[str, ...] = ()

    def commands(self, tier: str, snapshot_id: str = "") -> str:
        """The commands that give the rows, a line each."""
        return "\n".join(query.command(tier, snapshot_id) for query in self.queries)

    def notes(self, words: Words) -> list[str]:
        """What the commands leave out, and what was done to their answers."""
        many = max((len(query.schools) for query in self.queries), default=0)
        more = words.text("and so on for all {count} chosen schools", count=words.number(many))
        return [*([more] if many > NAMED else []), *(words.text(DONE[what]) for what in self.done)]


def marked(answer: pa.Table, *queries: Query, done: Sequence[str] = ()) -> pa.Table:
    """The same table, with its origin."""
    origin = json.dumps(asdict(Origin(queries, tuple(done))))
    return answer.replace_schema_metadata({_KEY: origin.encode()})


def of(answer: pa.Table) -> Origin:
    """The origin of a table; LookupError for one that nobody can ask for again."""
    written = (answer.schema.metadata or {}).get(_KEY)
    if written is None:
        raise LookupError(f"a table of {answer.column_names} is offered, but nothing says what it answers")
    origin: Mapping[str, Any] = json.loads(written)
    queries = (
        Query(one["question"], tuple(one["years"]), tuple(one["schools"]), tuple(map(tuple, one["params"])))
        for one in origin["queries"]
    )
    return Origin(tuple(queries), tuple(origin["done"]))


def done(answer: pa.Table, what: str, *beside: pa.Table) -> pa.Table:
    """The table after one more step (a key of DONE), made with the answers `beside` it."""
    origin = of(answer)
    others = [query for table in beside for query in of(table).queries]
    return marked(answer, *origin.queries, *others, done=(*origin.done, what))


def with_sum(answer: pa.Table, years: Sequence[int]) -> pa.Table:
    """The answer, without the row of the chosen years together where only one is chosen."""
    return answer if len(years) > 1 else done(answer.filter(pc.is_valid(answer["year"])), "no_sum")


def only(answer: pa.Table, indicators: Sequence[str]) -> pa.Table:
    """The rows of these indicators."""
    named = pc.is_in(answer["indicator"], value_set=pa.array(indicators, pa.string()))
    return done(answer.filter(named), "these_indicators")
