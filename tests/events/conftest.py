import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection


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
