"""How property tests draw their examples: always the same in the test command, ever new ones in a search."""

from __future__ import annotations

from hypothesis import settings

SUITE, SEARCH = "suite", "search"

settings.register_profile(SUITE, derandomize=True, deadline=None, print_blob=True)
settings.register_profile(SEARCH, derandomize=False, deadline=None, print_blob=True)
