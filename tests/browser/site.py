"""A real site for the browser: `hansa serve` with the demonstration, in a folder of its own."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HANSA = Path(sys.executable).parent / "hansa"
PATIENCE_S = 180


@dataclass(frozen=True)
class Account:
    """Somebody of the demonstration, as `hansa demo --json` prints it."""

    role: str
    email: str
    password: str
    totp_secret: str | None


@dataclass(frozen=True)
class Site:
    """A running site: its address, and what `hansa demo --json` says of it."""

    url: str
    data_dir: Path
    demo: dict[str, Any]

    def account(self, role: str) -> Account:
        """Return the account of a role."""
        [found] = [entry for entry in self.demo["accounts"] if entry["role"] == role]
        return Account(**found)

    def page(self, name: str) -> str:
        """Return the address of one of the pages worth opening first."""
        return str(self.demo["urls"][name])


def free_port() -> int:
    """Return a port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def hansa(*words: str, env: dict[str, str]) -> str:
    """Run a command of the product to its end and return what it printed."""
    done = subprocess.run(
        [HANSA, *words],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"hansa {' '.join(words)}: {done.stderr or done.stdout}"
    return done.stdout


def built(data_dir: Path) -> None:
    """Lay a database there and fill it with the demonstration, where there is none yet."""
    env = surroundings(data_dir, "http://127.0.0.1:8000")
    if not (data_dir / "demo.json").exists():
        hansa("manage", "migrate", env=env)
        hansa("demo", "--build", env=env)


def surroundings(data_dir: Path, url: str) -> dict[str, str]:
    """Return the environment in which the product keeps its data there and is known by that address."""
    env = os.environ | {"HANSA_DATA_DIR": str(data_dir), "HANSA_BASE_URL": url}
    env.pop("DATABASE_URL", None)
    return env


@contextlib.contextmanager
def served(data_dir: Path, demonstration: Path | None = None) -> Iterator[Site]:
    """Serve a copy of a demonstration, or an empty house where there is none, and end it all afterwards."""
    port = free_port()
    env = surroundings(data_dir, f"http://127.0.0.1:{port}")
    if demonstration:
        shutil.copytree(demonstration, data_dir, dirs_exist_ok=True)
    else:
        hansa("manage", "migrate", env=env)
    with (data_dir / "serve.log").open("w") as log:
        server = subprocess.Popen(
            [HANSA, "serve", "--port", str(port)], cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz", server, data_dir / "serve.log")
            demo = {} if demonstration is None else json.loads(hansa("demo", "--json", env=env))
            yield Site(f"http://127.0.0.1:{port}", data_dir, demo)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=PATIENCE_S)


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    last = time.monotonic() + PATIENCE_S
    while time.monotonic() < last and server.poll() is None:
        with contextlib.suppress(urllib.error.URLError, OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.2)
    raise AssertionError(f"the site did not come up:\n{log.read_text()[-3000:]}")
