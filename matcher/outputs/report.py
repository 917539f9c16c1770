"""A page of plain words: on a terminal, or as one self-contained page without script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matcher.base.days import say_day
from matcher.explain.report import Report
from matcher.outputs.atomic import write_text
from matcher.outputs.page import environment, style

if TYPE_CHECKING:
    from rich.console import Console


def show(report: Report, console: Console) -> None:
    """The page on a terminal."""
    from matcher.outputs.terminal import Cards

    cards = Cards(console)
    cards.say(report.title, style="bold")
    for said in report.says:
        cards.say(said)
    for part in report.parts:
        cards.head(part.heading)
        for said in part.says:
            cards.say(said, indent=2)
        if not part.items and part.empty:
            cards.say(part.empty, indent=2)
        for item in part.items:
            cards.say(item.title, indent=2, style="bold" if item.lines else "")
            for mark, said in item.lines:
                cards.say(said, mark=mark, indent=4)
    cards.head("")
    run = report.stamp
    cards.say(
        f"Run {run.run}. Data of {say_day(run.on)}. Models {run.digest[:12]}. Version {run.version}.", style="dim"
    )


def render(report: Report) -> str:
    """The page's text."""
    return environment().get_template("report.html").render(report=report, on=say_day(report.stamp.on), css=style())


def write(report: Report, path: Path) -> None:
    """The page as a file, whole or not at all."""
    write_text(path, render(report))
