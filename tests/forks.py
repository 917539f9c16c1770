"""Work done in processes that are killed: one server imports everything once, and each piece of work is a fork of it.

The piece is killed from inside, before its n-th statement or commit, or from outside after some seconds.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
KILLED = -signal.SIGKILL


@dataclass(frozen=True)
class Ended:
    """How one piece of work ended: its exit code, and the lines that it had printed by then."""

    code: int
    said: tuple[str, ...]


@dataclass(frozen=True)
class Server:
    """A process that forks for every piece of work asked of it."""

    process: subprocess.Popen[str]

    def do(self, *arguments: object, statement: int = 0, after: float | None = None, most: int = 0) -> Ended:
        """One piece of work. `statement`: killed before that one; `after`: killed so many seconds in.

        `most`: no file may grow past so many bytes, as on a full disk; 0 for no limit.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        asked = {"with": [str(one) for one in arguments], "statement": statement, "after": after, "most": most}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        said: list[str] = []
        for line in self.process.stdout:
            if line.startswith("ended "):
                return Ended(int(line.split()[1]), tuple(said))
            said.append(line.rstrip("\n"))
        raise AssertionError("the server of forks has ended")


@contextmanager
def forks(work: str) -> Iterator[Server]:
    """A server for `module:function`, a function of text arguments."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.forks", work],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        yield Server(process)
    finally:
        process.communicate()


def _serve(work: str) -> None:
    module, _, name = work.partition(":")
    function = getattr(importlib.import_module(module), name)
    for line in sys.stdin:
        asked = json.loads(line)
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            _work(function, asked)
        if asked["after"] is not None:
            time.sleep(asked["after"])
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"ended {os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _work(function, asked) -> None:
    from matcher.base.problems import GivenProblems
    from tests.limits import on_a_small_disk

    if asked["most"]:
        on_a_small_disk(asked["most"])
    if asked["statement"]:
        _die_before(asked["statement"])
    code = 3
    try:
        function(*asked["with"])
        code = 0
    except GivenProblems as given:
        sys.stdout.write("".join(f"problem {one.say()}\n" for one in given.problems))
        code = 1
    except BaseException as error:  # noqa: BLE001  whoever asked is told, and the process ends below
        sys.stdout.write(f"fault {error!r:.300}\n")
    finally:
        sys.stdout.flush()
        os._exit(code)


def _die_before(number: int) -> None:
    """Kill this process before its n-th statement or commit."""
    import sqlalchemy as sa

    left = number

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(sa.Engine, "before_cursor_execute", count)
    sa.event.listen(sa.Engine, "commit", count)


if __name__ == "__main__":
    _serve(sys.argv[1])
