"""Faults of files and disks in words of the reader's language."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from data.words import Text

_WORDS = {
    errno.ENOSPC: Text("the disk is full"),
    errno.EDQUOT: Text("the disk quota is used up"),
    errno.EFBIG: Text("the file is larger than is allowed"),
    errno.EIO: Text("the disk reports a fault"),
    errno.ENOMEM: Text("there is not enough memory"),
    errno.ETIMEDOUT: Text("waited too long"),
    errno.EACCES: Text("no permission"),
    errno.EPERM: Text("no permission"),
    errno.EROFS: Text("the disk is read-only"),
    errno.ENOENT: Text("there is no such file or folder"),
    errno.ENOLCK: Text("file locks here do not keep other processes from writing"),
    errno.EISDIR: Text("it is a folder"),
}


def fault_text(error: OSError, lang: str) -> str:
    """The fault in words, with its path; the system's own words for a fault that is not listed."""
    known = _WORDS.get(error.errno or 0)
    why = known.in_language(lang) if known else error.strerror or str(error)
    return f"{why} ({error.filename})" if error.filename else why


#: The errors that DuckDB raises when a file cannot be written.
WRITING = (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException)


def from_duckdb(error: duckdb.Error, path: Path) -> OSError:
    """The disk's fault as OSError: DuckDB gives it as text without its number."""
    text = str(error)
    for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EPERM, errno.EROFS):
        if os.strerror(number) in text:
            return OSError(number, os.strerror(number), str(path))
    return OSError(errno.EIO, (text.splitlines() or [""])[0], str(path))


@contextmanager
def memory_in_words() -> Iterator[None]:
    """OSError in place of other errors when memory, and the disk in its stead, are full."""
    try:
        yield
    except (duckdb.OutOfMemoryException, MemoryError) as error:
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)) from error
