"""How an office stands at this instant, in words: open until when, or closed and when it opens."""

from html import escape

from django.utils.dates import WEEKDAYS
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hansa.foundation.ui.icons import status
from hansa.network.rules import Hours


def standing(hours: Hours) -> SafeString:
    """Write whether somebody is there now, and until when it stays so."""
    hour = f"{hours.changes_at:%H:%M}"
    if hours.is_open:
        shown = status("done", pgettext("state", "Open"))
        said = _("until %(hour)s") % {"hour": hour}
    else:
        shown = status("closed", pgettext("state", "Closed"))
        said = _("opens %(day)s at %(hour)s") % {"day": WEEKDAYS[hours.changes_at.weekday()], "hour": hour}
    return SafeString(f'{shown} <span class="quiet">{escape(said)}</span>')
