"""Addresses of pages as links, people and attackers write them: right, stale, malformed, endless."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from data.contract import CODES
from tests.whole.fuzz import awkward

#: What one address asks for: each parameter with its values.
Address = dict[str, str | list[str]]

#: Values that some version of the sample has, by the parameter that takes them.
VALID: Mapping[str, Sequence[str]] = {
    "year": ("2021", "2022", "2023", "2024", "2025"),
    "compare": ("2021", "2022", "2023", "2024", "2025", "none", "all"),
    "school": tuple(f"MAU-{number:02}" for number in range(1, 29)),
    "level": ("TH", "THCS", "TH&THCS"),
    "unit": ("28051", "28051-2025", "28066", "28066-2025", "28069", "28072-2025"),
    "lang": ("vi", "en"),
    "indicator": ("awareness_schools", "pupils_reached", "victims_supported", "violations_handled", "content_removed", "staff_trained"),
    "clock": (*CODES["clock"], *(label.in_language("vi") for label in CODES["clock"].values()), *(label.in_language("en") for label in CODES["clock"].values())),
    "by": ("Nhóm nguy cơ", "Nền tảng", "category", "platform", "Severity", "age_band"),
    "units": ("30/06/2025", "01/07/2025"),
    "report_group": ("Số ngày quá hạn", "Days past due", "days", "commune", "Commune to 30/06/2025"),
}  # fmt: skip
#: Parameters that no page has, and names that the program uses inside.
OTHERS: Sequence[str] = (
    "tier", "role", "reader", "only", "choice", "snapshot", "words", "open_page", "edition_due",
    "no_edition", "embed", "embed_options", "school_search", "page", "as-of", "map_year", "", " ", "year[]", "school.id", "__proto__", "nămm",
)  # fmt: skip
_STALE: Sequence[str] = (
    "2020",
    "2026",
    "MAU-99",
    "MAU-00",
    "28999",
    "28051-2024",
    "TIEU-HOC",
    "fr",
    "gone_indicator",
    "office",
)
_TIERS: Sequence[str] = ("internal", "Nội bộ", "Internal", "shareable", "leader", "")
_MOST = 10


def address(random: Random) -> Address:
    """One address, with up to ten parameters."""
    choice: Address = {}
    for _ in range(random.choice((0, 1, 1, 2, 3, 5, _MOST))):
        key = random.choice(list(VALID)) if random.random() < 0.85 else random.choice(OTHERS)
        values = [_value(key, random) for _ in range(random.choice((1, 1, 1, 2, 6)))]
        choice[key] = values[0] if len(values) == 1 else values
    if random.random() < 0.3:
        choice["tier"] = random.choice(_TIERS)
    return choice


def _value(key: str, random: Random) -> str:
    kind = random.random()
    if key in VALID and kind < 0.6:
        return random.choice(VALID[key])
    if kind < 0.7:
        return random.choice(_STALE)
    if kind < 0.75:
        return random.choice(VALID[random.choice(list(VALID))])
    if kind < 0.8:
        return random.choice(VALID.get(key, _TIERS)) + random.choice(
            (" ", "\n", "'", '"', "%00", ";", "&", "\u200b", "/", "?", "#")
        )
    return awkward.text(random)[: random.choice((20, 200, 20_000))]
