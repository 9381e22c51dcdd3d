"""What every benchmark tells: a measure, what is promised of it, and what came out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Line:
    """One result: `measured` is to be at most `promise`; `information` holds for this machine only."""

    measure: str
    promise: float
    measured: float
    information: str = ""
    unit: str = "×"

    @property
    def kept(self) -> bool:
        return self.measured <= self.promise

    def __str__(self) -> str:
        verdict = "kept" if self.kept else "MISSED"
        measured, promise = f"{self.measured:.2f} {self.unit}", f"≤ {self.promise:g} {self.unit}"
        return f"{self.measure:66} | {promise:>10} | {measured:>10} | {verdict:6} | {self.information}"


HEAD = f"{'measure':66} | {'promise':>10} | {'ratio':>10} | {'':6} | on this machine"


def say(lines: Iterable[Line]) -> list[Line]:
    """Print each line as it comes; returns them all."""
    printed = []
    for line in lines:
        print(line, flush=True)
        printed.append(line)
    return printed


def ratio(measure: str, promise: float, ours: list[float], theirs: list[float]) -> Line:
    """The median of our seconds against the median of theirs, taken in turns."""
    low, high = median(theirs), median(ours)
    return Line(measure, promise, high / low, f"{1000 * high:.0f} ÷ {1000 * low:.0f} ms")
