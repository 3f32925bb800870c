"""`hansa serve` as one starts it: it answers, raises what falls over, and leaves nothing behind."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hansa.config.cli import main

HANSA = Path(sys.executable).parent / "hansa"


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started, those of its children too."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(child): int(parent) for child, parent in (line.split() for line in listed.splitlines())}
    found = [child for child, parent in parents.items() if parent == pid]
    return found + [below for child in found for below in children_of(child)]


def eventually(condition: Callable[[], object], seconds: float = 30) -> bool:
    """Whether something comes true within a while."""
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty database that has all its tables; laying one takes seconds."""
    place = tmp_path_factory.mktemp("laid")
    env = os.environ | {"HANSA_DATA_DIR": str(place)}
    env.pop("DATABASE_URL", None)
    subprocess.run([HANSA, "manage", "migrate", "--verbosity", "0"], env=env, check=True)
    return place


@pytest.fixture
def env(laid: Path, tmp_path: Path) -> dict[str, str]:
    """An installation of its own, with an empty database."""
    shutil.copytree(laid, tmp_path / "data")
    own = os.environ | {"HANSA_DATA_DIR": str(tmp_path / "data"), "HANSA_WORKERS": "1"}
    own.pop("DATABASE_URL", None)
    return own


@pytest.fixture
def serving(env: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A server that answers, and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([HANSA, "serve", "--port", str(port)], env=env, stdout=subprocess.DEVNULL)

    def answers() -> bool:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as page:
            return page.status == 200
        return False

    assert eventually(answers)
    yield server, port
    if server.poll() is None:
        server.kill()
        server.wait()


def test_serve_raises_its_worker_and_ends_with_all_its_children(serving, env):
    server, port = serving
    place = Path(env["HANSA_DATA_DIR"]) / "serving.json"
    assert json.loads(place.read_text()) == {"base_url": f"http://127.0.0.1:{port}", "pid": server.pid}

    def worker() -> list[int]:
        words = {pid: Path(f"/proc/{pid}/cmdline") for pid in children_of(server.pid)}
        return [pid for pid, file in words.items() if file.exists() and b"db_worker" in file.read_bytes()]

    assert eventually(worker)
    [first] = worker()
    os.kill(first, signal.SIGKILL)
    assert eventually(lambda: worker() and worker() != [first])

    running = children_of(server.pid)
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=30) == 0
    assert eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in running))
    assert not place.exists()


def test_a_killed_server_takes_its_children_along(serving):
    server, _port = serving
    running = children_of(server.pid)
    assert running
    server.kill()
    server.wait()
    assert eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in running))


def test_a_taken_port_is_refused_in_one_line(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert main(["serve", "--port", str(other.getsockname()[1])]) == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert "--port" in told


def test_an_old_database_is_refused_in_one_line(tmp_path):
    env = os.environ | {"HANSA_DATA_DIR": str(tmp_path / "data")}
    answer = subprocess.run(
        [HANSA, "serve", "--port", "8765"], env=env, capture_output=True, text=True, check=False, timeout=60
    )
    assert answer.returncode == 1
    assert len(answer.stderr.strip().splitlines()) == 1
