"""What was typed, as values; or, plainly, what to type instead."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.base.days import Day, NotADay, parse_day
from matcher.base.problems import Usage, shorten
from matcher.workflows.where import Where

if TYPE_CHECKING:
    from matcher.records.signed import DeskRole

ENVIRONMENT = "MATCHER_PROGRAMME"
DATABASE, BY, ROLE = "MATCHER_DATABASE_URL", "MATCHER_BY", "MATCHER_ROLE"
BY_MOST = 40
TOP_MOST = 100


def where(
    programme: str | None = None,
    models: str | None = None,
    on: str | None = None,
    *,
    by: str | None = None,
    role: str | None = None,
) -> Where:
    """Which programme, by which models, on which day; who asks, in which role."""
    folder = programme if programme is not None else os.environ.get(ENVIRONMENT) or "."
    return Where(
        programme=path_of("--programme", folder),
        models=None if models is None else path_of("--models", models),
        on=None if on is None else day_of("--on", on),
        by=_by(by),
        role=_role(role),
        database_url=os.environ.get(DATABASE, ""),
    )


def _by(text: str | None) -> str:
    """A staff reference: one short word, so that no sentence about anybody ends in it."""
    said = (os.environ.get(BY, "") if text is None else text).strip()
    if len(said) > BY_MOST or not said.isprintable() or (text is not None and not said):
        raise Usage(f"--by must be your own reference, such as epc-2, of at most {BY_MOST} characters.")
    return said


def _role(text: str | None) -> DeskRole:
    from matcher.records.signed import DeskRole

    said = text if text is not None else os.environ.get(ROLE) or DeskRole.EPC.value
    try:
        return DeskRole(said.strip().lower().replace("-", "_").replace(" ", "_"))
    except ValueError:
        roles = ", ".join(one.value.replace("_", "-") for one in DeskRole)
        raise Usage(f'--as must be one of {roles}. You typed "{shorten(said)}".') from None


def path_of(option: str, text: str) -> Path:
    """A path that a file system can be asked about."""
    if not text or "\0" in text:
        raise Usage(f"{option} needs the name of a file or folder. You typed nothing that could be one.")
    return Path(text)


def size_of(path: Path) -> int:
    """Bytes of a file, or of what lies directly in a folder; 0 where nobody can tell."""
    try:
        if path.is_dir():
            return sum(inside.stat().st_size for inside in path.iterdir() if inside.is_file())
        return path.stat().st_size
    except OSError:
        return 0


def day_of(option: str, text: str) -> Day:
    """A day as it is written in the UK, day first."""
    try:
        return parse_day(text)
    except NotADay:
        raise Usage(f'{option} must be a day, such as 16/11/2026. You typed "{shorten(text)}".') from None


def whole(option: str, text: str, *, least: int, most: int) -> int:
    """A whole number within bounds."""
    digits = text.strip().replace(",", "")
    if not (digits.isascii() and digits.lstrip("-").isdigit() and len(digits) <= 18):
        raise Usage(f'{option} must be a whole number from {least:,} to {most:,}. You typed "{shorten(text)}".')
    number = int(digits)
    if number > most:
        raise Usage(f"{option} must be {most:,} or less. You typed {number}.")
    if number < least:
        raise Usage(f"{option} must be {least:,} or more. You typed {number}.")
    return number


def top_of(text: str | None) -> int | None:
    """Rows in each section; None for what the models say."""
    return None if text is None else whole("--top", text, least=1, most=TOP_MOST)


def reference(name: str, text: str) -> str:
    """A reference as the user wrote it; `007` stays `007`."""
    if not text.strip():
        raise Usage(f"{name} is empty. Type the reference as it stands in your spreadsheet, such as V0031.")
    return text.strip()
