"""What is kept while an applicant writes: how much is asked for it, and of whom nothing is taken."""

import pytest
from django.urls import reverse

from hansa.questionnaires.models import Response
from tests.conftest import NOW
from tests.factories.applications import ANSWERS, make_draft, make_open_call, make_person, make_submitted

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


def posted(answers: dict) -> dict:
    return {f"a-{key}": value for key, value in answers.items()}


def test_autosave_asks_the_same_whatever_else_its_writer_has(client_as, queries):
    draft = make_draft(make_open_call(documents=[]))
    client, url = client_as(draft.applicant), reverse("applications:form", args=[draft.uid])
    words = "application/x-www-form-urlencoded"
    quiet = {"headers": {"X-Autosave": "1"}, "content_type": words}
    counts, revision = [], 1
    for turn in range(3):
        with queries() as asked:
            saved = client.post(url, f"revision={revision}&a-motivation=turn+{turn}", **quiet)
        revision = saved.json()["revision"]
        counts.append(len(asked))
        for other in range(10):
            make_draft(make_open_call(slug=f"call-{turn}-{other}", documents=[]), applicant=draft.applicant)
    # Who it is, whether it can be written on, what is kept, and the words.
    assert counts[1:] == [4, 4]
    assert Response.objects.get(subject=draft.subject).answers == {"motivation": "turn 2"}


def test_autosave_of_somebody_else_or_of_what_is_sent_finds_nothing(client_as):
    call = make_open_call(documents=[])
    draft, sent = make_draft(call), make_submitted(call)
    quiet = {"headers": {"X-Autosave": "1"}}
    said = {"revision": 1, **posted({**ANSWERS, "motivation": "Forged"})}
    stranger = client_as(make_person())
    assert stranger.post(reverse("applications:form", args=[draft.uid]), said, **quiet).status_code == 404
    own = client_as(sent.applicant)
    assert own.post(reverse("applications:form", args=[sent.uid]), said, **quiet).status_code == 404
    assert "Forged" not in {row.answers.get("motivation") for row in Response.objects.all()}
