"""What the acts of this app are called where the log is read."""

from django.utils.translation import gettext_lazy as _

from hansa.foundation.audit.words import say

say(
    {
        "person.register": _("opened the account"),
        "person.update": _("changed the profile"),
        "person.sign-in": _("signed in"),
        "house.open": _("opened the house"),
        "role.grant": _("gave a role"),
        "role.withdraw": _("withdrew a role"),
    }
)
