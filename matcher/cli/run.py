"""The way in: run one command, and turn however it ends into plain words and an exit code.

0 it went well, 1 there are problems in what was given, 2 the command was typed wrongly, 5 the fault is ours,
130 it was stopped.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from matcher.base.problems import GivenProblems, Usage
from matcher.cli import kept
from matcher.cli.app import app
from matcher.cli.plain import plainly
from matcher.cli.say import note, problem_lines

# Commands join the application when their module is imported; within its heading, help shows them in this order.
from matcher.cli.programme import starting, programmes, travelling  # noqa: F401  isort: skip
from matcher.cli.lists import everyday, runs  # noqa: F401  isort: skip
from matcher.cli.introductions import deciding, packing  # noqa: F401  isort: skip
from matcher.cli.people import consenting, signposting, data  # noqa: F401  isort: skip
from matcher.cli.cases import casework, challenging, own_record  # noqa: F401  isort: skip
from matcher.cli.outlook import planning  # noqa: F401  isort: skip
from matcher.cli.money import better_off  # noqa: F401  isort: skip
from matcher.cli.adverts import checks, reading, notes  # noqa: F401  isort: skip
from matcher.cli.partners import employing  # noqa: F401  isort: skip
from matcher.cli.placements import outcomes  # noqa: F401  isort: skip
from matcher.cli.upkeep import log, housekeeping, doctor  # noqa: F401  isort: skip

_commands = cache(get_command)
"""Every command with its options: 80 ms to put together, so once a process."""
FINE, PROBLEMS, WRONG_USAGE, OUR_FAULT, STOPPED = 0, 1, 2, 5, 130


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit code."""
    _survive_closed_streams()
    _survive_any_text()
    kept.reset()
    try:
        code = _ended(list(arguments))
        sys.stdout.flush()
    except OSError as error:
        code = _stream_failed(error)
    return code


def _ended(arguments: list[str]) -> int:
    try:
        return _run(arguments)
    except typer.Exit as end:
        return end.exit_code
    except TyperException as error:
        note(plainly(error))
        return WRONG_USAGE
    except Usage as error:
        note(str(error))
        return WRONG_USAGE
    except GivenProblems as given:
        for line in problem_lines(given.problems):
            note(line)
        return PROBLEMS
    except (KeyboardInterrupt, typer.Abort):
        note(f"\nStopped. {kept.so_far()}")
        return STOPPED
    except OSError as error:
        if _is_about_output(error):
            raise
        return _incident(error, arguments)
    except Exception as error:  # noqa: BLE001  the last door: everything else is ours, and is told and logged
        return _incident(error, arguments)


def _run(arguments: list[str]) -> int:
    command = _commands(app)
    if "_MATCHER_COMPLETE" in os.environ:
        command.main(arguments, prog_name="matcher")
    with command.make_context("matcher", arguments) as context:
        ended = command.invoke(context)
    return ended if isinstance(ended, int) else FINE


def _incident(error: BaseException, arguments: list[str]) -> int:
    from matcher.cli.incident import report

    names = getattr(_commands(app), "commands", {})
    command = next((one for one in arguments if one in names), "")
    note(report(error, command=command, folder=_folder(arguments)))
    return OUR_FAULT


def _folder(arguments: list[str]) -> Path | None:
    """The programme's folder as far as it can be told, for the log."""
    named = [one for flag, one in pairwise(arguments) if flag == "--programme"]
    text = (named or [os.environ.get("MATCHER_PROGRAMME") or "."])[0]
    return None if "\0" in text else Path(text)


def _is_about_output(error: OSError) -> bool:
    return isinstance(error, BrokenPipeError) or (error.errno == errno.ENOSPC and error.filename is None)


def _stream_failed(error: OSError) -> int:
    """Whoever read the output has left, or it goes to a disk that is full."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = io.StringIO()  # not a real stream: what is left in it goes nowhere
    if isinstance(error, BrokenPipeError):
        return FINE
    note(f"The output could not be written: {(error.strerror or 'it failed').lower()}.")
    return PROBLEMS


def _survive_closed_streams() -> None:
    """A stream that whoever started us has closed is None in Python: what is written to it goes nowhere."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (open until the end)
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (open until the end)


def _survive_any_text() -> None:
    """Odd bytes in an argument or a name come out marked, never as an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
