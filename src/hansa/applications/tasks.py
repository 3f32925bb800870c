from django_tasks import task

from hansa.foundation import clock

from .services import computing, replacing


@task()
def look_for_replacements(call_id: int) -> None:
    """Compute who takes the places that nobody holds, for an officer to confirm. Running it twice finds the same."""
    replacing.find_replacements(call_id=call_id, by=None, now=clock.now())


@task()
def compute_list(run_id: int) -> None:
    """Compute a list that an officer began. Running it twice, or after a crash, makes the same list once."""
    computing.compute_selection(run_id=run_id, clock=clock.now)
