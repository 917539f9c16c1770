"""Processes that write to one database at once; imports little."""

from __future__ import annotations

import os
from pathlib import Path

from matcher.records.client import Client
from matcher.store import copies
from matcher.store.folder import open_folder
from matcher.store.log import Event
from tests.hands import SIGNED


def eight(folder: str, writers: str = "8") -> None:
    """So many processes that each make ten changes, all at once."""
    children = []
    for number in range(int(writers)):
        child = os.fork()
        if child == 0:
            ten_changes(Path(folder), f"W{number}")
            os._exit(0)
        children.append(child)
    for child in children:
        _, status = os.waitpid(child, 0)
        assert status == 0


def ten_changes(path: Path, who: str) -> None:
    folder = open_folder(path)
    for number in range(10):
        with folder.changing(SIGNED) as change:
            new = Client(id=f"{who}x{number}")
            change.put(change.known.model_copy(update={"clients": (*change.known.clients, new)}))
            change.log(Event("decision", client=new.id))
            change.next_id("challenge")


def copy_and_write(folder: str, to: str) -> None:
    """Copies made of a database that another process writes meanwhile."""
    child = os.fork()
    if child == 0:
        ten_changes(Path(folder), "W")
        os._exit(0)
    place = open_folder(Path(folder)).place
    for number in range(5):
        copies.copy_whole(place, Path(to) / f"{number}.sqlite")
    assert os.waitpid(child, 0)[1] == 0
