"""Who may see and change what of the network. Organisations are public; who speaks for them is not."""

from typing import Any

from django.db.models import QuerySet

from hansa.foundation import scope
from hansa.foundation.policy import OFFICE_ROLES
from hansa.network.models import (
    Coordinator,
    Member,
    MemberContact,
    MemberSheet,
    Network,
    Office,
    OfficeStaff,
    Partner,
    PublicPerson,
    Region,
)


def _roles(person: Any) -> frozenset[str]:
    return getattr(person, "roles", frozenset())


def can_appoint(person: Any) -> bool:
    """Tell whether the person may appoint coordinators and assign staff to offices."""
    return bool(_roles(person) & {"programme_officer", "administrator"})


@scope.for_model("network.MemberSheet")
def member_sheets_visible(queryset: QuerySet[MemberSheet], person: Any) -> QuerySet[MemberSheet]:
    """The secretariat sees the spreadsheets that were handed in; nobody else does."""
    return queryset if _roles(person) & {"programme_officer", "administrator", "auditor"} else queryset.none()


@scope.for_model("network.Network")
def networks_visible(queryset: QuerySet[Network], person: Any) -> QuerySet[Network]:
    """Everybody may know the network."""
    return queryset


@scope.for_model("network.Member")
def members_visible(queryset: QuerySet[Member], person: Any) -> QuerySet[Member]:
    """Everybody may see the members."""
    return queryset


@scope.for_model("network.Office")
def offices_visible(queryset: QuerySet[Office], person: Any) -> QuerySet[Office]:
    """Everybody may see the offices."""
    return queryset


@scope.for_model("network.Partner")
def partners_visible(queryset: QuerySet[Partner], person: Any) -> QuerySet[Partner]:
    """Everybody may see the partners."""
    return queryset


@scope.for_model("network.PublicPerson")
def public_people_visible(queryset: QuerySet[PublicPerson], person: Any) -> QuerySet[PublicPerson]:
    """Everybody may see who holds a public role."""
    return queryset


@scope.for_model("network.Coordinator")
def coordinators_visible(queryset: QuerySet[Coordinator], person: Any) -> QuerySet[Coordinator]:
    """The office sees who speaks for whom; a coordinator sees their own appointments; nobody else any."""
    if _roles(person) & OFFICE_ROLES:
        return queryset
    if not getattr(person, "is_authenticated", False):
        return queryset.none()
    return queryset.filter(person_id=person.pk)


@scope.for_model("network.MemberContact")
def member_contacts_visible(queryset: QuerySet[MemberContact], person: Any) -> QuerySet[MemberContact]:
    """The office sees to whom letters for a member go; nobody else does."""
    return queryset if _roles(person) & OFFICE_ROLES else queryset.none()


@scope.for_model("network.OfficeStaff")
def office_staff_visible(queryset: QuerySet[OfficeStaff], person: Any) -> QuerySet[OfficeStaff]:
    """The secretariat sees all assignments; a regional officer their own."""
    if _roles(person) & {"programme_officer", "administrator", "auditor"}:
        return queryset
    if not getattr(person, "is_authenticated", False):
        return queryset.none()
    return queryset.filter(person_id=person.pk)


@scope.for_model("network.Region")
def regions_visible(queryset: QuerySet[Region], person: Any) -> QuerySet[Region]:
    """Everybody may see the regions."""
    return queryset
