"""How worker processes are started: the cheaper way where it is safe. Results never depend on it."""

from __future__ import annotations

import sys
import threading
from multiprocessing import get_context
from multiprocessing.context import BaseContext


def worker_context() -> BaseContext:
    """A context whose workers are copies of this process, with all that it has made ready; where a copy is not safe
    (another system, or other threads at work), one whose workers start from nothing and make it themselves."""
    alone = threading.active_count() == 1
    return get_context("fork" if sys.platform.startswith("linux") and alone else "spawn")
