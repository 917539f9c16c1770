"""Sound adverts and model files, and ways to spoil them."""

import json
import random
from pathlib import Path

from matcher.library.find import shipped_models
from tests.fuzz.spoiling import BYTES, NASTY

POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Kitchen porter",
    "identifier": {"@type": "PropertyValue", "value": "KP-7"},
    "hiringOrganization": {"@type": "Organization", "name": "Example Kitchens"},
    "jobLocation": {"@type": "Place", "address": {"postalCode": "ND3 4AB", "addressLocality": "Example Cross"}},
    "baseSalary": {"@type": "MonetaryAmount", "currency": "GBP", "value": {"minValue": 12.71, "unitText": "HOUR"}},
    "employmentType": ["PART_TIME"],
    "datePosted": "2026-11-02",
    "validThrough": "2026-12-04T23:59:59+00:00",
    "description": "&lt;p&gt;Wash up. 16 hours per week.&lt;/p&gt;",
    "qualifications": "None needed",
}
LINE = {
    "id": "a-1",
    "title": "Shop assistant",
    "employer": "Example Shop",
    "location": "Example Cross",
    "pay_text": "£12.71 per hour",
    "hours_text": "16 hours per week",
    "postcode": "ND3 4AB",
    "posted": "2026-11-02",
}


def adverts(folder: Path) -> list[Path]:
    """One posting as a file, one in a page, two as lines."""
    (folder / "posting.json").write_text(json.dumps(POSTING), encoding="utf-8")
    inside = json.dumps(POSTING | {"identifier": "KP-8"})
    page = f'<html><head><script type="application/ld+json">{inside}</script></head><body>x</body></html>'
    (folder / "page.html").write_text(page, encoding="utf-8")
    lines = [json.dumps(LINE), json.dumps(LINE | {"id": "a-2", "title": "Cleaner"})]
    (folder / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return sorted(folder.iterdir())


def advert(chance: random.Random, source: Path, folder: Path) -> Path:
    """An advert with something wrong with it."""
    path = folder / source.name
    data = source.read_bytes()
    for _ in range(chance.choice((1, 1, 3))):
        data = chance.choice((value, value, value, deep, encoded, *BYTES[:3]))(chance, data)
    path.write_bytes(data)
    return path


def value(chance: random.Random, data: bytes) -> bytes:
    """One value is another: of another type, or nasty."""
    text = data.decode("utf-8", "replace")
    others = (
        '"x"',
        "[]",
        "{}",
        "null",
        "NaN",
        "1e999",
        "-1",
        "true",
        "9" * 400,
        "[[[]]]",
        json.dumps(chance.choice(NASTY)),
    )
    places = [at for at, letter in enumerate(text) if letter == ":"]
    if not places:
        return data
    at = chance.choice(places) + 1
    ends = [end for end in (text.find(",", at), text.find("}", at)) if end >= 0] or [len(text)]
    return (text[:at] + chance.choice(others) + text[min(ends) :]).encode("utf-8", "replace")


def deep(_: random.Random, data: bytes) -> bytes:
    """Wrapped in very many brackets."""
    return b"[" * 5_000 + data + b"]" * 5_000


def encoded(chance: random.Random, data: bytes) -> bytes:
    """In another encoding."""
    return data.decode("utf-8", "replace").encode(chance.choice(("utf-16", "utf-32", "cp1252", "utf-8-sig")), "replace")


def models(folder: Path) -> list[Path]:
    """A copy of the shipped model files, to be spoilt one at a time."""
    shipped = shipped_models()
    files = [path for path in sorted(shipped.rglob("*.yaml")) if path.stat().st_size < 40_000]
    for path in files:
        copy = folder / path.relative_to(shipped)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return [folder / path.relative_to(shipped) for path in files]


def model(chance: random.Random, source: Path, folder: Path) -> Path:
    """An edition of one model file, with something wrong with it; returns the edition's folder."""
    edition = folder / f"edition{chance.randrange(10**9)}"
    path = edition / source.relative_to(top_of(source))
    path.parent.mkdir(parents=True)
    data = source.read_bytes()
    for _ in range(chance.choice((1, 1, 3))):
        data = chance.choice((scalar, scalar, line, line, *BYTES[:3]))(chance, data)
    path.write_bytes(data)
    return edition


def top_of(path: Path) -> Path:
    """The folder of models that a file is in."""
    return next(parent for parent in path.parents if (parent / "INDEX.yaml").exists())


def scalar(chance: random.Random, data: bytes) -> bytes:
    """One value is another."""
    lines = data.decode("utf-8", "replace").splitlines()
    at = chance.randrange(len(lines) or 1)
    if at < len(lines) and ":" in lines[at]:
        key = lines[at].partition(":")[0]
        other = chance.choice(
            ("9:30", "NO", "[", "{a: b}", "&x 1", "*x", "!!python/object:os.system x", "1e999", "|", "- 1", "~")
        )
        lines[at] = f"{key}: {other}"
    return "\n".join(lines).encode()


def line(chance: random.Random, data: bytes) -> bytes:
    """A line is gone, there twice, or stands further in."""
    lines = data.decode("utf-8", "replace").splitlines() or [""]
    at = chance.randrange(len(lines))
    change = chance.choice(("gone", "twice", "in", "tab"))
    if change == "gone":
        del lines[at]
    elif change == "twice":
        lines.insert(at, lines[at])
    else:
        lines[at] = ("   " if change == "in" else "\t") + lines[at]
    return "\n".join(lines).encode()
