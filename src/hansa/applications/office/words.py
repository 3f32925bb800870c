"""What the acts of this app are called where the log is read."""

from django.utils.translation import gettext_lazy as _

from hansa.foundation.audit.words import call_kinds, say

say(
    {
        "application.start": _("began an application"),
        "application.submit": _("sent the application"),
        "application.return": _("returned it to be completed"),
        "application.find_eligible": _("found it eligible"),
        "application.find_ineligible": _("found it not eligible"),
        "application.reconsider": _("took it up again"),
        "application.assign": _("gave it to readers"),
        "application.offer": _("offered a place"),
        "application.keep_in_reserve": _("kept it in reserve"),
        "application.turn_down": _("turned it down"),
        "application.accept": _("accepted the place"),
        "application.decline": _("declined the place"),
        "application.lapse": _("let the offer lapse"),
        "application.withdraw": _("withdrew the application"),
        "application.disqualify": _("disqualified it"),
        "application.document.attach": _("attached a document"),
        "application.document.remove": _("removed a document"),
        "application.document.open": _("opened a document"),
        "nomination.endorse": _("endorsed it for the city"),
        "nomination.refuse": _("did not endorse it for the city"),
        "nomination.take_back": _("took the city’s endorsement back"),
        "nomination.rank": _("changed the city’s order"),
        "nomination.free": _("freed the city’s slot"),
        "review.submit": _("sent a review"),
        "review.conflict": _("declared a conflict"),
        "reviews.assign": _("gave applications to readers"),
        "panel.seat": _("put somebody on the panel"),
        "selection.run": _("computed a list"),
        "selection.seal": _("sealed the list"),
        "selection.unseal": _("opened the sealed list again"),
        "selection.release": _("released the decisions"),
    }
)

call_kinds(
    {
        "applications.application": _("Application"),
        "applications.document": _("Document"),
        "applications.review": _("Review"),
        "applications.panelseat": _("Seat on the panel"),
        "applications.selectionrun": _("List of a selection"),
    },
    application="number",
)
