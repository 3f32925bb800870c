"""What of the letters waits for staff."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hansa.foundation import scope
from hansa.foundation.office.desk import DeskItem

from .. import selectors
from ..enums import LetterState


def undelivered(person: Any, now: datetime) -> Iterable[DeskItem]:
    """Name the letters that will not be tried again by themselves."""
    failed = (
        scope.visible(person, selectors.letters()).exclude(to=person).filter(state=LetterState.FAILED).count()
    )
    if not failed:
        return []
    title = ngettext("%(count)d letter was not delivered", "%(count)d letters were not delivered", failed)
    return [
        DeskItem(
            title=title % {"count": failed},
            detail=_("Look at the address, then send it again."),
            url=reverse("messaging_office:outbox") + f"?state={LetterState.FAILED}",
            urgency="now",
            count=failed,
        )
    ]
