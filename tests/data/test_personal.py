"""Personal data in every disguise is refused, and ordinary names of schools, papers and days pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.personal import masked, personal_kind
from data.publish import check
from data.store import Store
from data.words import Text
from tests.given.world import AS_OF, world, write_csvs, write_workbook

PHONE, EMAIL, CITIZEN = "a phone number", "an e-mail address", "a citizen id"

DISGUISED = [
    ("0912–345–678", PHONE),  # en dash
    ("0912—345—678", PHONE),  # em dash
    ("0912‑345‑678", PHONE),  # U+2011, no break
    ("0912−345−678", PHONE),  # minus
    ("0912·345·678", PHONE),  # middle dot
    ("0912•345•678", PHONE),  # bullet
    ("0912․345․678", PHONE),  # one dot leader
    ("０９１２３４５６７８", PHONE),  # full width
    ("٠٩١٢٣٤٥٦٧٨", PHONE),  # Arabic digits
    ("𝟎𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", PHONE),  # mathematical digits
    ("0912\u200b345\u200b678", PHONE),  # zero width
    ("0912\u00ad345\u00ad678", PHONE),  # soft hyphen
    ("0084912345678", PHONE),
    ("0084 912 345 678", PHONE),
    ("+84 (0)912 345 678", PHONE),
    ("(+84) 912.345.678", PHONE),
    ("84-912-345-678", PHONE),
    ("(0912) 345-678", PHONE),
    ("(0272) 3826 123", PHONE),
    ("0912/345/678", PHONE),
    ("0912_345_678", PHONE),
    ("0 9 1 2 3 4 5 6 7 8", PHONE),
    ("O912 345 678", PHONE),  # the letter O
    ("SĐT0912345678", PHONE),
    ("zalo:0912345678", PHONE),
    ("không chín một hai ba bốn năm sáu bảy tám", PHONE),
    ("Hội Mẫu (0912–345–678)", PHONE),
    ("079 123 456 789", CITIZEN),
    ("079.123.456.789", CITIZEN),
    ("079–123–456–789", CITIZEN),
    ("0791 2345 6789", CITIZEN),
    ("０７９１２３４５６７８９", CITIZEN),
    ("(079)123456789", CITIZEN),
    ("CCCD079123456789", CITIZEN),
    ("312 345 678", CITIZEN),
    ("CMND 312.345.678", CITIZEN),
    ("an.b＠example．org", EMAIL),
    ("an.b @ example . org", EMAIL),
    ("an.b (at) example.org", EMAIL),
    ("an.b[at]gmail[dot]com", EMAIL),
    ("an.b a còng gmail chấm com", EMAIL),
    ("an.b@gmail", EMAIL),
]

ORDINARY = [
    "Trường TH 19/5",
    "Trường THCS 30/4",
    "Trường TH&THCS Mẫu 01 – xã Mỹ Thạnh",
    "2021-2025",
    "giai đoạn 2021–2025",
    "2021 2022 2023",
    "2021, 2022, 2023, 2024",
    "5985/KH-UBND",
    "A3.2",
    "NĐ 147/2024",
    "Nghị định 147/2024/NĐ-CP",
    "QĐ 830/QĐ-TTg",
    "20/11/2024",
    "01/01/2024 - 31/12/2024",
    "08/03/2024 10:30",
    "Kế hoạch 01/2024, 02/2024",
    "Tổng đài 111",
    "Tổng đài 1900 1567",
    "HD-000000123",
    "VV-2024-000123",
    "MAU-12",
    "28051",
    "Hội Liên hiệp Phụ nữ xã Mỹ Thạnh",
    "Tổ 3, khu phố 2",
    "Câu lạc bộ Robot@Home",
    "một hai ba",
    "Năm học 2024-2025",
    "Dịch vụ Mẫu 2.0",
    "Thông tư 32/2018/TT-BGDĐT",
]


def test_the_table_is_as_long_as_the_public_list() -> None:
    assert len(DISGUISED) >= 39


@pytest.mark.parametrize(("text", "kind"), DISGUISED)
def test_a_disguise_does_not_hide_it(text: str, kind: str) -> None:
    assert personal_kind(text) == (Text(kind) if kind else None)
    assert len(masked(text)) == 3


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_text_passes(text: str) -> None:
    assert personal_kind(text) is None
    assert masked(text) == text


@pytest.mark.parametrize("write", ["csv", "workbook"])
def test_every_disguise_is_refused_at_its_cell_and_not_repeated(tmp_path: Path, write: str) -> None:
    tables = world()
    (member,) = tables["network_members"]
    texts = [text for text, _ in DISGUISED]
    tables["network_members"] = [
        member | {"member_id": f"TV-{number}", "name": text}
        for number, text in enumerate([*texts, *ORDINARY])
    ]
    path = (
        write_csvs(tables, tmp_path / "in")
        if write == "csv"
        else write_workbook(tables, tmp_path / "in.xlsx")
    )
    problems = check([path], Store(tmp_path / "none"), as_of=AS_OF).problems
    assert [problem.row for problem in problems] == [*range(2, 2 + len(texts))]
    assert {problem.severity for problem in problems} == {"error"}
    for problem, (text, kind) in zip(problems, DISGUISED, strict=True):
        assert problem.code in ("personal_data", "disguised_data")
        assert problem.column == ("name" if write == "csv" else "Tên tổ chức")
        assert f"the cell holds {kind} ({masked(text)})" in problem.message("en")
        assert text[3:] not in problem.line("vi") + problem.line("en")
