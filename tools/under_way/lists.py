"""A list that waits for its board, tried with other rules; a released one against which people appeal."""

from datetime import datetime, timedelta
from typing import Any

from hansa.accounts.models import Person
from hansa.applications.models import Application, Decision, Review
from hansa.applications.rules.changes import Changes
from hansa.applications.services import appealing, scenarios, selecting
from hansa.programmes.models import Call

OPEN, RELEASED = "nia-workshop-moved", "chengdu-moved"
READERS = ("reviewer@example.org", "reviewer-2@example.org")
PLACES = 4


def play(*, officer: Person, now: datetime) -> dict[str, tuple[Any, dict[str, str]]]:
    """Read everything, compute a list, try two other rules beside it, and appeal against a released one."""
    call = Call.objects.get(edition__slug=OPEN)
    _read(call, now)
    known = {"call_id": call.pk, "by": officer, "now": now}
    run = selecting.run_selection(**known, places=PLACES)
    chosen = set(run.result["selected"])
    regions = [row["region"] for row in run.candidates if row["id"] in chosen]
    most = max(set(regions), key=regions.count)
    fewer = Changes().with_range("region", most, 0, regions.count(most) - 1)
    none = Changes().with_range("region", most, len(run.candidates) + 1, len(run.candidates) + 1)
    for changes in (none, fewer):
        scenarios.compute_scenario(**known, changes=changes, title="")
    out = Application.objects.get(
        call=call, number=next(r["id"] for r in run.candidates if r["id"] not in chosen)
    )

    refused = Application.objects.filter(call__edition__slug=RELEASED, state="not_selected").select_related(
        "applicant"
    )
    first, second = refused.order_by("number")[:2]
    # As if the letter had gone out yesterday: an appeal can still be lodged.
    Decision.objects.filter(application__in=[first, second], released_at__isnull=False).update(
        released_at=now - timedelta(days=1)
    )
    appeal = appealing.lodge_appeal(
        application_id=second.pk, grounds="One sheet was added up wrongly: 20 and 24 are 44.",
        by=second.applicant, now=now,
    )  # fmt: skip
    here, there = f"/office/selection/{OPEN}/", f"/office/selection/{RELEASED}/"
    own = f"/applications/{first.uid}/"
    return {
        "programme_officer": (
            None,
            {
                "list": here,
                "list-pictures": f"{here}pictures/",
                "list-person": f"{here}people/{out.uid}/?work=1",
                "list-what-if": f"{here}what-if/",
                "list-released": there,
                "list-appeal": f"/office/appeals/{appeal.uid}/?points=150",
            },
        ),
        "turned-down": (first.applicant, {"status-turned-down": own, "appeal-to-lodge": f"{own}appeal/"}),
        "appealing": (second.applicant, {"status-appealing": f"/applications/{second.uid}/"}),
    }


def _read(call: Call, now: datetime) -> None:
    """Let two readers have scored whatever was sent, as the panel's work leaves it."""
    readers = [Person.objects.get(email=email) for email in READERS]
    sent = Application.objects.filter(call=call).exclude(number="").order_by("number")
    sent.update(state="under_review")
    Review.objects.filter(application__call=call).delete()
    for at, application in enumerate(sent):
        for reader in readers:
            Review.objects.create(
                application=application, reviewer=reader, state="submitted", total=40 - 3 * (at % 5),
                assigned_at=now, submitted_at=now,
            )  # fmt: skip
