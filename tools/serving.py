"""A running site for tools that look at pages: `hansa serve` on a copy of a demonstration, ended afterwards."""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import re
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

from tools.steps import ROOT

HANSA = Path(sys.executable).parent / "hansa"
PATIENCE_S = 240
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@dataclass(frozen=True)
class Running:
    """A site that runs: its address, its data, its accounts by role, the addresses worth opening first by name."""

    url: str
    data: Path
    accounts: dict[str, dict[str, Any]]
    links: dict[str, str]


@contextlib.contextmanager
def running(demonstration: Path | None, copy: Path) -> Iterator[Running]:
    """Serve a copy of a demonstration, or an empty house; what is done there is gone afterwards.

    An empty house has one link, ``set-up``, which opens it.
    """
    shutil.rmtree(copy, ignore_errors=True)
    if demonstration is None:
        copy.mkdir(parents=True)
    else:
        shutil.copytree(demonstration, copy)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    url = f"http://127.0.0.1:{port}"
    env = os.environ | {"HANSA_DATA_DIR": str(copy), "HANSA_BASE_URL": url}
    if demonstration is None:
        subprocess.run([HANSA, "manage", "migrate", "--verbosity", "0"], cwd=ROOT, env=env, check=True)
    with (copy / "serve.log").open("w") as log:
        server = subprocess.Popen(
            [HANSA, "serve", "--port", str(port)], cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(f"{url}/healthz", server)
            if demonstration is None:
                yield Running(url, copy, {}, {"set-up": _set_up_link(copy / "serve.log")})
                return
            said = subprocess.run(
                [HANSA, "demo", "--json"], cwd=ROOT, env=env, capture_output=True, text=True, check=True
            )
            known = json.loads(said.stdout)
            yield Running(url, copy, {one["role"]: one for one in known["accounts"]}, known["urls"])
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=PATIENCE_S)
            shutil.rmtree(copy, ignore_errors=True)


def _set_up_link(log: Path) -> str:
    last = time.monotonic() + PATIENCE_S
    while time.monotonic() < last:
        if found := re.search(r"http://\S+/set-up/\S+", log.read_text()):
            return found[0]
        time.sleep(0.2)
    raise SystemExit("The start printed no link; its output is in serve.log.")


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + PATIENCE_S
    while time.monotonic() < last and server.poll() is None:
        with contextlib.suppress(urllib.error.URLError, OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.3)
    raise SystemExit("The site did not come up; `hansa doctor` says what is missing.")


def totp(secret: str) -> str:
    """Return the code that an authenticator shows now: RFC 6238, six digits, 30 s."""
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    digest = hmac.new(key, int(time.time() // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"
