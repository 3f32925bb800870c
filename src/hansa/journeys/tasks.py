from datetime import datetime

from django.db import transaction
from django_tasks import task

from hansa.accounts import selectors as accounts
from hansa.foundation import clock
from hansa.programmes import selectors as programmes
from hansa.programmes.services import rehearsals

from .services import certification


@task()
def issue_earned(person_id: int, edition_slug: str, at: str) -> int:
    """Issue what somebody has earned without asking; run again it issues nothing twice.

    ``at`` is the instant of the act that earned it, ISO 8601: what is signed carries that, not the hour at
    which a worker came to it.
    """
    person = accounts.people().get(pk=person_id)
    edition = programmes.edition(edition_slug)
    if edition is None:
        return 0
    with transaction.atomic():
        return certification.issue_automatic(
            person=person, edition=edition, by=None, now=datetime.fromisoformat(at)
        )


@task()
def run_rehearsal(uid: str) -> None:
    """Run a rehearsal that the office asked for."""
    rehearsals.run(uid=uid, now=clock.now())
