"""The steps of an application as the office's history names them."""

from django.utils.translation import gettext as _


def act_said(act: str) -> str:
    """Name a step for the office's history."""
    names = {
        "submit": _("Sent"),
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
        "withdraw": _("Withdrawn"),
        "disqualify": _("Taken out"),
    }
    return names.get(act, act)
