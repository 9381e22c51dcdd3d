"""Runs a command of the product within this process, and gives what it printed."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout

import data.__main__
import queries.__main__
from data.store import Store

_COMMANDS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "data": data.__main__.main,
    "queries": queries.__main__.main,
}


def run(*words: str, store: Store) -> subprocess.CompletedProcess[str]:
    """`python -m WORDS --into STORE`: the exit code, and what went to either stream."""
    room, *rest = words
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = _COMMANDS[room]([*rest, "--into", str(store.folder)])
        except SystemExit as unusable:
            code = int(unusable.code or 0)
    return subprocess.CompletedProcess(words, code, _text(out), _text(err))


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
