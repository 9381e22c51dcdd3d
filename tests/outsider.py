"""An outsider of his own make: what he knows of the measures' definitions, and what he works out from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

#: A sum that holds: its total, and its parts, by the cells' names (measure|kind|place|year).
Sum = tuple[str, Sequence[str]]

SPLITS = ("category", "platform", "intake", "severity", "age_band", "month")
DUE = ("on_time", "late", "overdue")


def equations(names: Collection[str]) -> list[Sum]:
    """Every sum that a reader of the measures' definitions knows to hold between these cells."""
    known = set(names)
    keys = [tuple(name.split("|")) for name in known]
    sums: dict[str, list[Sequence[str]]] = {}

    def add(total: str, parts: Sequence[str]) -> None:
        if total in known and parts and set(parts) <= known:
            sums.setdefault(total, []).append(sorted(parts))

    for measure, kind, place, year in keys:
        name = f"{measure}|{kind}|{place}|{year}"
        alike = [key for key in keys if key[0] == measure]
        if kind == "district":
            add(name, ["|".join(key) for key in alike if key[1] == "school" and key[3] == year])
        if year == "all":
            add(name, ["|".join(key) for key in alike if key[1:3] == (kind, place) and key[3] != "all"])
        if measure.endswith(".all"):
            add(name, [name.replace(".all|", f".{part}|") for part in ("done", "rest")])
        if measure == "single_channel.all" and kind == "district":
            for split in SPLITS:
                add(name, ["|".join(key) for key in keys if key[0] == split and key[3] == year])
        if measure.startswith("clock.") and place == "fell_due":
            add(name, [f"{measure}|part|{state}|{year}" for state in DUE])
        if measure.startswith("clock.") and place == "all":
            rest = [key for key in alike if key[3] == year and key[2] not in ("all", *DUE)]
            add(name, ["|".join(key) for key in rest])
            if measure in ("clock.plan", "clock.closure"):
                add(name, [f"{of}|district|district|{year}" for of in ("single_channel.all", "void")])
    return [(total, parts) for total, found in sorted(sums.items()) for parts in found]


def pinned(
    shown: Mapping[str, int], truth: Mapping[str, int], sums: Sequence[Sum], small: Collection[str]
) -> Iterator[str]:
    """Which of the `small` cells he pins to less than 1 to 4, from the `shown` counts and the `sums`.

    `truth` has every cell; from it he is told the names only, and it is checked that the sums hold.
    """
    names = sorted(truth)
    place = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(sums), len(names)))
    for row, (total, parts) in enumerate(sums):
        matrix[row, place[total]] += 1
        for part in parts:
            matrix[row, place[part]] -= 1
    assert (matrix @ np.array([truth[name] for name in names]) == 0).all()
    hidden = [name for name in names if name not in shown]
    unknown = matrix[:, [place[name] for name in hidden]]
    rows = np.abs(unknown).sum(axis=1) > 0
    known = (matrix @ np.array([shown.get(name, 0) for name in names]))[rows]
    constraint = LinearConstraint(csr_array(unknown[rows]), -known, -known)
    for name in small:
        number = hidden.index(name)
        for value in (1, 4):
            low, high = np.zeros(len(hidden)), np.full(len(hidden), 500.0)
            low[number] = high[number] = value
            found = milp(
                np.zeros(len(hidden)),
                constraints=constraint,
                bounds=Bounds(low, high),
                integrality=np.ones(len(hidden)),
            )
            assert found.status in (0, 2), found.message
            if found.status == 2:
                yield name
                break
