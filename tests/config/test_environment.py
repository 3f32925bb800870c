import os
import subprocess
import sys

import pytest

from hansa.config import environment as env

PRODUCTION = {
    "HANSA_MODE": "production",
    "HANSA_SECRET_KEY": "k" * 50,
    "HANSA_DOCUMENT_KEY": "d" * 32,
    "HANSA_KEY_SECRET": "s" * 32,
    "HANSA_BASE_URL": "https://network.example",
    "HANSA_SMTP_URL": "smtp://localhost:25",
}


def started(tmp_path, **variables):
    """Read the settings in a process of their own; return its exit code and what it complained of."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HANSA_", "DATABASE_"))}
    code = (
        "import sys; from hansa.config.environment import Misconfigured\n"
        "try:\n import hansa.config.settings\n"
        "except Misconfigured as fault: sys.exit(str(fault))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=kept | {"HANSA_DATA_DIR": str(tmp_path)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr.strip()


def test_production_with_its_own_secrets_starts(tmp_path):
    assert started(tmp_path, **PRODUCTION) == (0, "")


@pytest.mark.parametrize(
    "missing", ["HANSA_SECRET_KEY", "HANSA_DOCUMENT_KEY", "HANSA_KEY_SECRET", "HANSA_SMTP_URL"]
)
def test_production_without_a_secret_refuses_to_start(tmp_path, missing):
    code, said = started(tmp_path, **{name: value for name, value in PRODUCTION.items() if name != missing})
    assert code == 1
    assert missing in said


@pytest.mark.parametrize("name", ["HANSA_SECRET_KEY", "HANSA_DOCUMENT_KEY", "HANSA_KEY_SECRET"])
def test_production_with_the_demonstrations_secret_refuses_to_start(tmp_path, name):
    code, said = started(tmp_path, **PRODUCTION | {name: env.DEMONSTRATION_SECRET})
    assert code == 1
    assert name in said


def test_production_over_plain_http_refuses_to_start(tmp_path):
    code, said = started(tmp_path, **PRODUCTION | {"HANSA_BASE_URL": "http://network.example"})
    assert code == 1
    assert "https://" in said


def test_unknown_mode_refuses_to_start(tmp_path):
    assert started(tmp_path, HANSA_MODE="testing")[0] == 1


def test_database_of_another_kind_is_refused(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://localhost/x")
    with pytest.raises(env.Misconfigured, match="postgres"):
        env.database()


def test_postgres_address_is_read(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://a%40b:s%3As@db.example:5433/han%20sa")
    found = env.database()
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "a@b",
        "s:s",
        "db.example",
        "5433",
        "han sa",
    )
