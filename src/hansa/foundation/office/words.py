"""What acts are called that belong to no app of the domain, where the log is read."""

from django.utils.translation import gettext_lazy as _

from hansa.foundation.audit.words import call_kinds, say

say(
    {
        "view.save": _("kept a view of a list"),
        "view.remove": _("removed a view of a list"),
        "bulk.carry-out": _("did one thing to many rows"),
        "storage.delete_due": _("deleted files whose day had come"),
        "video.define": _("entered a film"),
        "video.make": _("made a film"),
        "caption.define": _("wrote captions"),
        "caption.announce": _("announced captions"),
        "questionnaire.define": _("wrote a questionnaire"),
        "questionnaire.freeze": _("froze a questionnaire"),
        "response.reopen": _("opened answers to be changed"),
    }
)

call_kinds(
    {
        "office.savedview": _("View"),
        "media.video": _("Video"),
        "media.captiontrack": _("Captions"),
        "questionnaires.questionnaire": _("Questionnaire"),
        "questionnaires.response": _("Answers"),
    }
)
