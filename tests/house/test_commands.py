"""The command line: help for all, one clear line for what is wrong, never a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

HANSA = Path(sys.executable).parent / "hansa"


def hansa(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would."""
    return subprocess.run([HANSA, *words], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("serve",),
        ("demo",),
        ("doctor",),
        ("packs",),
        ("packs", "check"),
        ("credentials",),
        ("credentials", "verify"),
    ],
    ids=" ".join,
)
def test_help_is_there_for_all(words):
    answer = hansa(*words, "--help")
    assert answer.returncode == 0
    assert answer.stdout.startswith("usage: hansa")


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("sevre",),
        ("--nonsense",),
        ("serve", "--port", "web"),
        ("serve", "--port", "0"),
        ("serve", "--port", "70000"),
        ("serve", "more"),
        ("demo", "--json", "--build"),
        ("doctor", "--port"),
        ("packs",),
        ("packs", "check", "no/such/pack"),
        ("credentials", "verify"),
        ("credentials", "verify", "no-such-file.json"),
    ],
    ids=" ".join,
)
def test_what_is_wrong_is_said_in_one_line(words):
    answer = hansa(*words)
    assert answer.returncode == 2
    assert len(answer.stderr.strip().splitlines()) == 1
    assert "Traceback" not in answer.stderr
    assert answer.stdout == ""


def test_a_taken_port_is_refused_in_one_line():
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        answer = hansa("serve", "--port", str(other.getsockname()[1]))
    assert answer.returncode == 2
    assert len(answer.stderr.strip().splitlines()) == 1
    assert "--port" in answer.stderr
