"""The template is the office's to edit: what it may name, and what happens when it is broken."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from data.__main__ import main
from data.store import Snapshot
from pages.documents.report import DISTRICT_TEMPLATE, SCHOOL_TEMPLATE, TemplateBroken, build, district, school
from pages.documents.report.answers import Answers
from pages.documents.report.word import environment, fill
from tests.whole.report.conftest import INTERNAL, opened, text


def test_every_tag_is_known_and_everything_known_is_used(snapshot: Snapshot) -> None:
    for template, values in (
        (DISTRICT_TEMPLATE, district.values(Answers(snapshot, 2024, INTERNAL))),
        (SCHOOL_TEMPLATE, school.values(Answers(snapshot, 2024, INTERNAL, "MAU-05"))),
    ):
        tags = DocxTemplate(str(template)).get_undeclared_template_variables(environment())
        assert tags <= {*values, "chart"}
        # Left to an office that wants them: what the heading and footer of its own paper may say.
        assert {*values} - tags <= {"snapshot", "as_of", "shareable", "sample", "school_id"}


def changed(folder: Path, change: Callable[[str], str]) -> Path:
    """The template with its text changed."""
    out = folder / "mau.docx"
    with zipfile.ZipFile(DISTRICT_TEMPLATE) as parts, zipfile.ZipFile(out, "w") as other:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "word/document.xml":
                content = change(content.decode()).encode()
            other.writestr(name, content)
    return out


BROKEN = {
    "an unknown tag": (lambda body: body.replace("{{ overdue }}", "{{ overdu }}"), "overdu"),
    "a tag of a row that is not known": (
        lambda body: body.replace("{{ row.target }}", "{{ row.tarket }}"),
        "tarket",
    ),
    "a loop without an end": (lambda body: body.replace("{%tr endfor %}", ""), "for"),
    "a tag cut short": (lambda body: body.replace("{{ overdue }}", "{{ overdue }"), ""),
    "a chart that is not known": (lambda body: body.replace("chart.goals", "chart.gaols"), "gaols"),
    "a reach for more than is given": (
        lambda body: body.replace("{{ overdue }}", "{{ overdue.__class__.__mro__ }}"),
        "",
    ),
    "a document cut short": (lambda body: body[: len(body) // 2], ""),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_template_is_named_with_the_reason(case: str, snapshot: Snapshot, tmp_path: Path) -> None:
    change, word = BROKEN[case]
    template = changed(tmp_path, change)
    with pytest.raises(TemplateBroken) as refused:
        build(snapshot, 2024, INTERNAL, template=template)
    assert str(template) in str(refused.value)
    assert word in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"not a Word file", b"PK\x03\x04 cut short"])
def test_what_is_no_word_file_is_refused(content: bytes, snapshot: Snapshot, tmp_path: Path) -> None:
    template = tmp_path / "mau.docx"
    template.write_bytes(content)
    with pytest.raises(TemplateBroken, match=r"mau\.docx"):
        build(snapshot, 2024, INTERNAL, template=template)
    with zipfile.ZipFile(template, "w") as empty:
        empty.writestr("a.txt", "a")
    with pytest.raises(TemplateBroken, match=r"mau\.docx"):
        build(snapshot, 2024, INTERNAL, template=template)


def test_an_edited_template_is_followed(snapshot: Snapshot, tmp_path: Path) -> None:
    """Text of its own, in its own look, and a chart named twice."""
    document = Document()
    paragraph = document.add_paragraph("Riêng của huyện: ")
    paragraph.add_run("{{ overdue }} và hết").bold = True
    document.add_paragraph("{{ chart.goals }} {{ chart.goals }}")
    document.save(str(tmp_path / "mau.docx"))
    report = opened(build(snapshot, 2024, INTERNAL, template=tmp_path / "mau.docx"))
    first = report.paragraphs[0]
    assert first.text.startswith("Riêng của huyện: Đến hết ngày 31/12/2025")
    assert first.text.endswith(" và hết")
    # What stood around the figure keeps its look.
    assert first.runs[1].bold
    assert first.runs[-1].bold
    assert first.runs[-1].text.endswith("và hết")
    pictures = list(report.element.body.iter(qn("wp:docPr")))
    assert len({picture.get("id") for picture in pictures}) == 2


def test_names_are_inert(snapshot: Snapshot) -> None:
    answers = Answers(snapshot, 2024, INTERNAL, "MAU-05")
    name = 'Trường {{ 7*7 }} {% if x %} <w:p>& "Mẫu"'
    values = {**school.values(answers), "school": name}
    made = fill(SCHOOL_TEMPLATE, values, {}, title="x", as_of=snapshot.as_of)
    assert name in text(opened(made))


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["report", *arguments]) == 2
    return capsys.readouterr().err


def test_the_command_says_what_is_wrong_and_leaves_the_old_file(
    snapshot: Snapshot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "bao-cao.docx"
    out.write_bytes(b"before")
    given = ["--into", str(snapshot.path.parent), "--out", str(out)]
    assert "2021, 2022, 2023, 2024, 2025" in refused(capsys, "--year", "2020", *given)
    assert "MAU-05" in refused(capsys, "--year", "2024", "--school", "MAU-5", *given)
    assert (
        "office" not in refused(capsys, "--year", "2024", "--school", "office", *given).split("gần nhất")[1]
    )
    assert snapshot.id in refused(capsys, "--year", "2024", "--as-of", "2020-01-01-000000000000", *given)
    missing = tmp_path / "khong-co.docx"
    assert str(missing) in refused(capsys, "--year", "2024", "--template", str(missing), *given)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bao-cao.docx"]
    assert out.read_bytes() == b"before"


def test_the_command_writes_the_report_of_a_named_snapshot(
    snapshot: Snapshot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "bao-cao.docx"
    given = ["--into", str(snapshot.path.parent), "--out", str(out), "--as-of", snapshot.id]
    assert main(["report", "--year", "2023", "--tier", "shareable", *given]) == 0
    assert snapshot.id in capsys.readouterr().out
    assert "Bản chia sẻ" in opened(out.read_bytes()).sections[0].footer.paragraphs[0].text


def test_an_empty_folder_has_nothing_to_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--year", "2024", "--into", str(tmp_path), "--out", str(tmp_path / "a.docx")]) == 1
    assert "Chưa có bản số liệu" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
