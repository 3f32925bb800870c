"""What a person is to the network, when their two accounts become one."""

from typing import Any

from django.utils.translation import gettext as _

from hansa.foundation.i18n import listed
from hansa.foundation.merging import Line, Merge, point_at
from hansa.network import signals
from hansa.network.models import Coordinator, MemberContact, MemberSheet, OfficeStaff

COLUMNS = (
    "network.Coordinator.person",
    "network.OfficeStaff.person",
    "network.MemberContact.person",
    "network.MemberSheet.uploaded_by",
)


def lines(keep: Any, gone: Any) -> list[Line]:
    """Say for whom the account that is gone speaks, and where it works."""
    cities = Coordinator.objects.filter(person=gone, ended_at=None).select_related("member")
    offices = OfficeStaff.objects.filter(person=gone).select_related("office")
    speaks, works = listed(str(row.member) for row in cities), listed(str(row.office) for row in offices)
    found = [Line(_("Speaks for %(cities)s") % {"cities": speaks}, len(cities))]
    return [*found, Line(_("Works at %(offices)s") % {"offices": works}, len(offices))]


def move(merge: Merge) -> dict[str, int]:
    """Let the kept account speak for every city and work in every office that either did; each once."""
    spoken = Coordinator.objects.filter(person=merge.keep, ended_at=None).values("member")
    Coordinator.objects.filter(person=merge.gone, ended_at=None, member__in=spoken).delete()
    worked = OfficeStaff.objects.filter(person=merge.keep).values("office")
    OfficeStaff.objects.filter(person=merge.gone, office__in=worked).delete()
    fresh = list(Coordinator.objects.filter(person=merge.gone, ended_at=None).values_list("pk", flat=True))
    moved = point_at(merge, (Coordinator, "person"), (OfficeStaff, "person"), (MemberSheet, "uploaded_by"))
    moved |= point_at(merge, (MemberContact, "person"))
    merge.keep.__dict__.pop("roles", None)
    for coordinator in Coordinator.objects.filter(pk__in=fresh).select_related("person", "member"):
        signals.coordinator_appointed.send(sender=Coordinator, coordinator=coordinator)
    return moved
