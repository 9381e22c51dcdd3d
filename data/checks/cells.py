"""Converts the text cells of one sheet to the contract's types, and reports each cell that fails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import duckdb

from data.checks.plain import PLAIN_ID, may_be_plain, plain_row, plain_value
from data.contract import TABLES, Column, Table
from data.intake import label_map, stage
from data.intake.delivery import CsvText, FileRead, Sheet
from data.intake.findings import LIMIT
from data.intake.staging import stage_plain
from data.intake.words import NO, YES, clean, fold, shown
from data.personal import HARMLESS, SPELT_OUT, is_in_disguise, personal_kind
from data.problems import Problem
from data.sqltext import literal, name, names, sql
from data.words import HOME, Label

#: The earliest year of a date: no school of today and no unit is older.
_FIRST_YEAR = 1800
#: The dates that Excel shows where somebody typed a small number or a year: its days 0 to 366 and 1950 to
#: 2100, counted from the end of 1899.
_COUNTED = (("1899-12-30", "1900-12-31"), ("1905-05-03", "1905-09-30"))

#: The pattern that a text must match before it is cast. DuckDB's own casts accept too much:
#: '1.234' would become the integer 1.
_SHAPES = {
    "id": r"[A-Za-z0-9][A-Za-z0-9_.&/-]{0,39}",
    "integer": r"-?[0-9]{1,9}",
    "money": r"-?[0-9]{1,15}",
    "decimal": r"-?[0-9]{1,12}(\.[0-9]{1,12})?",
    "flag": r"[01]",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "moment": r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-5][0-9](\.[0-9]+)?)?(\+07(:?00)?)?",
}

_TYPED = {
    "id": "CASE WHEN regexp_full_match(${x}, ${shape}) THEN ${x} END",
    "text": "CASE WHEN length(${x}) <= 200 THEN ${x} END",
    "integer": "CASE WHEN regexp_full_match(${x}, ${shape}) THEN TRY_CAST(${x} AS INTEGER) END",
    "money": "CASE WHEN regexp_full_match(${x}, ${shape}) THEN TRY_CAST(${x} AS BIGINT) END",
    "decimal": "CASE WHEN regexp_full_match(${x}, ${shape}) THEN TRY_CAST(${x} AS DOUBLE) END",
    "flag": "CASE WHEN lower(${x}) IN (${yes}) THEN true WHEN lower(${x}) IN (${no}) THEN false END",
    "date": "CASE WHEN regexp_full_match(${x}, ${shape}) THEN TRY_CAST(${x} AS DATE) END",
    # To the minute: seconds are dropped, and the zone is Việt Nam's.
    "moment": "CASE WHEN regexp_full_match(${x}, ${shape}) THEN TRY_CAST(left(${x}, 16) AS TIMESTAMP) END",
    "choice": "(SELECT code FROM codes WHERE codes.column_name = ${literal} AND codes.text = ${x})",
    "choices": "string_split((SELECT code FROM codes"
    " WHERE codes.column_name = ${literal} AND codes.text = ${x}), ';')",
}

#: Drawn signs of one code point with single spaces, as in nearly every cell of a large file, need no `clean`.
_SIGNS = r"[!-~\x{00C0}-\x{024F}\x{1E00}-\x{1EFF}\x{2013}]+"
_CLEAN = rf"""CASE WHEN regexp_full_match(${{x}}, '{_SIGNS}( {_SIGNS})*') THEN ${{x}}
    ELSE nullif(clean(${{x}}), '') END"""


def type_sheet(
    connection: duckdb.DuckDBPyConnection, file: FileRead, sheet: Sheet, number: int
) -> list[Problem]:
    """Append the sheet's rows, typed, to its table in `connection`; return its cell problems.

    `_sheet` (= `number`) and `_row` keep the origin of each row. A cell with a problem is
    stored empty: the problem itself blocks publishing.
    """
    table = TABLES[sheet.table]
    columns = [table.column(header) for header in sheet.headers]
    if isinstance(sheet.rows, CsvText) and may_be_plain(columns):
        if _append_plain(connection, sheet, table, columns, number):
            return []
    else:
        stage(connection, sheet, "staged")
    _clean(connection, columns)
    _write_codes(connection, columns)
    _write_personal(connection, columns)
    typed = ", ".join(_typed(column, columns) + " AS " + name(column.name) for column in columns)
    connection.execute(
        sql(
            "CREATE OR REPLACE TEMP TABLE typed AS"
            " SELECT CAST(? AS INTEGER) AS _sheet, _row, ${cells} FROM cleaned",
            cells=typed,
        ),
        [number],
    )
    problems = list(_cell_problems(connection, file, sheet, table, columns))
    _note_bad_cells(connection, sheet, number, problems)
    connection.execute(sql("INSERT INTO ${table} BY NAME SELECT * FROM typed", table=name(table.name)))
    return problems


def _note_bad_cells(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, number: int, problems: Sequence[Problem]
) -> None:
    """Store the cells that have an error, so that other checks do not report what follows from it."""
    columns = {header: column for column, header in sheet.headers.items()}
    cells = set(sheet.noted) | {
        (problem.row, columns[problem.column])
        for problem in problems
        if problem.severity == "error" and problem.column in columns
    }
    for column in {column for _, column in cells}:
        rows = [row for row, other in cells if other == column]
        connection.execute(
            sql(
                "INSERT INTO bad_cells SELECT $table, $column, $sheet, _row, ${x} FROM cleaned"
                " WHERE list_contains(CAST($rows AS INTEGER[]), _row)",
                x=name(column),
            ),
            {"table": sheet.table, "column": column, "sheet": number, "rows": rows},
        )


def _append_plain(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, table: Table, columns: Sequence[Column], number: int
) -> bool:
    """Append the plain rows of a CSV and stage the others; returns whether there are no others."""
    values = {column.name: plain_value(column) for column in columns}
    rows = stage_plain(connection, sheet, "staged", values, plain_row(columns))
    connection.execute(
        sql(
            "INSERT INTO ${table} BY NAME SELECT CAST(? AS INTEGER) AS _sheet, * FROM (${rows})",
            table=name(table.name),
            rows=rows,
        ),
        [number],
    )
    return connection.execute("SELECT count(*) FROM staged").fetchall() == [(0,)]


def _clean(connection: duckdb.DuckDBPyConnection, columns: Sequence[Column]) -> None:
    """Make the table `cleaned` of the staged rows."""
    cells = ", ".join(sql(_CLEAN, x=name(c.name)) + " AS " + name(c.name) for c in columns)
    connection.execute(
        sql("CREATE OR REPLACE TEMP TABLE cleaned AS SELECT _row, ${cells} FROM staged", cells=cells)
    )


def _typed(column: Column, columns: Sequence[Column]) -> str:
    words = {"yes": ", ".join(map(literal, YES)), "no": ", ".join(map(literal, NO))}
    typed = sql(
        _TYPED[column.kind],
        x=name(column.name),
        shape=literal(_SHAPES.get(column.kind, "")),
        literal=literal(column.name),
        **words,
    )
    for deciding, codes in column.answers.items():
        if any(other.name == deciding for other in columns):
            code = sql(_TYPED["choice"], x=name(deciding), literal=literal(deciding))
            answer = sql("CAST(" + _TYPED["flag"] + " AS INTEGER)", x=name(column.name), **words)
            is_answer = f"{code} IN ({', '.join(map(literal, codes))})"
            typed = f"coalesce(CASE WHEN {is_answer} THEN {answer} END, {typed})"
    return typed


def _write_codes(connection: duckdb.DuckDBPyConnection, columns: list[Column]) -> None:
    """Match each distinct text of a choice column, label or code, to its code."""
    connection.execute("CREATE OR REPLACE TEMP TABLE codes (column_name VARCHAR, text VARCHAR, code VARCHAR)")
    for column in columns:
        if column.kind not in ("choice", "choices"):
            continue
        known = label_map(column)
        texts = connection.execute(
            sql("SELECT DISTINCT ${x} FROM cleaned WHERE ${x} IS NOT NULL", x=name(column.name))
        ).fetchall()
        rows = [(column.name, text, code) for (text,) in texts if (code := _code(column, text, known))]
        if rows:
            connection.executemany("INSERT INTO codes VALUES (?, ?, ?)", rows)


def _write_personal(connection: duckdb.DuckDBPyConnection, columns: Sequence[Column]) -> None:
    """Store each distinct text that holds personal data, with the reason."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE personal (column_name VARCHAR, text VARCHAR, reason VARCHAR)"
    )
    for column in columns:
        if column.kind not in ("id", "text"):
            continue
        query = (
            "SELECT DISTINCT ${x} FROM cleaned WHERE NOT regexp_full_match(${x}, ${harmless})"
            " OR regexp_matches(${x}, ${spelt_out})"
        )
        harmless = "|".join(filter(None, (HARMLESS, column.form, PLAIN_ID if column.kind == "id" else "")))
        texts = connection.execute(
            sql(query, x=name(column.name), harmless=literal(harmless), spelt_out=literal(SPELT_OUT))
        ).fetchall()
        rows = [
            (column.name, text, "disguised_data" if is_in_disguise(text) else "personal_data")
            for (text,) in texts
            if personal_kind(text)
        ]
        if rows:
            connection.executemany("INSERT INTO personal VALUES (?, ?, ?)", rows)


def _code(column: Column, text: str, known: dict[str, str]) -> str:
    parts = [part.strip() for part in text.split(";")] if column.kind == "choices" else [text]
    codes = {known.get(fold(part), "") for part in parts if part}
    if not codes or "" in codes:
        return ""
    return ";".join(code for code in column.allowed if code in codes)


def _cell_problems(
    connection: duckdb.DuckDBPyConnection,
    file: FileRead,
    sheet: Sheet,
    table: Table,
    columns: list[Column],
) -> Iterator[Problem]:
    from_csv = not sheet.title
    room, left_out = LIMIT, 0
    for column in _with_bad_cells(connection, columns):
        bad = _bad_cells(connection, column, room)
        room -= len(bad)
        left_out += bad[0][0] - len(bad) if bad else 0
        for _, row, text, reason in bad:
            header = sheet.headers[column.name]
            if (row, column.name) not in sheet.noted:
                code, expected = (
                    diagnose(column, text, from_csv)
                    if reason == "unreadable"
                    else (reason, _expected(column, from_csv))
                )
                values: dict[str, str | Label] = {"actual": shown(text, column.form), "expected": expected}
                if reason == "too_far_back":
                    values["expected"] = str(_FIRST_YEAR)
                if reason in ("personal_data", "disguised_data"):
                    values["kind"] = personal_kind(text) or ""
                yield Problem(code, file.name, sheet.title, row, header, values, file.contract)
    if left_out:
        yield Problem("more_problems", file.name, sheet.title, values={"actual": str(left_out)})


def _with_bad_cells(connection: duckdb.DuckDBPyConnection, columns: Sequence[Column]) -> list[Column]:
    """The columns that have a bad cell: one look at the whole sheet, since most sheets have none."""
    of_person = "cleaned.${x} IN (SELECT text FROM personal WHERE column_name = ${label})"
    looks = ", ".join(
        sql(
            "bool_or((${why}) IS NOT NULL OR "
            + (of_person if column.kind in ("id", "text") else "false")
            + ")",
            why=_reason(column),
            x=name(column.name),
            label=literal(column.name),
        )
        for column in columns
    )
    query = sql("SELECT ${looks} FROM cleaned JOIN typed USING (_row)", looks=looks)
    (has_bad,) = connection.execute(query).fetchall()
    return [column for column, bad in zip(columns, has_bad, strict=True) if bad]


def _reason(column: Column) -> str:
    """SQL: why a cell of the column is bad, apart from what it tells of a person; NULL for a good one."""
    tests = {"unreadable": "cleaned.${x} IS NOT NULL AND typed.${x} IS NULL"}
    if column.required:
        tests["required"] = "cleaned.${x} IS NULL"
    if column.low is not None:
        tests["too_small"] = "typed.${x} < ${low}"
    if column.high is not None:
        tests["too_large"] = "typed.${x} > ${high}"
    if column.kind in ("date", "moment"):
        tests["year_1900"] = " OR ".join(
            f"CAST(typed.${{x}} AS DATE) BETWEEN DATE '{first}' AND DATE '{last}'" for first, last in _COUNTED
        )
        tests["too_far_back"] = f"typed.${{x}} < DATE '{_FIRST_YEAR}-01-01'"
        if not column.may_be_future:
            tests["after_as_of"] = "CAST(typed.${x} AS DATE) > getvariable('as_of')"
    cases = " ".join(f"WHEN {test} THEN '{reason}'" for reason, test in tests.items())
    return sql(f"CASE {cases} END", x=name(column.name), low=str(column.low), high=str(column.high))


def _bad_cells(
    connection: duckdb.DuckDBPyConnection, column: Column, room: int
) -> list[tuple[int, int, str, str]]:
    """(count of all, row, text, reason) for the bad cells of one column.

    At most `room` of them, but always the first, because it carries the count.
    """
    # What a text tells of a person comes first: it may be unreadable too, but this is the exact reason.
    query = """SELECT count(*) OVER (), cleaned._row, coalesce(cleaned.${x}, ''),
            coalesce(personal.reason, ${why}) AS why
        FROM cleaned JOIN typed USING (_row)
        LEFT JOIN personal ON personal.column_name = ${label} AND personal.text = cleaned.${x}
        WHERE why IS NOT NULL ORDER BY cleaned._row"""
    return connection.execute(
        sql(query, why=_reason(column), label=literal(column.name), x=name(column.name))
    ).fetchmany(max(room, 1))


def _expected(column: Column, from_csv: bool) -> str:
    if column.allowed:
        return (
            ", ".join(column.allowed)
            if from_csv
            else ", ".join(label.in_language(HOME) for label in column.allowed.values())
        )
    if column.low is not None or column.high is not None:
        return " – ".join(f"{bound:.12g}" for bound in (column.low, column.high) if bound is not None)
    return ""


def diagnose(column: Column, text: str, from_csv: bool) -> tuple[str, str]:
    """Why a cell's text does not fit its column: (message code, expected form)."""
    if column.kind in ("date", "moment"):
        return _diagnose_date(column, text, from_csv)
    if column.kind in ("integer", "money", "decimal"):
        return _diagnose_number(column, text)
    code = {
        "choice": "not_allowed",
        "choices": "not_allowed",
        "flag": "not_flag",
        "text": "too_long",
    }.get(column.kind, "not_id")
    return code, _expected(column, from_csv)


def _diagnose_date(column: Column, text: str, from_csv: bool) -> tuple[str, str]:
    day = "YYYY-MM-DD" if from_csv else "dd/mm/yyyy"
    expected = day + (" HH:MM" if column.kind == "moment" else "")
    if (
        re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*(Z|[+-]\d\d(:?\d\d)?)", text)
        and column.kind == "moment"
    ):
        return "other_zone", expected
    if re.fullmatch(r"\d{4,6}(\.\d+)?", text):
        return "excel_serial", expected
    parts = re.fullmatch(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?:[ T].*)?", text)
    if parts is None:
        return "not_a_date", expected
    first, second, third = (int(part) for part in parts.groups())
    if len(parts[1]) == 4:
        if _is_day(first, second, third):
            return ("no_time" if column.kind == "moment" else "not_a_date"), expected
        return ("day_month_swapped" if _is_day(first, third, second) else "no_such_day"), expected
    if len(parts[3]) < 4:
        return "two_digit_year", expected
    if _is_day(third, second, first):
        if column.kind == "moment" and re.fullmatch(r"[\d/.-]+", text):
            return "no_time", expected
        return "date_not_iso" if from_csv else "not_a_date", expected
    return ("day_month_swapped" if _is_day(third, first, second) else "no_such_day"), expected


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _diagnose_number(column: Column, text: str) -> tuple[str, str]:
    if re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", text) and column.kind != "decimal":
        return "thousand_marks", _expected(column, from_csv=True)
    if re.fullmatch(r"-?\d+,\d+", text):
        return "decimal_comma", _expected(column, from_csv=True)
    if re.fullmatch(r"-?\d+\.\d+", text):
        return "not_whole", _expected(column, from_csv=True)
    return "not_a_number", _expected(column, from_csv=True)


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the empty typed tables with the origin of each row, and the SQL function `clean`.

    `bad_cells` holds the cells that have an error, with their text.
    """
    connection.create_function("clean", clean, ["VARCHAR"], "VARCHAR")
    connection.execute(
        "CREATE TABLE bad_cells"
        " (table_name VARCHAR, column_name VARCHAR, _sheet INTEGER, _row INTEGER, text VARCHAR)"
    )
    for table in TABLES.values():
        columns = ", ".join(name(c.name) + " " + c.sql_type for c in table.columns)
        connection.execute(
            sql(
                "CREATE TABLE ${table} (${columns}, _sheet INTEGER, _row INTEGER)",
                table=names(table.name),
                columns=columns,
            )
        )
