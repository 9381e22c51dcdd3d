"""Who is reading: the one place that decides it. Every page gets its reader from here."""

from __future__ import annotations

from queries import Reader


def reader() -> Reader:
    """The reader of this session. For now the one person at this machine: a leader, exact figures."""
    return Reader(role="leader", tier="internal")
