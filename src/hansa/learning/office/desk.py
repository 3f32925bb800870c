"""What waits for the office in learning."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hansa.foundation.office.desk import DeskItem
from hansa.media import selectors as media


def films_missing(person: Any, now: datetime) -> Iterator[DeskItem]:
    """Say how many lectures have no film: their transcript is read meanwhile. One query."""
    if not person.roles & {"programme_officer", "administrator"}:
        return
    count = media.videos_to_make().count()
    if count:
        title = ngettext("%(count)d lecture has no film", "%(count)d lectures have no film", count)
        yield DeskItem(
            title=title % {"count": count},
            detail=_(
                "Learners read the transcript meanwhile. “hansa doctor” says whether ffmpeg is missing."
            ),
            url=reverse("learning_office:courses"),
            urgency="later",
            count=count,
        )
