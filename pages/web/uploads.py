"""Files on their way in: only from whoever may publish, only into the sender's own page, and only so much.

The framework keeps them in memory, of any number and from everybody who knows a page's session.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from pages.web.connection import door_of_session
from pages.web.decision import Door
from pages.web.messages import may_send_files

if TYPE_CHECKING:
    from starlette.types import Scope

ADDRESS = "/_stcore/upload_file/"
#: How much of one person's is kept at once, over all open pages: twice what "Nạp số liệu" takes, so that the
#: page itself can say that it is too much.
MOST_BYTES = 2 * 200 * 2**20
MOST_FILES = 2 * 200
_FORBIDDEN, _LENGTH_REQUIRED, _TOO_LARGE = 403, 411, 413

#: Whose pages files were sent to, by session; for as long as the framework keeps any of them.
_OWNERS: dict[str, str] = {}
#: Bytes and files that are coming in now, by person.
_COMING_BYTES: Counter[str] = Counter()
_COMING_FILES: Counter[str] = Counter()


def refusal(scope: Scope, path: str, door: Door) -> int:
    """The status by which a file is turned away, or its removal; 0 when it may pass."""
    if door.visitor is None or not may_send_files(door):
        return _FORBIDDEN
    receiver = door_of_session(_session(path))
    if receiver is None or receiver.visitor is None or receiver.visitor.person != door.visitor.person:
        return _FORBIDDEN
    if scope["method"] != "PUT":
        return 0
    size = _size(scope)
    if size is None:
        return _LENGTH_REQUIRED
    count, kept = _kept(door.visitor.person)
    return _TOO_LARGE if count + 1 > MOST_FILES or kept + size > MOST_BYTES else 0


@contextmanager
def coming(scope: Scope, path: str, door: Door) -> Iterator[None]:
    """While the file comes in it counts as kept; one that comes after its page was closed is not kept."""
    assert door.visitor is not None
    session, person, size = _session(path), door.visitor.person, _size(scope) or 0
    _COMING_BYTES[person] += size
    _COMING_FILES[person] += 1
    try:
        yield
    finally:
        _COMING_BYTES[person] -= size
        _COMING_FILES[person] -= 1
        if runtime.get_instance().is_active_session(session):
            _OWNERS[session] = person
        elif memory := _memory():
            memory.remove_file(session, path.rpartition("/")[2])


def _session(path: str) -> str:
    return path.removeprefix(ADDRESS).partition("/")[0]


def _size(scope: Scope) -> int | None:
    """The length that the request names, which the server holds it to; None without one."""
    told = [value for name, value in scope["headers"] if name.lower() == b"content-length"]
    return int(told[0]) if len(told) == 1 and told[0].isdigit() else None


def _kept(person: str) -> tuple[int, int]:
    """How many files of this person's are kept or coming, and how many bytes."""
    memory = _memory()
    files = memory.file_storage if memory else {}
    for session in _OWNERS.keys() - files.keys():
        del _OWNERS[session]
    kept = [
        len(file.data)
        for session, owner in _OWNERS.items()
        if owner == person
        for file in list(files.get(session, {}).values())
    ]
    return len(kept) + _COMING_FILES[person], sum(kept) + _COMING_BYTES[person]


def _memory() -> MemoryUploadedFileManager | None:
    found = runtime.get_instance().uploaded_file_mgr
    return found if isinstance(found, MemoryUploadedFileManager) else None
