"""What learning does when something happens below it."""

from typing import Any

from django.dispatch import receiver

from hansa.media.signals import video_changed, video_made
from hansa.programmes.signals import edition_applied, edition_brought_forward, edition_edited

from . import services


@receiver(edition_brought_forward)
def move_the_calendar(sender: Any, edition: Any, days: int, by: Any, now: Any, **rest: Any) -> None:
    """The weeks of a course move with its edition."""
    services.bring_course_forward(edition=edition, days=days, by=by, now=now)


@receiver([edition_applied, edition_edited])
def show_the_edition_anew(sender: Any, edition: Any, **rest: Any) -> None:
    """A course is shown with its edition's words, days and certificates."""
    services.renew(edition=edition.pk)


@receiver([video_made, video_changed])
def show_the_film_anew(sender: Any, video: Any, **rest: Any) -> None:
    """A film is shown in every course that has its lecture."""
    services.renew(lectures__key=video.key)
