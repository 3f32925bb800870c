"""Commands that need nothing of an installation: what Django must be told is made up, and thrown away."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ELSEWHERE = ("HANSA_S3_URL", "HANSA_SMTP_URL", "HANSA_CLAMD", "HANSA_REDIS_URL")


def installation() -> None:
    """Read this installation's settings, once."""
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


@contextmanager
def without_installation() -> Iterator[None]:
    """Run without anybody's settings, data or database; the package alone is used."""
    import django
    from django.apps import apps

    if apps.ready:
        yield
        return
    place = Path(tempfile.mkdtemp(prefix="hansa-alone-"))
    try:
        # Said before Django reads its settings. No database is there, so none can be asked.
        os.environ.update(
            HANSA_MODE="demonstration",
            HANSA_DATA_DIR=str(place),
            DATABASE_URL=f"sqlite:///{place / 'none' / 'none.sqlite3'}",
            HANSA_LOG_LEVEL="ERROR",
        )
        for variable in ELSEWHERE:
            os.environ.pop(variable, None)
        django.setup()
        yield
    finally:
        shutil.rmtree(place, ignore_errors=True)
