"""What the acts of this app are called where the log is read."""

from django.utils.translation import gettext_lazy as _

from hansa.foundation.audit.words import call_kinds, say

say(
    {
        "letter.bounce": _("noted that the letter came back"),
        "letter.resend": _("sent the letter again"),
        "letter_template.define": _("wrote the text of a letter"),
        "letter_template.test": _("sent a letter to themselves as a trial"),
    }
)

call_kinds(
    {
        "messaging.lettertemplate": _("Text of a letter"),
        "messaging.letter": _("Letter"),
    },
)
