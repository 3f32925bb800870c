"""``hansa serve``: the server, its task worker and the schedule, until told to stop."""

import argparse
import contextlib
import json
import os
import socket
import threading
from typing import Any

from hansa.config import environment as env
from hansa.config.serving import Child, Supervisor, server_command, worker_command

from .faults import FoundWanting, UsageFault

HOST = "127.0.0.1"
PORT = 8000


def add_parser(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("serve", help="serve the site, with its task worker")
    parser.add_argument("--port", type=port, default=PORT, help=f"the port to listen at (default {PORT})")
    parser.add_argument("--host", default=HOST, help=f"the address to listen at (default {HOST})")
    parser.set_defaults(func=run, needs_django=False)


def port(text: str) -> int:
    """Return a port number; refuse anything else."""
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; a port is a number from 1 to 65535")
    return int(text)


def run(chosen: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""
    refuse_a_taken_port(chosen.host, chosen.port)
    here = f"http://{chosen.host}:{chosen.port}"
    if chosen.port != PORT and not env.read("HANSA_BASE_URL"):
        os.environ["HANSA_BASE_URL"] = f"http://localhost:{chosen.port}"
    refuse_an_old_database()
    data_dir = env.data_dir()
    data_dir.mkdir(parents=True, exist_ok=True)
    place = data_dir / "serving.json"
    place.write_text(json.dumps({"base_url": here, "pid": os.getpid()}))
    children = [
        Child("server", server_command(chosen.host, chosen.port, workers())),
        Child("task worker", worker_command(env.read("HANSA_TASKS", "database"))),
    ]
    try:
        tell = threading.Thread(target=announce, args=(here,), daemon=True)
        return Supervisor(children, data_dir).run(url=f"{here}/healthz", when_ready=tell)
    finally:
        place.unlink(missing_ok=True)


def workers() -> int:
    """Return how many server processes to run."""
    text = env.read("HANSA_WORKERS", "2")
    if not text.isdigit() or not 1 <= int(text) <= 64:
        raise UsageFault(f"HANSA_WORKERS is {text!r}; it is a number from 1 to 64.")
    return int(text)


def refuse_a_taken_port(host: str, number: int) -> None:
    """Refuse in one line where somebody listens already, or the address is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # A server that has just ended leaves connections behind; those do not make the port taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except OSError as fault:
            raise UsageFault(
                f"cannot listen at {host}:{number}: {fault.strerror or fault}. "
                "Choose another with --port, or stop what listens there."
            ) from fault


def refuse_an_old_database() -> None:
    """Refuse in one line where the database is away, or lacks tables that the code needs."""
    import django
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as fault:
        raise FoundWanting(f"the database does not answer: {str(fault).splitlines()[0]}") from fault
    finally:
        connection.close()
    if waiting:
        raise FoundWanting("the database is older than the program; run: hansa manage migrate")


def announce(url: str) -> None:
    """Print where the site is, and in the demonstration who can sign in and what to open first."""
    from django.conf import settings

    print(f"\nHansa serves at {settings.HANSA_BASE_URL} (and {url}). Stop it with Ctrl-C.", flush=True)
    link = set_up_link()
    if link:
        print(
            f"\nNobody runs this house yet. Open it with this link; it holds for 24 hours and works once:\n\n  {link}\n",
            flush=True,
        )
        return
    if settings.HANSA_DEMONSTRATION:
        from .demo import introduction

        # A house of its own, tried out in this mode, has no invented accounts to print.
        with contextlib.suppress(FoundWanting):
            print(introduction(url=settings.HANSA_BASE_URL), flush=True)


def set_up_link() -> str:
    """Return the address at which the first administrator is made; empty where there is one already."""
    from django.conf import settings
    from django.db import connection
    from django.urls import reverse

    from hansa.accounts.services import make_set_up_link
    from hansa.foundation import clock

    try:
        token = make_set_up_link(now=clock.now())
    finally:
        connection.close()
    return f"{settings.HANSA_BASE_URL}{reverse('accounts:set_up_link', args=[token])}" if token else ""
