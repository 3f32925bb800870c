"""What the environment says: read once, checked, with a default for each where one is safe."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

PROJECT = Path(__file__).resolve().parents[3]

# Known to everybody who reads this file: good for a demonstration on one's own machine, refused in production.
DEMONSTRATION_SECRET = "demonstration-only-not-a-secret-" + "0" * 32


class Misconfigured(Exception):
    """A setting of the environment is missing or wrong; the message says which and what would be right."""


@dataclass(frozen=True)
class Setting:
    """One variable of the environment: its name, default and meaning, as the operations manual lists it."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting(
        "HANSA_MODE",
        "demonstration",
        "`production` or `demonstration`; production refuses the demonstration's keys and secrets",
    ),
    Setting(
        "HANSA_SECRET_KEY",
        "(demonstration's own)",
        "signs sessions and links; at least 50 random characters in production",
    ),
    Setting(
        "HANSA_DOCUMENT_KEY",
        "(demonstration's own)",
        "encrypts passports, photographs and forms at rest; at least 32 random characters; old keys follow after commas",
    ),
    Setting("HANSA_KEY_SECRET", "(demonstration's own)", "opens the signing keys that lie on this disk"),
    Setting(
        "HANSA_BASE_URL",
        "http://localhost:8000",
        "the address that people see; stands in letters and certificates",
    ),
    Setting("HANSA_ALLOWED_HOSTS", "from HANSA_BASE_URL", "further host names, with commas between"),
    Setting(
        "HANSA_TRUSTED_PROXIES",
        "0",
        "how many proxies in front of Hansa set X-Forwarded-For and X-Forwarded-Proto",
    ),
    Setting("HANSA_DATA_DIR", "var", "database (SQLite), files, videos and keys"),
    Setting(
        "DATABASE_URL",
        "sqlite in HANSA_DATA_DIR",
        "`postgres://user:password@host:5432/name` or `sqlite:///path`",
    ),
    Setting(
        "HANSA_SMTP_URL",
        "(mailbox page)",
        "`smtp://user:password@host:587?tls=starttls`; needed in production",
    ),
    Setting("HANSA_MAIL_FROM", "secretariat@example.org", "the sender of letters"),
    Setting(
        "HANSA_S3_URL",
        "(local disk)",
        "`s3://key:secret@endpoint/bucket?region=…`: files in an S3-compatible store (extra `s3`)",
    ),
    Setting("HANSA_TASKS", "database", "`database`, or `rq` with HANSA_REDIS_URL (extra `rq`)"),
    Setting("HANSA_REDIS_URL", "", "`redis://host:6379/0`, for HANSA_TASKS=rq"),
    Setting("HANSA_CLAMD", "", "`host:port` of a clamd that looks at each upload; off when empty"),
    Setting("HANSA_LOG_LEVEL", "INFO", "how much is logged"),
    Setting("HANSA_WORKERS", "2", "server processes"),
)


def read(name: str, default: str = "") -> str:
    """Return a variable of the environment, trimmed."""
    return os.environ.get(name, default).strip()


def mode() -> str:
    """Return ``production`` or ``demonstration``."""
    chosen = read("HANSA_MODE", "demonstration") or "demonstration"
    if chosen not in {"production", "demonstration"}:
        raise Misconfigured(f"HANSA_MODE is {chosen!r}; it can be production or demonstration.")
    return chosen


def secret(name: str, *, shortest: int) -> str:
    """Return a secret: the environment's, or in the demonstration one that everybody knows."""
    value = read(name)
    if mode() == "production":
        if not value or value == DEMONSTRATION_SECRET or "demonstration" in value:
            raise Misconfigured(f"{name} is missing or the demonstration's; production needs one of its own.")
        if len(value) < shortest:
            raise Misconfigured(f"{name} has {len(value)} characters; it needs at least {shortest}.")
    return value or DEMONSTRATION_SECRET


def data_dir() -> Path:
    """Return where database, files, videos and keys lie."""
    return Path(read("HANSA_DATA_DIR") or PROJECT / "var").resolve()


def database() -> dict[str, Any]:
    """Return Django's settings of the database that DATABASE_URL names."""
    url = read("DATABASE_URL") or f"sqlite:///{data_dir() / 'db.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        if not read("DATABASE_URL"):
            data_dir().mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "CONN_MAX_AGE": 600,
            "NAME": url.removeprefix("sqlite:///") or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-20000;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or dict(parse_qsl(parts.query)).get("host", "")),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise Misconfigured("DATABASE_URL begins with sqlite:/// or postgres://.")
