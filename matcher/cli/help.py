"""Help as plain text: commands by what they are for, options by what they do, an example each."""

from __future__ import annotations

import difflib
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from typing import TYPE_CHECKING

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from matcher.base.problems import Usage, shorten

if TYPE_CHECKING:
    # typer brings its own copy of click and gives these types no public name.
    from typer._click import Command, Context, HelpFormatter

WIDEST, NARROWEST = 100, 40
GAP = 2
OTHER = "Options"
START, EVERY_DAY, EMPLOYERS, PROGRAMME, SET_UP = PANELS = (
    "Start here",
    "Every day",
    "Employers",
    "Programme",
    "Set up",
)
"""What commands are for, in the order a reader meets them."""

Pair = tuple[str, str]


class Page(TyperCommand):
    """One command, with its help as a page of plain text."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        formatter.write("\n".join(command_help(self, ctx, width=width_here())) + "\n")


class Contents(TyperGroup):
    """A group of commands, with its help as a table of contents."""

    command_class = Page

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        formatter.write("\n".join(contents(self, ctx, width=width_here())) + "\n")

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """The command that was named. Raises Usage with the nearest one where there is none."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise Usage(
                f'No command "{shorten(args[0])}". {near(args[0], self.commands)}'
                f"`{ctx.command_path} --help` lists them."
            )
        return super().resolve_command(ctx, args)


def near(typed: str, known: Iterable[str]) -> str:
    """`Did you mean "shortlist"? ` with the space, or nothing."""
    found = difflib.get_close_matches(typed, list(known), n=1)
    return f'Did you mean "{found[0]}"? ' if found else ""


def width_here() -> int:
    """The columns that help may use."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns - 1))


def contents(group: TyperGroup, ctx: Context, *, width: int) -> Iterator[str]:
    """What a group is for, its commands by panel, its own options."""
    yield f"Usage: {ctx.command_path} COMMAND [options]"
    yield from _text(group.help or "", width=width)
    panels: dict[str, list[Pair]] = {}
    for name, command in sorted(group.commands.items(), key=lambda one: _place(one[1])):
        if not command.hidden:
            panels.setdefault(_panel(command), []).append((name, first_sentence(command)))
    for panel, pairs in panels.items():
        yield from _table(panel, pairs, wide=_wide(panels.values(), width), width=width)
    options = [_option(one) for one in group.get_params(ctx) if isinstance(one, TyperOption) and not one.hidden]
    yield from _table(OTHER, options, wide=_wide([options], width), width=width)
    yield from _text(group.epilog or "", width=width)


def command_help(command: Command, ctx: Context, *, width: int) -> Iterator[str]:
    """What a command does, what it takes, and an example."""
    params = command.get_params(ctx)
    arguments = [one for one in params if isinstance(one, TyperArgument) and not one.hidden]
    options = [one for one in params if isinstance(one, TyperOption) and not one.hidden]
    usage = " ".join(_usage(one) for one in arguments)
    yield f"Usage: {ctx.command_path} {usage + ' ' if usage else ''}[options]"
    yield from _text(command.help or "", width=width)
    panels: dict[str, list[Pair]] = {}
    if arguments:
        panels[""] = [(_name(one), one.help or "") for one in arguments]
    for option in options:
        panels.setdefault(option.rich_help_panel or OTHER, []).append(_option(option))
    for panel, pairs in panels.items():
        yield from _table(panel, pairs, wide=_wide(panels.values(), width), width=width)
    if command.epilog:
        yield from ("", "Examples" if "\n" in command.epilog.strip() else "Example")
        yield from (f"  {line}" for line in cleandoc(command.epilog).splitlines())


def first_sentence(command: Command) -> str:
    """A command in the table of contents, without its full stop."""
    return " ".join(cleandoc(command.help or "").split("\n\n")[0].split()).split(". ")[0].rstrip(".")


def _panel(command: Command) -> str:
    panel = getattr(command, "rich_help_panel", None)
    return panel if isinstance(panel, str) else "Commands"


def _place(command: Command) -> int:
    """Where a command's panel stands."""
    panel = _panel(command)
    return PANELS.index(panel) if panel in PANELS else len(PANELS)


def _name(argument: TyperArgument) -> str:
    return argument.metavar or argument.name.upper()


def _usage(argument: TyperArgument) -> str:
    name = _name(argument)
    return name if argument.required else f"[{name}]"


def _option(option: TyperOption) -> Pair:
    names = ", ".join(sorted(option.opts, key=len))
    value = "" if option.is_flag else f" {option.metavar or 'TEXT'}"
    return names + value, option.help or ""


def _text(text: str, *, width: int) -> Iterator[str]:
    for paragraph in cleandoc(text).split("\n\n"):
        if paragraph.strip():
            yield ""
            yield from textwrap.wrap(" ".join(paragraph.split()), width, break_on_hyphens=False)


def _wide(tables: Iterable[list[Pair]], width: int) -> int:
    """Columns for names: as the longest needs, and never more than a third of the page."""
    return min(max(len(name) for pairs in tables for name, _ in pairs), width // 3)


def _table(title: str, pairs: list[Pair], *, wide: int, width: int) -> Iterator[str]:
    """Names in a column, what they are beside them; a long name stands on a line of its own."""
    yield from ("", title) if title else ("",)
    indent = " " * (2 + wide + GAP)
    for name, says in pairs:
        lines = textwrap.wrap(says, width - len(indent), break_on_hyphens=False) or [""]
        if len(name) > wide:
            yield f"  {name}"
        else:
            yield f"  {name.ljust(wide + GAP)}{lines.pop(0)}".rstrip()
        yield from (indent + line for line in lines)
