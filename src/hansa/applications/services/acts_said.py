"""The steps of an application as the office's history names them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_NAMES = {
    "submit": pgettext_lazy("step of an application", "Sent"),
    "return": _("Returned to be completed"),
    "find_eligible": _("Found eligible"),
    "find_ineligible": _("Found not eligible"),
    "reconsider": _("Taken up again"),
    "assign": _("Given to readers"),
    "offer": _("Place offered"),
    "keep_in_reserve": _("Put on the reserve"),
    "turn_down": _("Not selected"),
    "accept": _("Place accepted"),
    "decline": _("Place given back"),
    "lapse": _("Offer lapsed"),
    "withdraw": pgettext_lazy("step of an application", "Withdrawn"),
    "disqualify": pgettext_lazy("step of an application", "Taken out"),
}


def act_said(act: str) -> str:
    """Name a step for the office's history."""
    return str(_NAMES.get(act, act))
