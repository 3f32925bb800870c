from django_tasks import task

from hansa.foundation import clock

from . import services


@task()
def notice_person(person_id: int) -> int:
    """Look for somebody's second account. Running it twice notices nothing twice."""
    return services.notice(person_id=person_id, now=clock.now())
