"""Processes that die in the middle of an act, as by kill -9: part of the rush, on a real database."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from typing import Any


def _dies(act: Callable[[], object], where: Any) -> int:
    """Let another process act until a signal of ours is sent, and die there; return how it ended."""
    from django.db import connections

    def run() -> None:
        def die(**_known: Any) -> None:
            os.kill(os.getpid(), signal.SIGKILL)

        where.connect(die, weak=False)
        act()

    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join()
    return process.exitcode or 0


def killed() -> dict[str, Any]:
    """Kill an upload, a sending and a release half way, look at what is left, and do each again."""
    from django.db.models.signals import post_save

    from hansa.applications import services, signals
    from hansa.applications.models import Application, Decision, Document, Offer, SelectionRun
    from hansa.foundation.storage.models import StoredFile
    from hansa.foundation.storage.services import sweep_orphans
    from hansa.messaging.models import Letter
    from tests.conftest import NOW
    from tests.factories.applications import make_draft, make_open_call, make_person, make_run, picture

    told: dict[str, Any] = {"ended": []}
    draft = make_draft(make_open_call("killed"))
    known = {"application_id": draft.pk, "by": draft.applicant, "now": NOW}
    held = dict(Document.objects.filter(replaced_at=None).values_list("kind", "pk"))

    def upload() -> Document:
        return services.attach_document(kind="passport", upload=picture(colour="red"), **known)

    told["ended"].append(_dies(upload, post_save))
    same = dict(Document.objects.filter(replaced_at=None).values_list("kind", "pk")) == held
    told["upload"] = same and StoredFile.objects.count() == len(held)
    upload()
    sweep_orphans(now=NOW)

    def send() -> Application:
        return services.submit_application(**known)

    told["ended"].append(_dies(send, signals.application_submitted))
    draft.refresh_from_db()
    told["sending"] = (draft.state, draft.number, Letter.objects.filter(to=draft.applicant).count())
    send()
    send()
    draft.refresh_from_db()
    told["sent"] = (draft.state, draft.number, Letter.objects.filter(to=draft.applicant).count())

    officer, other = make_person("programme_officer"), make_person("programme_officer")
    run = make_run(make_open_call("killed-list", documents=[]), ["lima", "quito", "dakar"], officer)
    services.seal_selection(run_id=run.pk, by=officer, now=NOW)
    before = Letter.objects.count()

    def release() -> object:
        return services.release_decisions(run_id=run.pk, by=other, now=NOW)

    told["ended"].append(_dies(release, signals.application_decided))
    rows = Decision.objects.filter(run=run)
    told["half"] = (
        rows.filter(released_at=None).count() == rows.count()
        and not Offer.objects.filter(decision__run=run).exists()
        and Letter.objects.count() == before
        and SelectionRun.objects.get(pk=run.pk).released_at is None
    )
    release()
    told["released"] = Letter.objects.count() - before == rows.exclude(released_at=None).count() == 3
    return told
