"""A PostgreSQL for one run of tests: laid in a folder of its own, never kept.

``python -m tests.postgres COMMAND …`` runs a command with DATABASE_URL pointing at it.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Durability is of no use to a database that lives for a minute.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
}


class NoPostgres(Exception):
    """There is no PostgreSQL server on this machine; the message says how to get one."""


def programs() -> Path:
    """Return the folder of initdb and pg_ctl; the newest where there are several."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    if not debian:
        raise NoPostgres("PostgreSQL is missing: apt-get install postgresql")
    return debian[-1]


def _owner() -> pwd.struct_passwd | None:
    """Return whom the server runs as: it refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres("PostgreSQL refuses to run as root, and there is neither a postgres nor a nobody")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Start a server and return the URL of its database; afterwards nothing of it is left."""
    where, owner, port = programs(), _owner(), _free_port()
    # Not under the project: the user it runs as may have no way into somebody's home.
    home = Path(tempfile.mkdtemp(prefix="hansa-postgres-"))
    password = secrets.token_hex(16)
    secret = home / "password"
    secret.write_text(password)
    if owner:
        for path in (home, secret):
            os.chown(path, owner.pw_uid, owner.pw_gid)

    def run(*words: str | Path) -> None:
        done = subprocess.run(
            [str(word) for word in words],
            user=owner.pw_uid if owner else None,
            group=owner.pw_gid if owner else None,
            extra_groups=[] if owner else None,
            cwd=home,
            env={"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            log = home / "log"
            raise NoPostgres(done.stdout + (log.read_text() if log.exists() else ""))

    data = home / "data"
    options = " ".join(f"-c {name}={value}" for name, value in FAST.items())
    options += f" -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={home}"
    try:
        initdb = (where / "initdb", "--pgdata", data, "--username", "hansa", "--pwfile", secret)
        run(*initdb, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")
        # Its output goes to a file: a pipe would stay open as long as the server runs.
        run(
            where / "pg_ctl", "--pgdata", data, "--log", home / "log", "--options", options, "--wait", "start"
        )
        try:
            yield f"postgres://hansa:{password}@127.0.0.1:{port}/postgres"
        finally:
            run(where / "pg_ctl", "--pgdata", data, "--mode", "immediate", "--wait", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def main(words: list[str]) -> int:
    """Run a command beside a server of its own and return the command's exit code."""
    if not words:
        sys.stderr.write("usage: python -m tests.postgres COMMAND …\n")
        return 2
    # A polite end of this program must end the server too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with cluster() as url:
            return subprocess.run(words, env=os.environ | {"DATABASE_URL": url}, check=False).returncode
    except NoPostgres as fault:
        sys.stderr.write(f"No PostgreSQL for the tests: {fault}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
