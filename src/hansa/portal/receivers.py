"""What the house does when its programmes change."""

from typing import Any

from django.dispatch import receiver

from hansa.foundation import clock
from hansa.network.services import end_first_steps
from hansa.programmes.signals import edition_applied


@receiver(edition_applied)
def end_the_first_steps(sender: type, edition: Any, **kwargs: Any) -> None:
    """A house whose first programme is public has taken its first steps."""
    end_first_steps(by=None, now=clock.now())
