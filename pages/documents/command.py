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
from pages.kit.words import N_
from queries import TIERS
from queries.release.edition import ReleaseRefused

DONE, FAILED, UNUSABLE = 0, 1, 2


def run(write: Callable[[argparse.Namespace, Store], None], options: argparse.Namespace) -> int:
    """Write the file and return the exit code; print a fault on the error stream."""
    for stream in (sys.stdout, sys.stderr):
        # The code page of a Windows console may lack Vietnamese letters.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    lang, store, code = options.lang, Store(options.into), UNUSABLE
    try:
        write(options, store)
        return DONE
    except UnknownSnapshot:
        known = ", ".join(store.ids()) or "–"
        fault = text("no snapshot {id!r}; there are: {known}", lang, id=options.as_of, known=known)
    except UnknownChoice as error:
        fault = error.message(lang)
    except (NothingToReport, TemplateBroken) as error:
        fault = str(error.args[0])
    except NoSuchFolder as error:
        where = N_("Cannot write to {path}: there is no such folder, or it is one. Nothing was written.")
        fault = text(where, lang, path=error)
    except NoSnapshot:
        code, fault = FAILED, text("No snapshot is published in {folder}.", lang, folder=store.folder)
    except ReleaseRefused as error:
        why = N_("Small counts cannot be masked safely, so nothing is exported: {why}")
        code, fault = FAILED, text(why, lang, why=error)
    except SnapshotUnreadable as error:
        code, fault = FAILED, str(error)
    except OSError as error:
        why = str(error) if isinstance(error, Timeout) else fault_text(error, lang)
        code, fault = FAILED, text("Cannot write: {why}. No half-written file was left.", lang, why=why)
    print(fault, file=sys.stderr)
    return code


def parser(
    command: str, description: str | None, file: str, *, years: bool = False, tier: bool = False
) -> argparse.ArgumentParser:
    """A parser with the options of all these commands; `file` describes --out.

    `years`: the file may hold several years; `tier`: it may hold exact counts.
    """
    made = argparse.ArgumentParser(prog=f"python -m data {command}", description=description)
    made.add_argument("--out", type=Path, required=True, metavar=file)
    pinned = "not the active snapshot but this one"
    made.add_argument("--as-of", default="", metavar="SNAPSHOT_ID", help=pinned)
    folder = "folder of snapshots (default: DASHBOARD_DATA, else .snapshots)"
    made.add_argument("--into", type=Path, help=folder)
    made.add_argument("--lang", choices=LANGS, default=HOME, help=f"language of messages (default {HOME})")
    if years:
        several = "only this year (may be repeated)"
        made.add_argument("--year", action="append", type=int, default=[], help=several)
    if tier:
        made.add_argument("--tier", choices=TIERS, default="internal")
    return made
