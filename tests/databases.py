"""Databases that a test needs otherwise than Django's test runner lays them."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from django.db import OperationalError, close_old_connections, connection


@pytest.fixture
def many_at_once(transactional_db, tmp_path: Path) -> Iterator[None]:
    """Let threads write at the same time, as server processes do.

    The tests' SQLite lies in memory, where a second writer is refused instead of waiting; for such a test it is copied
    into a file. PostgreSQL is used as it is.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    path = tmp_path / "database.sqlite3"
    with sqlite3.connect(path) as file:
        in_memory.backup(file)
    connection.connection = None
    connection.settings_dict["NAME"] = str(path)
    options = connection.settings_dict["OPTIONS"]
    connection.settings_dict["OPTIONS"] = options | {  # who waits for whom is asked here, not power cuts
        "init_command": options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    }
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"], connection.settings_dict["OPTIONS"] = name, options
        connection.connection = in_memory


def all_at_once(acts: Sequence[Callable[[], object]]) -> list[Exception]:
    """Run acts in threads that start together; return what the database refused, a lock waited for too long included."""
    faults: list[Exception] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
        except OperationalError as fault:
            faults.append(fault)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults
