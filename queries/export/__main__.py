"""The command `python -m data export`: one ZIP of one snapshot, written whole or not at all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tqdm import tqdm

from data.store import Store
from queries import TIERS, Reader
from queries.export import command
from queries.export.save import to_file
from queries.export.selection import Selection

_WORDS = {
    "done": {
        "vi": "Đã xuất {path}: {files} tệp, {rows} dòng, {masked} giá trị đã che.",
        "en": "Exported {path}: {files} files, {rows} rows, {masked} masked values.",
    },
    "manifest": {"vi": "SHA-256 của manifest.json: {sha256}", "en": "SHA-256 of manifest.json: {sha256}"},
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Export by the arguments; returns the exit code."""
    options = _parser().parse_args(arguments)
    store = Store(options.into)
    return command.run(lambda: _export(options, store), store, options)


def _export(options: argparse.Namespace, store: Store) -> None:
    selection = Selection(
        tuple(sorted(set(options.year))),
        tuple(sorted(set(options.school))),
        tuple(sorted(set(options.table))),
        Reader(tier=options.tier),
    )
    with (
        command.opened(store, options.as_of) as snapshot,
        tqdm(total=1, file=sys.stderr, leave=False, bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt}") as bar,
    ):

        def progress(done: int, total: int, what: str) -> None:
            bar.total = total
            bar.set_description(what[-30:], refresh=False)
            bar.update(done - bar.n)

        made = to_file(snapshot, selection, options.out, progress)
    facts = {"files": len(made.entries) + 1, "rows": made.rows, "masked": made.masked}
    print(_WORDS["done"][options.lang].format(path=options.out, **facts))
    print(_WORDS["manifest"][options.lang].format(sha256=made.manifest_sha256))


def _parser() -> argparse.ArgumentParser:
    parser = command.parser("python -m data export", __doc__, "FILE.zip")
    parser.add_argument("--school", action="append", default=[], help="only this school (may be repeated)")
    parser.add_argument("--table", action="append", default=[], help="only this table (may be repeated)")
    parser.add_argument("--tier", choices=TIERS, default="internal")
    return parser


if __name__ == "__main__":
    sys.exit(main())
