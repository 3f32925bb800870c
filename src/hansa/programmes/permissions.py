"""Who may see and change programmes. Editions are public; a regional officer acts for their own office's only."""

from typing import Any

from django.db.models import Q, QuerySet

from hansa.foundation import scope
from hansa.foundation.policy import OFFICE_ROLES
from hansa.network.selectors import offices_of
from hansa.programmes.enums import CallState
from hansa.programmes.models import (
    Addressee,
    Amendment,
    Attachment,
    Call,
    CallMailing,
    Edition,
    EditionFile,
    Photograph,
    Programme,
    Rehearsal,
    UploadedPack,
)

EVERYWHERE = frozenset({"programme_officer", "administrator", "auditor"})
UNANNOUNCED = (CallState.DRAFT, CallState.APPROVED)


def _roles(person: Any) -> frozenset[str]:
    return getattr(person, "roles", frozenset())


def manages_everywhere(person: Any) -> bool:
    """Tell whether the person works on every edition there is, so that no row has to be looked at for it."""
    return bool(_roles(person) & EVERYWHERE)


def editions_managed_by(person: Any) -> QuerySet[Edition]:
    """Return the editions a member of staff works on: all, or those of their regional offices."""
    held = _roles(person)
    if manages_everywhere(person):
        return Edition.objects.all()
    if "regional_officer" in held:
        return Edition.objects.filter(office__in=offices_of(person))
    return Edition.objects.none()


def topics_looked_after(person: Any) -> list[str]:
    """Return the namespaces of those editions, by which apps that know no programmes sort their own rows."""
    return list(editions_managed_by(person).values_list("namespace", flat=True))


def can_apply_packs(person: Any) -> bool:
    """Tell whether the person may write a pack into the installation."""
    return bool(_roles(person) & {"programme_officer", "administrator"})


def can_manage(person: Any, edition: Edition) -> bool:
    """Tell whether the person may change this edition and its call."""
    held = _roles(person)
    if held & {"programme_officer", "administrator"}:
        return True
    return "regional_officer" in held and editions_managed_by(person).filter(pk=edition.pk).exists()


@scope.for_model("programmes.Programme")
def programmes_visible(queryset: QuerySet[Programme], person: Any) -> QuerySet[Programme]:
    """Everybody may see the programmes."""
    return queryset


@scope.for_model("programmes.Edition")
def editions_visible(queryset: QuerySet[Edition], person: Any) -> QuerySet[Edition]:
    """Everybody may see the editions; what is not announced of them lies in the call."""
    return queryset


@scope.for_model("programmes.EditionFile")
def files_visible(queryset: QuerySet[EditionFile], person: Any) -> QuerySet[EditionFile]:
    """The files beside a pack are the office's business."""
    return queryset.filter(edition__in=editions_managed_by(person))


@scope.for_model("programmes.Call")
def calls_visible(queryset: QuerySet[Call], person: Any) -> QuerySet[Call]:
    """Everybody sees announced calls; the office also drafts of its own editions."""
    announced = queryset.exclude(state__in=UNANNOUNCED)
    if _roles(person) & OFFICE_ROLES:
        return announced | queryset.filter(edition__in=editions_managed_by(person))
    return announced


@scope.for_model("programmes.Amendment")
def amendments_visible(queryset: QuerySet[Amendment], person: Any) -> QuerySet[Amendment]:
    """What was changed in an announced call is public, with its reason."""
    return queryset.exclude(call__state__in=UNANNOUNCED)


@scope.for_model("programmes.Attachment")
def attachments_visible(queryset: QuerySet[Attachment], person: Any) -> QuerySet[Attachment]:
    """Everybody may take the papers of an announced call; those of a draft are for who works on it."""
    announced = ~Q(call__state__in=UNANNOUNCED)
    if _roles(person) & OFFICE_ROLES:
        announced |= Q(call__edition__in=editions_managed_by(person))
    return queryset.filter(announced)


@scope.for_model("programmes.Photograph")
def photographs_visible(queryset: QuerySet[Photograph], person: Any) -> QuerySet[Photograph]:
    """Everybody may see the photographs of an edition; those of one whose call is a draft, who works on it."""
    shown = Q(edition__call__isnull=True) | ~Q(edition__call__state__in=UNANNOUNCED)
    if _roles(person) & OFFICE_ROLES:
        shown |= Q(edition__in=editions_managed_by(person))
    return queryset.filter(shown)


@scope.for_model("programmes.CallMailing")
def mailings_visible(queryset: QuerySet[CallMailing], person: Any) -> QuerySet[CallMailing]:
    """Whom a call was mailed to is the business of those who work on it."""
    return queryset.filter(call__edition__in=editions_managed_by(person))


@scope.for_model("programmes.Addressee")
def addressees_visible(queryset: QuerySet[Addressee], person: Any) -> QuerySet[Addressee]:
    """So is each of those who were written to."""
    return queryset.filter(mailing__call__edition__in=editions_managed_by(person))


@scope.for_model("programmes.UploadedPack")
def uploads_visible(queryset: QuerySet[UploadedPack], person: Any) -> QuerySet[UploadedPack]:
    """The secretariat sees packs handed in; a regional officer their own."""
    held = _roles(person)
    if held & EVERYWHERE:
        return queryset
    return queryset.filter(uploaded_by=person) if "regional_officer" in held else queryset.none()


@scope.for_model("programmes.Rehearsal")
def rehearsals_visible(queryset: QuerySet[Rehearsal], person: Any) -> QuerySet[Rehearsal]:
    """The secretariat sees every rehearsal; a regional officer those they asked for."""
    held = _roles(person)
    if held & EVERYWHERE:
        return queryset
    return queryset.filter(requested_by=person) if "regional_officer" in held else queryset.none()
