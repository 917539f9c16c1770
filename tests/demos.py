"""The demo, made once for a whole run of tests and copied for those that change it; and the command line, called."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from matcher.cli.run import main
from matcher.library.load import Library, load_library
from matcher.workflows import desk
from matcher.workflows.programme import demo as demo_module
from matcher.workflows.programme import models as models_module
from matcher.workflows.programme import new, template


@cache
def made_demo() -> Path:
    """The demo as it came with the program. For reading: whoever changes it takes a copy."""
    folder = Path(tempfile.mkdtemp(prefix="matcher-tests-")) / "demo-programme"
    demo_module.demo(folder)
    return folder


def copy_of_demo(to: Path) -> Path:
    """A demo of one's own."""
    shutil.copytree(made_demo(), to)
    return to


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


@cache
def library() -> Library:
    """The shipped models, read once for all tests of one process."""
    return load_library()


def _library(models: Path | None = None) -> Library:
    return library() if models is None else load_library(models)


class Commands:
    """Calls commands as the shell would, in this process. The shipped models are read once."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        for module in (desk, demo_module, models_module, new, template):
            monkeypatch.setattr(module, "load_library", _library)

    def __call__(self, *arguments: str) -> Ran:
        self._capsys.readouterr()
        code = main(arguments)
        said = self._capsys.readouterr()
        return Ran(code, said.out, said.err)
