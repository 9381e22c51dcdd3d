"""What every benchmark tells: a measure, what is promised of it, and what came out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Line:
    """One result: `found` is to be at most `promise`; `information` holds for this machine only."""

    measure: str
    promise: float
    found: float
    information: str = ""
    unit: str = "×"

    @property
    def kept(self) -> bool:
        return self.found <= self.promise

    def __str__(self) -> str:
        verdict = "kept" if self.kept else "MISSED"
        found, promise = f"{self.found:.2f} {self.unit}", f"≤ {self.promise:g} {self.unit}"
        return f"{self.measure:66} | {promise:>10} | {found:>10} | {verdict:6} | {self.information}"


HEAD = f"{'measure':66} | {'promise':>10} | {'ratio':>10} | {'':6} | on this machine"


def say(lines: Iterable[Line]) -> list[Line]:
    """Print each line as it comes; returns them all."""
    said = []
    for line in lines:
        print(line, flush=True)
        said.append(line)
    return said


def ratio(measure: str, promise: float, ours: list[float], theirs: list[float]) -> Line:
    """The median of our seconds against the median of theirs, taken in turns."""
    low, high = median(theirs), median(ours)
    return Line(measure, promise, high / low, f"{1000 * high:.0f} ÷ {1000 * low:.0f} ms")
