"""``hansa packs rehearse``: on a database of its own that is thrown away, or into this installation."""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from .faults import UsageFault


def run(path: Path, *, people: int, seed: int, into: bool, until: str | None) -> int:
    """Rehearse the pack in that folder and print the table; exit 1 where it jams.

    The table on standard output is the same for the same seed; how long it took goes to standard error.
    """
    if into:
        return _play(path, people=people, seed=seed, until=until, into=True)
    place = Path(tempfile.mkdtemp(prefix="hansa-rehearsal-"))
    try:
        # Said before Django reads its settings: nothing of this installation is touched.
        os.environ.update(
            HANSA_MODE="demonstration",
            HANSA_DATA_DIR=str(place),
            DATABASE_URL=f"sqlite:///{place / 'rehearsal.sqlite3'}",
            HANSA_TASKS="rehearsal",
            HANSA_LOG_LEVEL="ERROR",
        )
        for variable in ("HANSA_S3_URL", "HANSA_SMTP_URL", "HANSA_CLAMD", "HANSA_REDIS_URL"):
            os.environ.pop(variable, None)
        return _play(path, people=people, seed=seed, until=until, into=False)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _play(path: Path, *, people: int, seed: int, until: str | None, into: bool) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    from hansa.foundation import clock
    from hansa.journeys.rules.rehearsal import table
    from hansa.journeys.services.rehearsal import STAGES, UnknownStage, rehearse
    from hansa.programmes.services import PackFaults

    if not into:
        call_command("migrate", verbosity=0)
    began, used = time.monotonic(), time.process_time()
    try:
        report = rehearse(path, people=people, seed=seed, until=until, now=clock.now() if into else None)
    except UnknownStage as fault:
        raise UsageFault(f"there is no stage {fault}; the stages are: {', '.join(STAGES)}") from fault
    except PackFaults as faults:
        for found in faults.faults:
            print(found, file=sys.stderr)
        return 1
    print(table(report), end="")
    print(
        f"{time.monotonic() - began:.1f} s, {time.process_time() - used:.1f} s of them CPU", file=sys.stderr
    )
    return 1 if report.jams else 0
