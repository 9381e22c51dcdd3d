"""Names that a school, a commune or a service may bear, and that would do harm where they are not shown as text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from data.publish import SAMPLE, publish
from data.store import Store
from tests.given.world import AS_OF

#: Nobody answers there, and a browser under watch counts whatever is asked of it.
OUTSIDE = "127.0.0.2:9"

#: What Markdown, HTML, Plotly, deck.gl, a spreadsheet or a template would act on. Each bears the word Mẫu.
MARKUP = (
    f"![Mẫu](//{OUTSIDE}/image)", f"[Mẫu](http://{OUTSIDE}/link)", f"http://{OUTSIDE}/Mẫu", "www.mau.example Mẫu", "[Mẫu](trang)", "![Mẫu](hinh.png)",
    "**Mẫu** *Mẫu* __Mẫu__ _Mẫu_", "~~Mẫu~~ ~Mẫu~ `Mẫu` ```Mẫu```", "$Mẫu^2$ $$\\frac{1}{2}$$", "\\*Mẫu\\* \\", "# Đầu Mẫu", "1. Một Mẫu", "- Gạch Mẫu", "> Trích Mẫu",
    "+ Cộng Mẫu", ":material/home: Mẫu", ":smile: :red[Mẫu] :blue-badge[Mẫu]", "Mẫu -> Mẫu <- Mẫu -- Mẫu >= Mẫu", "&lt;b&gt;Mẫu&lt;/b&gt; &amp; &#60;",
    f"<b>Mẫu</b><img src=//{OUTSIDE}/html onerror=alert(1)><script>alert(1)</script>", f"<a href='//{OUTSIDE}/a'>Mẫu</a>", "{tip} {id} %{x} ${x} {0} Mẫu",
    "@@=alert(1) Mẫu", "=1+1 Mẫu", "| Mẫu | Mẫu |", "[^1] Mẫu [x]: Mẫu", "\"Mẫu\" 'Mẫu'", "{{ Mẫu }} {% Mẫu %}",
)  # fmt: skip

#: Ordinary and less ordinary names in which nothing is marked up.
LETTERS = (
    "Trường", "A", "Trường TH&THCS Mẫu (cơ sở 2)", "TrườngTiểuhọcBántrúchuyệnThủThừaMẫu", "W" * 200, "Trường Mẫu " + "rất " * 45 + "dài", "مدرسة نموذجية",
    "בית ספר לדוגמה", "Tru\u031bo\u031b\u0300ng Ma\u0302\u0303u", "a" + "\u0301" * 60, "学校" * 40, "👩‍👩‍👧 Mẫu 🇻🇳", "Trường Mẫu – " + "x" * 150, "–", "Ệ" * 25,
)  # fmt: skip

#: Either kind by its name.
NAMES = {"markup": MARKUP, "letters": LETTERS}


def publish_named(store: Store, folder: Path, names: tuple[str, ...]) -> None:
    """Publish the sample's figures under these names: of schools, communes and services.

    As a snapshot made before web addresses were looked for in every disguise may hold them.
    """
    folder.mkdir()
    for path in SAMPLE.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if path.stem in ("schools", "communes", "services"):
            for place, row in enumerate(rows):
                row["name"] = names[place % len(names)]
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.personal.has_address", lambda text: False)
        outcome = publish([folder], store, as_of=AS_OF, fresh=True)
    assert outcome.clean, [problem.line("en") for problem in outcome.problems if problem.severity == "error"]
