from django_tasks import task

from hansa.foundation import clock

from .services import replacing


@task()
def look_for_replacements(call_id: int) -> None:
    """Compute who takes the places that nobody holds, for an officer to confirm. Running it twice finds the same."""
    replacing.find_replacements(call_id=call_id, by=None, now=clock.now())
