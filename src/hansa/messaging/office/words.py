"""What the acts of this app are called where the log is read."""

from django.utils.translation import gettext_lazy as _

from hansa.foundation.audit.words import say

say(
    {
        "letter.resend": _("sent the letter again"),
        "letter_template.define": _("wrote the text of a letter"),
    }
)
