"""The fifteen tables that schools and the office send of schools and cases, declared once.

Templates, checks, the snapshot's schema and the data dictionary are all made from this file.
No table has a column for a person's name, a class or a narrative, and none may be added.
"""

from __future__ import annotations

from collections.abc import Mapping

from data.contract import choices as c
from data.contract.kinds import Column, Kind, Label, Privacy, Table


def _column(
    name: str,
    kind: Kind,
    vi: str,
    en: str,
    *,
    required: bool = False,
    allowed: Mapping[str, Label] | None = None,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    refers: str = "",
    privacy: Privacy = "internal",
    note: Label | None = None,
    may_be_future: bool = False,
    answers: Mapping[str, tuple[str, ...]] | None = None,
    form: str = "",
) -> Column:
    return Column(
        name,
        kind,
        Label(vi, en),
        required,
        allowed or {},
        unit,
        low,
        high,
        refers,
        privacy,
        note,
        may_be_future,
        answers or {},
        form,
    )


_FLAG = Label("Chọn Có hoặc Không", "Choose Có (yes) or Không (no)")
#: A school's number in the ministry's register begins with that of its province: 01, 02, 04, 06, 08, 10 to 96.
#: Offices use these numbers as their own ids too.
_SCHOOL_NUMBER = "(0[12468]|[1-9][0-9])[0-9]{4,8}"
_SCHOOL = _column(
    "school_id",
    "id",
    "Mã trường",
    "School id",
    required=True,
    refers="schools.school_id",
    form=_SCHOOL_NUMBER,
    privacy="public",
)
_SCHOOL_OPTIONAL = _column(
    "school_id",
    "id",
    "Mã trường",
    "School id",
    refers="schools.school_id",
    form=_SCHOOL_NUMBER,
    privacy="public",
    note=Label("Để trống khi vụ việc không thuộc trường nào", "Leave empty when no school is concerned"),
)
_YEAR = _column(
    "year",
    "integer",
    "Năm",
    "Year",
    required=True,
    low=2000,
    high=2100,
    refers="periods.year",
    privacy="public",
)
_PLATFORM = _column("platform", "choice", "Nền tảng", "Platform", required=True, allowed=c.PLATFORM)


def _count(
    name: str,
    vi: str,
    en: str,
    unit: str,
    *,
    required: bool = False,
    low: int = 0,
    privacy: Privacy = "internal",
) -> Column:
    return _column(
        name,
        "integer",
        vi,
        en,
        required=required,
        unit=unit,
        low=low,
        high=10_000_000,
        privacy=privacy,
    )


def _case_moment(name: str, vi: str, en: str, *, required: bool = False) -> Column:
    return _column(name, "moment", vi, en, required=required, privacy="child")


COMMUNES = Table(
    "communes",
    Label("Đơn vị hành chính", "Communes"),
    Label(
        "Mỗi dòng là một xã, thị trấn, phường trong một thời kỳ",
        "One administrative unit during one period",
    ),
    ("code", "valid_from"),
    (
        _column("code", "id", "Mã đơn vị hành chính", "Unit code", required=True, privacy="public"),
        _column("name", "text", "Tên đơn vị", "Name", required=True, privacy="public"),
        _column(
            "kind",
            "choice",
            "Loại đơn vị",
            "Kind",
            required=True,
            allowed=c.COMMUNE_KIND,
            privacy="public",
        ),
        _column(
            "valid_from",
            "date",
            "Có hiệu lực từ ngày",
            "Valid from",
            required=True,
            privacy="public",
            may_be_future=True,
        ),
        _column(
            "valid_to",
            "date",
            "Hết hiệu lực sau ngày",
            "Valid to",
            privacy="public",
            may_be_future=True,
        ),
        _column("lat", "decimal", "Vĩ độ", "Latitude", low=-90, high=90, unit="°", privacy="public"),
        _column("lon", "decimal", "Kinh độ", "Longitude", low=-180, high=180, unit="°", privacy="public"),
    ),
    senders=("office",),
)

SCHOOLS = Table(
    "schools",
    Label("Danh sách trường", "Schools"),
    Label("Mỗi dòng là một trường trong phạm vi kế hoạch", "One school in the plan's scope"),
    ("school_id",),
    (
        _column(
            "school_id",
            "id",
            "Mã trường",
            "School id",
            required=True,
            privacy="public",
            form=_SCHOOL_NUMBER,
        ),
        _column("name", "text", "Tên trường", "Name", required=True, privacy="public"),
        _column("level", "choice", "Cấp học", "Level", required=True, allowed=c.LEVEL, privacy="public"),
        _column(
            "commune_code",
            "id",
            "Mã xã",
            "Commune code",
            required=True,
            refers="communes.code",
            privacy="public",
            note=Label(
                "Mã của đơn vị trước ngày sắp xếp đơn vị hành chính",
                "The code of the unit before the day on which units changed",
            ),
        ),
        _column(
            "successor_code",
            "id",
            "Mã xã mới",
            "Successor code",
            refers="communes.code",
            privacy="public",
            note=Label(
                "Mã của đơn vị từ ngày sắp xếp; để trống khi địa bàn không sắp xếp",
                "The code of the unit from that day on; leave empty when no units changed",
            ),
        ),
        _column("lat", "decimal", "Vĩ độ", "Latitude", low=-90, high=90, unit="°", privacy="public"),
        _column("lon", "decimal", "Kinh độ", "Longitude", low=-180, high=180, unit="°", privacy="public"),
        _column(
            "opened_on",
            "date",
            "Ngày thành lập",
            "Opened on",
            privacy="public",
            note=Label("Để trống nếu có từ trước kế hoạch", "Leave empty when open before the plan"),
            may_be_future=True,
        ),
        _column(
            "closed_on",
            "date",
            "Ngày ngừng hoạt động",
            "Closed on",
            privacy="public",
            may_be_future=True,
        ),
        _column(
            "moet_code", "id", "Mã trường của Bộ", "Ministry code", privacy="public", form=_SCHOOL_NUMBER
        ),
    ),
    senders=("office",),
)

ENROLMENT = Table(
    "enrolment",
    Label("Quy mô học sinh", "Enrolment"),
    Label(
        "Mỗi dòng là một khối lớp của một trường trong một năm",
        "One grade of one school in one year",
    ),
    ("school_id", "year", "grade"),
    (
        _SCHOOL,
        _YEAR,
        _column("grade", "integer", "Khối lớp", "Grade", required=True, low=1, high=9),
        _count("classes", "Số lớp", "Classes", "lớp", required=True),
        _count("pupils", "Số học sinh", "Pupils", "học sinh", required=True),
    ),
    senders=("school",),
    prefilled=("grade",),
)

STAFFING = Table(
    "staffing",
    Label("Đội ngũ", "Staffing"),
    Label("Mỗi dòng là đội ngũ của một trường trong một năm", "One school's staff in one year"),
    ("school_id", "year"),
    (
        _SCHOOL,
        _YEAR,
        _count("managers", "Cán bộ quản lý", "Managers", "người", required=True),
        _count("teachers", "Giáo viên", "Teachers", "người", required=True),
        _count("employees", "Nhân viên", "Employees", "người", required=True),
    ),
    senders=("school",),
)

REPORTS = Table(
    "reports",
    Label("Nhận báo cáo", "Reports received"),
    Label("Mỗi dòng là báo cáo hằng năm của một trường", "One school's yearly report"),
    ("school_id", "year"),
    (
        _SCHOOL,
        _YEAR,
        _column(
            "submitted_on",
            "date",
            "Ngày nhận báo cáo",
            "Submitted on",
            note=Label("Để trống nếu chưa nhận", "Leave empty when not received"),
        ),
        _column("status", "choice", "Tình trạng", "Status", allowed=c.REPORT_STATUS),
        _count("note_count", "Số điểm cần bổ sung", "Notes to complete", "điểm"),
    ),
    # Who sends a report does not say when it came.
    senders=("office",),
    formerly=("school",),
)

STATEMENTS = Table(
    "statements",
    Label("Nội dung báo cáo", "Statements"),
    Label("Mỗi dòng là một câu trả lời trong báo cáo hằng năm", "One answer of the yearly report"),
    ("school_id", "year", "item"),
    (
        _SCHOOL,
        _YEAR,
        _column("item", "choice", "Mục báo cáo", "Item", required=True, allowed=c.STATEMENT_ITEM),
        _column(
            "value",
            "integer",
            "Kết quả",
            "Value",
            required=True,
            unit="theo mục",
            low=0,
            high=10_000_000,
            note=Label("Mục có/không: chọn Có hoặc Không", "Yes/no items: choose Có (yes) or Không (no)"),
            answers={"item": tuple(c.YES_NO_ITEMS)},
        ),
    ),
    senders=("school",),
    prefilled=("item",),
)

ACTIVITIES = Table(
    "activities",
    Label("Hoạt động", "Activities"),
    Label("Mỗi dòng là một buổi hoạt động đã tổ chức", "One activity held"),
    ("activity_id",),
    (
        _column("activity_id", "id", "Mã hoạt động", "Activity id", required=True),
        _SCHOOL,
        _column("held_on", "date", "Ngày tổ chức", "Held on", required=True),
        _column("kind", "choice", "Loại hoạt động", "Kind", required=True, allowed=c.ACTIVITY_KIND),
        _column("audience", "choice", "Đối tượng", "Audience", required=True, allowed=c.AUDIENCE),
        _column(
            "topics",
            "choices",
            "Nội dung",
            "Topics",
            allowed=c.TOPIC,
            note=Label("Nhiều nội dung cách nhau bằng dấu ;", "Separate several topics with ;"),
        ),
        _column("grade_from", "integer", "Từ khối", "From grade", low=1, high=9),
        _column("grade_to", "integer", "Đến khối", "To grade", low=1, high=9),
        _column("channel", "choice", "Hình thức", "Channel", required=True, allowed=c.CHANNEL),
        _count("attendances", "Lượt tham gia", "Attendances", "lượt"),
        _column("organiser", "choice", "Đơn vị tổ chức", "Organiser", required=True, allowed=c.ORGANISER),
    ),
    senders=("school",),
    dated="held_on",
)

INCIDENTS = Table(
    "incidents",
    Label("Vụ việc", "Incidents"),
    Label(
        "Mỗi dòng là một vụ việc; không ghi tên, lớp, nội dung kể lại",
        "One incident; no name, no class, no narrative",
    ),
    ("incident_id",),
    (
        _column("incident_id", "id", "Mã vụ việc", "Incident id", required=True),
        _SCHOOL_OPTIONAL,
        _column(
            "category",
            "choice",
            "Nhóm nguy cơ",
            "Category",
            required=True,
            allowed=c.CATEGORY,
            privacy="child",
        ),
        _PLATFORM,
        _column(
            "intake",
            "choice",
            "Nơi tiếp nhận",
            "Intake",
            required=True,
            allowed=c.INTAKE,
            privacy="child",
        ),
        _column(
            "severity",
            "choice",
            "Mức độ",
            "Severity",
            required=True,
            allowed=c.SEVERITY,
            privacy="child",
        ),
        _count("children", "Số trẻ em", "Children", "trẻ em", required=True, low=1, privacy="child"),
        _column("age_band", "choice", "Nhóm tuổi", "Age band", allowed=c.AGE_BAND, privacy="child"),
        _case_moment("received_at", "Tiếp nhận lúc", "Received at", required=True),
        _case_moment("referred_at", "Chuyển tin lúc", "Referred at"),
        _case_moment("assessed_at", "Đánh giá lúc", "Assessed at"),
        _case_moment("emergency_measure_at", "Áp dụng biện pháp khẩn cấp lúc", "Emergency measure at"),
        _case_moment("plan_issued_at", "Ban hành kế hoạch hỗ trợ lúc", "Support plan issued at"),
        _case_moment("support_requested_at", "Yêu cầu hỗ trợ lúc", "Support requested at"),
        _column(
            "support_requested_by",
            "choice",
            "Người yêu cầu hỗ trợ",
            "Support requested by",
            allowed=c.REQUESTED_BY,
            privacy="child",
        ),
        _case_moment("support_started_at", "Bắt đầu hỗ trợ lúc", "Support started at"),
        _case_moment("closed_at", "Kết thúc lúc", "Closed at"),
        _column(
            "outcome",
            "choice",
            "Kết quả",
            "Outcome",
            allowed=c.OUTCOME,
            privacy="child",
            note=Label("Để trống khi chưa kết thúc", "Leave empty while open"),
        ),
        _column("reopened", "flag", "Mở lại (có/không)", "Reopened (yes/no)", privacy="child", note=_FLAG),
    ),
    senders=("school", "office"),
    dated="received_at",
)

REMOVALS = Table(
    "removals",
    Label("Gỡ bỏ nội dung", "Removals"),
    Label("Mỗi dòng là một yêu cầu gỡ bỏ nội dung xâm hại", "One request to remove abusive content"),
    ("removal_id",),
    (
        _column("removal_id", "id", "Mã yêu cầu gỡ bỏ", "Removal id", required=True),
        _column(
            "incident_id",
            "id",
            "Mã vụ việc",
            "Incident id",
            required=True,
            refers="incidents.incident_id",
        ),
        _PLATFORM,
        _case_moment("requested_at", "Yêu cầu gỡ lúc", "Requested at", required=True),
        _case_moment("removed_at", "Đã gỡ lúc", "Removed at"),
        _column("refused", "flag", "Bị từ chối (có/không)", "Refused (yes/no)", privacy="child", note=_FLAG),
    ),
    senders=("school", "office"),
    dated="requested_at",
)

VIOLATIONS = Table(
    "violations",
    Label("Vi phạm", "Violations"),
    Label(
        "Mỗi dòng là một tổ chức, cá nhân bị tố giác hoặc phát hiện vi phạm",
        "One organisation or person denounced or detected",
    ),
    ("violation_id",),
    (
        _column("violation_id", "id", "Mã vi phạm", "Violation id", required=True),
        _column("incident_id", "id", "Mã vụ việc", "Incident id", refers="incidents.incident_id"),
        _SCHOOL_OPTIONAL,
        _column(
            "subject",
            "choice",
            "Đối tượng vi phạm",
            "Subject",
            required=True,
            allowed=c.VIOLATION_SUBJECT,
            privacy="child",
        ),
        _column(
            "source",
            "choice",
            "Nguồn phát hiện",
            "Source",
            required=True,
            allowed=c.VIOLATION_SOURCE,
            privacy="child",
        ),
        _PLATFORM,
        _column("found_on", "date", "Ngày phát hiện", "Found on", required=True, privacy="child"),
        _column("handled_on", "date", "Ngày xử lý", "Handled on", privacy="child"),
        _column("handling", "choice", "Hình thức xử lý", "Handling", allowed=c.HANDLING, privacy="child"),
    ),
    senders=("school", "office"),
    dated="found_on",
)

SERVICES = Table(
    "services",
    Label("Danh mục dịch vụ", "Services"),
    Label("Mỗi dòng là một sản phẩm, dịch vụ đang dùng", "One product or service in use"),
    ("service_id",),
    (
        _column("service_id", "id", "Mã dịch vụ", "Service id", required=True, privacy="public"),
        _column("name", "text", "Tên dịch vụ", "Name", required=True, privacy="public"),
        _column(
            "kind",
            "choice",
            "Loại dịch vụ",
            "Kind",
            required=True,
            allowed=c.SERVICE_KIND,
            privacy="public",
        ),
        _column(
            "vietnamese",
            "flag",
            "Sản phẩm Việt Nam (có/không)",
            "Vietnamese (yes/no)",
            required=True,
            privacy="public",
            note=_FLAG,
        ),
        _column("evaluated_on", "date", "Ngày đánh giá theo tiêu chí", "Evaluated on", privacy="public"),
        _count("criteria_met", "Số tiêu chí đạt", "Criteria met", "tiêu chí", privacy="public"),
        _count("criteria_total", "Tổng số tiêu chí", "Criteria in all", "tiêu chí", privacy="public"),
        _column(
            "approved",
            "flag",
            "Được chấp thuận (có/không)",
            "Approved (yes/no)",
            required=True,
            privacy="public",
            note=_FLAG,
        ),
    ),
    senders=("office",),
)

SERVICE_USE = Table(
    "service_use",
    Label("Sử dụng dịch vụ", "Service use"),
    Label(
        "Mỗi dòng là một dịch vụ mà trường dùng trong năm",
        "One service used by one school in one year",
    ),
    ("school_id", "year", "service_id"),
    (
        _SCHOOL,
        _YEAR,
        _column(
            "service_id",
            "id",
            "Mã dịch vụ",
            "Service id",
            required=True,
            refers="services.service_id",
        ),
        _count("pupils", "Số học sinh dùng", "Pupils using it", "học sinh"),
        _count("parents", "Số cha mẹ dùng", "Parents using it", "người"),
    ),
    senders=("school",),
)

FUNDING = Table(
    "funding",
    Label("Kinh phí", "Funding"),
    Label(
        "Mỗi dòng là một nguồn kinh phí của một đơn vị trong một năm",
        "One payer's funds from one source in one year",
    ),
    ("payer", "year", "source"),
    (
        _column(
            "payer",
            "id",
            "Đơn vị chi",
            "Payer",
            required=True,
            refers="schools.school_id",
            form=_SCHOOL_NUMBER,
            note=Label("Mã trường, hoặc office là phòng", "School id, or office"),
        ),
        _YEAR,
        _column("source", "choice", "Nguồn", "Source", required=True, allowed=c.FUNDING_SOURCE),
        _column(
            "planned_vnd",
            "money",
            "Dự toán (đồng)",
            "Planned (VND)",
            low=0,
            high=10**13,
            unit="đồng",
        ),
        _column("spent_vnd", "money", "Đã chi (đồng)", "Spent (VND)", low=0, high=10**13, unit="đồng"),
    ),
    senders=("school", "office"),
    prefilled=("source",),
)

NETWORK_MEMBERS = Table(
    "network_members",
    Label("Mạng lưới bảo vệ trẻ em", "Network members"),
    Label(
        "Mỗi dòng là một tổ chức tham gia mạng lưới ở một xã",
        "One organisation in one commune's network",
    ),
    ("member_id",),
    (
        _column("member_id", "id", "Mã thành viên", "Member id", required=True),
        _column("name", "text", "Tên tổ chức", "Organisation", required=True),
        _column("kind", "choice", "Loại tổ chức", "Kind", required=True, allowed=c.NETWORK_KIND),
        _column(
            "commune_code",
            "id",
            "Mã xã",
            "Commune code",
            required=True,
            refers="communes.code",
            privacy="public",
        ),
        _column("joined_on", "date", "Ngày tham gia", "Joined on", required=True),
        _column("left_on", "date", "Ngày thôi tham gia", "Left on"),
    ),
    senders=("office",),
)

OFFICE_ACTIONS = Table(
    "office_actions",
    Label("Việc của phòng", "Office actions"),
    Label(
        "Mỗi dòng là một việc phòng đã làm hoặc phải làm",
        "One thing that the office did or must do",
    ),
    ("action_id",),
    (
        _column("action_id", "id", "Mã việc", "Action id", required=True),
        _column(
            "plan_ref",
            "id",
            "Mục trong kế hoạch",
            "Plan paragraph",
            required=True,
            refers="paragraphs.paragraph",
            privacy="public",
        ),
        _column(
            "kind",
            "choice",
            "Loại việc",
            "Kind",
            required=True,
            allowed=c.ACTION_KIND,
            privacy="public",
        ),
        _column("done_on", "date", "Ngày hoàn thành", "Done on", privacy="public"),
        _column("due_on", "date", "Hạn hoàn thành", "Due on", privacy="public", may_be_future=True),
    ),
    senders=("office",),
)

INTAKE_TABLES: tuple[Table, ...] = (
    COMMUNES,
    SCHOOLS,
    ENROLMENT,
    STAFFING,
    REPORTS,
    STATEMENTS,
    ACTIVITIES,
    INCIDENTS,
    REMOVALS,
    VIOLATIONS,
    SERVICES,
    SERVICE_USE,
    FUNDING,
    NETWORK_MEMBERS,
    OFFICE_ACTIONS,
)
