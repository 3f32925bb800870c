"""What every test may use: people with roles, signed-in clients, a fixed instant, counted queries."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck
from hypothesis import settings as property_settings

# A busy machine is no fault of the code: nothing here is timed, `make bench` measures.
property_settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
property_settings.load_profile("untimed")

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
_numbers = count(1)


@pytest.fixture
def now() -> datetime:
    """The instant at which a test takes place, unless it says another."""
    return NOW


@pytest.fixture(autouse=True)
def _own_data_dir(tmp_path: Path, settings) -> None:
    """Files and keys of a test lie in its own folder."""
    settings.HANSA_DATA_DIR = tmp_path
    location = {"location": str(tmp_path / "files")}
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": location},
        "files": {"BACKEND": "hansa.foundation.storage.adapters.local.LocalFiles", "OPTIONS": location},
    }
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def person_with(db, now) -> Callable:
    """Make a person: ``person_with("programme_officer", name="Kim")``."""
    from hansa.accounts.services import grant_role, register_person

    def make(*roles: str, email: str = "", name: str = "", **fields):
        number = next(_numbers)
        person = register_person(
            email=email or f"person{number}@example.org",
            name=name or f"Person {number}",
            password="a long enough one",
            verified=True,
            invented=True,
            now=now,
            **fields,
        )
        for role in roles:
            grant_role(person=person, role=role, by=None, now=now)
        return person

    return make


def sign_in(client: Client, person, *, second_factor: bool = True) -> Client:
    """Sign a person in as the login pages would: just now, with the second factor unless told otherwise."""
    client.force_login(person)
    session = client.session
    records = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    if second_factor:
        records.append({"method": "mfa", "type": "totp", "at": time.time(), "reauthenticated": True})
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


@pytest.fixture
def client_as() -> Callable[..., Client]:
    """Return a signed-in client: ``client_as(person)``."""
    return lambda person, **options: sign_in(Client(), person, **options)


@pytest.fixture
def queries() -> Callable[[], AbstractContextManager[CaptureQueriesContext]]:
    """Count queries: ``with queries() as q: …; len(q)``."""

    @contextmanager
    def counted() -> Iterator[CaptureQueriesContext]:
        with CaptureQueriesContext(connection) as captured:
            yield captured

    return counted
