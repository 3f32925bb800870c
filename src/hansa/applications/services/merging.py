"""Applications when somebody's two accounts become one: one application a call, one seat a panel, one sheet a reader."""

from typing import Any

from django.db.models import Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.applications import models as own
from hansa.applications.enums import ApplicationState, NominationState
from hansa.applications.models import Application, Nomination, PassportReading, TravelPlan
from hansa.applications.rules.doubled import gone_stays
from hansa.applications.services import conflicts, merging_panel, setting_aside, travelling
from hansa.foundation.audit.services import record
from hansa.foundation.i18n import in_language
from hansa.foundation.merging import Collision, Line, Merge, point_at
from hansa.foundation.storage import services as storage

#: Who acted: nothing collides there.
_ACTED = (
    (own.StateChange, "by"),
    (Nomination, "decided_by"),
    (own.JurorLink, "made_by"),
    (own.Discussion, "opened_by"),
    (own.DiscussionNote, "author"),
    (own.Calibration, "adopted_by"),
    (own.Calibration, "withdrawn_by"),
    (own.ConflictDeclaration, "by"),
    (own.SelectionRun, "computed_by"),
    (own.SelectionRun, "sealed_by"),
    (own.SelectionRun, "released_by"),
    (own.Appeal, "recorded_by"),
    (own.Appeal, "decided_by"),
    (own.ApplicantSheet, "uploaded_by"),
    (own.InvitationLetter, "issued_by"),
)
COLUMNS = (
    "applications.Application.applicant",
    *(f"{model._meta.label}.{column}" for model, column in _ACTED),
    *merging_panel.COLUMNS,
)


def lines(keep: Any, gone: Any) -> list[Line]:
    """Say how many applications and how much of a reader's work go over."""
    count = Application.objects.filter(applicant=gone).count()
    said = ngettext("%(count)d application", "%(count)d applications", count) % {"count": count}
    return [Line(said, count), *merging_panel.lines(gone)]


def collisions(keep: Any, gone: Any) -> list[Collision]:
    """Say to which calls both applied, whom a city's word came from themselves, and what of a panel collides."""
    found = [_collision(*pair, get_language() or "en") for pair in _doubled(keep, gone)]
    found += [
        Collision(
            _("Endorsed by the applicant's own second account: %(number)s") % {"number": row.application},
            "–",
            "–",
            _("The endorsement ends, and the city's slot is free again."),
        )
        for row in _own_words(keep, gone)
    ]
    return found + merging_panel.collisions(keep, gone)


def _doubled(keep: Any, gone: Any) -> list[tuple[Application, Application]]:
    """Return each pair of applications to one call that both still stand."""

    def standing(person: Any) -> Any:
        rows = Application.objects.filter(applicant=person).exclude(state=ApplicationState.WITHDRAWN)
        return rows.select_related("call__edition", "member", "nomination").order_by("pk")

    mine = {row.call_id: row for row in standing(keep)}
    return [(mine[row.call_id], row) for row in standing(gone) if row.call_id in mine]


def _collision(mine: Application, theirs: Application, language: str) -> Collision:
    sides = [(row.state, row.submitted_at, row.started_at) for row in (mine, theirs)]
    return Collision(
        _("Two applications: %(edition)s") % {"edition": in_language(mine.call.edition.title, language)},
        _said(mine, language),
        _said(theirs, language),
        _("One stays. The other is withdrawn, and the slot it held with its city is free again."),
        key=f"call-{mine.call_id}",
        default="gone" if gone_stays(*sides) else "keep",
    )


def _said(row: Application, language: str) -> str:
    endorsed = getattr(row, "nomination", None)
    parts = [row.number, in_language(row.member.name, language), row.get_state_display()]
    if endorsed is not None and endorsed.state == NominationState.ENDORSED:
        parts.append(endorsed.get_state_display())
    return " · ".join(str(part) for part in parts if part)


def _own_words(keep: Any, gone: Any) -> Any:
    """Return endorsements by one of the two accounts of an application of the other."""
    crossed = Q(decided_by=keep, application__applicant=gone) | Q(
        decided_by=gone, application__applicant=keep
    )
    return Nomination.objects.filter(crossed, state=NominationState.ENDORSED).select_related("application")


def move(merge: Merge) -> dict[str, int]:
    """Set the lesser of two applications to a call aside, and let the rest be the kept account's."""
    _end_own_words(merge)
    aside = 0
    for mine, theirs in _doubled(merge.keep, merge.gone):
        collision = _collision(mine, theirs, get_language() or "en")
        stays, goes = (theirs, mine) if merge.stays(collision) == "gone" else (mine, theirs)
        setting_aside.set_aside(application_id=goes.pk, instead=stays, by=merge.by, now=merge.now)
        aside += 1
    _seal_anew(merge)
    moved = {"set_aside": aside} if aside else {}
    moved |= merging_panel.move(merge)
    moved |= point_at(merge, (Application, "applicant"), *_ACTED)
    conflicts.note_of_person(person=merge.keep, now=merge.now)
    return moved


def _end_own_words(merge: Merge) -> None:
    for row in _own_words(merge.keep, merge.gone):
        application = Application.objects.select_for_update().get(pk=row.application_id)
        nomination = Nomination.objects.select_for_update().get(pk=row.pk)
        nomination.state, nomination.slot, nomination.rank = NominationState.REQUESTED, None, None
        nomination.decided_by = nomination.decided_at = None
        nomination.save()
        record(merge.by, "nomination.own_word", application)


def _seal_anew(merge: Merge) -> None:
    """Close what is sealed for its owner for the owner it has now; the files themselves are the storage's to give."""
    own_uid, new_uid = merge.gone.uid, merge.keep.uid
    for reading in PassportReading.objects.filter(document__application__applicant=merge.gone):
        reading.sealed = (
            storage.seal_anew(bytes(reading.sealed), record_id=reading.uid, owner_uid=own_uid, to=new_uid)
            or b""
        )
        reading.save(update_fields=["sealed"])
    for plan in TravelPlan.objects.select_for_update().filter(application__applicant=merge.gone):
        travelling.seal_anew(plan, owner_uid=own_uid, to=new_uid)
