"""Many processes at once on a real database: run as a program, writes what each of them met as JSON.

``DATABASE_URL`` says which database; a SQLite file is put into the folder given as the only argument.
A test's own connection lives inside one transaction, so this needs a process and a database of its own.
"""

import json
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROCESSES = 50


def main(folder: Path) -> dict[str, Any]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "hansa.config.settings"
    os.environ["HANSA_DATA_DIR"] = str(folder)
    os.environ["HANSA_LOG_LEVEL"] = "CRITICAL"
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'rush.sqlite3'}"
    import django
    from django.conf import settings

    default = settings.DATABASES["default"]
    is_file = "sqlite" in default["ENGINE"]
    default["TEST"] = {"NAME": str(folder / "rush.sqlite3") if is_file else f"hansa_rush_{os.getpid()}"}
    django.setup()
    from django.test.utils import setup_databases, teardown_databases

    from tests.applications.rush_killed import killed
    from tests.applications.rush_merging import crossings, sending

    was = setup_databases(verbosity=0, interactive=False)
    try:
        return {
            "database": default["ENGINE"].rpartition(".")[2],
            **_endorsements(),
            **_numbers(),
            "taps": _taps(),
            "crossings": crossings(at_once),
            "sending": sending(at_once),
            "killed": killed(),
        }
    finally:
        teardown_databases(was, verbosity=0)


def _endorsements() -> dict[str, Any]:
    from hansa.applications import services
    from hansa.applications.models import Slot
    from tests.conftest import NOW
    from tests.factories.applications import coordinator_of, make_open_call, make_submitted

    call = make_open_call(documents=[])
    sent = [make_submitted(call) for _ in range(PROCESSES)]
    speaker = coordinator_of("bucharest")

    def endorse(index: int) -> str:
        try:
            services.endorse(application_id=sent[index].pk, by=speaker, now=NOW)
        except services.QuotaFull:
            return "full"
        return "endorsed"

    met = at_once(endorse, PROCESSES)
    return {"endorsements": met, "slots": Slot.objects.filter(nomination__isnull=False).count()}


def _numbers() -> dict[str, Any]:
    from hansa.applications import services
    from hansa.applications.models import Application
    from tests.conftest import NOW
    from tests.factories.applications import make_draft, make_open_call

    call = make_open_call("nia-2028", documents=[])
    drafts = [make_draft(call) for _ in range(20)]

    def send(index: int) -> str:
        draft = drafts[index // 2]
        services.submit_application(application_id=draft.pk, by=draft.applicant, now=NOW)
        return "sent"

    met = at_once(send, 20)
    numbers = Application.objects.filter(call=call).exclude(number="").values_list("number", flat=True)
    return {"submissions": met, "numbers": sorted(numbers)}


def _taps() -> dict[str, Any]:
    """Let each button be tapped so that both of its requests arrive at one moment."""
    from django.test import Client
    from django.test.utils import setup_test_environment

    from hansa.foundation import clock
    from hansa.foundation.audit.models import Entry
    from hansa.messaging.models import Letter
    from tests.applications.taps import AT_ONCE
    from tests.conftest import NOW, sign_in

    setup_test_environment()
    clock.now = lambda: NOW
    told = {}
    for prepare in AT_ONCE:
        tap = prepare(NOW)
        clients = [sign_in(Client(), tap.person) for _request in range(4)]
        Letter.objects.all().delete()
        before = Entry.objects.count()

        def press(index: int, tap: Any = tap, clients: Any = clients) -> str:
            answer = clients[index].post(tap.url, tap.data, follow=True)
            calm = answer.status_code == 200 and b'class="note error"' not in answer.content
            return "calm" if calm else f"{answer.status_code} at {answer.request['PATH_INFO']}"

        met = at_once(press, len(clients))
        acts = list(Entry.objects.order_by("pk")[before:].values_list("act", flat=True))
        letters = Letter.objects.filter(template_key__endswith=f":{tap.letter}").count() if tap.letter else 0
        told[prepare.__name__] = {"met": met, "acts": acts.count(tap.act), "letters": letters}
    return told


def at_once(act: Callable[[int], str], processes: int) -> dict[str, int]:
    """Let each of many processes act at the same moment and count what they met."""
    from django.db import connections

    connections.close_all()
    fork = multiprocessing.get_context("fork")
    gate, answers = fork.Barrier(processes), fork.SimpleQueue()

    def run(index: int) -> None:
        gate.wait()
        try:
            answers.put(act(index))
        except Exception as trouble:  # whatever it is, the test wants to read it
            answers.put(f"{type(trouble).__name__}: {trouble}")

    running = [fork.Process(target=run, args=(index,)) for index in range(processes)]
    for process in running:
        process.start()
    met = Counter(answers.get() for _ in running)
    for process in running:
        process.join()
    return dict(met)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
