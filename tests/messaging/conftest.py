import pytest
from tests.databases import many_at_once

__all__ = ["many_at_once"]


@pytest.fixture(autouse=True)
def _own_worker(settings):
    """Letters wait in the task table until a test delivers them."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
