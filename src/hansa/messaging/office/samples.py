"""Invented facts for looking at a letter before anybody gets it. Nobody of that name applied for anything."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from hansa.foundation.i18n import in_language
from hansa.foundation.ui import dates
from hansa.network.selectors import network

DAYS_LEFT = timedelta(days=10)


def facts(name: str, language: str, now: datetime) -> dict[str, str]:
    """Return a value for every placeholder, in a language; ``name`` is the letter's own (``accepted``)."""
    home = network()
    zone = home.time_zone if home else "UTC"
    with translation.override(language):
        city = in_language(home.city_names, language) if home else "UTC"
        deadline = _("%(time)s in %(city)s") % {"time": dates.instant(now + DAYS_LEFT, zone), "city": city}
        reasons = {
            "returned": _(
                "The scan of your passport ends above its last two lines. Take the whole page again."
            ),
            "not-eligible": _("You must be under 35 on the first day; you will be 36."),
            "endorsement-refused": _("The city sends two people this year and has chosen them already."),
            "claim-refused": _("Part 3 of the course is not done yet."),
            "call-cancelled": _("The host city cannot take guests in these weeks."),
        }
        return {
            "name": _("Ms Serra"),
            "applicant": "Júlia Serra",
            "programme": _("Training programme for city officials"),
            "edition": _("Workshop on open data, %(city)s") % {"city": city},
            "event": _("Workshop on open data, %(city)s") % {"city": city},
            "title": _("Workshop on open data, %(city)s") % {"city": city},
            "city": _("Barcelona"),
            "member": _("Barcelona"),
            "place": city,
            "number": "NW17-0074",
            "deadline": deadline,
            "when": deadline,
            "points": "245",
            "count": "21",
            "reason": reasons.get(
                name,
                _(
                    "There were 21 candidates for 12 places. These rules were at their limit: at most four from "
                    "Europe; at least two from Africa. They were set before anyone saw a score."
                ),
            ),
            "url": f"{settings.HANSA_BASE_URL}/my/",
            "other_url": f"{settings.HANSA_BASE_URL}/programmes/",
            "form_url": f"{settings.HANSA_BASE_URL}/programmes/",
        }
