from django_tasks import task

from hansa.foundation import clock

from . import services


@task()
def deliver(letter_id: str) -> str:
    """Deliver one letter. Running it twice, or after a crash, does no harm."""
    state = services.deliver_letter(letter_id=letter_id, now=clock.now())
    return str(state or "not now")
