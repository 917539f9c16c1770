"""The options that say which programme, by which models, on which day and by whose hand: the same for every command."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps

from matcher.cli.app import AsRole, By, ModelsDir, OnDay, ProgrammeDir
from matcher.cli.arguments import where

Command = Callable[..., int | None]


def placed(*, signed: bool = True, dated: bool = True, models: bool = True) -> Callable[[Command], Command]:
    """Gives a command these options, and hands what was typed to it as its first argument, a `Where`.

    `signed`: also who asks, in which role. `dated`: it may be told the day; `models`: the edition of the models.
    """
    options = {"programme": ProgrammeDir}
    options |= {"models": ModelsDir} if models else {}
    options |= {"on": OnDay} if dated else {}
    options |= {"by": By, "role": AsRole} if signed else {}
    ours = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=option)
        for name, option in options.items()
    ]

    def with_options(command: Command) -> Command:
        _, *own = inspect.signature(command, eval_str=True).parameters.values()

        @wraps(command)
        def run(**typed: object) -> int | None:
            told = {name: typed.pop(name) for name in options}
            return command(where(**told), **typed)  # type: ignore[arg-type]  # as the options' own types have it

        run.__signature__ = inspect.Signature([*own, *ours])  # type: ignore[attr-defined]  # read by typer
        run.__annotations__ = {one.name: one.annotation for one in (*own, *ours)}
        return run

    return with_options
