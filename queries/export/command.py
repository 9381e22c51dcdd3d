"""Shared by the commands that write a file: options, opening the snapshot, messages of faults."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import Timeout

from data.faults import fault_text
from data.store import NoSnapshot, Snapshot, SnapshotUnreadable, Store, UnknownSnapshot
from queries.export.save import NoSuchFolder
from queries.export.selection import UnknownChoice
from queries.release.edition import ReleaseRefused

DONE, FAILED, UNUSABLE = 0, 1, 2

_WORDS = {
    "none": {"vi": "Chưa có bản số liệu nào trong {folder}.", "en": "No snapshot is published in {folder}."},
    "unknown": {
        "vi": "không có bản số liệu {id!r}; hiện có: {known}",
        "en": "no snapshot {id!r}; there are: {known}",
    },
    "folder": {
        "vi": "Không ghi được vào {path}: thư mục không có, hoặc tên này là một thư mục. Chưa ghi gì.",
        "en": "Cannot write to {path}: there is no such folder, or it is one. Nothing was written.",
    },
    "refused": {
        "vi": "Không che được số nhỏ cho an toàn, nên không xuất: {why}",
        "en": "Small counts cannot be masked safely, so nothing is exported: {why}",
    },
    "full": {
        "vi": "Không ghi được: {why}. Không để lại tệp dở dang.",
        "en": "Cannot write: {why}. No half-written file was left.",
    },
}


def run(make: Callable[[], None], store: Store, options: argparse.Namespace) -> int:
    """Make the file and return the exit code; print a fault on the error stream."""
    lang: str = options.lang
    try:
        make()
    except NoSnapshot:
        return _fail(_WORDS["none"][lang].format(folder=store.folder), FAILED)
    except UnknownSnapshot:
        known = ", ".join(store.ids()) or "–"
        return _fail(_WORDS["unknown"][lang].format(id=options.as_of, known=known), UNUSABLE)
    except UnknownChoice as error:
        return _fail(error.message(lang), UNUSABLE)
    except NoSuchFolder as error:
        return _fail(_WORDS["folder"][lang].format(path=error), UNUSABLE)
    except ReleaseRefused as error:
        return _fail(_WORDS["refused"][lang].format(why=error), FAILED)
    except SnapshotUnreadable as error:
        return _fail(str(error), FAILED)
    except Timeout as error:
        return _fail(_WORDS["full"][lang].format(why=error), FAILED)
    except OSError as error:
        return _fail(_WORDS["full"][lang].format(why=fault_text(error, lang)), FAILED)
    return DONE


@contextmanager
def opened(store: Store, snapshot_id: str) -> Iterator[Snapshot]:
    """The snapshot of this id, or the active one. Raises UnknownSnapshot, NoSnapshot, SnapshotUnreadable."""
    wanted = snapshot_id or store.active_id()
    if snapshot_id and wanted not in store.ids():
        raise UnknownSnapshot(wanted)
    snapshot = store.open(wanted)
    try:
        yield snapshot
    finally:
        snapshot.close()


def parser(prog: str, description: str | None, file: str) -> argparse.ArgumentParser:
    """A parser with the options of all these commands; `file` describes --out."""
    made = argparse.ArgumentParser(prog=prog, description=description)
    made.add_argument("--out", type=Path, required=True, metavar=file)
    made.add_argument(
        "--year", action="append", type=int, default=[], help="only this year (may be repeated)"
    )
    made.add_argument(
        "--as-of", default="", metavar="SNAPSHOT_ID", help="not the active snapshot but this one"
    )
    made.add_argument(
        "--into", type=Path, help="folder of snapshots (default: DASHBOARD_DATA, else .snapshots)"
    )
    made.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of messages (default vi)")
    return made


def _fail(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code
