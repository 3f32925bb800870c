"""What an installation needs, looked at one by one; used by ``hansa doctor``.

Each look is a function that returns a finding and never raises: what is broken must not hide what else is.
"""

import os
import shutil
import smtplib
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

from . import environment as env

OK, MISSING, WRONG = "ok", "missing", "wrong"

# Below this, uploads stop: signing in and signing certificates must go on.
RESERVE_BYTES, RESERVE_SHARE = 200 * 1024**2, 0.05
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")


@dataclass(frozen=True)
class Finding:
    """What was found of one thing; where it is wanting, what that costs and how to mend it."""

    thing: str
    state: str
    found: str
    costs: str = ""
    mend: str = ""


def examine() -> Iterator[Finding]:
    """Look at everything, the cheap and the basic first."""
    yield _python()
    configuration = _configuration()
    yield configuration
    if configuration.state != OK:
        return
    for look in LOOKS:
        try:
            yield look()
        # A look that falls over is itself a finding; the rest is still looked at.
        except Exception as fault:
            yield Finding(
                look.__name__.strip("_").replace("_", " "), WRONG, f"{type(fault).__name__}: {fault}"
            )


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        return Finding("Python", OK, version)
    return Finding("Python", WRONG, version, "nothing is tested on it", "use Python 3.11, 3.12 or 3.13")


def _configuration() -> Finding:
    try:
        import django

        django.setup()
        mode = env.mode()
    except env.Misconfigured as fault:
        return Finding("settings", WRONG, str(fault), "nothing starts", "see docs/operations.md, Settings")
    return Finding("settings", OK, mode)


def _database() -> Finding:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        with connection.cursor() as cursor:
            version = "select sqlite_version()" if connection.vendor == "sqlite" else "show server_version"
            cursor.execute(version)
            (number,) = cursor.fetchone()
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as fault:
        first = str(fault).splitlines()[0]
        return Finding("database", WRONG, first, "nothing is served", "start it, or correct DATABASE_URL")
    finally:
        connection.close()
    found = f"{connection.display_name} {number}"
    if waiting:
        lacking = f"{found}, {len(waiting)} migrations to run"
        return Finding("database", WRONG, lacking, "the server does not start", "hansa manage migrate")
    return Finding("database", OK, found)


def _storage() -> Finding:
    from django.core.files.base import ContentFile
    from django.core.files.storage import storages

    store, content = storages["files"], os.urandom(64)
    mend = "check HANSA_DATA_DIR or HANSA_S3_URL, and who may write there"
    costs = "no document, photograph or video can be kept"
    try:
        name = store.save(f"doctor/{uuid.uuid4()}", ContentFile(content))
        with store.open(name) as file:
            same = file.read() == content
        store.delete(name)
    except OSError as fault:
        return Finding("storage", WRONG, str(fault), costs, mend)
    if not same:
        return Finding("storage", WRONG, "what was written came back otherwise", costs, mend)
    return Finding("storage", OK, type(store).__name__)


def _space() -> Finding:
    from django.conf import settings

    folder = settings.HANSA_DATA_DIR
    while not folder.exists():
        folder = folder.parent
    usage = shutil.disk_usage(folder)
    found = f"{usage.free / 1024**3:.1f} GB free of {usage.total / 1024**3:.0f}"
    if usage.free < max(RESERVE_BYTES, RESERVE_SHARE * usage.total):
        costs = "uploads are refused; signing in and signing go on"
        return Finding("free space", WRONG, found, costs, f"free some on the disk of {folder}")
    return Finding("free space", OK, found)


def _fonts() -> Finding:
    wanted = {
        "Latin and Arabic (fonts-noto-core)": ("NotoSans-Regular", "NotoSansArabic-Regular"),
        "Korean and Chinese (fonts-noto-cjk)": ("NotoSansCJK-Regular",),
    }
    files = {
        file.stem for folder in FONT_FOLDERS if folder.is_dir() for file in folder.rglob("*.[tTo]t[fFcC]")
    }
    lacking = [what for what, stems in wanted.items() if not files.issuperset(stems)]
    if lacking:
        costs = "names in these scripts are empty boxes on certificates"
        return Finding("fonts", MISSING, ", ".join(lacking), costs, _debian("fonts-noto-core fonts-noto-cjk"))
    return Finding("fonts", OK, "Noto: Latin, Arabic, Korean, Chinese")


def _ffmpeg() -> Finding:
    if path := shutil.which("ffmpeg"):
        return Finding("ffmpeg", OK, path)
    if find_spec("imageio_ffmpeg"):
        return Finding("ffmpeg", OK, "from PyPI")
    return Finding("ffmpeg", MISSING, "not on the PATH", "lectures have no video", _debian("ffmpeg"))


def _espeak() -> Finding:
    if path := shutil.which("espeak-ng"):
        return Finding("espeak-ng", OK, path)
    costs = "the demonstration's lectures are silent; their captions are the same"
    return Finding("espeak-ng", MISSING, "not on the PATH", costs, _debian("espeak-ng"))


def _zones() -> Finding:
    from hansa.applications.adapters import zone_reader

    lacking = [
        package
        for package, is_there in (
            ("fonts-ocr-b", zone_reader.is_there()),
            ("poppler-utils", zone_reader.reads_pdf()),
        )
        if not is_there
    ]
    if lacking:
        costs = "passports are not read when they are sent; the office alone looks at the scan"
        return Finding("passports", MISSING, ", ".join(lacking), costs, _debian(" ".join(lacking)))
    return Finding("passports", OK, "their zones are read")


def _debian(packages: str) -> str:
    return f"apt-get install {packages} (as root)"


def _assets() -> Finding:
    from django.conf import settings

    if Path(str(settings.DJANGO_VITE["default"]["manifest_path"])).exists():
        return Finding("assets", OK, "styles, scripts and fonts are built")
    node = "Node is there" if shutil.which("node") else "Node is missing too; the set-up brings its own"
    return Finding("assets", MISSING, node, "pages without style", "python3 -m tools.prepare run")


def _catalogues() -> Finding:
    from django.conf import settings

    others = [code for code, _ in settings.LANGUAGES if code != "en"]
    folders = {
        folder.parent.parent.name for folder in settings.LOCALE_PATHS[0].glob("*/LC_MESSAGES/django.mo")
    }
    lacking = [code for code in others if code.replace("hans", "Hans").replace("-", "_") not in folders]
    if lacking:
        mend = "python -m tools.catalogues compile"
        return Finding("languages", MISSING, ", ".join(lacking), "these pages stay in English", mend)
    return Finding("languages", OK, f"English and {len(others)} more")


def _keys() -> Finding:
    from hansa.credentials.adapters import keyring
    from hansa.credentials.selectors import own_trust

    whose = "the demonstration's own" if env.mode() == "demonstration" else "of this installation"
    held = [key for key in own_trust().keys if key.until is None]
    for key in held:
        public = key.id.partition("#")[2]
        try:
            keyring.signer(public)
        except keyring.KeyUnavailable as fault:
            mend = "put the key's file back into HANSA_DATA_DIR/keys, and its own HANSA_KEY_SECRET"
            return Finding("keys", WRONG, f"{key.name}: {fault}", "certificates stay unsigned", mend)
    if not held:
        return Finding("keys", OK, f"{whose}; no signatory yet, a pack brings them")
    return Finding("keys", OK, f"{whose}; {len(held)} signatories can sign")


def _mail() -> Finding:
    from django.conf import settings
    from django.core.mail import get_connection

    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return Finding("mail", OK, "kept on the page /mailbox/, sent to nobody (demonstration)")
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        connection = get_connection(timeout=10)
        connection.open()
        connection.close()
    except (OSError, smtplib.SMTPException) as fault:
        costs = "letters wait in the outbox; nobody can verify an address"
        return Finding("mail", WRONG, f"{where}: {fault}", costs, "correct HANSA_SMTP_URL")
    return Finding("mail", OK, where)


def _tasks() -> Finding:
    from django.conf import settings

    if not settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db"):
        return Finding("tasks", OK, "in Redis")
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    from hansa.foundation import clock

    now = clock.now()
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY).order_by("enqueued_at")
    failed = DBTaskResult.objects.filter(
        status=TaskResultStatus.FAILED, finished_at__gte=now - timedelta(days=1)
    ).count()
    overdue = waiting.filter(enqueued_at__lt=now - timedelta(minutes=10), run_after__lt=now).count()
    if overdue:
        found = f"{overdue} have waited for more than 10 minutes"
        return Finding("tasks", WRONG, found, "letters and videos wait", "start the worker: hansa serve")
    if failed:
        found = f"{failed} failed in the last day"
        return Finding(
            "tasks", WRONG, found, "what they were to do is not done", "see the log of `hansa serve`"
        )
    return Finding("tasks", OK, f"{waiting.count()} waiting")


LOOKS: tuple[Callable[[], Finding], ...] = (
    _database,
    _storage,
    _space,
    _fonts,
    _ffmpeg,
    _espeak,
    _zones,
    _assets,
    _catalogues,
    _keys,
    _mail,
    _tasks,
)
