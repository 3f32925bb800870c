"""Whose house this is."""

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hansa.foundation.i18n import in_language
from hansa.foundation.ui.frame import Brand
from hansa.portal.selectors.board import board_of


def brand(request: HttpRequest | None = None) -> Brand:
    """Return the network's name as the frame shows it; Hansa's own before a network is installed."""
    house = board_of(request).network
    if house is None:
        return Brand(sentence=_("This house is still empty: apply a pack to fill it."))
    language = get_language() or "en"
    full_name = in_language(house.full_name, language)
    city = in_language(house.city_names, language)
    sentence = _("%(name)s, %(city)s.") % {"name": full_name or house.name, "city": city}
    if house.founded_year:
        sentence += " " + _("Founded in %(year)s.") % {"year": house.founded_year}
    return Brand(house.name, full_name, sentence, house.details.get("email", ""))
