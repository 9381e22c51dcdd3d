"""The command `python -m pages.documents`: one HTML file of one snapshot that opens by double click.

It is in the shareable tier, and so may be handed to anybody.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from data.store import Store
from pages.documents.file import to_file
from pages.kit.words import Words
from queries.export import command


def main(arguments: Sequence[str] | None = None) -> int:
    """Write what the arguments ask for; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may be set to a code page that has no Vietnamese.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = command.parser("python -m pages.documents", __doc__, "FILE.html").parse_args(arguments)
    store = Store(options.into)
    return command.run(lambda: _write(options, store), store, options)


def _write(options: argparse.Namespace, store: Store) -> None:
    words = Words(options.lang)
    with command.opened(store, options.as_of) as snapshot:
        size = to_file(snapshot, sorted(set(options.year)), words, options.out)
    print(words.text("Written: {path}, {size} kB.", path=options.out, size=words.number(size / 1000)))


if __name__ == "__main__":
    sys.exit(main())
