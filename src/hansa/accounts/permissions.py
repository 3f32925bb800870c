from typing import Any

from django.db.models import QuerySet

from hansa.foundation import scope
from hansa.foundation.policy import OFFICE_ROLES

from .models import Likeness, Person, RoleGrant


@scope.for_model("accounts.Person")
def people_visible(people: QuerySet[Person], person: Any) -> QuerySet[Person]:
    """The office sees people; everybody else sees themselves."""
    if not person.is_authenticated:
        return people.none()
    return people if can_see_people(person) else people.filter(pk=person.pk)


#: A regional officer meets people in the applications of their own office, and no list of everybody.
PEOPLE_ROLES = OFFICE_ROLES - {"regional_officer"}


def can_see_people(person: Any) -> bool:
    """Tell whether somebody may open everybody's account."""
    return bool(person.roles & PEOPLE_ROLES)


@scope.for_model("accounts.RoleGrant")
def grants_visible(grants: QuerySet[RoleGrant], person: Any) -> QuerySet[RoleGrant]:
    """Administrators and auditors see all grants; everybody else their own."""
    if not person.is_authenticated:
        return grants.none()
    return grants if person.roles & {"administrator", "auditor"} else grants.filter(person=person)


def can_grant(person: Person) -> bool:
    """Only an administrator hands out roles."""
    return "administrator" in person.roles


#: Who says whether two accounts are one person's. An auditor reads what was said.
MERGE_ROLES = frozenset({"programme_officer", "administrator"})
LIKENESS_ROLES = MERGE_ROLES | {"auditor"}


@scope.for_model("accounts.Likeness")
def likenesses_visible(rows: QuerySet[Likeness], person: Any) -> QuerySet[Likeness]:
    """Who sees everybody sees which accounts look like one person's; nobody else sees any, their own neither."""
    if not person.is_authenticated or not person.roles & LIKENESS_ROLES:
        return rows.none()
    return rows


def can_merge(person: Person, one: Person, other: Person) -> bool:
    """Tell whether somebody may decide about two accounts: never one's own, and of the office's an administrator only."""
    if person.pk in (one.pk, other.pk) or not person.roles & MERGE_ROLES:
        return False
    return "administrator" in person.roles or not (one.roles | other.roles) & OFFICE_ROLES
