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
    lost = scope.visible(person, selectors.letters()).exclude(to=person).filter(state__in=selectors.LOST)
    numbers = selectors.numbers_by_state(lost)
    items = []
    if failed := numbers[LetterState.FAILED]:
        title = ngettext("%(count)d letter was not delivered", "%(count)d letters were not delivered", failed)
        items.append(_item(title % {"count": failed}, LetterState.FAILED, failed))
    if bounced := numbers[LetterState.BOUNCED]:
        title = ngettext("%(count)d letter came back", "%(count)d letters came back", bounced)
        items.append(_item(title % {"count": bounced}, LetterState.BOUNCED, bounced))
    return items


def _item(title: str, state: LetterState, count: int) -> DeskItem:
    return DeskItem(
        title=title,
        detail=_("Look at the address, then send it again."),
        url=reverse("messaging_office:outbox") + f"?state={state}",
        urgency="now",
        count=count,
    )
