"""A fictitious data set of national size, as CSVs: every table of the contract, the same bytes every time.

Run on request: `python -m tests.bench.national --out DIR` (`--schools 28` for a small one). Per school
it holds what 26,000 schools with 2 million activities and 500,000 incidents in five years hold. All
is drawn from hashes of row numbers: the same rows every time, and the long tables stream to disk. No
name, place or case in it is real, but for the communes that the sample has.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import duckdb

from data.contract import TABLES, Column, Table
from data.publish import SAMPLE
from data.sqltext import literal, name, sql
from tests.given.contract_cells import cell

SCHOOLS, ACTIVITIES, INCIDENTS = 26_000, 2_000_000, 500_000
#: The plan's services and what the office did are no longer for being national.
AS_IN_THE_SAMPLE = ("services", "office_actions")

#: One in 28 schools opens in 2023, closes in 2024, never reports, or has no incident, as in the sample.
_MACROS = """
CREATE MACRO draw(n, salt, below) AS CAST(hash(n, salt) % below AS BIGINT);
CREATE MACRO pick(n, salt, words) AS words[1 + draw(n, salt, len(words))];
CREATE MACRO numbered(head, n) AS head || lpad(CAST(n AS VARCHAR), 7, '0');
CREATE MACRO school_id(s) AS 'MAU-' || lpad(CAST(s + 1 AS VARCHAR), 5, '0');
CREATE MACRO level(s) AS CASE WHEN s % 28 < 17 THEN 'TH' WHEN s % 28 < 27 THEN 'THCS' ELSE 'TH&THCS' END;
CREATE MACRO first_grade(s) AS CASE level(s) WHEN 'THCS' THEN 6 ELSE 1 END;
CREATE MACRO last_grade(s) AS CASE level(s) WHEN 'TH' THEN 5 ELSE 9 END;
CREATE MACRO opened_on(s) AS CASE WHEN s % 28 = 4 THEN DATE '2023-08-15' END;
CREATE MACRO closed_on(s) AS CASE WHEN s % 28 = 26 THEN DATE '2024-05-31' END;
-- A school not open on the day hands over to its neighbour, which is.
CREATE MACRO open_school(s, day, schools) AS
    CASE WHEN day < opened_on(s) OR day > closed_on(s) THEN (s + 1) % schools ELSE s END;
CREATE MACRO classes(s, year, grade) AS 1 + draw(s * 10 + grade, 'classes', 4);
CREATE MACRO pupils(s, year, grade) AS
    classes(s, year, grade) * (22 + draw((s * 10 + grade) * 10 + year % 10, 'pupils', 14));
CREATE MACRO share(s, year, salt, whole) AS whole * (80 + draw(s * 10 + year % 10, salt, 21)) // 100;
-- Events in order of their numbers, from the plan's first day to its last.
CREATE MACRO moment(n, events) AS TIMESTAMP '2021-09-24 07:00' + CAST(n * 2245000 // events AS BIGINT) * INTERVAL 1 MINUTE;
CREATE MACRO later(since, n, salt, minutes) AS since + draw(n, salt, minutes) * INTERVAL 1 MINUTE;
-- What would come after the last day has not happened.
CREATE MACRO seen(moment) AS CASE WHEN moment < TIMESTAMP '2026-01-01' THEN moment END;
"""

_COMMON = """
CREATE TABLE yearly AS
WITH periods AS (
    SELECT year, starts_on, ends_on, report_due_on FROM read_csv(${periods})
),
open AS (
    SELECT s, periods.*
    FROM range(${schools}) AS numbers (s) CROSS JOIN periods
    WHERE coalesce(opened_on(s), starts_on) <= ends_on AND coalesce(closed_on(s), ends_on) >= starts_on
)
SELECT
    s, year,
    (SELECT sum(pupils(s, year, grade)) FROM range(first_grade(s), last_grade(s) + 1) AS grades (grade)) AS pupils,
    (SELECT sum(classes(s, year, grade)) FROM range(first_grade(s), last_grade(s) + 1) AS grades (grade)) AS classes,
    2 + draw(s, 'managers', 2) AS managers, 12 + draw(s, 'teachers', 25) AS teachers, 3 + draw(s, 'employees', 4) AS employees,
    CASE
        WHEN s % 28 = 11 OR draw(s * 10 + year % 10, 'missing', 100) < 3 OR closed_on(s) < report_due_on THEN NULL
        WHEN draw(s * 10 + year % 10, 'late', 100) < 6 THEN report_due_on + CAST(1 + draw(s, 'days', 30) AS INTEGER)
        ELSE report_due_on - CAST(draw(s, 'early', 25) AS INTEGER)
    END AS submitted_on
FROM open
ORDER BY s, year;
CREATE TABLE cases AS
WITH drawn AS (
    SELECT n, moment(n, ${incidents}) AS received_at, draw(n, 'school', ${schools}) AS drawn_s FROM range(${incidents}) AS numbers (n)
),
placed AS (
    SELECT
        n, received_at, CASE WHEN draw(n, 'office', 100) < 2 THEN NULL
            ELSE open_school(CASE drawn_s % 28 WHEN 19 THEN (drawn_s + 1) % ${schools} ELSE drawn_s END, CAST(received_at AS DATE), ${schools})
        END AS s,
        draw(n, 'fate', 100) AS fate, 900 + draw(n, 'took', 90000) AS took
    FROM drawn
)
SELECT
    n, s, received_at, fate,
    seen(later(received_at, n, 'referred', 2200)) AS referred_at,
    seen(received_at + took // 9 * INTERVAL 1 MINUTE) AS assessed_at,
    seen(later(received_at, n, 'measure', 900)) AS emergency_measure_at,
    seen(received_at + took // 4 * INTERVAL 1 MINUTE) AS plan_issued_at,
    CASE WHEN draw(n, 'asks', 10) < 6 THEN seen(later(received_at, n, 'asked', 9000)) END AS support_requested_at,
    CASE WHEN fate >= 5 THEN seen(received_at + took * INTERVAL 1 MINUTE) END AS closed_at
FROM placed
ORDER BY n;
"""

_COMMUNES = """
WITH real AS (
    SELECT code, name, kind, valid_from, valid_to, lat, lon FROM read_csv(${communes}, all_varchar = true)
),
old_ones AS (
    SELECT
        'M' || lpad(CAST(k AS VARCHAR), 5, '0'), 'Xã Mẫu ' || lpad(CAST(k AS VARCHAR), 5, '0'), 'xa', '2021-01-01', '2025-06-30',
        format('{:.4f}', 8.6 + draw(k, 'lat', 140000) / 10000), format('{:.4f}', 104.5 + draw(k, 'lon', 40000) / 10000)
    FROM range(13, ${units} + 1) AS numbers (k)
),
new_ones AS (
    SELECT
        'N' || lpad(CAST(k AS VARCHAR), 5, '0'), 'Xã Mẫu mới ' || lpad(CAST(k AS VARCHAR), 5, '0'), 'xa', '2025-07-01', NULL,
        format('{:.4f}', 8.6 + draw(k, 'lat', 140000) / 10000), format('{:.4f}', 104.5 + draw(k, 'lon', 40000) / 10000)
    FROM range(4, ${units} // 3 + 1) AS numbers (k)
)
SELECT * FROM real UNION ALL SELECT * FROM old_ones UNION ALL SELECT * FROM new_ones
"""

_SCHOOLS = """
WITH real AS (
    SELECT row_number() OVER (ORDER BY code) - 1 AS k, code, name
    FROM read_csv(${communes}, all_varchar = true) WHERE valid_to IS NOT NULL
),
successors AS (
    SELECT commune_code AS code, mode(successor_code ORDER BY successor_code) AS successor
    FROM read_csv(${registered}, all_varchar = true) GROUP BY commune_code
),
placed AS (
    SELECT
        s, coalesce(real.code, 'M' || lpad(CAST(unit + 1 AS VARCHAR), 5, '0')) AS code,
        coalesce(real.name, 'xã Mẫu ' || lpad(CAST(unit + 1 AS VARCHAR), 5, '0')) AS unit_name,
        coalesce(successor, 'N' || lpad(CAST(4 + (unit - 12) // 3 % greatest(${units} // 3 - 3, 1) AS VARCHAR), 5, '0')) AS successor
    FROM (SELECT s, s % ${units} AS unit FROM range(${schools}) AS numbers (s)) AS schools
    LEFT JOIN real ON real.k = unit
    LEFT JOIN successors ON successors.code = real.code
)
SELECT
    school_id(s) AS school_id,
    'Trường ' || level(s) || ' Mẫu ' || lpad(CAST(s + 1 AS VARCHAR), 5, '0') || ' – ' || lower(unit_name[1]) || unit_name[2:] AS name,
    level(s) AS level, code AS commune_code, successor AS successor_code,
    format('{:.4f}', 8.6 + draw(s, 'lat', 140000) / 10000) AS lat, format('{:.4f}', 104.5 + draw(s, 'lon', 40000) / 10000) AS lon,
    opened_on(s) AS opened_on, closed_on(s) AS closed_on, NULL AS moet_code
FROM placed
ORDER BY s
"""

_ACTIVITIES = """
WITH drawn AS (
    SELECT n, CAST(moment(n, ${activities}) AS DATE) AS held_on, draw(n, 'school', ${schools}) AS drawn_s FROM range(${activities}) AS numbers (n)
),
placed AS (
    SELECT
        n, held_on, open_school(drawn_s, held_on, ${schools}) AS s,
        pick(n, 'kind', ['awareness', 'awareness', 'lesson', 'lesson', 'skills_training', 'staff_training', 'parent_session',
            'code_briefing', 'campaign', 'counselling']) AS kind
    FROM drawn
)
SELECT
    numbered('HD-', n + 1) AS activity_id, school_id(s) AS school_id, held_on, kind,
    CASE kind WHEN 'staff_training' THEN 'staff' WHEN 'code_briefing' THEN 'staff' WHEN 'parent_session' THEN 'parents' ELSE 'pupils' END AS audience,
    CASE WHEN kind IN ('awareness', 'lesson', 'skills_training') THEN pick(n, 'topics', ['internet_social', 'basic_security', 'personal_data',
        'recognise_report', 'internet_social;basic_security', 'personal_data;recognise_report', 'internet_social;personal_data']) END AS topics,
    CASE WHEN kind IN ('awareness', 'lesson', 'skills_training') THEN first_grade(s) + draw(n, 'from', 3) END AS grade_from,
    CASE WHEN kind IN ('awareness', 'lesson', 'skills_training') THEN last_grade(s) - draw(n, 'to', 2) END AS grade_to,
    pick(n, 'channel', ['in_person', 'in_person', 'in_person', 'online', 'social_media', 'broadcast', 'print']) AS channel,
    20 + draw(n, 'attendances', 400) AS attendances,
    CASE WHEN kind = 'campaign' THEN CASE level(s) WHEN 'TH' THEN 'doi' ELSE 'doan' END ELSE pick(n, 'organiser', ['school', 'school', 'school', 'office', 'partner']) END AS organiser
FROM placed
"""

_INCIDENTS = """
SELECT
    numbered('VV-', n + 1) AS incident_id, school_id(s) AS school_id,
    pick(n, 'category', ['harmful_content', 'privacy_leak', 'cyberbullying', 'cyberbullying', 'overuse', 'luring_abuse', 'threat_extortion', 'fraud']) AS category,
    pick(n, 'platform', ['facebook', 'zalo', 'tiktok', 'youtube', 'website', 'game', 'messaging', 'other']) AS platform,
    pick(n, 'intake', ['single_point', 'single_point', 'school', 'school', 'family', 'hotline_111', 'police', 'provider_auto', 'other']) AS intake,
    pick(n, 'severity', ['low', 'low', 'medium', 'medium', 'high', 'emergency']) AS severity,
    1 + draw(n, 'children', 3) AS children, pick(n, 'age', ['6-8', '9-11', '12-14', '15', NULL]) AS age_band,
    received_at, CASE WHEN draw(n, 'passed', 10) < 7 THEN referred_at END AS referred_at, assessed_at,
    CASE WHEN pick(n, 'severity', ['low', 'low', 'medium', 'medium', 'high', 'emergency']) = 'emergency' THEN emergency_measure_at END AS emergency_measure_at,
    plan_issued_at, support_requested_at,
    CASE WHEN support_requested_at IS NOT NULL THEN pick(n, 'asker', ['child', 'family', 'family', 'community']) END AS support_requested_by,
    CASE WHEN fate >= 8 THEN seen(later(support_requested_at, n, 'started', 8000)) END AS support_started_at,
    closed_at,
    CASE WHEN closed_at IS NULL THEN NULL WHEN fate >= 14 THEN 'resolved' ELSE pick(n, 'outcome', ['transferred', 'withdrawn', 'duplicate', 'unfounded']) END AS outcome,
    CASE WHEN draw(n, 'reopened', 50) = 0 THEN 1 ELSE 0 END AS reopened
FROM cases
"""

_YEARLY = {
    "enrolment": """
        SELECT school_id(s) AS school_id, year, grade, classes(s, year, grade) AS classes, pupils(s, year, grade) AS pupils
        FROM yearly JOIN range(1, 10) AS grades (grade) ON grade BETWEEN first_grade(s) AND last_grade(s)
        ORDER BY s, year, grade""",
    "staffing": "SELECT school_id(s) AS school_id, year, managers, teachers, employees FROM yearly ORDER BY s, year",
    "reports": """
        SELECT
            school_id(s) AS school_id, year, submitted_on, CASE WHEN submitted_on IS NOT NULL THEN 'accepted' END AS status,
            CASE WHEN submitted_on IS NOT NULL THEN draw(s * 10 + year % 10, 'notes', 3) END AS note_count
        FROM yearly ORDER BY s, year""",
    "statements": """
        WITH answers AS (
            SELECT s, year, unnest([
                {'item': 'online_teaching_rule', 'value': CAST(draw(s, 'rule', 2021) < 400 * (year - 2020) AS BIGINT)},
                {'item': 'accountability_rule', 'value': CAST(draw(s, 'accountable', 2021) < 420 * (year - 2020) AS BIGINT)},
                {'item': 'coordination_procedure', 'value': CAST(draw(s, 'procedure', 2021) < 410 * (year - 2020) AS BIGINT)},
                {'item': 'access_managed', 'value': CAST(draw(s, 'access', 2021) < 390 * (year - 2020) AS BIGINT)},
                {'item': 'counselling_team', 'value': CAST(draw(s, 'team', 2021) < 430 * (year - 2020) AS BIGINT)},
                {'item': 'pupils_reached', 'value': share(s, year, 'reached', pupils)},
                {'item': 'parents_reached', 'value': share(s, year, 'parents', pupils)},
                {'item': 'pupils_trained', 'value': share(s, year, 'trained', pupils)},
                {'item': 'staff_trained', 'value': share(s, year, 'staff', managers + teachers + employees)},
                {'item': 'staff_briefed_on_code', 'value': share(s, year, 'code', managers + teachers + employees)},
                {'item': 'classes_with_digital_skills', 'value': share(s, year, 'skills', classes)},
                {'item': 'models_commended', 'value': draw(s * 10 + year % 10, 'models', 4)},
                {'item': 'counselling_sessions', 'value': draw(s * 10 + year % 10, 'sessions', 60)}
            ], recursive := true)
            FROM yearly WHERE submitted_on IS NOT NULL
        )
        SELECT school_id(s) AS school_id, year, item, value FROM answers ORDER BY s, year, item""",
    "service_use": """
        SELECT
            school_id(s) AS school_id, year, service_id, pupils * (50 + draw(s, service_id, 50)) // 100 AS pupils,
            pupils * draw(s, service_id, 50) // 100 AS parents
        FROM yearly JOIN read_csv(${services}) AS services ON draw(s, 'uses' || service_id, 100) < 30
        WHERE submitted_on IS NOT NULL ORDER BY s, year, service_id""",
    "funding": """
        SELECT payer, year, source, planned_vnd, CAST(planned_vnd * spent / 100 AS BIGINT) AS spent_vnd
        FROM (
            SELECT -1 AS s, 'office' AS payer, year, source, 40000000 + draw(year, source, 200) * 100000 AS planned_vnd, 95 AS spent
            FROM (SELECT unnest([2021, 2022, 2023, 2024, 2025]) AS year), (SELECT unnest(['state', 'domestic']) AS source)
            UNION ALL
            SELECT s, school_id(s), year, source, 2000000 + draw(s * 10 + year % 10, source, 300) * 100000, 70 + draw(s, year, 31)
            FROM yearly JOIN (SELECT unnest(['state', 'domestic', 'foreign']) AS source, unnest([85, 32, 4]) AS percent) AS sources
                ON draw(s * 10 + year % 10, 'from' || source, 100) < percent
            WHERE submitted_on IS NOT NULL
        )
        ORDER BY s, year, source""",
}  # fmt: skip

_CASES = {
    "removals": """
        SELECT
            numbered('GB-', n + 1) AS removal_id, numbered('VV-', n + 1) AS incident_id,
            pick(n, 'platform', ['facebook', 'zalo', 'tiktok', 'youtube', 'website', 'game', 'messaging', 'other']) AS platform,
            requested_at, CASE WHEN refused = 0 AND draw(n, 'stays', 20) > 0 THEN seen(later(requested_at, n, 'removed', 1800)) END AS removed_at, refused
        FROM (SELECT n, later(received_at, n, 'request', 3000) AS requested_at, CASE WHEN draw(n, 'refused', 12) = 0 THEN 1 ELSE 0 END AS refused FROM cases)
        WHERE draw(n, 'removal', 100) < 52 AND requested_at < TIMESTAMP '2026-01-01' ORDER BY n""",
    "violations": """
        WITH found AS (
            SELECT n, s, CAST(later(received_at, n, 'found', 9000) AS DATE) AS found_on, draw(n, 'subject', 10) AS subject FROM cases WHERE draw(n, 'violation', 100) < 46
        ),
        followed AS (
            SELECT *, CASE WHEN draw(n, 'handled', 10) > 0 THEN found_on + CAST(draw(n, 'days', 75) AS INTEGER) END AS handled FROM found WHERE found_on <= DATE '2025-12-31'
        )
        SELECT
            numbered('VP-', n + 1) AS violation_id, CASE WHEN subject > 2 THEN numbered('VV-', n + 1) END AS incident_id, school_id(open_school(s, found_on, ${schools})) AS school_id,
            CASE WHEN subject = 0 THEN 'school_staff' WHEN subject < 4 THEN 'organisation' ELSE 'individual' END AS subject,
            pick(n, 'source', ['denounced', 'detected']) AS source,
            pick(n, 'platform', ['facebook', 'zalo', 'tiktok', 'youtube', 'website', 'game', 'messaging', 'other']) AS platform,
            found_on, CASE WHEN handled <= DATE '2025-12-31' THEN handled END AS handled_on,
            CASE WHEN handled <= DATE '2025-12-31' THEN pick(n, 'handling', ['criminal', 'administrative', 'administrative', 'disciplinary', 'reminder', 'not_upheld']) END AS handling
        FROM followed ORDER BY n""",
}  # fmt: skip

_COPIED = "SELECT * FROM read_csv(${path}, all_varchar = true)"

_NETWORK = """
SELECT
    numbered('TV-', row_number() OVER (ORDER BY valid_from, code, kind)) AS member_id,
    CASE kind WHEN 'women' THEN 'Hội Liên hiệp Phụ nữ ' ELSE 'Công an ' END || lower(name[1]) || name[2:] || ' (mẫu)' AS name,
    kind, code AS commune_code, CAST(valid_from AS DATE) + CAST(CASE WHEN valid_to IS NULL THEN 10 ELSE 280 END + draw(code, kind, 90) AS INTEGER) AS joined_on,
    valid_to AS left_on
FROM (SELECT * EXCLUDE (kind) FROM read_csv(${written}, all_varchar = true)) JOIN (SELECT unnest(['women', 'police']) AS kind) AS kinds ON draw(code, 'has' || kind, 10) < 8
ORDER BY valid_from, code, kind
"""


def write(folder: Path, schools: int = SCHOOLS) -> Path:
    """Write every intake table as `<table>.csv` into `folder`; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = {
        "schools": str(schools),
        "activities": str(max(schools * ACTIVITIES // SCHOOLS, 1)),
        "incidents": str(max(schools * INCIDENTS // SCHOOLS, 1)),
        "units": str(max(schools * 12 // 28, 12)),
        "periods": literal(str(SAMPLE.parent / "plan" / "periods.csv")),
        "communes": literal(str(SAMPLE / "communes.csv")),
        "registered": literal(str(SAMPLE / "schools.csv")),
        "services": literal(str(SAMPLE / "services.csv")),
        "written": literal(str(folder / "communes.csv")),
    }
    copied = {table: sql(_COPIED, path=literal(str(SAMPLE / f"{table}.csv"))) for table in AS_IN_THE_SAMPLE}
    tables = {"communes": _COMMUNES, "schools": _SCHOOLS, "activities": _ACTIVITIES, "incidents": _INCIDENTS}
    with duckdb.connect() as connection:
        connection.execute(_MACROS)
        connection.execute(sql(_COMMON, **parts))
        for table, rows in {**tables, **_YEARLY, **_CASES, "network_members": _NETWORK, **copied}.items():
            _copy(connection, folder / f"{table}.csv", table, sql(rows, **parts))
    return folder


def _copy(connection: duckdb.DuckDBPyConnection, path: Path, table: str, rows: str) -> None:
    made = connection.sql(rows).columns
    connection.execute(
        sql(
            "COPY (SELECT ${columns} FROM (${rows})) TO ${path} (HEADER, DELIMITER ',',"
            " DATEFORMAT '%Y-%m-%d', TIMESTAMPFORMAT '%Y-%m-%d %H:%M')",
            columns=", ".join(_value(column, TABLES[table], made) for column in TABLES[table].columns),
            rows=rows,
            path=literal(str(path)),
        )
    )


def _value(column: Column, table: Table, made: Sequence[str]) -> str:
    """A column as its query makes it; else the same value in every row, or none where none is required."""
    if column.name in made:
        return name(column.name)
    return f"{literal(cell(table, column)) if column.required else 'NULL'} AS {name(column.name)}"


def main() -> None:
    """Write the data set where the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder for the CSVs")
    parser.add_argument("--schools", type=int, default=SCHOOLS)
    options = parser.parse_args()
    write(options.out, options.schools)
    for path in sorted(options.out.glob("*.csv")):
        print(f"{path.name:24} {path.stat().st_size / 1e6:8.1f} MB")


if __name__ == "__main__":
    main()
