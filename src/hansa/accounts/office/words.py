"""What the acts of this app are called where the log is read."""

from django.utils.translation import gettext_lazy as _

from hansa.foundation.audit.words import call_kinds, say

say(
    {
        "person.register": _("opened the account"),
        "person.update": _("changed the profile"),
        "person.sign-in": _("signed in"),
        "person.alike": _("noticed two accounts that look alike"),
        "person.different": _("said that two accounts are two people’s"),
        "person.merge": _("made another account part of it"),
        "house.open": _("opened the house"),
        "role.grant": _("gave a role"),
        "role.withdraw": _("withdrew a role"),
    }
)

call_kinds(
    {
        "accounts.person": _("Person"),
        "accounts.likeness": _("Two accounts"),
        "accounts.setuplink": _("Set-up link"),
    },
    person="name",
)
