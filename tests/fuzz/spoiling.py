"""Ways to spoil a workbook or a text: in its cells, its names, its XML, its encodings, its container."""

import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

NASTY = (
    "x" * 40_000,
    "é" * 300,
    "",
    " ",
    "0",
    "-1",
    "1e308",
    "NaN",
    "inf",
    "٤٥",
    "½",
    "007",
    "=1+1",
    '=HYPERLINK("x")',
    "+44",
    "@x",
    "'",
    "''=x",
    "TRUE",
    "#REF!",
    "01/02/2027",
    "31/02/2027",
    "02/13/2027",
    "5 Jan",
    "46000",
    "2:45",
    "25:00",
    "24:00",
    "midnight",
    "Mon-Fri",
    "Mon to",
    "Mon-Fri 9",
    "not known",
    "(clear)",
    "example",
    "example-C1",
    "C0001",
    "c0001",
    "C9999",
    "V0001",
    "E001",
    "None",
    "Walk; Plane",
    "; ; ;",
    ",",
    "\u202e",
    "\x00",
    "\x1b[31m",
    "a\nb",
    "a\r\nb",
    "\ufeff",
    "😀",
    "���",
    "Must",
    "Matters most",
    "Do not mind",
    "Wants",
    "Refuses",
    "No to this vacancy",
    "Vacancy",
    "Employer",
    "GCSE",
    "18: x",
    "18: 01/01/2027;",
    "100%",
    "0.125",
    "12.5%",
    "£12.71",
    "12.715",
    "£1,2",
    "16h 99m",
    "16.333",
    "99999999999999999999",
    "R1",
    "Introduce now",
    "Question put",
    "Nothing like it",
    "<b>",
    "&amp;",
    "]]>",
    "%s",
    "{0}",
    "\\",
    "../../x",
    "A1",
    "Not free",
    "School hours",
    "No time at all",
    "1 year 99 months",
)

_CELL = re.compile(rb'<c r="[A-Z]+\d+"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_ROW = re.compile(rb"<row .*?</row>", re.DOTALL)


def workbook(chance: random.Random, source: Path, folder: Path) -> Path:
    """A workbook with one to three things wrong with it."""
    path = folder / "spoilt.xlsx"
    with zipfile.ZipFile(source) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for _ in range(chance.choice((1, 1, 2, 3))):
        parts = chance.choice(PARTS)(chance, parts)
    method = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))
    with zipfile.ZipFile(path, "w", method) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    if chance.random() < 0.15:
        path.write_bytes(chance.choice(BYTES)(chance, path.read_bytes()))
    return path


Parts = dict[str, bytes]


def sheets_in(parts: Parts) -> list[str]:
    return [name for name in parts if name.startswith("xl/worksheets/sheet")] or [next(iter(parts))]


def a_cell(chance: random.Random, parts: Parts) -> Parts:
    """One cell holds something else, or is of another type, or stands elsewhere."""
    name = chance.choice(sheets_in(parts))
    cells = list(_CELL.finditer(parts[name]))
    if not cells:
        return parts
    spoilt = parts[name]
    for found in sorted(chance.sample(cells, min(len(cells), chance.choice((1, 5, 40)))), key=lambda f: -f.start()):
        spoilt = spoilt[: found.start()] + another_cell(chance, found.group()) + spoilt[found.end() :]
    return parts | {name: spoilt}


def another_cell(chance: random.Random, cell: bytes) -> bytes:
    address = cell.split(b'"')[1]
    text = chance.choice(NASTY).replace("&", "&amp;").replace("<", "&lt;").encode("utf-8", "replace")
    number = chance.choice(
        (b"0", b"-1", b"46000", b"0.5", b"0.38541", b"1e400", b"NaN", b"12.715", b"2958466", b"", b"99999999999")
    )
    style = chance.choice((b"", b' s="1"', b' s="5"', b' s="9999"'))
    away = chance.choice((b"A1", b"XFD1048576", b"AAAA1", b"A0", b"", b"1A", b"ZZ300", b"B2", address.lower()))
    return chance.choice(
        (
            b'<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (address, text),
            b'<c r="%s"%s><v>%s</v></c>' % (address, style, number),
            b'<c r="%s" t="str"><f>1+1</f><v>%s</v></c>' % (address, text),
            b'<c r="%s" t="e"><v>#REF!</v></c>' % address,
            b'<c r="%s" t="b"><v>%s</v></c>' % (address, chance.choice((b"1", b"0", b"2"))),
            b'<c r="%s" t="s"><v>%s</v></c>' % (address, chance.choice((b"0", b"99999", b"-1", b"x"))),
            b'<c r="%s" t="d"><v>2027-13-45T99:00</v></c>' % address,
            b'<c r="%s" t="%s"><v>1</v></c>' % (address, text[:8].replace(b'"', b"")),
            b'<c r="%s"><v>1</v></c>' % away,
            b'<c t="inlineStr"><is><t>%s</t></is></c>' % text,
            b"",
            cell + cell,
        )
    )


def a_row(chance: random.Random, parts: Parts) -> Parts:
    """Rows are there twice, are gone, stand in another order, or come by the thousand."""
    name = chance.choice(sheets_in(parts))
    rows = _ROW.findall(parts[name])
    if len(rows) < 2:
        return parts
    change = chance.choice(("twice", "gone", "shuffled", "many", "no head"))
    if change == "twice":
        rows.insert(chance.randrange(len(rows)), chance.choice(rows))
    elif change == "gone":
        rows.pop(chance.randrange(len(rows)))
    elif change == "shuffled":
        chance.shuffle(rows)
    elif change == "many":
        rows += [chance.choice(rows)] * 300
    else:
        rows = rows[1:]
    head, _, rest = parts[name].partition(b"<sheetData>")
    _, _, tail = rest.partition(b"</sheetData>")
    return parts | {name: head + b"<sheetData>" + b"".join(rows) + b"</sheetData>" + tail}


def a_name(chance: random.Random, parts: Parts) -> Parts:
    """A sheet is called something else."""
    names = re.findall(rb'<sheet name="([^"]*)"', parts.get("xl/workbook.xml", b""))
    if not names:
        return parts
    old = chance.choice(names)
    new = chance.choice(
        (
            b" %s " % old.upper(),
            b"client",
            b"",
            b"x" * 200,
            names[0],
            b"&#0;",
            b"&lt;a&gt;",
            b"equality",
            b"Lists",
            b"\xff",
        )
    )
    return parts | {"xl/workbook.xml": parts["xl/workbook.xml"].replace(b'name="%s"' % old, b'name="%s"' % new, 1)}


def a_string(chance: random.Random, parts: Parts) -> Parts:
    """A heading, or another shared text, reads differently."""
    name = "xl/sharedStrings.xml"
    texts = list(re.finditer(rb"<t[^>]*>(.*?)</t>", parts.get(name, b""), re.DOTALL))
    if not texts:
        return parts
    found = chance.choice(texts[:200])
    old = found.group(1).decode("utf-8", "replace")
    new = chance.choice((old.upper(), old[::-1], old[:-1], f" {old} ", "Client", "", chance.choice(NASTY), old + "s"))
    safe = new.replace("&", "&amp;").replace("<", "&lt;").encode("utf-8", "replace")
    return parts | {name: parts[name][: found.start(1)] + safe + parts[name][found.end(1) :]}


def a_part(chance: random.Random, parts: Parts) -> Parts:
    """A part is gone, is another part, is cut, or holds what no reader should follow."""
    name = chance.choice(list(parts))
    data = parts[name]
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    change = chance.choice(
        ("gone", "other", "cut", "bytes", "deep", "entities", "utf-16", "latin", "mark", "empty", "counts", "huge")
    )
    if change == "gone":
        return {one: kept for one, kept in parts.items() if one != name} or parts
    spoilt = {
        "other": lambda: parts[chance.choice(list(parts))],
        "cut": lambda: data[: chance.randrange(len(data) + 1)],
        "bytes": lambda: flipped(chance, data),
        "deep": lambda: data[:200] + b"<a>" * 20_000 + data[200:],
        "entities": lambda: bomb + b"]><worksheet>&j;</worksheet>",
        "utf-16": lambda: data.decode("utf-8", "replace").encode("utf-16"),
        "latin": lambda: data.replace(b"UTF-8", b"ISO-8859-1", 1) + b"\xe9",
        "mark": lambda: b"\xef\xbb\xbf" + data,
        "empty": lambda: b"",
        "counts": lambda: re.sub(rb'(uniqueCount|count)="\d+"', b'\\1="4294967295"', data),
        "huge": lambda: data.replace(b">", b' x="%s">' % (b"y" * 200_000), 1),
    }[change]()
    return parts | {name: spoilt}


def a_bomb(chance: random.Random, parts: Parts) -> Parts:
    """Something that packs small and unpacks large."""
    size = chance.choice((1_000_000, 30_000_000))
    name = chance.choice(("xl/media/x.bin", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"))
    return parts | {name: parts.get(name, b"")[:500] + b" " * size}


PARTS: tuple[Callable[[random.Random, Parts], Parts], ...] = (
    *(a_cell,) * 8,
    *(a_row,) * 3,
    *(a_name,) * 2,
    *(a_string,) * 4,
    *(a_part,) * 5,
    a_bomb,
)


def flipped(chance: random.Random, data: bytes) -> bytes:
    """A few bytes are others."""
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 3, 30))):
        if spoilt:
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def cut(chance: random.Random, data: bytes) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data) + 1)]


def doubled(chance: random.Random, data: bytes) -> bytes:
    """A stretch is there twice."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at : at + 500] + data[at:]


BYTES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    flipped,
    cut,
    doubled,
    lambda _, data: b"PK\x03\x04" + data[4:],
)


def text(chance: random.Random, source: Path, folder: Path) -> Path:
    """A CSV file with something wrong with it; it keeps its name, which says which sheet it is."""
    path = folder / source.name
    lines = source.read_text(encoding="utf-8").splitlines()
    for _ in range(chance.choice((1, 2, 5))):
        lines = chance.choice(LINES)(chance, lines or [""])
    joined = chance.choice(("\n", "\n", "\r\n", "\r")).join(lines)
    data = joined.encode(
        chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-7")), "replace"
    )
    if chance.random() < 0.3:
        data = chance.choice(BYTES[:3])(chance, data)
    path.write_bytes(data)
    return path


Lines = list[str]


def cell_of_a_line(chance: random.Random, lines: Lines) -> Lines:
    at = chance.randrange(len(lines))
    cells = lines[at].split(",")
    cells[chance.randrange(len(cells))] = chance.choice(NASTY)
    return [*lines[:at], ",".join(cells), *lines[at + 1 :]]


def mark_in_a_line(chance: random.Random, lines: Lines) -> Lines:
    at = chance.randrange(len(lines))
    place = chance.randrange(len(lines[at]) + 1)
    mark = chance.choice(('"', '""', ",", ";", "\t", "\x00", "\n", "'", ",,,,", "\ufeff", '"\n"'))
    return [*lines[:at], lines[at][:place] + mark + lines[at][place:], *lines[at + 1 :]]


def other_lines(chance: random.Random, lines: Lines) -> Lines:
    change = chance.choice(("twice", "gone", "shuffled", "many", "blank", "semicolons", "long"))
    if change == "twice":
        return [*lines, chance.choice(lines)]
    if change == "gone":
        return lines[: chance.randrange(len(lines) + 1)]
    if change == "shuffled":
        return chance.sample(lines, len(lines))
    if change == "many":
        return lines + [chance.choice(lines)] * 500
    if change == "blank":
        return ["", *lines, "", " , ,", ""]
    if change == "semicolons":
        return [line.replace(",", ";") for line in lines]
    return [*lines, ",".join(["x"] * 1000)]


LINES: tuple[Callable[[random.Random, Lines], Lines], ...] = (
    *(cell_of_a_line,) * 5,
    *(mark_in_a_line,) * 2,
    *(other_lines,) * 2,
)
