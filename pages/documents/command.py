"""What the commands that write a file share: options and messages of faults."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from filelock import Timeout

from data.faults import fault_text
from data.store import NoSnapshot, SnapshotUnreadable, Store, UnknownSnapshot
from data.words import HOME, LANGS, text
from pages.documents.export.selection import UnknownChoice
from pages.documents.leaving import NoSuchFolder
from pages.documents.report import NothingToReport, TemplateBroken
from queries import TIERS
from queries.release.edition import ReleaseRefused

DONE, FAILED, UNUSABLE = 0, 1, 2


def run(write: Callable[[argparse.Namespace, Store], None], options: argparse.Namespace) -> int:
    """Write the file and return the exit code; print a fault on the error stream."""
    for stream in (sys.stdout, sys.stderr):
        # The code page of a Windows console may lack Vietnamese letters.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    lang: str = options.lang
    store = Store(options.into)
    try:
        write(options, store)
    except NoSnapshot:
        return _fail(text("No snapshot is published in {folder}.", lang, folder=store.folder), FAILED)
    except UnknownSnapshot:
        known = ", ".join(store.ids()) or "–"
        return _fail(
            text("no snapshot {id!r}; there are: {known}", lang, id=options.as_of, known=known), UNUSABLE
        )
    except UnknownChoice as error:
        return _fail(error.message(lang), UNUSABLE)
    except (NothingToReport, TemplateBroken) as error:
        return _fail(str(error.args[0]), UNUSABLE)
    except NoSuchFolder as error:
        return _fail(
            text(
                "Cannot write to {path}: there is no such folder, or it is one. Nothing was written.",
                lang,
                path=error,
            ),
            UNUSABLE,
        )
    except ReleaseRefused as error:
        return _fail(
            text("Small counts cannot be masked safely, so nothing is exported: {why}", lang, why=error),
            FAILED,
        )
    except SnapshotUnreadable as error:
        return _fail(str(error), FAILED)
    except Timeout as error:
        return _fail(text("Cannot write: {why}. No half-written file was left.", lang, why=error), FAILED)
    except OSError as error:
        return _fail(
            text("Cannot write: {why}. No half-written file was left.", lang, why=fault_text(error, lang)),
            FAILED,
        )
    return DONE


def parser(
    command: str, description: str | None, file: str, *, years: bool = False, tier: bool = False
) -> argparse.ArgumentParser:
    """A parser with the options of all these commands; `file` describes --out.

    `years`: the file may hold several years; `tier`: it may hold exact counts.
    """
    made = argparse.ArgumentParser(prog=f"python -m data {command}", description=description)
    made.add_argument("--out", type=Path, required=True, metavar=file)
    made.add_argument(
        "--as-of", default="", metavar="SNAPSHOT_ID", help="not the active snapshot but this one"
    )
    made.add_argument(
        "--into", type=Path, help="folder of snapshots (default: DASHBOARD_DATA, else .snapshots)"
    )
    made.add_argument("--lang", choices=LANGS, default=HOME, help=f"language of messages (default {HOME})")
    if years:
        several = "only this year (may be repeated)"
        made.add_argument("--year", action="append", type=int, default=[], help=several)
    if tier:
        made.add_argument("--tier", choices=TIERS, default="internal")
    return made


def _fail(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code
