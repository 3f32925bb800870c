"""What whoever opens a house does for their own account."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hansa.foundation.office.start import FirstStep, register


def fill() -> None:
    """Add the first administrator to the first steps; whoever sees the list has taken it."""
    register(
        FirstStep(
            key="administrator",
            title=_("Your account, with a second factor"),
            text=_(
                "You are the first administrator. Others get their roles under People, when they have accounts."
            ),
            minutes=4,
            order=10,
            url=lambda: reverse("accounts_office:people"),
            is_done=lambda: True,
        )
    )
