"""The command `python -m data export`: one ZIP of one snapshot, written whole or not at all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from data.progress import bar
from data.store import Store
from data.words import text
from pages.documents import command
from pages.documents.export.archive import to_file
from pages.documents.export.selection import Selection
from queries import Reader


def main(arguments: Sequence[str] | None = None) -> int:
    """Export by the arguments; returns the exit code."""
    parser = command.parser("export", __doc__, "FILE.zip", years=True, tier=True)
    parser.add_argument("--school", action="append", default=[], help="only this school (may be repeated)")
    parser.add_argument("--table", action="append", default=[], help="only this table (may be repeated)")
    return command.run(_write, parser.parse_args(arguments))


def _write(options: argparse.Namespace, store: Store) -> None:
    selection = Selection(
        tuple(sorted(set(options.year))),
        tuple(sorted(set(options.school))),
        tuple(sorted(set(options.table))),
        Reader(tier=options.tier),
    )
    with store.opened(options.as_of) as snapshot, bar() as progress:
        made = to_file(snapshot, selection, options.out, progress)
    facts = {"files": len(made.entries) + 1, "rows": made.rows, "masked": made.masked}
    print(
        text(
            "Exported {path}: {files} files, {rows} rows, {masked} masked values.",
            options.lang,
            path=options.out,
            **facts,
        )
    )
    print(text("SHA-256 of manifest.json: {sha256}", options.lang, sha256=made.manifest_sha256))


if __name__ == "__main__":
    sys.exit(main())
