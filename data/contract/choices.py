"""Every list of allowed values, each code with the words that a school reads and picks."""

from __future__ import annotations

from collections.abc import Mapping

from data.contract.kinds import Label


def _choices(**labels: tuple[str, str]) -> Mapping[str, Label]:
    return {code: Label(vi, en) for code, (vi, en) in labels.items()}


COMMUNE_KIND = _choices(thi_tran=("Thị trấn", "Town"), xa=("Xã", "Commune"), phuong=("Phường", "Ward"))

LEVEL: Mapping[str, Label] = {
    "TH": Label("Tiểu học", "Primary"),
    "THCS": Label("Trung học cơ sở", "Lower secondary"),
    "TH&THCS": Label("Tiểu học và trung học cơ sở", "Primary and lower secondary"),
}

#: The grades that each level teaches.
GRADES: Mapping[str, range] = {"TH": range(1, 6), "THCS": range(6, 10), "TH&THCS": range(1, 10)}

REPORT_STATUS = _choices(
    received=("Đã nhận", "Received"),
    returned=("Trả lại để bổ sung", "Returned for completion"),
    accepted=("Đã duyệt", "Accepted"),
)

#: Statement items answered yes (1) or no (0).
YES_NO_ITEMS = _choices(
    online_teaching_rule=(
        "Có quy chế quản lý dạy học trực tuyến (có/không)",
        "Has online-teaching rules (yes/no)",
    ),
    accountability_rule=(
        "Có quy định trách nhiệm người đứng đầu (có/không)",
        "Has a rule on the head's accountability (yes/no)",
    ),
    coordination_procedure=(
        "Có quy trình phối hợp nhà trường – gia đình – xã hội (có/không)",
        "Has the school–family–society procedure (yes/no)",
    ),
    access_managed=(
        "Quản lý việc học sinh truy cập mạng (có/không)",
        "Manages pupils' network access (yes/no)",
    ),
    counselling_team=("Có tổ tư vấn học đường (có/không)", "Has a counselling team (yes/no)"),
)

#: Statement items answered with a number.
NUMBER_ITEMS = _choices(
    pupils_reached=("Số học sinh được tuyên truyền (người)", "Pupils reached (persons)"),
    parents_reached=(
        "Số cha mẹ, người chăm sóc được truyền thông (người, mỗi học sinh tính một)",
        "Parents or carers reached (persons, one counted per pupil)",
    ),
    pupils_trained=(
        "Số học sinh được tập huấn kỹ năng (người)",
        "Pupils trained in skills (persons)",
    ),
    staff_trained=(
        "Số cán bộ, giáo viên, nhân viên được bồi dưỡng (người)",
        "Staff trained (persons)",
    ),
    staff_briefed_on_code=(
        "Số cán bộ, giáo viên, nhân viên được phổ biến bộ quy tắc ứng xử (người)",
        "Staff briefed on the code of conduct (persons)",
    ),
    classes_with_digital_skills=(
        "Số lớp có lồng ghép kỹ năng số (lớp)",
        "Classes with digital skills (classes)",
    ),
    models_commended=("Số mô hình, điển hình được biểu dương", "Models commended"),
    counselling_sessions=("Số lượt tư vấn học đường (lượt)", "Counselling sessions"),
)

STATEMENT_ITEM: Mapping[str, Label] = {**YES_NO_ITEMS, **NUMBER_ITEMS}

ACTIVITY_KIND = _choices(
    awareness=("Tuyên truyền", "Awareness session"),
    skills_training=("Tập huấn kỹ năng cho học sinh", "Skills training for pupils"),
    lesson=("Tiết dạy lồng ghép", "Integrated lesson"),
    staff_training=("Bồi dưỡng cán bộ, giáo viên", "Staff training"),
    parent_session=("Sinh hoạt với cha mẹ học sinh", "Parent session"),
    code_briefing=("Phổ biến bộ quy tắc ứng xử", "Briefing on the code of conduct"),
    campaign=("Cuộc vận động, phong trào", "Campaign"),
    counselling=("Tư vấn học đường", "Counselling"),
)

AUDIENCE = _choices(
    pupils=("Học sinh", "Pupils"),
    parents=("Cha mẹ, người chăm sóc", "Parents and carers"),
    staff=("Cán bộ, giáo viên, nhân viên", "Staff"),
    collaborators=("Cộng tác viên", "Collaborators"),
)

TOPIC = _choices(
    internet_social=("Kiến thức về Internet, mạng xã hội", "Internet and social media"),
    basic_security=("An toàn thông tin tối thiểu", "Basic information security"),
    personal_data=("Bảo vệ thông tin cá nhân", "Protecting personal data"),
    recognise_report=("Nhận biết và phản ánh nguy cơ", "Recognising and reporting abuse"),
)

CHANNEL = _choices(
    in_person=("Trực tiếp", "In person"),
    online=("Trực tuyến", "Online"),
    social_media=("Mạng xã hội", "Social media"),
    broadcast=("Phát thanh, loa trường", "Broadcast"),
    print=("Ấn phẩm, pa nô", "Print"),
)

ORGANISER = _choices(
    school=("Nhà trường", "School"),
    doan=("Đoàn Thanh niên", "Youth Union"),
    doi=("Đội Thiếu niên", "Young Pioneers"),
    office=("Phòng Giáo dục và Đào tạo", "Education office"),
    partner=("Đơn vị phối hợp", "Partner"),
)

CATEGORY = _choices(
    harmful_content=("Nội dung độc hại, không phù hợp", "Harmful content"),
    privacy_leak=("Lộ, phát tán thông tin riêng tư", "Privacy leak"),
    cyberbullying=("Bắt nạt trực tuyến", "Cyberbullying"),
    overuse=("Sử dụng quá mức, nghiện", "Overuse"),
    luring_abuse=("Dụ dỗ, quấy rối, xâm hại tình dục", "Luring, sexual harassment or abuse"),
    threat_extortion=("Đe doạ, tống tiền", "Threats and extortion"),
    fraud=("Lừa đảo", "Fraud"),
)

#: The international CO:RE 4C axis on which each category lies (queries/incident_groups.sql says which).
AXIS = _choices(
    content=("Nội dung", "Content"),
    conduct=("Hành vi", "Conduct"),
    contact_sexual=("Tiếp xúc (tình dục)", "Contact (sexual)"),
    contact_aggressive=("Tiếp xúc (gây hấn)", "Contact (aggressive)"),
    contract=("Giao dịch", "Contract"),
    privacy=("Xuyên suốt: riêng tư", "Cross-cutting: privacy"),
    health=("Xuyên suốt: sức khoẻ", "Cross-cutting: health"),
)

PLATFORM = _choices(
    facebook=("Facebook", "Facebook"),
    zalo=("Zalo", "Zalo"),
    tiktok=("TikTok", "TikTok"),
    youtube=("YouTube", "YouTube"),
    website=("Trang tin điện tử", "Website"),
    game=("Trò chơi trực tuyến", "Online game"),
    messaging=("Ứng dụng nhắn tin khác", "Other messaging"),
    other=("Khác", "Other"),
)

INTAKE = _choices(
    single_point=("Đầu mối tiếp nhận duy nhất", "Single contact point"),
    school=("Nhà trường", "School"),
    family=("Gia đình", "Family"),
    hotline_111=("Tổng đài 111", "Hotline 111"),
    police=("Công an", "Police"),
    provider_auto=("Nhà cung cấp dịch vụ tự động báo", "Provider's automatic report"),
    other=("Khác", "Other"),
)

SEVERITY = _choices(
    low=("Thấp", "Low"),
    medium=("Trung bình", "Medium"),
    high=("Cao", "High"),
    emergency=("Khẩn cấp", "Emergency"),
)

AGE_BAND: Mapping[str, Label] = {
    "6-8": Label("6–8 tuổi", "6–8 years"),
    "9-11": Label("9–11 tuổi", "9–11 years"),
    "12-14": Label("12–14 tuổi", "12–14 years"),
    "15": Label("15 tuổi", "15 years"),
}

REQUESTED_BY = _choices(
    child=("Trẻ em", "The child"),
    family=("Người thân", "The family"),
    community=("Cộng đồng, xã hội", "The community"),
)

OUTCOME = _choices(
    resolved=("Đã giải quyết", "Resolved"),
    transferred=("Chuyển cơ quan khác", "Transferred"),
    withdrawn=("Rút yêu cầu", "Withdrawn"),
    duplicate=("Trùng vụ việc khác", "Duplicate"),
    unfounded=("Không có cơ sở", "Unfounded"),
)

VIOLATION_SUBJECT = _choices(
    organisation=("Tổ chức", "Organisation"),
    individual=("Cá nhân", "Individual"),
    school_staff=("Cán bộ, giáo viên, nhân viên của trường", "School staff"),
)

VIOLATION_SOURCE = _choices(denounced=("Bị tố giác", "Denounced"), detected=("Bị phát hiện", "Detected"))

HANDLING = _choices(
    criminal=("Xử lý hình sự", "Criminal"),
    administrative=("Xử phạt hành chính", "Administrative"),
    disciplinary=("Xử lý kỷ luật", "Disciplinary"),
    reminder=("Nhắc nhở", "Reminder"),
    not_upheld=("Không có vi phạm", "Not upheld"),
)

SERVICE_KIND = _choices(
    learning=("Phần mềm dạy học", "Learning software"),
    e_library=("Kho học liệu, xuất bản phẩm điện tử", "E-library"),
    child_service=("Dịch vụ, ứng dụng cho trẻ em", "Service for children"),
    parental_control=("Công cụ hỗ trợ cha mẹ quản lý", "Parental control"),
    filtering=("Lọc, chặn nội dung", "Filtering"),
    reporting=("Kênh phản ánh", "Reporting channel"),
)

FUNDING_SOURCE = _choices(
    state=("Ngân sách nhà nước", "State budget"),
    domestic=("Huy động trong nước", "Domestic contributions"),
    foreign=("Huy động ngoài nước", "Foreign contributions"),
)

NETWORK_KIND = _choices(
    union=("Đoàn thể", "Union"),
    health=("Y tế", "Health"),
    police=("Công an", "Police"),
    culture=("Văn hóa và Thông tin", "Culture and information"),
    women=("Hội Liên hiệp Phụ nữ", "Women's union"),
    youth=("Đoàn Thanh niên", "Youth union"),
    other=("Khác", "Other"),
)

ACTION_KIND = _choices(
    proposal=("Đề xuất, kiến nghị", "Proposal"),
    criteria_set=("Ban hành bộ tiêu chí", "Criteria set"),
    district_report=("Báo cáo của huyện", "District report"),
    direction=("Văn bản chỉ đạo", "Direction"),
    commendation=("Biểu dương, khen thưởng", "Commendation"),
    other=("Khác", "Other"),
)

TARGET_SOURCE = _choices(plan=("Kế hoạch", "Plan"), district=("Chỉ tiêu của huyện", "District target"))

DEADLINE_SOURCE = _choices(
    law=("Pháp luật", "Law"),
    district=("Định mức của huyện", "District norm"),
    plan=("Kế hoạch", "Plan"),
)

LIMIT_UNIT = _choices(
    hours=("giờ", "hours"), working_days=("ngày làm việc", "working days"), days=("ngày", "days")
)

CLOCK = _choices(
    emergency=("Biện pháp khẩn cấp", "Emergency measure"),
    referral=("Chuyển tin", "Referral"),
    plan=("Kế hoạch hỗ trợ", "Support plan"),
    support=("Bắt đầu hỗ trợ", "Support started"),
    removal=("Gỡ bỏ nội dung", "Content removed"),
    violation=("Xử lý vi phạm", "Violation handled"),
    closure=("Kết thúc vụ việc", "Case closed"),
    report=("Báo cáo 30/11", "Annual report"),
)

TASK_OWNER = _choices(
    office=("Phòng Giáo dục và Đào tạo", "Education office"), school=("Trường học", "Schools")
)
