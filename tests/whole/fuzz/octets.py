"""Changes to any bytes whatever: flipped, cut, doubled, blotted out."""

from __future__ import annotations

from random import Random


def spoil(content: bytes, random: Random) -> tuple[str, bytes]:
    """The bytes changed somewhere: how, and what came of it."""
    spoilt = bytearray(content or b"\0")
    at = random.randrange(len(spoilt))
    size = min(random.choice((1, 4, 64, 1024)), len(spoilt) - at)
    how = random.choice(
        ("flipped", "overwritten", "cut short", "cut out", "doubled", "blotted out", "added to", "headless")
    )
    match how:
        case "flipped":
            for _ in range(random.choice((1, 8, 64))):
                spoilt[random.randrange(len(spoilt))] ^= 1 << random.randrange(8)
        case "overwritten":
            spoilt[at : at + size] = random.randbytes(size)
        case "cut short":
            del spoilt[at:]
        case "cut out":
            del spoilt[at : at + size]
        case "doubled":
            spoilt[at:at] = spoilt[at : at + size]
        case "blotted out":
            spoilt[at : at + size] = bytes(size)
        case "added to":
            spoilt += random.randbytes(size)
        case _:
            del spoilt[:size]
    return f"bytes {how} at {at}", bytes(spoilt)
