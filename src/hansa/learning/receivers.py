"""What learning does when something happens below it."""

from typing import Any

from django.dispatch import receiver

from hansa.programmes.signals import edition_brought_forward

from . import services


@receiver(edition_brought_forward)
def move_the_calendar(sender: Any, edition: Any, days: int, by: Any, now: Any, **rest: Any) -> None:
    """The weeks of a course move with its edition."""
    services.bring_course_forward(edition=edition, days=days, by=by, now=now)
