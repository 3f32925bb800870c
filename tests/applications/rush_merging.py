"""Merges that cross each other, and one while its loser sends an application: part of the rush, on a real database."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

AtOnce = Callable[[Callable[[int], str], int], dict[str, int]]
ROUNDS = 6


def crossings(at_once: AtOnce) -> dict[str, Any]:
    """Merge A into B while B is merged into A, again and again; each has an application of its own."""
    from hansa.accounts.models import Person
    from hansa.accounts.services import MergeOver, merge_people
    from hansa.applications.models import Application
    from tests.conftest import NOW
    from tests.factories.applications import make_open_call, make_person, make_submitted

    by = make_person("programme_officer")
    calls = [make_open_call(f"crossing-{side}", documents=[]) for side in ("a", "b")]
    pairs = [[make_submitted(call, "lima").applicant for call in calls] for _round in range(ROUNDS)]

    def merge(index: int) -> str:
        pair = pairs[index // 2]
        keep, gone = pair if index % 2 else reversed(pair)
        try:
            merge_people(keep_id=keep.pk, gone_id=gone.pk, by=by, now=NOW, reason="One person.")
        except MergeOver:
            return "over"
        return "merged"

    met = at_once(merge, 2 * ROUNDS)
    left = [Person.objects.get(pk__in=[one.pk for one in pair], merged_into=None) for pair in pairs]
    return {
        "met": met,
        "applications": [Application.objects.filter(applicant=one).count() for one in left],
    }


def sending(at_once: AtOnce) -> dict[str, Any]:
    """Merge an account while it sends its application: by its own page, as a browser would."""
    from django.test import Client
    from django.urls import reverse

    from hansa.accounts.services import merge_people, settle_merged
    from hansa.applications.models import Application
    from hansa.messaging.models import Letter
    from tests.conftest import NOW, sign_in
    from tests.factories.applications import make_draft, make_open_call, make_person

    by, call = make_person("programme_officer"), make_open_call("sending-merged", documents=[])
    born = date(1990, 5, 17)
    pairs = [
        (make_person(name="Ada Lang", birth_date=born), make_person(name="Lang, Ada", birth_date=born))
        for _round in range(ROUNDS)
    ]
    drafts = [make_draft(call, "lima", applicant=gone) for _keep, gone in pairs]
    clients = [sign_in(Client(), gone) for _keep, gone in pairs]

    def act(index: int) -> str:
        keep, gone = pairs[index // 2]
        if index % 2:
            merge_people(keep_id=keep.pk, gone_id=gone.pk, by=by, now=NOW, reason="One person.")
            return "merged"
        answer = clients[index // 2].post(reverse("applications:send", args=[drafts[index // 2].uid]))
        # Sent, or signed out, or not theirs any more: each a page that says so, and none of them a fault.
        return "answered" if answer.status_code in (302, 404) else str(answer.status_code)

    met = at_once(act, 2 * ROUNDS)
    settle_merged(now=NOW + timedelta(minutes=5))
    rows = Application.objects.filter(call=call)
    gone = [one.pk for _keep, one in pairs]
    return {
        "met": met,
        "holders": sorted(rows.values_list("applicant", flat=True)) == sorted(keep.pk for keep, _g in pairs),
        "states": sorted(set(rows.values_list("state", flat=True)) - {"draft", "submitted"}),
        # Who sent in time has a number and a letter, and it is theirs whose account stays.
        "numbers": rows.filter(state="submitted").exclude(number="").count()
        == rows.filter(state="submitted").count()
        == Letter.objects.filter(template_key__endswith="sending-merged:application-received").count(),
        "left": Letter.objects.filter(to__in=gone).count(),
    }
