"""What the acts of this app are called where the log is read."""

from django.utils.translation import gettext_lazy as _

from hansa.foundation.audit.words import call_kinds, say

say(
    {
        "network.apply": _("changed the network’s entries"),
        "network.dress": _("changed the logo or the colours"),
        "network.end-first-steps": _("put the list of first steps away"),
        "members.hand-in": _("handed a list of members in"),
        "members.import": _("took members over from a spreadsheet"),
        "network.edit-member": _("changed what is said of a member"),
        "network.appoint-coordinator": _("appointed a coordinator"),
        "network.end-coordination": _("released a coordinator"),
        "network.name-contact": _("named a contact for the letters of a member"),
        "network.drop-contact": _("took out the contact for the letters of a member"),
        "members.export": _("took the list of members out"),
        "network.assign-to-office": _("assigned somebody to a regional office"),
        "network.remove-from-office": _("took somebody off a regional office"),
    }
)

call_kinds(
    {
        "network.network": _("The network"),
        "network.member": _("Member"),
        "network.office": _("Regional office"),
        "network.coordinator": _("Coordinator"),
        "network.officestaff": _("Work for an office"),
        "network.membercontact": _("Contact for letters"),
        "network.membersheet": _("Sheet of members"),
    },
)
