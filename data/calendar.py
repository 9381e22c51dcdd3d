"""The working calendar of Việt Nam as a table of the snapshot, so that SQL can count working days.

Public holidays, Tết, rest days given in place of holidays and the Saturdays worked for them come
from the `holidays` library; the office's own table `days_off` wins over it, because the government
announces moved days late in the year before, and the library follows later still. Until then
a day follows the lunar calendar and the labour code. A correction may move past due
moments and so change who was late; a snapshot that is already published keeps the calendar
that it was built with.
"""

from __future__ import annotations

from datetime import date, timedelta
from importlib.metadata import version

import duckdb

#: The version of the library: another version may give another calendar.
EDITION = f"holidays {version('holidays')}"

#: How long after the last possible event a due day may fall.
_AHEAD = timedelta(days=400)


def write_calendar(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the table `calendar(day, is_working, holiday, working_number, next_working)`.

    Reads `periods`, `deadlines`, `days_off` and `snapshot`. One row per day from the year before the
    first period on. `holiday` is the Vietnamese name of a day off, or the office's basis for it, else
    null; `working_number` counts the working days up to and including the day; `next_working` is the
    day itself when it is a working day, else the next one.
    """
    first, last = _span(connection)
    days_off, saturdays = _exceptions(first, last)
    connection.execute(
        """
        CREATE TABLE calendar AS
        WITH days AS (
            SELECT CAST(unnest(generate_series($first, $last, INTERVAL 1 DAY)) AS DATE) AS day
        ),
        holidays AS (
            SELECT unnest(CAST($days_off AS DATE[])) AS day, unnest(CAST($names AS VARCHAR[])) AS holiday
        ),
        marked AS (
            SELECT
                days.day,
                coalesce(days_off.working, holidays.holiday IS NULL AND extract(isodow FROM days.day) < 6
                    OR list_contains(CAST($saturdays AS DATE[]), days.day)) AS is_working,
                CASE
                    WHEN days_off.working THEN NULL
                    ELSE coalesce(holidays.holiday, days_off.basis)
                END AS holiday
            FROM days LEFT JOIN holidays USING (day) LEFT JOIN days_off USING (day)
        )
        SELECT
            day, is_working, holiday,
            CAST(count(*) FILTER (WHERE is_working) OVER (ORDER BY day) AS INTEGER) AS working_number,
            min(day) FILTER (WHERE is_working)
                OVER (ORDER BY day ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_working
        FROM marked
        ORDER BY day
        """,
        {
            "first": first,
            "last": last,
            "days_off": list(days_off),
            "names": list(days_off.values()),
            "saturdays": saturdays,
        },
    )


def _span(connection: duckdb.DuckDBPyConnection) -> tuple[date, date]:
    """The first and the last day that any clock may need."""
    rows: list[tuple[date, date, int]] = connection.execute(
        """
        SELECT
            coalesce((SELECT min(starts_on) FROM periods), as_of),
            greatest(as_of, (SELECT max(ends_on) FROM periods)),
            coalesce((SELECT max("limit") FROM deadlines WHERE unit <> 'hours'), 0)
        FROM snapshot
        """
    ).fetchall()
    first, last, longest_limit = rows[0]
    # Working days are more than half of all days, whatever the year.
    return date(first.year - 1, 1, 1), last + _AHEAD + timedelta(days=2 * longest_limit)


def _exceptions(first: date, last: date) -> tuple[dict[date, str], list[date]]:
    """Days off with their names, and the Saturdays worked in exchange for one, each ascending."""
    # Imported here because only publishing needs it and it slows the start of the dashboard.
    import holidays

    # Without a language the library would use that of the machine.
    days_off = holidays.country_holidays("VN", years=range(first.year, last.year + 1), language="vi")
    return dict(sorted(days_off.items())), sorted(days_off.weekend_workdays)
