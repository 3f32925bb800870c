"""What the parts of a journey are called, wherever they are written: pages, letters, lists for a host."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def part_name(part: str) -> str:
    """Name a step of the travel data."""
    return {
        "passport": _("passport and visa"),
        "journey": _("arrival and departure"),
        "needs": _("food and room"),
        "contact": _("whom we call if something happens"),
    }[part]


def diets() -> dict[str, str]:
    """Return what somebody eats, by its key."""
    return {
        "any": pgettext("food", "Everything"),
        "vegetarian": pgettext("food", "Vegetarian"),
        "vegan": pgettext("food", "Vegan"),
        "halal": pgettext("food", "Halal"),
        "kosher": pgettext("food", "Kosher"),
        "other": pgettext("food", "Something else, as below"),
    }


def cost_name(what: str) -> str:
    """Name what costs money."""
    return {
        "flights": _("Flights"),
        "visa": _("Visa"),
        "accommodation": _("Accommodation"),
        "meals": _("Meals"),
        "local_transport": _("Local transport"),
        "insurance": _("Insurance"),
        "participation": _("Taking part"),
    }.get(what, _("Readings"))


def payer_name(payer: str) -> str:
    """Name who pays, as somebody outside reads it."""
    return {
        "participant": _("the participant or their city"),
        "free": pgettext("price", "Free"),
        "host": _("the host"),
    }.get(payer, _("the organisers"))
