from typing import Any

from django.db.models import QuerySet

from hansa.foundation import scope
from hansa.foundation.policy import OFFICE_ROLES

from .models import Person, RoleGrant


@scope.for_model("accounts.Person")
def people_visible(people: QuerySet[Person], person: Any) -> QuerySet[Person]:
    """The office sees people; everybody else sees themselves."""
    if not person.is_authenticated:
        return people.none()
    return people if person.roles & (OFFICE_ROLES - {"regional_officer"}) else people.filter(pk=person.pk)


@scope.for_model("accounts.RoleGrant")
def grants_visible(grants: QuerySet[RoleGrant], person: Any) -> QuerySet[RoleGrant]:
    """Administrators and auditors see all grants; everybody else their own."""
    if not person.is_authenticated:
        return grants.none()
    return grants if person.roles & {"administrator", "auditor"} else grants.filter(person=person)


def can_grant(person: Person) -> bool:
    """Only an administrator hands out roles."""
    return "administrator" in person.roles
