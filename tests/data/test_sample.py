"""The fictitious sample: same bytes every time, valid by every rule, and as awkward as life."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import data.sample
from data.contract import CODES, GRADES, INTAKE_TABLES, OFFICE, TABLES, Table
from data.sample import SAMPLE_AS_OF, write_sample
from tests.given.contract_cells import complaints, read_text

DATA = Path(data.sample.__file__).parent
FOLDER = DATA / "sample"
NAMES = [table.name for table in INTAKE_TABLES]
YEARS = ["2021", "2022", "2023", "2024", "2025"]
FIRST_DAY, LAST_DAY = "2021-09-24", SAMPLE_AS_OF.isoformat()
NOT_COUNTED = ["duplicate", "unfounded"]
STAGES = [
    "referred_at", "assessed_at", "emergency_measure_at", "plan_issued_at", "support_requested_at",
    "support_started_at", "closed_at",
]  # fmt: skip


@cache
def _rows(name: str) -> pd.DataFrame:
    """A table's cells as text; ISO dates and moments then compare as they stand."""
    folder = FOLDER if name in NAMES else DATA / "plan"
    return read_text(folder / f"{name}.csv")


def _numbers(cells: pd.Series[str]) -> pd.Series[int]:
    return cells.astype(int)


def _year(moments: pd.Series[str]) -> pd.Series[str]:
    return moments.str[:4]


def _with_school(name: str) -> pd.DataFrame:
    """A table's rows that name a school, beside what the register says about it."""
    schools = _rows("schools")[["school_id", "level", "opened_on", "closed_on"]]
    return _rows(name).merge(schools, on="school_id")


def _counted() -> pd.DataFrame:
    incidents = _rows("incidents")
    return incidents[~incidents["outcome"].isin(NOT_COUNTED)]


def _received() -> set[tuple[str, str]]:
    reports = _rows("reports")
    came = reports[reports["submitted_on"] != ""]
    return set(zip(came["school_id"], came["year"], strict=True))


def _school_years(name: str) -> set[tuple[str, str]]:
    rows = _rows(name)
    return set(zip(rows["school_id"], rows["year"], strict=True))


# --- The files themselves


def test_generator_writes_exactly_the_committed_bytes(tmp_path: Path) -> None:
    write_sample(tmp_path)
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.csv" for name in NAMES}
    for name in NAMES:
        made, kept = ((folder / f"{name}.csv").read_bytes() for folder in (tmp_path, FOLDER))
        assert made == kept, f"{name}.csv: run python -m data sample --out data/sample"


def test_the_folder_of_csvs_does_not_hide_the_module() -> None:
    assert data.sample.__file__.endswith("sample.py")


@pytest.mark.parametrize("name", NAMES)
def test_files_are_plain_utf8_with_composed_letters(name: str) -> None:
    text = (FOLDER / f"{name}.csv").read_bytes().decode("utf-8")
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("table", INTAKE_TABLES, ids=lambda table: table.name)
def test_every_cell_is_as_the_contract_says(table: Table) -> None:
    assert list(complaints(table, _rows(table.name))) == []


@pytest.mark.parametrize("table", INTAKE_TABLES, ids=lambda table: table.name)
def test_every_reference_is_found(table: Table) -> None:
    rows = _rows(table.name)
    for column in table.columns:
        if column.refers:
            there, name = column.refers.split(".")
            known = set(_rows(there)[name]) | {"" if not column.required else OFFICE}
            assert set(rows[column.name]) <= known, column.name


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("schools", 28, 28),
        ("communes", 18, 18),
        ("activities", 1400, 1600),
        ("incidents", 250, 270),
        ("violations", 115, 125),
        ("removals", 120, 140),
    ],
)
def test_volumes_are_near_what_is_promised(name: str, low: int, high: int) -> None:
    assert low <= len(_rows(name)) <= high


def test_each_year_holds_more_than_the_one_before() -> None:
    for name, moment in [("activities", "held_on"), ("incidents", "received_at")]:
        counts = _year(_rows(name)[moment]).value_counts().sort_index()
        assert list(counts.index) == YEARS
        assert counts.is_monotonic_increasing, name


# --- Places


def test_schools_are_unmistakably_fictitious() -> None:
    schools = _rows("schools")
    assert schools["level"].value_counts().to_dict() == {"TH": 17, "THCS": 10, "TH&THCS": 1}
    assert schools["name"].str.contains("Mẫu").all()
    assert (schools["moet_code"] == "").all()
    combined = schools[schools["level"] == "TH&THCS"]
    assert list(combined["name"]) == ["Trường TH&THCS Mẫu 09 – xã Tân Thành"]


def test_communes_keep_four_codes_with_another_meaning() -> None:
    communes = _rows("communes")
    old = communes[communes["valid_to"] == "2025-06-30"].set_index("code")
    new = communes[communes["valid_from"] == "2025-07-01"].set_index("code")
    assert (len(old), len(new)) == (12, 6)
    shared = sorted(set(old.index) & set(new.index))
    assert shared == ["28036", "28051", "28066", "28072"]
    assert old.loc["28036", "name"] == "Thị trấn Thủ Thừa"
    assert new.loc["28036", "name"] == "Xã Thủ Thừa"


def test_every_school_lies_in_its_commune_and_goes_to_a_part_of_it() -> None:
    parts = {
        "28036": {"28036"}, "28063": {"28036", "27694"}, "28042": {"28036", "28051"},
        "28057": {"28036", "28087"}, "28066": {"28066"}, "28060": {"28066"}, "28054": {"28051"},
        "28048": {"28051"}, "28051": {"28051"}, "28045": {"28072"}, "28039": {"28072"},
        "28072": {"28072"},
    }  # fmt: skip
    communes = _rows("communes")
    old = communes[communes["valid_to"] != ""].set_index("code")
    schools = _rows("schools")
    assert set(schools["commune_code"]) == set(parts)
    for _, school in schools.iterrows():
        code = school["commune_code"]
        assert school["successor_code"] in parts[code], school["school_id"]
        for axis in ("lat", "lon"):
            apart = abs(float(school[axis]) - float(str(old.loc[code, axis])))
            assert apart < 0.02, school["school_id"]


# --- Valid by every rule of checking


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("activities", "held_on"),
        ("violations", "found_on"),
        ("violations", "handled_on"),
        ("removals", "requested_at"),
        ("removals", "removed_at"),
        ("reports", "submitted_on"),
        ("services", "evaluated_on"),
        ("network_members", "joined_on"),
        ("network_members", "left_on"),
        ("office_actions", "done_on"),
        ("office_actions", "due_on"),
        *[("incidents", stage) for stage in ["received_at", *STAGES]],
    ],
)
def test_dates_lie_within_the_programme(name: str, column: str) -> None:
    filled = _rows(name)[column]
    filled = filled[filled != ""]
    assert len(filled) > 0
    assert filled.str[:10].between(FIRST_DAY, LAST_DAY).all()


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_comes_before_receipt_nor_after_the_end(stage: str) -> None:
    incidents = _rows("incidents")
    reached = incidents[incidents[stage] != ""]
    assert (reached[stage] >= reached["received_at"]).all()
    closed = reached[reached["closed_at"] != ""]
    assert (closed[stage] <= closed["closed_at"]).all()


def test_support_starts_only_when_asked_for_and_after() -> None:
    incidents = _rows("incidents")
    started = incidents[incidents["support_started_at"] != ""]
    assert (started["support_requested_at"] != "").all()
    assert (started["support_started_at"] >= started["support_requested_at"]).all()
    with_request = incidents["support_requested_at"] != ""
    assert with_request.equals(incidents["support_requested_by"] != "")


def test_a_case_has_an_outcome_exactly_when_it_is_closed() -> None:
    incidents = _rows("incidents")
    assert (incidents["closed_at"] != "").equals(incidents["outcome"] != "")


def test_emergency_measures_are_for_serious_cases() -> None:
    incidents = _rows("incidents")
    taken = incidents[incidents["emergency_measure_at"] != ""]
    assert set(taken["severity"]) == {"high", "emergency"}


def test_removals_follow_their_incident() -> None:
    removals = _rows("removals").merge(
        _rows("incidents")[["incident_id", "received_at", "outcome"]], on="incident_id"
    )
    assert len(removals) == len(_rows("removals"))
    assert (removals["requested_at"] >= removals["received_at"]).all()
    assert not removals["outcome"].isin(NOT_COUNTED).any()
    done = removals[removals["removed_at"] != ""]
    assert (done["removed_at"] >= done["requested_at"]).all()
    assert (done["refused"] == "0").all()


def test_violations_are_found_before_they_are_handled() -> None:
    violations = _rows("violations")
    assert (violations["found_on"] != "").all()
    assert (violations["handled_on"] != "").equals(violations["handling"] != "")
    handled = violations[violations["handled_on"] != ""]
    assert (handled["handled_on"] >= handled["found_on"]).all()


def test_violations_agree_with_their_incident() -> None:
    incidents = _counted().set_index("incident_id")
    linked = _rows("violations")
    linked = linked[linked["incident_id"] != ""]
    case = incidents.loc[linked["incident_id"]]
    assert list(linked["school_id"]) == list(case["school_id"])
    assert (linked["found_on"].to_numpy() >= case["received_at"].str[:10].to_numpy()).all()


@pytest.mark.parametrize(
    ("name", "moment"),
    [("activities", "held_on"), ("incidents", "received_at"), ("violations", "found_on")],
)
def test_nothing_happens_at_a_school_that_is_not_open(name: str, moment: str) -> None:
    rows = _with_school(name)
    day = rows[moment].str[:10]
    assert (day >= rows["opened_on"]).all()
    assert ((rows["closed_on"] == "") | (day <= rows["closed_on"])).all()


def test_grades_and_topics_fit_the_school_and_the_audience() -> None:
    activities = _with_school("activities")
    graded = activities[activities["grade_from"] != ""]
    first, last = _numbers(graded["grade_from"]), _numbers(graded["grade_to"])
    assert (first <= last).all()
    assert (first >= graded["level"].map(lambda level: GRADES[level].start)).all()
    assert (last < graded["level"].map(lambda level: GRADES[level].stop)).all()
    assert set(graded["audience"]) == {"pupils"}
    about = activities[activities["topics"] != ""]
    assert set(about["audience"]) == {"pupils"}
    assert set(about["kind"]) == {"awareness", "lesson", "skills_training"}
    taught = activities[activities["kind"].isin(["lesson", "skills_training"])]
    assert (taught["topics"] != "").all()
    assert (taught["grade_from"] != "").all()


def test_grades_of_enrolment_are_all_those_of_the_level() -> None:
    for (school_id, year), rows in _with_school("enrolment").groupby(["school_id", "year"]):
        expected = [str(grade) for grade in GRADES[rows["level"].iloc[0]]]
        assert list(rows["grade"]) == expected, (school_id, year)


def _limits() -> pd.DataFrame:
    """Pupils, classes and staff by school and year, as the reports tell them."""
    keys = ["school_id", "year"]
    sizes = _rows("enrolment").astype({"pupils": int, "classes": int})
    staff = _rows("staffing").astype({"managers": int, "teachers": int, "employees": int})
    staff["staff"] = staff["managers"] + staff["teachers"] + staff["employees"]
    totals = sizes.groupby(keys)[["pupils", "classes"]].sum().reset_index()
    return totals.merge(staff[[*keys, "staff"]], on=keys)


@pytest.mark.parametrize(
    ("item", "limit"),
    [
        ("pupils_reached", "pupils"),
        ("pupils_trained", "pupils"),
        ("parents_reached", "pupils"),
        ("staff_trained", "staff"),
        ("staff_briefed_on_code", "staff"),
        ("classes_with_digital_skills", "classes"),
    ],
)
def test_distinct_persons_never_exceed_those_there_are(item: str, limit: str) -> None:
    statements = _rows("statements")
    answers = statements[statements["item"] == item].merge(_limits(), on=["school_id", "year"])
    assert (_numbers(answers["value"]) <= answers[limit]).all()


def test_yes_no_items_are_answered_yes_or_no() -> None:
    statements = _rows("statements")
    assert set(statements[statements["item"].isin(CODES["yes_no_items"])]["value"]) == {"0", "1"}


def test_users_of_a_service_never_exceed_the_pupils() -> None:
    uses = _rows("service_use").merge(_limits(), on=["school_id", "year"])
    assert len(uses) == len(_rows("service_use"))
    for column in ("pupils_x", "parents"):
        assert (_numbers(uses[column]) <= uses["pupils_y"]).all()


def test_only_evaluated_services_are_approved() -> None:
    services = _rows("services")
    assert (services[services["approved"] == "1"]["evaluated_on"] != "").all()
    evaluated = services[services["evaluated_on"] != ""]
    assert (_numbers(evaluated["criteria_met"]) <= _numbers(evaluated["criteria_total"])).all()
    assert (services[services["evaluated_on"] == ""]["criteria_total"] == "").all()


def test_members_belong_to_a_unit_of_their_time() -> None:
    members = _rows("network_members").merge(
        _rows("communes")[["code", "valid_from", "valid_to"]],
        left_on="commune_code",
        right_on="code",
    )
    in_time = members[
        (members["joined_on"] >= members["valid_from"])
        & ((members["valid_to"] == "") | (members["joined_on"] <= members["valid_to"]))
    ]
    assert len(in_time) == len(_rows("network_members"))
    ended = in_time[in_time["valid_to"] != ""]
    assert ended["left_on"].between(FIRST_DAY, "2025-06-30").all()


# --- What makes real data hard


def test_every_expected_report_has_a_row() -> None:
    expected = {
        (school["school_id"], year)
        for _, school in _rows("schools").iterrows()
        for year in YEARS
        if school["opened_on"] <= f"{year}-11-30"
        and (school["closed_on"] == "" or school["closed_on"] >= f"{year}-11-30")
    }
    assert _school_years("reports") == expected


@pytest.mark.parametrize("year", YEARS)
def test_each_year_has_reports_in_time_late_and_missing(year: str) -> None:
    reports = _rows("reports")
    came = reports[reports["year"] == year]["submitted_on"]
    assert (came == "").any()
    assert (came > f"{year}-11-30").any()
    assert (came == f"{year}-11-30").any()
    assert came.between("2021-09-24", f"{year}-11-30").sum() > (came == "").sum()


def test_a_report_that_never_came_brought_nothing() -> None:
    for name in ("enrolment", "staffing", "statements"):
        assert _school_years(name) == _received(), name
    assert _school_years("service_use") <= _received()
    reports = _rows("reports")
    missing = reports[reports["submitted_on"] == ""]
    assert set(missing["status"]) == {""}
    funding = _rows("funding")
    schools = funding[funding["payer"] != OFFICE]
    assert set(zip(schools["payer"], schools["year"], strict=True)) == _received()


def test_reports_answer_all_items_but_a_handful() -> None:
    answers = len(_rows("statements"))
    assert 3 <= len(_received()) * len(TABLES["statements"].column("item").allowed) - answers <= 8


def test_one_school_opened_in_2023_and_one_closed_in_2024() -> None:
    schools = _rows("schools")
    assert list(schools[schools["opened_on"] != ""]["opened_on"]) == ["2023-08-15"]
    assert list(schools[schools["closed_on"] != ""]["closed_on"]) == ["2024-05-31"]


def test_one_school_never_reported_and_in_some_years_left_no_trace() -> None:
    silent = set(_rows("schools")["school_id"]) - {school for school, _ in _received()}
    assert len(silent) == 1
    events = {
        name: set(_year(rows[rows["school_id"].isin(silent)][moment]))
        for name, moment in [
            ("activities", "held_on"),
            ("incidents", "received_at"),
            ("violations", "found_on"),
        ]
        for rows in [_rows(name)]
    }
    assert events["activities"] == {"2022", "2024", "2025"}
    assert events["incidents"] == {"2022", "2024"}
    assert not set().union(*events.values()) & {"2021", "2023"}


def test_several_schools_have_no_incident() -> None:
    assert len(set(_rows("schools")["school_id"]) - set(_rows("incidents")["school_id"])) >= 4


def test_some_incidents_and_violations_belong_to_no_school() -> None:
    assert (_rows("incidents")["school_id"] == "").sum() >= 10
    assert (_rows("violations")["school_id"] == "").sum() >= 10


def test_every_outcome_occurs_and_some_cases_are_reopened() -> None:
    incidents = _rows("incidents")
    outcomes = {"resolved", "transferred", "withdrawn", *NOT_COUNTED, ""}
    assert set(incidents["outcome"]) == outcomes
    reopened = incidents[incidents["reopened"] == "1"]
    assert len(reopened) >= 3
    assert set(reopened["closed_at"] == "") == {True, False}


def test_some_cases_are_open_overdue_and_still_inside_their_limit() -> None:
    incidents = _counted()
    still_open = incidents[incidents["closed_at"] == ""]["received_at"]
    assert 8 <= len(still_open) <= 30
    assert (still_open < "2025-12-01").sum() >= 4  # 30 days ago and more
    assert (still_open > "2025-12-02").sum() >= 2
    with_request = incidents[incidents["support_requested_at"] != ""]
    assert (
        with_request[with_request["support_started_at"] == ""]["support_requested_at"] > "2025-12-31"
    ).any()
    removals = _rows("removals")
    waiting = removals[(removals["removed_at"] == "") & (removals["refused"] == "0")]
    assert (waiting["requested_at"] > "2025-12-31").any()
    assert (waiting["requested_at"] < "2025-12-31").any()


def test_tet_falls_within_a_five_working_day_limit() -> None:
    incidents = _rows("incidents").set_index("received_at")
    # Both limits end with 1/2/2023; one plan is in time, the other a day late.
    assert incidents.loc["2023-01-18 09:00", "plan_issued_at"] == "2023-02-01 15:30"
    assert incidents.loc["2023-01-18 14:20", "plan_issued_at"] == "2023-02-02 08:10"


def test_removals_lie_on_both_sides_of_the_change_of_the_limit() -> None:
    removals = _rows("removals")
    around = removals[removals["requested_at"].between("2024-12-24", "2024-12-26")]
    pairs = set(zip(around["requested_at"], around["removed_at"], strict=True))
    assert {
        ("2024-12-24 21:30", "2024-12-24 23:50"),
        ("2024-12-24 23:00", "2024-12-25 03:00"),
        ("2024-12-25 00:00", "2024-12-25 23:00"),
        ("2024-12-25 08:00", "2024-12-26 09:30"),
    } <= pairs


def test_violations_by_staff_and_not_upheld_occur() -> None:
    violations = _rows("violations")
    staff = violations[violations["subject"] == "school_staff"]
    assert len(staff) >= 10
    assert (staff["school_id"] != "").all()
    assert (violations["handling"] == "not_upheld").sum() >= 4
    assert (violations["handled_on"] == "").sum() >= 5


def test_counts_are_small_in_most_schools_and_years() -> None:
    incidents = _counted()
    own = incidents[incidents["school_id"] != ""]
    sizes = own.groupby(["school_id", _year(own["received_at"])]).size()
    assert sizes.between(1, 4).mean() > 0.5


def test_reached_counts_come_close_to_enrolment() -> None:
    statements = _rows("statements")
    reached = statements[statements["item"] == "pupils_reached"].merge(_limits(), on=["school_id", "year"])
    left = reached["pupils"] - _numbers(reached["value"])
    assert (left == 0).any()
    assert left.between(1, 4).any()


def test_exactly_three_payers_spent_what_they_had_not_planned() -> None:
    funding = _rows("funding").astype({"planned_vnd": "int64", "spent_vnd": "int64"})
    unplanned = funding[(funding["planned_vnd"] == 0) & (funding["spent_vnd"] > 0)]
    assert len(unplanned) == 3
    assert (funding["planned_vnd"] == 0).sum() == 3
    assert set(funding[funding["payer"] == OFFICE]["year"]) == set(YEARS)


def test_services_are_evaluated_in_different_years_some_never() -> None:
    services = _rows("services")
    assert set(_year(services["evaluated_on"])) >= {"", "2022", "2023", "2024", "2025"}
    evaluated = services[services["evaluated_on"] != ""]
    assert (evaluated["approved"] == "0").any()


def test_network_grows_and_some_members_left() -> None:
    members = _rows("network_members")
    covered = [
        members[
            (members["joined_on"] <= f"{year}-12-31")
            & ((members["left_on"] == "") | (members["left_on"] > f"{year}-12-31"))
        ]["commune_code"].nunique()
        for year in YEARS
    ]
    shares = [count / (12 if year < "2025" else 6) for count, year in zip(covered, YEARS, strict=True)]
    assert shares == sorted(shares)
    assert (shares[0] < 0.5, shares[-1] < 1) == (True, True)
    assert (members["left_on"].between(FIRST_DAY, "2025-06-29")).sum() >= 2


def test_the_office_reports_every_year_once_late() -> None:
    actions = _rows("office_actions")
    sent = actions[actions["kind"] == "district_report"]
    assert sorted(_year(sent["due_on"])) == YEARS
    assert (sent["done_on"] > sent["due_on"]).sum() == 1
    assert set(actions["kind"]) >= {"proposal", "criteria_set", "direction", "commendation"}


# --- The story


def _share_of_schools_with_two_sessions(year: str) -> float:
    schools, activities = _rows("schools"), _rows("activities")
    scope = schools[
        (schools["opened_on"] <= f"{year}-12-31")
        & ((schools["closed_on"] == "") | (schools["closed_on"] >= f"{year}-01-01"))
    ]
    sessions = activities[
        (activities["kind"] == "awareness")
        & (activities["audience"] == "pupils")
        & (_year(activities["held_on"]) == year)
    ]
    counts = sessions["school_id"].value_counts()
    enough = set(counts[counts >= 2].index)
    return float(scope["school_id"].isin(enough).mean())


def test_awareness_grows_from_half_to_nearly_all_schools() -> None:
    shares = [round(100 * _share_of_schools_with_two_sessions(year), 1) for year in YEARS]
    assert shares == [48.1, 63.0, 75.0, 89.3, 96.3]


def test_support_is_at_100_percent_in_one_year_and_below_in_others() -> None:
    cases = _counted()
    cases = cases[cases["support_requested_at"] != ""]
    started = cases[cases["support_started_at"] != ""]
    children = [
        _numbers(rows["children"]).groupby(_year(rows["received_at"])).sum() for rows in (started, cases)
    ]
    shares = (children[0] / children[1]).to_dict()
    assert shares["2024"] == 1.0
    assert all(0.7 < shares[year] < 1.0 for year in YEARS if year != "2024")


def test_protective_services_grow_to_about_80_percent() -> None:
    services = _rows("services")
    approved = services[
        (services["approved"] == "1")
        & services["kind"].isin(["child_service", "parental_control", "filtering"])
    ]["service_id"]
    uses = _rows("service_use")
    users = uses[uses["service_id"].isin(approved)].groupby("year")["school_id"].nunique()
    assert users.is_monotonic_increasing
    assert 0.75 < users["2025"] / 27 < 0.9
