"""Slow work of media: one queued task a film."""

from django_tasks import task

from . import services


@task()
def make_film(key: str) -> None:
    """Make a lecture's film, where it is missing or outdated."""
    services.make_lecture_video(key)
