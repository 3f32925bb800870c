"""What the acts of this app are called where the log is read."""

from django.utils.translation import gettext_lazy as _

from hansa.foundation.audit.words import call_kinds, say

say(
    {
        "event.register": _("registered"),
        "event.wait": _("went onto the waiting list"),
        "event.cancel": _("cancelled the registration"),
        "event.attendance": _("marked somebody present"),
        "event.attendance_undo": _("took a mark of presence back"),
        "event.unite": _("united two registrations of one person"),
        "event.announce": _("announced days and seats"),
    }
)

call_kinds(
    {
        "events.event": _("Event"),
        "events.registration": _("Registration"),
    },
)
