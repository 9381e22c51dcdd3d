"""The command `python -m data export`: one ZIP of one snapshot, written whole or not at all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from filelock import Timeout
from tqdm import tqdm

from data.faults import said
from data.store import NoSnapshot, SnapshotUnreadable, Store, UnknownSnapshot
from queries import TIERS, Reader
from queries.export.archive import Made
from queries.export.save import NoSuchFolder, to_file
from queries.export.selection import Selection, UnknownChoice
from queries.release.edition import ReleaseRefused

DONE, FAILED, UNUSABLE = 0, 1, 2

_WORDS = {
    "done": {
        "vi": "Đã xuất {path}: {files} tệp, {rows} dòng, {masked} giá trị đã che.",
        "en": "Exported {path}: {files} files, {rows} rows, {masked} masked values.",
    },
    "manifest": {"vi": "SHA-256 của manifest.json: {sha256}", "en": "SHA-256 of manifest.json: {sha256}"},
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Export what the arguments ask for; returns the exit code."""
    options = _parser().parse_args(arguments)
    lang: str = options.lang
    store = Store(options.into)
    try:
        made = _export(options, store)
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
        return _fail(_WORDS["full"][lang].format(why=said(error, lang)), FAILED)
    facts = {"files": len(made.entries) + 1, "rows": made.rows, "masked": made.masked}
    print(_WORDS["done"][lang].format(path=options.out, **facts))
    print(_WORDS["manifest"][lang].format(sha256=made.manifest_sha256))
    return DONE


def _export(options: argparse.Namespace, store: Store) -> Made:
    wanted = options.as_of or store.active_id()
    if options.as_of and wanted not in store.ids():
        raise UnknownSnapshot(wanted)
    selection = Selection(
        tuple(sorted(set(options.year))),
        tuple(sorted(set(options.school))),
        tuple(sorted(set(options.table))),
        Reader(tier=options.tier),
    )
    snapshot = store.open(wanted)
    try:
        with tqdm(
            total=1, file=sys.stderr, leave=False, bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt}"
        ) as bar:

            def progress(done: int, total: int, what: str) -> None:
                bar.total = total
                bar.set_description(what[-30:], refresh=False)
                bar.update(done - bar.n)

            return to_file(snapshot, selection, options.out, progress)
    finally:
        snapshot.close()


def _fail(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data export", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.zip")
    parser.add_argument(
        "--year", action="append", type=int, default=[], help="only this year (may be repeated)"
    )
    parser.add_argument("--school", action="append", default=[], help="only this school (may be repeated)")
    parser.add_argument("--table", action="append", default=[], help="only this file (may be repeated)")
    parser.add_argument("--tier", choices=TIERS, default="internal")
    parser.add_argument(
        "--as-of", default="", metavar="SNAPSHOT_ID", help="not the active snapshot but this one"
    )
    parser.add_argument(
        "--into", type=Path, help="folder of snapshots (default: DASHBOARD_DATA, else .snapshots)"
    )
    parser.add_argument(
        "--lang", choices=("vi", "en"), default="vi", help="language of messages (default vi)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
