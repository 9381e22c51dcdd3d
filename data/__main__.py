"""The command line of `data`, one function per command."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from data.engines.chosen import chosen_engine
from data.engines.faults import EngineFault
from data.faults import fault_text
from data.intake import UnusableCall
from data.problems import Problem
from data.progress import bar
from data.publish import Outcome, PublishBusy, SnapshotNotWhole, check, publish, rebuild
from data.sample import write_sample
from data.store import NoSnapshot, SnapshotOutdated, SnapshotUnreadable, Store, UnknownSnapshot
from data.template import write_from_snapshot
from data.verify import verify
from data.words import HOME, LANGS, Text, text

CLEAN, PROBLEMS, UNUSABLE = 0, 1, 2

_TIERS = {"internal": Text("internal tier"), "shareable": Text("shareable tier")}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # The code page of a Windows console may lack Vietnamese letters.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] in (["export"], ["report"], ["browser"]):
        return _document(words[0], words[1:])
    options = _parser().parse_args(words)
    store = Store(getattr(options, "into", None))
    lang: str = options.lang
    try:
        return _COMMANDS[options.command](options, store)
    except UnusableCall as error:
        return _fail(error.message(lang), UNUSABLE)
    except PublishBusy as error:
        return _fail(
            text("Someone is publishing into this folder ({who}); try again later.", lang, who=error),
            PROBLEMS,
        )
    except EngineFault as error:
        return _fail(error.message(lang), PROBLEMS)
    except NoSnapshot:
        return _fail(text("No snapshot is published in {folder}.", lang, folder=store.folder), PROBLEMS)
    except SnapshotNotWhole:
        return _fail(
            text(
                "The snapshot just built was not whole and was discarded. The active one is unchanged.", lang
            ),
            PROBLEMS,
        )
    except SnapshotOutdated as error:
        return _fail(
            text(
                "The active snapshot was built by another version of the program ({why}). "
                "Build it anew from its own kept files: python -m data rebuild.",
                lang,
                why=error,
            ),
            PROBLEMS,
        )
    except SnapshotUnreadable as error:
        return _fail(
            text(
                "The snapshot cannot be read: {why}. Go back: rollback; start anew: publish --fresh.",
                lang,
                why=error,
            ),
            PROBLEMS,
        )
    except UnknownSnapshot as error:
        return _fail(str(error.args[0]), UNUSABLE)
    except OSError as error:
        return _fail(
            text(
                "Cannot read or write: {why}. "
                "The active snapshot is unchanged, nothing half-written is left.",
                lang,
                why=fault_text(error, lang),
            ),
            PROBLEMS,
        )


def _template(options: argparse.Namespace, store: Store) -> int:
    for path in write_from_snapshot(
        store, options.out, schools=options.school or (), years=options.year or ()
    ):
        print(path)
    return CLEAN


def _check(options: argparse.Namespace, store: Store) -> int:
    outcome = check(options.paths, store, as_of=options.as_of, received=options.received, fresh=options.fresh)
    return _report(outcome, options.lang)


def _publish(options: argparse.Namespace, store: Store) -> int:
    engine = chosen_engine(options.engine)
    with bar() as progress:
        outcome = publish(
            options.paths,
            store,
            as_of=options.as_of,
            received=options.received,
            fresh=options.fresh,
            engine=engine,
            progress=progress,
        )
    return _published(outcome, options.lang)


def _rebuild(options: argparse.Namespace, store: Store) -> int:
    with bar() as progress:
        outcome = rebuild(store, progress=progress)
    return _published(outcome, options.lang)


def _published(outcome: Outcome, lang: str) -> int:
    code = _report(outcome, lang)
    if outcome.snapshot_id:
        print(text("Published snapshot {id}.", lang, id=outcome.snapshot_id))
    else:
        print(text("Not published: the active snapshot is unchanged.", lang))
    return code


def _sample(options: argparse.Namespace, store: Store) -> int:
    write_sample(options.out)
    print(options.out)
    return CLEAN


def _status(options: argparse.Namespace, store: Store) -> int:
    snapshot = store.active()
    try:
        with snapshot.cursor() as cursor:
            counts = cursor.execute("SELECT table_name, rows FROM row_counts ORDER BY table_name").fetchall()
            quality = cursor.execute(
                "SELECT code, count(*) FROM quality GROUP BY code ORDER BY code"
            ).fetchall()
    finally:
        snapshot.close()
    print(f"snapshot: {snapshot.id}")
    print(f"as-of: {snapshot.as_of.isoformat()}")
    print(f"built-at: {snapshot.built_at:%Y-%m-%d %H:%M:%S}")
    if snapshot.sample:
        print(text("SAMPLE DATA", options.lang))
    for table, rows in counts:
        print(f"rows {table}: {rows}")
    for code, count in quality:
        print(f"quality {code}: {count}")
    for older in store.older():
        print(f"older: {older}")
    return CLEAN


def _rollback(options: argparse.Namespace, store: Store) -> int:
    print(text("Snapshot {id} is active again.", options.lang, id=store.rollback(options.id)))
    return CLEAN


def _document(name: str, arguments: list[str]) -> int:
    """Run a command of pages/documents; imported by name and only here, since `data` must work without it."""
    command: Callable[[list[str]], int] = importlib.import_module(f"pages.documents.{name}.__main__").main
    return command(arguments)


def _verify(options: argparse.Namespace, store: Store) -> int:
    lang: str = options.lang
    try:
        report = verify(options.file, options.manifest)
    except OSError as error:
        return _fail(text("Cannot read: {why}.", lang, why=fault_text(error, lang)), UNUSABLE)
    for problem in report.problems:
        print(problem.line(lang))
    if report.whole:
        manifest, counts = report.manifest, {"files": report.files, "rows": report.rows}
        tier = _TIERS.get(manifest["tier"], manifest["tier"])
        facts = {"id": manifest["snapshot"], "day": manifest["as_of"], "tier": tier}
        print(
            text(
                "Whole: {files} files, {rows} rows · snapshot {id} · figures as of {day} · {tier}.",
                lang,
                **counts,
                **facts,
            )
        )
    else:
        print(text("NOT whole: {problems} differences.", lang, problems=len(report.problems)))
    if report.manifest_sha256:
        print(text("SHA-256 of manifest.json: {sha256}", lang, sha256=report.manifest_sha256))
    return CLEAN if report.whole else PROBLEMS


_COMMANDS = {
    "template": _template,
    "check": _check,
    "publish": _publish,
    "rebuild": _rebuild,
    "sample": _sample,
    "status": _status,
    "rollback": _rollback,
    "verify": _verify,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--lang", choices=LANGS, default=HOME, help=f"language of messages (default {HOME})")
    shared.add_argument(
        "--into", type=Path, help="folder of snapshots (default: DASHBOARD_DATA, else .snapshots)"
    )
    commands = parser.add_subparsers(dest="command", required=True)

    template = commands.add_parser("template", parents=[shared], help="write the reporting workbooks")
    template.add_argument("--out", type=Path, required=True)
    template.add_argument("--school", action="append", help="only this school (may be repeated)")
    template.add_argument("--year", action="append", type=int, help="only this year (may be repeated)")

    for name, words in (
        ("check", "say every problem of the files"),
        ("publish", "check, then make a snapshot active"),
    ):
        command = commands.add_parser(name, parents=[shared], help=words)
        command.add_argument("paths", type=Path, nargs="+", metavar="PATH")
        command.add_argument(
            "--as-of", type=date.fromisoformat, help="the day the data describe (default today)"
        )
        command.add_argument(
            "--received",
            type=date.fromisoformat,
            metavar="DATE",
            help="the day on which the office received these schools' workbooks",
        )
        command.add_argument("--fresh", action="store_true", help="start from nothing")
    commands.choices["publish"].add_argument(
        "--engine",
        default="duckdb",
        metavar="ENGINE",
        help="what runs the indicators: duckdb (default), spark on this machine, spark://HOST:PORT",
    )

    sample = commands.add_parser("sample", parents=[shared], help="write the fictitious sample as CSVs")
    sample.add_argument("--out", type=Path, required=True)
    commands.add_parser("rebuild", parents=[shared], help="build the active snapshot anew from its files")
    commands.add_parser("status", parents=[shared], help="say what is published")
    rollback = commands.add_parser("rollback", parents=[shared], help="make an older snapshot active")
    rollback.add_argument("id", nargs="?", default="")
    commands.add_parser("report", help="write the annual report as a Word file (report --help says how)")
    commands.add_parser("export", help="write one ZIP to hand on (export --help says how)")
    commands.add_parser("browser", help="write one HTML file that opens by double click (browser --help)")
    check_zip = commands.add_parser("verify", parents=[shared], help="check an exported ZIP, offline")
    check_zip.add_argument("file", type=Path, metavar="FILE.zip")
    check_zip.add_argument(
        "--manifest", default="", metavar="SHA256", help="the manifest's own SHA-256, as told"
    )
    return parser


def _report(outcome: Outcome, lang: str) -> int:
    problems: Sequence[Problem] = outcome.problems
    for problem in problems:
        print(problem.line(lang))
    for change in outcome.plan:
        print(change.line(lang))
    warnings = sum(problem.severity == "warning" for problem in problems)
    print(
        text(
            "{errors} errors, {warnings} warnings.", lang, errors=len(problems) - warnings, warnings=warnings
        )
        if problems
        else text("No errors.", lang)
    )
    return CLEAN if outcome.clean else PROBLEMS


def _fail(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
