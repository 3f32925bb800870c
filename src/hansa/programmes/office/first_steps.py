"""How a new secretariat comes to its first programme."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hansa.foundation.office.start import FirstStep, register
from hansa.programmes import selectors
from hansa.programmes.enums import RehearsalState


def _waiting() -> str:
    """Return the page of the pack that was handed in last and is not public yet; empty where there is none."""
    uid = selectors.uploads().filter(applied_at__isnull=True).values_list("uid", flat=True).first()
    return reverse("programmes_office:upload", args=[uid]) if uid is not None else ""


def fill() -> None:
    """Add the programme, its rehearsal and its publication to the first steps."""
    register(
        FirstStep(
            key="programme",
            title=_("A first programme from a template"),
            text=_("A workshop with a call, an online course or an award: name, days and place are yours."),
            minutes=6,
            order=50,
            url=lambda: reverse("programmes_office:templates"),
            is_done=lambda: selectors.uploads().exists() or selectors.editions().exists(),
        )
    )
    register(
        FirstStep(
            key="rehearsal",
            title=_("Rehearse it"),
            text=_(
                "Invented people apply, are chosen and certified, on a database that is thrown away; you read where it gets stuck."
            ),
            minutes=5,
            order=60,
            url=_waiting,
            is_done=lambda: (
                selectors.rehearsals()
                .filter(state__in=(RehearsalState.PASSED, RehearsalState.JAMMED))
                .exists()
            ),
            may_be_skipped=True,
        )
    )
    register(
        FirstStep(
            key="publish",
            title=_("Publish it"),
            text=_(
                "The page says before what will happen: what is public, when the call opens, that no letter goes out."
            ),
            minutes=2,
            order=70,
            url=_waiting,
            is_done=lambda: selectors.editions().exists(),
        )
    )
