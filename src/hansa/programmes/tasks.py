"""Slow work of programmes: a dress rehearsal that the office asked for."""

from django_tasks import task

from hansa.foundation import clock
from hansa.programmes.services import rehearsals


@task()
def run_rehearsal(uid: str) -> None:
    """Run a rehearsal and keep its report."""
    rehearsals.run(uid=uid, now=clock.now())
