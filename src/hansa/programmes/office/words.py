"""What the acts of this app are called where the log is read."""

from django.utils.translation import gettext_lazy as _

from hansa.foundation.audit.words import call_kinds, say

say(
    {
        "call.approve": _("approved the call"),
        "call.publish": _("announced the call"),
        "call.open": _("opened the call"),
        "call.pause": _("paused the call"),
        "call.resume": _("let the call go on"),
        "call.close": _("closed the call"),
        "call.reopen": _("opened the call again"),
        "call.start_screening": _("began screening"),
        "call.start_review": _("began the reviews"),
        "call.start_interviews": _("began the interviews"),
        "call.start_selection": _("began the selection"),
        "call.seal": _("sealed the decision"),
        "call.unseal": _("opened the decision again"),
        "call.release": _("released the decisions"),
        "call.confirm_cohort": _("confirmed who takes part"),
        "call.complete": _("completed the call"),
        "call.archive": _("put the call into the archive"),
        "call.cancel": _("cancelled the call"),
        "call.amend": _("changed the call"),
        "call.attach": _("put a paper beside the call"),
        "call.detach": _("took a paper of the call away"),
        "call.mail": _("had the members written to about the call"),
        "pack.upload": _("handed in a pack"),
        "pack.days": _("set the days of an edition to come"),
        "pack.rehearse": _("rehearsed a pack"),
        "pack.apply": _("applied a pack"),
        "edition.edit-texts": _("changed title and summary"),
        "edition.photograph": _("put a photograph on the page"),
        "edition.photograph-away": _("took a photograph away"),
    }
)

call_kinds(
    {
        "programmes.edition": _("Edition"),
        "programmes.call": _("Call"),
        "programmes.uploadedpack": _("Pack handed in"),
        "programmes.rehearsal": _("Dress rehearsal"),
    },
    edition="slug",
    call="edition__slug",
)
