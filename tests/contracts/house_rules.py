"""Rules about the files themselves: how long a module may be, and what no committed file may name.

`make check` runs this as a command; `test_house_rules.py` runs it as a test.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_MODULE = 400
NOT_OURS = {".git", ".venv", "node_modules", "demo-programme", "dist", "build"}

# Written so that they describe what is forbidden without naming it.
MACHINE_PATH = re.compile(
    r"(?<![\w.\-/}>)\]])/(?:(?:home|Users)/[a-z]\w*|(?:work|root|workspace)(?:/|(?![\w\-])))", re.IGNORECASE
)
REGISTRY_HOST = re.compile(r"\b(?:py[a-z]*(?:pi|hosted)\.(?:org|io)|registry\.[a-z]+js\.org)\b", re.IGNORECASE)
INDEX_OPTION = re.compile(r"^\s*(?:--(?:extra-)?index-url|--find-links|-i|-f)[ =]", re.MULTILINE)


def problems(root: Path = ROOT) -> list[str]:
    """Every broken rule in the checkout, each with its file and line and what to do."""
    found = list(long_modules(root))
    for path in committed(root):
        text = text_of(root / path)
        if text is not None:
            found += forbidden_text(path, text)
    return found


def long_modules(root: Path) -> Iterator[str]:
    """Modules of matcher/ that outgrew what a reader can hold."""
    for path in sorted((root / "matcher").rglob("*.py")):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_MODULE:
            where = path.relative_to(root).as_posix()
            yield f"{where}: {lines} lines, the limit is {LONGEST_MODULE}. Give its second idea a module."


def forbidden_text(path: str, text: str) -> list[str]:
    """What one file says that no committed file may say."""
    rules = [
        (MACHINE_PATH, "names a path of one machine. Write it relative to the checkout."),
        (REGISTRY_HOST, "names a package registry. Where packages come from is each reader's own setting."),
    ]
    if Path(path).name.startswith(("constraints", "requirements")):
        rules.append((INDEX_OPTION, "sets a package index. Make it with `make constraints`."))
    return [
        f"{path}, line {text.count(chr(10), 0, hit.start()) + 1}: {hit.group().strip()!r} {advice}"
        for pattern, advice in rules
        for hit in pattern.finditer(text)
    ]


def committed(root: Path) -> list[str]:
    """Files that are committed or would be; the whole folder where there is no git."""
    try:
        listing = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=root,
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return sorted(walked(root))
    return sorted(name for name in os.fsdecode(listing.stdout).split("\0") if name)


def walked(root: Path) -> Iterator[str]:
    """Every file of a folder that is not installed, built or downloaded."""
    for path in root.rglob("*"):
        parts = path.relative_to(root).parts
        if path.is_file() and not NOT_OURS.intersection(parts) and "__pycache__" not in parts:
            yield "/".join(parts)


def text_of(path: Path) -> str | None:
    """The text of a file; nothing for a workbook, a picture, or a file removed but not yet committed."""
    try:
        return path.read_bytes().decode("utf-8")
    except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
        return None


def main() -> int:
    """Print what is wrong; 1 if anything is."""
    found = problems()
    print("\n".join(found) if found else "House rules: kept.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
