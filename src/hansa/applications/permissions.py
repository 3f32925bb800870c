"""Who sees which application, file, review and list, and who may act.

One scope a model; every list, page, export and file reads through it, so what is foreign answers 404.
"""

from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from hansa.applications.enums import ApplicationState, ReviewState, SheetState
from hansa.applications.models import (
    Appeal,
    ApplicantSheet,
    Application,
    Decision,
    Document,
    Interview,
    InterviewSheet,
    InterviewWindow,
    InvitationLetter,
    Nomination,
    Offer,
    PanelSeat,
    Referee,
    Review,
    SelectionRun,
    StateChange,
    TravelPlan,
)
from hansa.applications.rules import terms
from hansa.applications.rules.terms import Terms
from hansa.applications.selectors import of_office, open_readings
from hansa.foundation import scope
from hansa.foundation.policy import OFFICE_ROLES, STAFF_ROLES
from hansa.foundation.prepared import PreparedFor
from hansa.network.selectors import coordinated_members
from hansa.programmes.permissions import can_manage, editions_managed_by, manages_everywhere
from hansa.programmes.selectors import calls

#: Who reads: those with the role, and whoever sits on a panel.
READERS = frozenset({"reviewer", "juror"})


def _roles(person: Any) -> frozenset[str]:
    return getattr(person, "roles", frozenset())


def _by_office(person: Any, path: str) -> Q:
    """What staff and auditors see: their editions'. Nobody else gets anything from this."""
    if not _roles(person) & OFFICE_ROLES:
        return Q(pk__in=[])
    if manages_everywhere(person):
        # Every row, without asking which edition it belongs to.
        return ~Q(pk__in=[])
    return Q(**{f"{path}edition__in": editions_managed_by(person)})


@scope.for_model("applications.Application")
def applications_visible(queryset: QuerySet[Application], person: Any) -> QuerySet[Application]:
    """Return one's own, one's city's, those given to one to read, those of one's editions.

    A draft is its applicant's alone.
    """
    if not getattr(person, "is_authenticated", False):
        return queryset.none()
    mine = Q(applicant=person)
    others = _by_office(person, "call__")
    if "coordinator" in _roles(person):
        others |= Q(member__in=coordinated_members(person))
    if _roles(person) & READERS:
        others |= Q(pk__in=open_readings(person.pk).values("application"))
    return queryset.filter(mine | (others & ~Q(state=ApplicationState.DRAFT)))


@scope.for_model("applications.Document")
def documents_visible(queryset: QuerySet[Document], person: Any) -> QuerySet[Document]:
    """Return one's own files, and of others' only the kinds that the call opens to one's role."""
    if not getattr(person, "is_authenticated", False):
        return queryset.none()
    mine = Q(application__applicant=person)
    relations = {
        "programme_officer": _by_office(person, "application__call__"),
        "regional_officer": _by_office(person, "application__call__"),
        "coordinator": Q(application__member__in=coordinated_members(person)),
    }
    held = {role: relation for role, relation in relations.items() if role in _roles(person)}
    if _roles(person) & READERS:
        held["reviewer"] = Q(application__in=open_readings(person.pk).values("application"))
    named = Q(pk__in=[])
    if held:
        for call_id, rules in (
            queryset.order_by().values_list("application__call_id", "application__call__rules").distinct()
        ):
            read = terms.read(rules)
            for document in read.documents:
                for role in sorted(document.opened_by & set(held)):
                    if role == "reviewer" and not read.opens_to_readers(document.kind):
                        continue
                    named |= held[role] & Q(application__call_id=call_id, kind=document.kind)
    # What came since an application was returned is its applicant's alone until it is sent again.
    unsent = Q(application__state=ApplicationState.DRAFT) | Q(
        application__state=ApplicationState.RETURNED, uploaded_at__gt=F("application__changed_at")
    )
    return queryset.filter(mine | (named & ~unsent))


@scope.for_model("applications.Referee")
def referees_visible(queryset: QuerySet[Referee], person: Any) -> QuerySet[Referee]:
    """Return the letters that staff of the edition and readers of the application may read; never one about oneself."""
    if not getattr(person, "is_authenticated", False):
        return queryset.none()
    may = Q(pk__in=[])
    if _roles(person) & STAFF_ROLES:
        may |= _by_office(person, "application__call__")
    if _roles(person) & READERS:
        may |= Q(application__in=open_readings(person.pk).values("application"))
    return queryset.filter(may & ~Q(application__state=ApplicationState.DRAFT)).exclude(
        application__applicant=person
    )


def _through_application(queryset: QuerySet[Any], person: Any) -> QuerySet[Any]:
    return queryset.filter(application__in=applications_visible(Application.objects.all(), person))


@scope.for_model("applications.StateChange")
def changes_visible(queryset: QuerySet[StateChange], person: Any) -> QuerySet[StateChange]:
    """Return the steps of applications that the person sees."""
    return _through_application(queryset, person)


@scope.for_model("applications.Nomination")
def nominations_visible(queryset: QuerySet[Nomination], person: Any) -> QuerySet[Nomination]:
    """Return the nominations of applications that the person sees."""
    return _through_application(queryset, person)


@scope.for_model("applications.Offer")
def offers_visible(queryset: QuerySet[Offer], person: Any) -> QuerySet[Offer]:
    """Return one's own offers and, for the office, those of its editions."""
    if not getattr(person, "is_authenticated", False):
        return queryset.none()
    return queryset.filter(Q(application__applicant=person) | _by_office(person, "application__call__"))


@scope.for_model("applications.Review")
def reviews_visible(queryset: QuerySet[Review], person: Any) -> QuerySet[Review]:
    """Return one's own reviews that are open to one; others' of the same application once one's own is sent."""
    if not getattr(person, "is_authenticated", False):
        return queryset.none()
    mine = open_readings(person.pk)
    done = mine.filter(state=ReviewState.SUBMITTED).values("application")
    others = Q(application__in=done, state=ReviewState.SUBMITTED)
    own = Q(pk__in=mine.values("pk"))
    return queryset.filter(own | others | _by_office(person, "application__call__"))


@scope.for_model("applications.Interview")
def interviews_visible(queryset: QuerySet[Interview], person: Any) -> QuerySet[Interview]:
    """Return one's own interview, those one holds, and those of one's editions."""
    if not getattr(person, "is_authenticated", False):
        return queryset.none()
    held = InterviewSheet.objects.filter(interviewer=person).values("interview")
    own = Q(application__applicant=person) | Q(pk__in=held)
    return queryset.filter(own | _by_office(person, "application__call__"))


@scope.for_model("applications.InterviewSheet")
def interview_sheets_visible(queryset: QuerySet[InterviewSheet], person: Any) -> QuerySet[InterviewSheet]:
    """Return one's own scores; others' of the same interview only once one's own are sent; those of one's editions."""
    if not getattr(person, "is_authenticated", False):
        return queryset.none()
    done = InterviewSheet.objects.filter(interviewer=person, state=SheetState.SENT).values("interview")
    others = Q(interview__in=done, state=SheetState.SENT)
    office = _by_office(person, "interview__application__call__")
    return queryset.filter(Q(interviewer=person) | others | office)


@scope.for_model("applications.InterviewWindow")
def interview_windows_visible(queryset: QuerySet[InterviewWindow], person: Any) -> QuerySet[InterviewWindow]:
    """Return the hours that one holds, and those of one's editions."""
    if not getattr(person, "is_authenticated", False):
        return queryset.none()
    return queryset.filter(Q(interviewers=person) | _by_office(person, "call__")).distinct()


@scope.for_model("applications.PanelSeat")
def seats_visible(queryset: QuerySet[PanelSeat], person: Any) -> QuerySet[PanelSeat]:
    """Return the panels of one's editions, and one's own seats."""
    if not getattr(person, "is_authenticated", False):
        return queryset.none()
    return queryset.filter(Q(person=person) | _by_office(person, "call__"))


@scope.for_model("applications.SelectionRun")
def runs_visible(queryset: QuerySet[SelectionRun], person: Any) -> QuerySet[SelectionRun]:
    """Return the lists of one's editions; nobody outside the office sees any."""
    return queryset.filter(_by_office(person, "call__"))


@scope.for_model("applications.Appeal")
def appeals_visible(queryset: QuerySet[Appeal], person: Any) -> QuerySet[Appeal]:
    """Return one's own appeal and, for the office, those of its editions, never the office's look at one's own."""
    if not getattr(person, "is_authenticated", False):
        return queryset.none()
    return queryset.filter(Q(application__applicant=person) | _by_office(person, "application__call__"))


@scope.for_model("applications.Decision")
def decisions_visible(queryset: QuerySet[Decision], person: Any) -> QuerySet[Decision]:
    """Return one's own decisions once they are released; for the office, its editions'."""
    if not getattr(person, "is_authenticated", False):
        return queryset.none()
    own = Q(application__applicant=person, released_at__isnull=False)
    return queryset.filter(own | _by_office(person, "application__call__"))


#: Who works with the data of a journey. Others of the office see that they are there, and nothing of what they say.
TRAVEL_ROLES = frozenset({"programme_officer", "regional_officer"})


@scope.for_model("applications.TravelPlan")
def travel_visible(queryset: QuerySet[TravelPlan], person: Any) -> QuerySet[TravelPlan]:
    """Return one's own travel data and, for officers, those of their editions; no city's coordinator sees any."""
    if not getattr(person, "is_authenticated", False):
        return queryset.none()
    own = Q(application__applicant=person)
    if not _roles(person) & TRAVEL_ROLES:
        return queryset.filter(own)
    return queryset.filter(own | _by_office(person, "application__call__"))


@scope.for_model("applications.InvitationLetter")
def invitation_letters_visible(
    queryset: QuerySet[InvitationLetter], person: Any
) -> QuerySet[InvitationLetter]:
    """Return one's own letters to embassies and, for officers, those of their editions."""
    if not getattr(person, "is_authenticated", False):
        return queryset.none()
    own = Q(application__applicant=person)
    if not _roles(person) & TRAVEL_ROLES:
        return queryset.filter(own)
    return queryset.filter(own | _by_office(person, "application__call__"))


@scope.for_model("applications.ApplicantSheet")
def applicant_sheets_visible(queryset: QuerySet[ApplicantSheet], person: Any) -> QuerySet[ApplicantSheet]:
    """Return the spreadsheets handed in for one's editions; whoever only reads the office sees none."""
    if not _roles(person) & STAFF_ROLES:
        return queryset.none()
    return queryset.filter(_by_office(person, "call__"))


def can_read_travel(person: Any, application: Application) -> bool:
    """Tell whether the person may open somebody's travel data."""
    if person is None or not _roles(person) & TRAVEL_ROLES:
        return False
    return can_manage(person, application.call.edition)


def can_endorse(person: Any, application: Application) -> bool:
    """Tell whether the person speaks for the applicant's city; nobody endorses themselves."""
    if person is None or application.applicant_id == person.pk:
        return False
    return coordinated_members(person).filter(pk=application.member_id).exists()


_in_office = PreparedFor(
    lambda person, uid: scope.visible(
        person, of_office().filter(call__edition__in=editions_managed_by(person), uid=uid)
    ).order_by()
)
_calls = PreparedFor(
    lambda person, slug: scope.visible(
        person,
        calls()
        .select_related(None)
        .only("pk")
        .filter(edition__in=editions_managed_by(person), edition__slug=slug),
    ).order_by()
)


def application_in_office(person: Any, uid: UUID) -> Application | None:
    """Return an application of one's editions that one may see, with what its page shows."""
    return next(iter(_in_office.ask(person, uid)), None)


def call_in_office(person: Any, slug: str) -> int | None:
    """Return the key of the call of one of one's editions."""
    return next((row.pk for row in _calls.ask(person, slug)), None)


def can_handle(person: Any, application: Application) -> bool:
    """Tell whether the person may screen, return and assign this application; never one's own."""
    if person is None or application.applicant_id == person.pk:
        return False
    return bool(_roles(person) & STAFF_ROLES) and can_manage(person, application.call.edition)


def can_handle_call(person: Any, call: Any) -> bool:
    """Tell whether the person may assign, select and seal for this call."""
    return person is not None and bool(_roles(person) & STAFF_ROLES) and can_manage(person, call.edition)


def can_change_link(person: Any, window: InterviewWindow) -> bool:
    """Tell whether the person may say where one meets by video: an officer, and whoever holds interviews there."""
    if person is None:
        return False
    return can_handle_call(person, window.call) or window.interviewers.filter(pk=person.pk).exists()


def kinds_opened_to(person: Any, application: Application, terms: Terms) -> frozenset[str]:
    """Return the kinds of files that the call opens to somebody who sees this application through their office.

    As ``documents_visible`` says, which is asked anew when a file is opened.
    """
    if application.applicant_id == person.pk:
        return frozenset(document.kind for document in terms.documents)
    held = _roles(person) & {"programme_officer", "regional_officer"}
    return frozenset(document.kind for document in terms.documents if document.opened_by & held)


def kinds_opened_to_readers(terms: Terms) -> frozenset[str]:
    """Return the kinds of files that the call opens to those who were given an application to read."""
    return frozenset(document.kind for document in terms.documents if terms.opens_to_readers(document.kind))


def can_open(person: Any, document: Document) -> bool:
    """Tell whether the person may open this file."""
    return documents_visible(Document.objects.filter(pk=document.pk), person).exists()
