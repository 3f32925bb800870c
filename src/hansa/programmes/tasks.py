from django_tasks import task

from hansa.foundation import clock

from .services import mailing


@task()
def write_mailing(mailing_id: int) -> int:
    """Write the letters of a mailing. Running it twice, or after a crash, writes nobody twice."""
    return mailing.write_mailing(mailing_id=mailing_id, now=clock.now())
