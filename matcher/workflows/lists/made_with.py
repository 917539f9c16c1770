"""What a run was made with: which Python, which commit of a checkout, which pinned packages, and since when."""

from __future__ import annotations

import hashlib
import json
import platform
from functools import cache
from pathlib import Path

import matcher
from matcher.workflows.desk import Desk

CONSTRAINTS = "constraints.txt"
HEX = frozenset("0123456789abcdef")


def made_with(desk: Desk) -> str:
    """The same as JSON, kept with each time a run is made. Nothing in it names a computer, a folder or a person."""
    begun = None if desk.begun is None else desk.begun.isoformat(timespec="microseconds")
    told = {"python": f"{platform.python_version()}, {platform.system()} {platform.machine()}", "begun": begun}
    return json.dumps({name: said for name, said in {**told, **_checkout()}.items() if said})


@cache
def _checkout() -> dict[str, str]:
    """The commit and the digest of the pinned packages where the program runs from a checkout of ours; else nothing."""
    root = Path(matcher.__file__).resolve().parent.parent
    return of_checkout(root) if (root / "pyproject.toml").is_file() else {}


def of_checkout(root: Path) -> dict[str, str]:
    """What a folder with the program's sources tells of itself."""
    try:
        pinned = (root / CONSTRAINTS).read_bytes()
    except OSError:
        pinned = b""
    return {"commit": commit_of(root), "constraints": hashlib.sha256(pinned).hexdigest() if pinned else ""}


def commit_of(root: Path) -> str:
    """The commit that is checked out in a folder, read from git's own files; empty where there is none."""
    try:
        git = root / ".git"
        if git.is_file():  # a second folder of one repository names where its own files lie
            git = root / git.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
        head = (git / "HEAD").read_text(encoding="utf-8").strip()
        name = head.removeprefix("ref:").strip()
        found = head if name == head else _named(git, name)
    except (OSError, UnicodeDecodeError):
        return ""
    return found if len(found) in (40, 64) and set(found) <= HEX else ""


def _named(git: Path, name: str) -> str:
    """The commit of a branch: in a file of its own, or in the list of those that were packed."""
    beside = git / "commondir"
    shared = git / beside.read_text(encoding="utf-8").strip() if beside.is_file() else git
    if (shared / name).is_file():
        return (shared / name).read_text(encoding="utf-8").strip()
    lines = (shared / "packed-refs").read_text(encoding="utf-8").splitlines()
    return next((line.split(" ")[0] for line in lines if line.endswith(f" {name}")), "")
