"""Workbooks out and in: those to be filled in as one ZIP, and what was dropped, bounded and made harmless."""

from __future__ import annotations

import io
import logging
import re
import shutil
import tempfile
import time
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from data.store import Store
from data.template import write_from_snapshot

LOG = logging.getLogger("dashboard")

#: A district's five years are 141 workbooks of 40 kB.
MOST_FILES = 200
MOST_BYTES = 200 * 2**20
#: How long one check may take, in seconds.
PATIENCE = 600
#: A name is told and kept, so it must fit any file system: this many bytes with its ending.
MOST_NAME = 120

_STAMP = (2020, 1, 1, 0, 0, 0)
_FOLDER = "dashboard-intake-"
#: What a killed server left behind is cleared after a day.
_LEFT_BEHIND = 24 * 3600
_NOT_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Upload:
    """One dropped file under a plain name."""

    name: str
    content: bytes


def plain_name(name: str) -> str:
    """The last part of a path, without what a file system or a terminal would obey, short enough."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = _NOT_IN_NAMES.sub("_", "".join(sign if sign.isprintable() else "_" for sign in last))
    stem, dot, ending = name.strip(" .").rpartition(".")
    if not stem:
        stem, dot, ending = ending, "", ""
    if name.startswith(".") and stem:
        stem = "." + stem
    ending = ending[:10].rstrip()
    while len((stem + dot + ending).encode()) > MOST_NAME:
        stem = stem[:-1].rstrip(" .")
    name = stem + dot + ending or "_"
    return f"_{name}" if _DEVICES.match(name) else name


@contextmanager
def on_disk(uploads: Sequence[Upload]) -> Iterator[list[Path]]:
    """The files' paths in a folder that only this user may read, gone at the end, however it ends.

    Each lies in a folder of its own, so that two of one name stay two. OSError when the disk is full.
    """
    _clear_left_behind()
    with tempfile.TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True) as folder:
        paths = []
        for number, upload in enumerate(uploads, 1):
            path = Path(folder, str(number), upload.name)
            path.parent.mkdir()
            path.write_bytes(upload.content)
            paths.append(path)
        yield paths


def _clear_left_behind() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > _LEFT_BEHIND:
                shutil.rmtree(folder, ignore_errors=True)


def packed(schools: tuple[str, ...], years: tuple[int, ...]) -> bytes:
    """The ZIP: the office's workbook, unless schools were chosen, and one for each school and year."""
    out = io.BytesIO()
    try:
        with tempfile.TemporaryDirectory(prefix="dashboard-templates-") as folder:
            paths = write_from_snapshot(Store(), Path(folder), schools=schools, years=years)
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
                for path in paths:
                    # Workbooks are archives themselves: packing them again would save nothing.
                    archive.writestr(zipfile.ZipInfo(path.name, _STAMP), path.read_bytes())
    except OSError:
        LOG.exception("the workbooks could not be made")
        raise
    return out.getvalue()
