"""Whose house this is."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hansa.foundation.i18n import in_language
from hansa.foundation.ui.frame import Brand
from hansa.portal.selectors.board import board_of


def brand(request: HttpRequest | None = None) -> Brand:
    """Return the network's name as the frame shows it; Hansa's own before a network is installed."""
    house = board_of(request).network
    if house is None:
        return Brand(sentence=_("This house is still empty. Its secretariat is setting it up."))
    language = get_language() or "en"
    full_name = in_language(house.full_name, language)
    city = in_language(house.city_names, language)
    sentence = _("%(name)s, %(city)s.") % {"name": full_name or house.name, "city": city}
    if house.founded_year:
        sentence += " " + _("Founded in %(year)s.") % {"year": house.founded_year}
    return Brand(
        house.name,
        full_name,
        sentence,
        house.details.get("email", ""),
        logo=_logo(house),
        sheet=_sheet(house),
    )


def _logo(house: Any) -> str:
    return reverse("network:logo", args=[house.logo.sha256[:20]]) if house.logo is not None else ""


def _sheet(house: Any) -> str:
    chosen = house.details.get("colours") or {}
    if not chosen:
        return ""
    return reverse("network:colours", args=[chosen["brick"].lstrip("#"), chosen["sea"].lstrip("#")])
