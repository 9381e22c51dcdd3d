"""The command `python -m data browser`: one HTML file of one snapshot that opens by double click.

It is in the shareable tier, and so may be handed to anybody.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from data.store import Store
from pages.documents import command
from pages.documents.browser.file import to_file
from pages.kit.words import Words


def main(arguments: Sequence[str] | None = None) -> int:
    """Write what the arguments ask for; returns the exit code."""
    parser = command.parser("browser", __doc__, "FILE.html", years=True)
    return command.run(_write, parser.parse_args(arguments))


def _write(options: argparse.Namespace, store: Store) -> None:
    words = Words(options.lang)
    with store.opened(options.as_of) as snapshot:
        size = to_file(snapshot, sorted(set(options.year)), words, options.out)
    print(words.text("Written: {path}, {size} kB.", path=options.out, size=words.number(size / 1000)))


if __name__ == "__main__":
    sys.exit(main())
