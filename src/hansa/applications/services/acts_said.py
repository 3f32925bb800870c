"""The steps of an application as the office's history names them."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def act_said(act: str) -> str:
    """Name a step for the office's history."""
    names = {
        "submit": pgettext("step of an application", "Sent"),
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
        "withdraw": pgettext("step of an application", "Withdrawn"),
        "disqualify": pgettext("step of an application", "Taken out"),
    }
    return names.get(act, act)
