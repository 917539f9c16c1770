"""The client's page as one self-contained file: nothing live in it, to be read on a phone or printed and written on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matcher.base.days import say_day
from matcher.outputs.atomic import write_text
from matcher.outputs.page import environment, style

if TYPE_CHECKING:
    from matcher.explain.client_page import ClientPage


def render(page: ClientPage) -> str:
    """The page's text."""
    return environment().get_template("client_page.html").render(page=page, on=say_day(page.on), css=style())


def write(page: ClientPage, path: Path) -> None:
    """The page as a file, whole or not at all."""
    write_text(path, render(page))
