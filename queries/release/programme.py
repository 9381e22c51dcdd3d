"""A linear programme that is solved again and again, each time from where it stood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import highspy
import numpy as np
from highspy import HighsModelStatus
from scipy.sparse import csr_array

#: One search in whole numbers follows so many branches.
BRANCHES = 2000
#: The solver goes on from its last basis, which presolving would throw away. One thread makes the same steps.
_OPTIONS: Mapping[str, int | str] = {
    "presolve": "off", "threads": 1, "solver": "simplex", "mip_max_nodes": BRANCHES,
}  # fmt: skip


class AuditUndecided(RuntimeError):
    """It could not be found out, or not with the effort that is allowed, whether a value is possible."""


class Unsolved(AuditUndecided):
    """The solver gave up on one search."""


class _Quiet(highspy.Highs):
    """A solver that prints nothing, not even its name when it starts."""

    def enableCallbacks(self) -> None:  # noqa: N802
        """Called first of all: nobody calls back here."""
        self.silent()


class Programme:
    """The cheapest steps that keep each row within bounds; only these change from one search to the next.

    `steps` has shape (rows, steps). Of each step at least `lower` are taken; with `whole` only whole ones.
    """

    def __init__(
        self, steps: csr_array, price: np.ndarray, lower: np.ndarray | None = None, *, whole: bool = False
    ) -> None:
        rows, columns = steps.shape
        programme = highspy.HighsLp()
        programme.num_row_, programme.num_col_ = rows, columns
        programme.col_cost_ = price
        programme.col_lower_ = np.zeros(columns) if lower is None else lower
        programme.col_upper_ = np.full(columns, np.inf)
        programme.row_lower_, programme.row_upper_ = np.full(rows, -np.inf), np.full(rows, np.inf)
        programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        programme.a_matrix_.start_ = steps.indptr
        programme.a_matrix_.index_ = steps.indices
        programme.a_matrix_.value_ = steps.data.astype(float)
        if whole:
            programme.integrality_ = [highspy.HighsVarType.kInteger] * columns
        self._solver: Any = _Quiet()  # type: ignore[no-untyped-call]
        for option, value in _OPTIONS.items():
            self._solver.setOptionValue(option, value)
        self._solver.passModel(programme)
        self.steps, self._rows = columns, np.arange(rows, dtype=np.int32)

    def cheapest(self, low: np.ndarray, high: np.ndarray) -> np.ndarray | None:
        """How many of each step are taken. Shape (steps,); None where none will do. Raises Unsolved."""
        self._solver.changeRowsBounds(len(low), self._rows, low, high)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == HighsModelStatus.kInfeasible:
            return None
        if status != HighsModelStatus.kOptimal and self._solver.getInfo().primal_solution_status != 2:
            raise Unsolved(self._solver.modelStatusToString(status))
        return np.array(self._solver.getSolution().col_value)

    def worth(self) -> np.ndarray:
        """By how much the last price would fall if a row came one nearer to its bounds. Shape (rows,)."""
        return np.array(self._solver.getSolution().row_dual)
