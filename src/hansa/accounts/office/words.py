"""What the acts of this app are called where the log is read."""

from django.utils.translation import gettext_lazy as _

from hansa.foundation.audit.words import call_kinds, say

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

call_kinds(
    {
        "accounts.person": _("Person"),
        "accounts.setuplink": _("Set-up link"),
    },
    person="name",
)
