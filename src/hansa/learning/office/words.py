"""What the acts of this app are called where the log is read."""

from django.utils.translation import gettext_lazy as _

from hansa.foundation.audit.words import call_kinds, say

say(
    {
        "course.enrol": _("enrolled in the course"),
        "course.complete": _("completed the course"),
        "course.define": _("laid out the course"),
        "course.bring_forward": _("brought days of the course forward"),
        "certificate.request": _("asked for the certificate"),
    }
)

call_kinds(
    {
        "learning.course": _("Course"),
        "learning.enrolment": _("Enrolment"),
    },
)
