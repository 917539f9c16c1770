"""What typer has to say about a mistyped command, in words that say what to type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typer.core import TyperArgument, TyperOption

from matcher.base.problems import shorten
from matcher.cli.help import near

if TYPE_CHECKING:
    from typer._click import Context
    from typer.exceptions import TyperException

_EXTRA = re.compile(r"^Got unexpected extra argument(?:\(s\)|s)? \((?P<left>.*)\)$", re.DOTALL)
_NEEDS_VALUE = re.compile(r"requires an argument|requires \d+ arguments")


def plainly(error: TyperException) -> str:
    """One or two sentences: what is wrong, and what to type."""
    context: Context | None = getattr(error, "ctx", None)
    option = getattr(error, "option_name", None)
    param = getattr(error, "param", None)
    message = error.format_message()
    extra = _EXTRA.match(message)
    if extra:
        return f'"{shorten(extra["left"])}" is one too many. {_takes(context)}'
    if isinstance(param, TyperArgument):
        return f"{_command(context)} needs {param.metavar or param.name.upper()}: {param.help}. {_example(context)}"
    if isinstance(param, TyperOption):
        name = max(param.opts, key=len)
        return f"{_command(context)} needs {name} {param.metavar}: {param.help}. {_example(context)}"
    if option is not None and _NEEDS_VALUE.search(message):
        return f"{option} needs a value after it."
    if option is not None and "does not take a value" in message:
        return f"{option} takes no value; leave out what follows the equals sign."
    if option is not None:
        return f"No option {shorten(option)}. {_meant(option, context)}{_look(context)}"
    return f"{message.rstrip('.')}. {_look(context)}"


def _command(context: Context | None) -> str:
    return f"`{context.command_path}`" if context else "The command"


def _takes(context: Context | None) -> str:
    if context is None:
        return ""
    names = [
        one.metavar or one.name.upper() for one in context.command.get_params(context) if isinstance(one, TyperArgument)
    ]
    takes = " and ".join(names) if names else "nothing but options"
    return f"{_command(context)} takes {takes}; put quotes around words that belong together. {_example(context)}"


def _example(context: Context | None) -> str:
    lines = (context.command.epilog or "").strip().splitlines() if context else []
    return f"For example: {lines[0].strip()}" if lines else _look(context)


def _look(context: Context | None) -> str:
    return f"`{context.command_path if context else 'matcher'} --help` lists what there is."


def _meant(option: str, context: Context | None) -> str:
    """The nearest option; or the advice to put one of a command's options after the command."""
    if context is None:
        return ""
    here = [name for one in context.command.get_params(context) if isinstance(one, TyperOption) for name in one.opts]
    commands = getattr(context.command, "commands", {})
    if commands:
        return "Options come after the command, as in `matcher shortlist V0031 --top 5`. "
    return near(option, here)
