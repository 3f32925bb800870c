"""Processes that die in the middle of an act, as by kill -9: part of the rush, on a real database."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from typing import Any


def _dies(act: Callable[[], object], where: Any, *, at: int = 1, sender: Any = None) -> int:
    """Let another process act until a signal of ours is sent for the nth time, and die there; return how it ended."""
    from django.db import connections

    def run() -> None:
        heard = []

        def die(**_known: Any) -> None:
            heard.append(at)
            if len(heard) == at:
                os.kill(os.getpid(), signal.SIGKILL)

        where.connect(die, weak=False, sender=sender)
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

    rows, told["half"] = Decision.objects.filter(run=run), []
    # At the first and the last decision, with the second letter written, and with all of them on their way.
    for where, at, sender in (
        (signals.application_decided, 1, None),
        (signals.application_decided, 3, None),
        (post_save, 2, Letter),
        (post_save, 3, Letter),
    ):
        told["ended"].append(_dies(release, where, at=at, sender=sender))
        told["half"].append(
            rows.filter(released_at=None).count() == rows.count()
            and not Offer.objects.filter(decision__run=run).exists()
            and Letter.objects.count() == before
            and SelectionRun.objects.get(pk=run.pk).released_at is None
        )
    release()
    release()
    told["released"] = Letter.objects.count() - before == rows.exclude(released_at=None).count() == 3
    told["list"] = _computing_killed(officer)
    return told


def _computing_killed(officer: Any) -> dict[str, Any]:
    """Kill whoever computes a list, as it begins and as it keeps what it found; another takes it up."""
    from django.db.models.signals import post_save

    from hansa.applications import services
    from hansa.applications.models import Decision, SelectionRun
    from hansa.applications.services import computing
    from tests.conftest import NOW
    from tests.factories.applications import make_judged, make_open_call

    SelectionRun.objects.filter(state="computing").update(state="ended")  # of the buttons that were tapped
    call = make_open_call("killed-computing", documents=[], places=1)
    make_judged(call, ["lima", "quito", "dakar"], officer)
    run = services.begin_selection(call_id=call.pk, by=officer, now=NOW)

    def compute() -> SelectionRun:
        return services.compute_selection(run_id=run.pk, clock=lambda: NOW)

    ended = [_dies(compute, post_save, at=at, sender=SelectionRun) for at in (1, 2)]
    half = SelectionRun.objects.get(pk=run.pk)
    left = (half.state, half.result, Decision.objects.filter(run=run).count())
    again = [services.take_up_silent(now=NOW + computing.SILENT) for _ in range(2)]
    done = compute()
    at_once = services.run_selection(call_id=call.pk, by=officer, now=NOW)
    return {
        "ended": ended,
        "left": left,
        "again": again,
        "state": done.state,
        "same": done.digest == at_once.digest,
        "decided": Decision.objects.filter(run=run).count(),
        "lists": SelectionRun.objects.filter(call=call).count(),
    }
