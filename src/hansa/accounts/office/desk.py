"""What waits for the office among people: accounts that look like one person's."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hansa.foundation.office.desk import DeskItem

from .. import permissions, selectors


def perhaps_one_person(person: Any, now: datetime) -> Iterator[DeskItem]:
    """Yield how many pairs of accounts wait for somebody to say whose they are; one query."""
    if not person.roles & permissions.MERGE_ROLES:
        return
    count = selectors.count_alike()
    if count:
        yield DeskItem(
            ngettext(
                "Possibly the same person: %(count)d pair", "Possibly the same person: %(count)d pairs", count
            )
            % {"count": count},
            _("Two accounts look alike. Say whether they are one person's."),
            reverse("accounts_office:alikes") + "?state=open",
            urgency="later",
            count=count,
        )
