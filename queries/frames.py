"""An answer as a pandas data frame, for analysts: every column has the type of its declaration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from queries.columns import Declared, Kind

if TYPE_CHECKING:
    import pandas as pd

#: The pandas type of each kind, all nullable: a missing count keeps the column's type.
TYPES: Mapping[Kind, Any] = {
    "id": "string", "school": "string", "text": "string", "list": "object", "yes_no": "boolean",
    "year": "Int64", "count": "Int64", "money": "Int64",
    "number": "Float64", "percent": "Float64", "share": "Float64", "measured": "Float64",
    "month": "datetime64[s]", "day": "datetime64[s]", "moment": "datetime64[s]",
}  # fmt: skip


def typed(answer: pa.Table, columns: Sequence[Declared]) -> pd.DataFrame:
    """The answer's rows; codes are categories in the order of their list."""
    # Imported here because the dashboard does not need pandas and must not wait for it.
    import pandas as pd

    return pd.DataFrame(
        {column.name: pd.Series(answer[column.name].to_pylist(), dtype=_type(column)) for column in columns}
    )


def _type(column: Declared) -> Any:
    import pandas as pd

    return pd.CategoricalDtype([*column.allowed], ordered=True) if column.codes else TYPES[column.kind]
