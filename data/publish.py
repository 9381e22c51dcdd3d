"""Checks and publishes files: the result is an active snapshot or the complete list of problems."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from filelock import Timeout

from data.assembly import Assembly, assemble
from data.build import InputLine, build
from data.calendar import EDITION
from data.contract import CONTRACT_VERSION
from data.drafts import draft_of, made_folder, sweep, sync_folder
from data.engines import Engine
from data.engines.duck import duckdb_engine
from data.faults import WRITING, from_duckdb, memory_in_words
from data.intake import find_files, read_file
from data.intake.delivery import FileRead
from data.locks import lock
from data.plan_changes import PlanChange, plan_changes
from data.plan_files import first_plan, in_force, may_hold_plan
from data.problems import Problem
from data.progress import Progress, ignore
from data.rehearsal import Awaited, Effect, awaited, effects
from data.sample_maker.story import SAMPLE_AS_OF
from data.sqlfiles import QUERIES
from data.sqltext import sql
from data.store import POINTER, TIME_ZONE, NoSnapshot, Snapshot, SnapshotUnreadable, Store

HERE = Path(__file__).resolve().parent
PLAN = HERE / "plan"
SAMPLE = HERE / "sample"

#: The delivery number of the plan files from before the first delivery.
PLAN_DELIVERY = 0

#: The least difference in time between two snapshots, in case the clock was set back: the coarsest file
#: systems keep two seconds.
_STEP = 2 * 10**9

#: The last steps of a publish. Before them each file is two steps, reading and assembling, with its name.
LAST_STEPS = ("keep", "build", "activate")


class PublishBusy(RuntimeError):
    """Someone else is publishing into the same folder; the message names them."""


class NotFirst(PublishBusy):
    """Something was published before the sample could be."""


class SnapshotNotWhole(RuntimeError):
    """The new snapshot is incomplete; nothing was activated."""


@dataclass(frozen=True)
class Outcome:
    """The result of a check or a publish: the problems, and the id of the new active snapshot, if any."""

    problems: tuple[Problem, ...]
    snapshot_id: str = ""
    #: The changes of the plan against the snapshot that was active before.
    plan: tuple[PlanChange, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing blocks publishing (warnings do not)."""
        return all(problem.severity == "warning" for problem in self.problems)


@dataclass(frozen=True)
class Rehearsal:
    """The effects of a publish: the problems, the changes of each file, and the reports still awaited.

    `on_top`: the result would build on the active snapshot. `sample`: it would still be the
    fictitious sample. `awaited` is empty while errors block.
    """

    outcome: Outcome
    effects: tuple[Effect, ...]
    awaited: tuple[Awaited, ...]
    on_top: bool
    sample: bool


@dataclass
class _Steps:
    """The progress of a check or a publish."""

    progress: Progress
    total: int = 1
    done: int = 0

    def __call__(self, what: str) -> None:
        self.done += 1
        self.progress(self.done, max(self.total, self.done), what)


@dataclass(frozen=True)
class _Work:
    """All files of a snapshot, read but not yet assembled."""

    plan: tuple[FileRead, ...]
    deliveries: tuple[tuple[FileRead, ...], ...]
    as_of: date

    @property
    def files(self) -> list[tuple[int, FileRead]]:
        return [
            (number, file) for number, files in enumerate((self.plan, *self.deliveries)) for file in files
        ]

    @property
    def inputs(self) -> list[InputLine]:
        return [
            InputLine(number, file.name, file.sha256, file.contract or CONTRACT_VERSION, file.received)
            for number, file in self.files
        ]

    @property
    def sample(self) -> bool:
        """Whether the schools are the fictitious ones."""
        sample_register = _sha256(SAMPLE / "schools.csv")
        return any(file.sha256 == sample_register for _, file in self.files)

    def snapshot_id(self) -> str:
        """The id: the same inputs, day and definitions always give the same one."""
        digest = hashlib.sha256()
        for line in (
            CONTRACT_VERSION,
            EDITION,
            self.as_of.isoformat(),
            *(f"{n} {sha} {contract} {received or ''}" for n, _, sha, contract, received in self.inputs),
        ):
            digest.update(line.encode() + b"\n")
        for path in sorted(
            path
            for folder in ("functions", "indicators", "marts")
            for path in QUERIES.glob(f"{folder}/*.sql")
        ):
            digest.update(path.name.encode() + path.read_bytes().replace(b"\r\n", b"\n"))
        return f"{self.as_of.isoformat()}-{digest.hexdigest()[:12]}"


@memory_in_words()
def check(
    paths: Sequence[Path],
    store: Store,
    *,
    as_of: date | None = None,
    received: date | None = None,
    fresh: bool = False,
    progress: Progress = ignore,
) -> Outcome:
    """Every problem of these files on top of the active snapshot; writes nothing.

    `received` is the day on which the office received the schools' workbooks among them.
    """
    steps = _Steps(progress)
    assembly = _assemble(_read(paths, store, as_of or today(), received, fresh, steps), steps)
    try:
        return _outcome(assembly, store)
    finally:
        assembly.close()


@memory_in_words()
def rehearse(
    paths: Sequence[Path],
    store: Store,
    *,
    as_of: date | None = None,
    received: date | None = None,
    fresh: bool = False,
    progress: Progress = ignore,
) -> Rehearsal:
    """The same check, with the effects of publishing these files; writes nothing."""
    steps = _Steps(progress)
    work = _read(paths, store, as_of or today(), received, fresh, steps)
    assembly = _assemble(work, steps)
    on_top = len(work.deliveries) > 1
    try:
        outcome = _outcome(assembly, store)
        changes = effects(assembly.connection, work.deliveries[-1], store if on_top else None)
        waiting = () if assembly.errors else awaited(assembly.connection, work.as_of)
    finally:
        assembly.close()
    return Rehearsal(outcome, changes, waiting, on_top, work.sample)


def publish(
    paths: Sequence[Path],
    store: Store,
    *,
    as_of: date | None = None,
    received: date | None = None,
    fresh: bool = False,
    by: str = "",
    engine: Engine = duckdb_engine,
    progress: Progress = ignore,
) -> Outcome:
    """Check the files and, when nothing blocks, build, verify and activate a snapshot.

    `received` is the day on which the office received the schools' workbooks among them: it becomes the day
    of receipt of each report that has none yet. `by` is who publishes, for others who want to meanwhile.

    On any error nothing changes and no partial file stays. PublishBusy when another publish runs, OSError
    when disk or memory are full or the folder cannot be written, SnapshotUnreadable when the active snapshot
    cannot be read, EngineFault when the engine that runs the marts fails.
    """
    steps = _Steps(progress)
    return _made(
        store,
        steps,
        lambda: _read(paths, store, as_of or today(), received, fresh, steps, len(LAST_STEPS)),
        by,
        engine,
    )


def rebuild(store: Store, *, progress: Progress = ignore) -> Outcome:
    """Build the active snapshot again from its kept files, as of the same day, and activate the result.

    Needed after an upgrade to another version of the contract. The plan's tables also come from its files.
    Raises what `publish` raises, and NoSnapshot when no snapshot is active.
    """
    steps = _Steps(progress)

    def read() -> _Work:
        snapshot = store.open(store.active_id(), outdated=True)
        try:
            lines = _lines(snapshot)
        finally:
            snapshot.close()
        plan, sent = _plan(store, lines), _sent(lines)
        steps.total = 2 * len(sent) + len(plan) + len(LAST_STEPS)
        return _Work(plan, _earlier(store, sent, steps), snapshot.as_of)

    return _made(store, steps, read)


@memory_in_words()
def _made(
    store: Store, steps: _Steps, read: Callable[[], _Work], by: str = "", engine: Engine = duckdb_engine
) -> Outcome:
    """Under the publisher's lock: read, assemble, and write if nothing blocks."""
    made_folder(store.folder)
    with _only_publisher(store, by):
        _sweep(store)
        work = read()
        assembly = _assemble(work, steps)
        try:
            outcome = _outcome(assembly, store)
            if assembly.errors:
                return outcome
            return replace(outcome, snapshot_id=_write(work, assembly, store, steps, engine))
        finally:
            assembly.close()


def _outcome(assembly: Assembly, store: Store) -> Outcome:
    """The problems and, where nothing blocks, the changes of the plan."""
    changes = () if assembly.errors else plan_changes(assembly.connection, store)
    return Outcome(tuple(assembly.problems), plan=changes)


def _write(work: _Work, assembly: Assembly, store: Store, steps: _Steps, engine: Engine) -> str:
    """Keep the inputs, build the snapshot and activate it; a fault removes all that was written."""
    snapshot_id = work.snapshot_id()
    with _undone_on_fault() as undo:
        steps("keep")
        _keep_inputs(work, store, undo)
        steps("build")
        if not _is_whole(store, snapshot_id):
            _build(work, assembly, store, snapshot_id, engine)
            undo.callback(store.path(snapshot_id).unlink, missing_ok=True)
        steps("activate")
        try:
            store.activate(snapshot_id)
        finally:
            # The pointer may exist already if only the sync of its folder failed.
            if store.names(snapshot_id):
                undo.pop_all()
    return snapshot_id


def publish_sample(store: Store, progress: Progress = ignore, *, first: bool = False) -> Outcome:
    """Publish the fictitious sample, as the first start does.

    With `first` only while nothing is published: NotFirst when another process was faster.
    """
    steps = _Steps(progress)

    def read() -> _Work:
        if first and store.ids():
            raise NotFirst(store.ids()[0])
        return _read([SAMPLE], store, SAMPLE_AS_OF, None, True, steps, len(LAST_STEPS))

    return _made(store, steps, read)


def today() -> date:
    """The day in Việt Nam."""
    return datetime.now(ZoneInfo(TIME_ZONE)).date()


def _read(
    paths: Sequence[Path],
    store: Store,
    as_of: date,
    received: date | None,
    fresh: bool,
    steps: _Steps,
    last_steps: int = 0,
) -> _Work:
    files = find_files(paths)
    sample, lines = (False, []) if fresh else _published(store)
    plan, sent = _plan(store, lines), _sent(lines)
    steps.total = 2 * (len(files) + len(sent)) + len(plan) + last_steps
    delivery = []
    for path, name in files:
        delivery.append(read_file(path, name, received))
        steps(name)
    if sample and any(sheet.table == "schools" for file in delivery for sheet in file.sheets):
        # The sample never mixes with real data: files with a register of schools start
        # from nothing. Files without one can only be about the sample's schools, and build on it.
        # Tables of the plan that were sent are about no school, and stay.
        steps.total -= 2 * len(sent) + len(plan)
        plan, sent = _plan(store, lines, with_sent=True), []
        steps.total += len(plan)
    return _Work(plan, (*_earlier(store, sent, steps), tuple(delivery)), as_of)


def _plan(store: Store, lines: Sequence[InputLine], *, with_sent: bool = False) -> tuple[FileRead, ...]:
    """The files of the plan's tables before any delivery; `with_sent` includes those sent later.

    `lines` are the kept files of a snapshot. A table that they lack comes from the program's own plan.
    """
    kept = [
        line for line in lines if line.delivery == PLAN_DELIVERY or (with_sent and may_hold_plan(line.name))
    ]
    return in_force((*first_plan(PLAN), *(_read_kept(store, line) for line in kept)))


def _sent(lines: Sequence[InputLine]) -> list[InputLine]:
    """The kept files that came in deliveries."""
    return [line for line in lines if line.delivery != PLAN_DELIVERY]


def _earlier(store: Store, lines: Sequence[InputLine], steps: _Steps) -> tuple[tuple[FileRead, ...], ...]:
    """The deliveries of these kept files, read again."""
    earlier: dict[int, list[FileRead]] = {}
    for line in lines:
        earlier.setdefault(line.delivery, []).append(_read_kept(store, line))
        steps(line.name)
    return tuple(tuple(files) for _, files in sorted(earlier.items()))


def _read_kept(store: Store, line: InputLine) -> FileRead:
    return read_file(_kept(store, line.name, line.sha256), line.name, line.received, line.contract)


def _published(store: Store) -> tuple[bool, list[InputLine]]:
    """Whether the sample is active, and the source files of the active snapshot."""
    try:
        snapshot = store.active()
    except NoSnapshot:
        if store.ids():
            # A lost pointer must not lose the snapshots that were published before.
            raise SnapshotUnreadable(
                f"{store.folder / POINTER} does not say which snapshot is active"
            ) from None
        return False, []
    try:
        return snapshot.sample, _lines(snapshot)
    finally:
        snapshot.close()


def _lines(snapshot: Snapshot) -> list[InputLine]:
    with snapshot.cursor() as cursor:
        inputs = cursor.table("inputs")
        # Snapshots before version 4 lack these columns; all their files are of the same version.
        kept = "contract, received" if "received" in inputs.columns else "$version, NULL"
        rows = cursor.execute(
            sql(
                "SELECT delivery, name, sha256, ${kept} FROM inputs ORDER BY position",
                kept=kept,
            ),
            {} if "received" in inputs.columns else {"version": snapshot.contract_version},
        ).fetchall()
    return [InputLine(*row) for row in rows]


def _assemble(work: _Work, steps: _Steps) -> Assembly:
    return assemble(work.plan, work.deliveries, work.as_of, lambda file: steps(file.name))


def _build(work: _Work, assembly: Assembly, store: Store, snapshot_id: str, engine: Engine) -> None:
    newest = max((store.path(known).stat().st_mtime_ns for known in store.ids()), default=0)
    with draft_of(store.path(snapshot_id)) as draft:
        try:
            build(
                assembly,
                draft,
                snapshot_id=snapshot_id,
                as_of=work.as_of,
                built_at=datetime.now(ZoneInfo(TIME_ZONE)).replace(microsecond=0, tzinfo=None),
                sample=work.sample,
                inputs=work.inputs,
                engine=engine,
            )
        except WRITING as error:
            raise from_duckdb(error, draft) from error
        # This snapshot must be the newer one even if the clock was set back.
        built = max(draft.stat().st_mtime_ns, newest + _STEP)
        os.utime(draft, ns=(built, built))
    if not _is_whole(store, snapshot_id):
        store.path(snapshot_id).unlink(missing_ok=True)
        raise SnapshotNotWhole(f"snapshot {snapshot_id} could not be read back; the active one is unchanged")


def _is_whole(store: Store, snapshot_id: str) -> bool:
    """Whether the snapshot's file exists, opens, and has as many rows as it records."""
    if not store.path(snapshot_id).exists():
        return False
    try:
        snapshot = store.open(snapshot_id)
    except SnapshotUnreadable:
        return False
    try:
        return _counts_agree(snapshot)
    finally:
        snapshot.close()


def _counts_agree(snapshot: Snapshot) -> bool:
    with snapshot.cursor() as cursor:
        for table, rows in cursor.execute("SELECT table_name, rows FROM row_counts").fetchall():
            if cursor.table(table).count("*").fetchall() != [(rows,)]:
                return False
        (values,) = cursor.execute("SELECT count(*) FROM indicator_values").fetchall()[0]
    return bool(values)


@contextmanager
def _only_publisher(store: Store, by: str) -> Iterator[None]:
    """Take the folder's publish lock; PublishBusy names its holder, and since when."""
    holder = store.folder / "publish.holder"
    taken = lock(store.lock_path)
    try:
        taken.acquire()
    except Timeout as error:
        raise PublishBusy(_publisher(holder)) from error
    try:
        since = datetime.now(ZoneInfo(TIME_ZONE)).strftime("%H:%M %d/%m/%Y")
        who = [*filter(None, [by]), socket.gethostname(), f"pid {os.getpid()}", since]
        holder.write_text(", ".join(who) + "\n", encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        taken.release()


def _publisher(holder: Path) -> str:
    """Who publishes; "?" in the moment before that is written or after it is removed."""
    try:
        return holder.read_text(encoding="utf-8").strip() or "?"
    except FileNotFoundError:
        return "?"


def _sweep(store: Store) -> None:
    """Remove the drafts of killed publishes, but not those of editions and exports, which may be running."""
    sweep(store.folder)
    for kept in store.inputs.glob("*/"):
        sweep(kept, all_dead=True)
        if not any(kept.iterdir()):
            kept.rmdir()


@contextmanager
def _undone_on_fault() -> Iterator[ExitStack]:
    """A stack of callbacks that run only when a fault ends the block."""
    with ExitStack() as undo:
        yield undo
        undo.pop_all()


def _kept(store: Store, name: str, sha256: str) -> Path:
    """The path of a kept input. It has the original file name, because that names a CSV's table."""
    return store.inputs / sha256 / Path(name.replace("\\", "/")).name


def _keep_inputs(work: _Work, store: Store, undo: ExitStack) -> None:
    for _, file in work.files:
        kept = _kept(store, file.name, file.sha256)
        made_folder(kept.parent)
        if kept.exists():
            # The name may not be on the disk yet if the process that kept the file was killed.
            sync_folder(kept.parent)
        else:
            undo.callback(_forget, kept)
            with draft_of(kept) as draft:
                shutil.copyfile(file.path, draft)


def _forget(kept: Path) -> None:
    kept.unlink(missing_ok=True)
    if not any(kept.parent.iterdir()):
        kept.parent.rmdir()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
