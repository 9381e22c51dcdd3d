"""How far a long work is: who hears of each step, and the bar that a command draws."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

#: Called after each step with the steps done, the steps in all, and a word for the last step.
Progress = Callable[[int, int, str], None]


def ignore(done: int, total: int, what: str) -> None:
    """Hear of a step and do nothing."""


@contextmanager
def bar() -> Iterator[Progress]:
    """A bar on the error stream that is gone when the work ends."""
    with tqdm(total=1, file=sys.stderr, leave=False, bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt}") as drawn:

        def progress(done: int, total: int, what: str) -> None:
            drawn.total = total
            drawn.set_description(what[-30:], refresh=False)
            drawn.update(done - drawn.n)

        yield progress
