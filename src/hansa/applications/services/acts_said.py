"""The steps of an application as the office's history names them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_NAMES = {
    "submit": pgettext_lazy("step of an application", "Sent"),
    "enter": _("Entered by the office"),
    "return": _("Returned to be completed"),
    "find_eligible": _("Found eligible"),
    "find_ineligible": _("Found not eligible"),
    "reconsider": _("Taken up again"),
    "assign": _("Given to readers"),
    "interview_invite": _("Invited to an interview"),
    "interview_book": _("Time of the interview chosen"),
    "interview_rebook": _("Another time chosen for the interview"),
    "interview_give_back": _("Time of the interview given back"),
    "interview_free": _("Time of the interview freed"),
    "interview_call_off": _("Interview called off"),
    "interview_hold": _("Interviewed"),
    "interview_miss": _("Did not come to the interview"),
    "interview_undo_miss": _("Came to the interview after all"),
    "offer": _("Place offered"),
    "offer_after_all": _("Place offered after all"),
    "keep_in_reserve": _("Put on the reserve"),
    "keep_in_reserve_after_all": _("Put on the reserve after all"),
    "turn_down": _("Not selected"),
    "accept": _("Place accepted"),
    "decline": _("Place given back"),
    "lapse": _("Offer lapsed"),
    "withdraw": pgettext_lazy("step of an application", "Withdrawn"),
    "set_aside": _("Set aside: the other application of the same person counts"),
    "disqualify": pgettext_lazy("step of an application", "Taken out"),
}


def act_said(act: str) -> str:
    """Name a step for the office's history."""
    return str(_NAMES.get(act, act))
