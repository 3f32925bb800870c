"""What applications hang into the office: menu entries, and what waits on the desk."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from hansa.applications.enums import (
    AppealState,
    ApplicationState,
    InterviewState,
    NominationState,
    ReviewState,
    RunKind,
    RunState,
)
from hansa.applications.models import Appeal, Application, Review, SelectionRun
from hansa.applications.rules.transitions import ENDED
from hansa.foundation import scope
from hansa.foundation.i18n import in_language, listed
from hansa.foundation.office import desk, menu
from hansa.foundation.policy import OFFICE_ROLES, STAFF_ROLES
from hansa.foundation.prepared import PreparedFor
from hansa.foundation.ui import dates
from hansa.programmes.enums import CallState
from hansa.programmes.permissions import editions_managed_by
from hansa.programmes.selectors import call_state, calls, letter_key, register_concerned

INTERVIEWS_TO_COME = (InterviewState.INVITED, InterviewState.SCHEDULED)
#: So long before a call closes the desk says what of it is not in yet.
LAST_DAYS, LAST_HOURS = timedelta(days=7), timedelta(days=2)
#: What changes where applications stand, and the calls they are for.
ACTS = (
    *("application.", "nomination.", "review", "panel.", "selection.", "interview", "conflict"),
    *("call.", "pack.", "edition.", "appeal."),
)


def fill() -> None:
    """Register the menu entry and the desk's source."""
    menu.register(
        menu.MenuEntry(
            key="applications",
            label=gettext_lazy("Applications"),
            url_name="applications_office:applications",
            group="programmes",
            order=30,
            roles=OFFICE_ROLES,
        )
    )
    menu.register(
        menu.MenuEntry(
            key="travel",
            label=gettext_lazy("Travel"),
            url_name="applications_office:travels",
            group="programmes",
            order=36,
            roles=OFFICE_ROLES,
        )
    )
    desk.register(waiting_for, *ACTS)
    desk.register(not_in_yet, *ACTS)
    desk.register_running(calls_under_way, *ACTS)
    register_concerned(whom_a_cancellation_concerns)


_stages = PreparedFor(
    lambda person: (
        scope.visible(person, Application.objects.filter(call__edition__in=editions_managed_by(person)))
        .order_by()
        .values("call_id", "call__edition__slug", "call__edition__title")
        .annotate(
            interviews=Count(
                "pk", filter=Q(state=ApplicationState.UNDER_REVIEW, interview__state__in=INTERVIEWS_TO_COME)
            ),
            sent=Count("pk", filter=Q(state=ApplicationState.SUBMITTED)),
            eligible=Count("pk", filter=Q(state=ApplicationState.ELIGIBLE)),
            judged=Count("pk", filter=Q(state=ApplicationState.UNDER_REVIEW)),
        )
    )
)
_reviews_due = PreparedFor(
    lambda person: (
        Review.objects.filter(
            application__call__edition__in=editions_managed_by(person),
            state__in=[ReviewState.ASSIGNED, ReviewState.DRAFT],
        )
        .order_by()
        .values_list("application__call_id")
        .annotate(Count("pk"))
    )
)
_runs = PreparedFor(
    lambda person: (
        SelectionRun.objects.filter(call__edition__in=editions_managed_by(person))
        .filter(
            Q(kind=RunKind.SELECTION)
            | Q(kind=RunKind.REPLACEMENT, state__in=[RunState.COMPUTED, RunState.NO_COHORT])
        )
        .exclude(state__in=[RunState.SUPERSEDED, RunState.COMPUTING, RunState.ENDED])
        .only("call_id", "kind", "state", "computed_by_id")
    )
)
_appeals = PreparedFor(
    lambda person: (
        scope.visible(person, Appeal.objects.filter(state=AppealState.LODGED))
        .filter(application__call__edition__in=editions_managed_by(person))
        .exclude(application__applicant=person)
        .order_by("lodged_at")
        .values_list("uid", "application__number", "application__call__edition__title")
    )
)


def waiting_for(person: Any, now: datetime) -> Iterator[desk.DeskItem]:
    """Say what waits for a member of staff: screening, readers, a list to make, to seal, to release.

    Four queries however many calls there are.
    """
    if not getattr(person, "roles", frozenset()) & STAFF_ROLES:
        return
    language = get_language() or "en"
    due = dict(_reviews_due.ask(person))
    rows = list(_runs.ask(person))
    runs = {run.call_id: run for run in rows if run.kind == RunKind.SELECTION}
    again = {run.call_id: run for run in rows if run.kind == RunKind.REPLACEMENT}
    for row in _stages.ask(person):
        title = in_language(row["call__edition__title"], language)
        yield from _of_call(row, title, due.get(row["call_id"], 0), runs.get(row["call_id"]), person)
        if row["call_id"] in again:
            yield _place_free(row, title, again[row["call_id"]])
    for uid, number, title in _appeals.ask(person):
        yield desk.DeskItem(
            _("An appeal waits for its decision: %(number)s") % {"number": number},
            in_language(title, language),
            reverse("applications_office:appeal", args=[uid]),
            urgency="now",
        )


def _place_free(row: dict[str, Any], title: str, run: SelectionRun) -> desk.DeskItem:
    said = (
        _("A place came free, and somebody fits")
        if run.state == RunState.COMPUTED
        else _("A place came free, and nobody fits under the rules")
    )
    here = reverse("applications_office:selection", args=[row["call__edition__slug"]])
    return desk.DeskItem(said, title, here, urgency="now")


_COUNTED = (
    (ApplicationState.SUBMITTED, pgettext_lazy("so many applications", "sent")),
    (ApplicationState.RETURNED, gettext_lazy("returned")),
    (ApplicationState.ELIGIBLE, gettext_lazy("eligible")),
    (ApplicationState.UNDER_REVIEW, gettext_lazy("under review")),
    (ApplicationState.CONFIRMED, gettext_lazy("with a place")),
)
_OVER = (CallState.DRAFT, CallState.COMPLETED, CallState.ARCHIVED, CallState.CANCELLED)


_under_way = PreparedFor(
    lambda person: (
        calls()
        .filter(edition__in=editions_managed_by(person), edition__is_archive=False)
        .exclude(state__in=_OVER)
        .order_by()
        .values(
            *("state", "opens_at", "closes_at"),
            *("edition__slug", "edition__title", "edition__time_zone", "edition__details__place"),
        )
        .annotate(
            **{
                state.value: Count("applications", filter=Q(applications__state=state))
                for state, _label in _COUNTED
            },
            begun=Count("applications", filter=Q(applications__state=ApplicationState.DRAFT)),
            asked=Count(
                "applications",
                filter=Q(
                    applications__state=ApplicationState.SUBMITTED,
                    applications__nomination__state=NominationState.REQUESTED,
                ),
            ),
        )
    )
)


def _own_city(zone: str, place: dict[str, Any]) -> dict[str, str]:
    return dates.own_city(zone, place.get("country"), place.get("city") or {})


_SHAPES = {
    CallState.PUBLISHED: "waiting",
    CallState.PAUSED: "needs",
    CallState.CLOSED: "closed",
}


def calls_under_way(person: Any, now: datetime) -> Iterator[desk.Running]:
    """Return the calls of one's editions that are not over, each with its numbers; one query."""
    language = get_language() or "en"
    listing = reverse("applications_office:applications")
    for row in _under_way.ask(person):
        slug, state = row["edition__slug"], call_state(row["state"], row["opens_at"], row["closes_at"], now)
        yield desk.Running(
            title=in_language(row["edition__title"], language),
            url=reverse("programmes_office:call", args=[slug]),
            shape=_SHAPES.get(state, "half"),
            state=str(state.label),
            due_at=row["opens_at"] if state == CallState.PUBLISHED else row["closes_at"],
            due=_due(state, row["closes_at"], now),
            zone=row["edition__time_zone"],
            city=_own_city(row["edition__time_zone"], row["edition__details__place"] or {}),
            figures=tuple(
                (str(label), row[one.value], f"{listing}?call={slug}&state={one.value}")
                for one, label in _COUNTED
                if row[one.value]
            ),
        )


def whom_a_cancellation_concerns(call: Any) -> list[str]:
    """Say how many would get the letter that the call is cancelled, and in how many languages; two queries."""
    alive = Application.objects.filter(call=call).exclude(state__in=ENDED).order_by()
    number, tongues = alive.count(), alive.values("applicant__language").distinct().count()
    if not number:
        return [_("Nobody has begun an application, so no letter goes out.")]
    if letter_key(call.edition, "call-cancelled") is None:
        return [_("The programme has no letter for it: write to the applicants yourself.")]
    said = ngettext(
        "%(count)d person who began or sent an application gets a letter with your reason.",
        "%(count)d people who began or sent an application get a letter with your reason.",
        number,
    ) % {"count": number}
    in_languages = ngettext(
        "It is written in %(count)d language.", "They are written in %(count)d languages.", tongues
    ) % {"count": tongues}
    return [said, in_languages]


def _due(state: CallState, closes_at: datetime | None, now: datetime) -> str:
    if state == CallState.PUBLISHED:
        return _("opens")
    return pgettext("a call", "closed") if closes_at is not None and closes_at < now else _("closes")


def not_in_yet(person: Any, now: datetime) -> Iterator[desk.DeskItem]:
    """Say in a call's last days what would be too late: the begun, the returned, those whose city is silent.

    One query, however many calls there are.
    """
    if not getattr(person, "roles", frozenset()) & STAFF_ROLES:
        return
    for row in _under_way.ask(person):
        closes, zone = row["closes_at"], row["edition__time_zone"]
        state = call_state(row["state"], row["opens_at"], closes, now)
        if state == CallState.OPEN and closes is not None and closes - now <= LAST_DAYS:
            yield from _not_whole(row, closes - now <= LAST_HOURS, closes, zone)


def _not_whole(row: dict[str, Any], is_now: bool, closes: datetime, zone: str) -> Iterator[desk.DeskItem]:
    slug = row["edition__slug"]
    listing = f"{reverse('applications_office:applications')}?call={slug}"
    # What the office can do something about stands last, and is where the button leads.
    parts = [
        (row["begun"], _("%(count)d begun and not sent"), reverse("programmes_office:call", args=[slug])),
        (row["returned"], _("%(count)d returned and not sent again"), f"{listing}&state=returned"),
        (row["asked"], _("%(count)d without the city’s word"), f"{listing}&word=requested"),
    ]
    found = [(count, words % {"count": count}, url) for count, words, url in parts if count]
    number = sum(count for count, _words, _url in found)
    if not number:
        return
    title = in_language(row["edition__title"], get_language() or "en")
    yield desk.DeskItem(
        ngettext("%(count)d application is not whole yet", "%(count)d applications are not whole yet", number)
        % {"count": number},
        _("%(call)s: %(parts)s") % {"call": title, "parts": listed(words for _count, words, _url in found)},
        found[-1][2],
        due_at=closes,
        zone=zone,
        city=_own_city(zone, row["edition__details__place"] or {}),
        urgency="now" if is_now else "soon",
        count=number,
    )


def _of_call(
    row: dict[str, Any], title: str, due: int, run: SelectionRun | None, person: Any
) -> Iterator[desk.DeskItem]:
    slug = row["call__edition__slug"]
    listing = reverse("applications_office:applications")
    if row["sent"]:
        yield desk.DeskItem(
            ngettext("%(count)d application to screen", "%(count)d applications to screen", row["sent"])
            % {"count": row["sent"]},
            title,
            f"{listing}?call={slug}&state={ApplicationState.SUBMITTED}",
            count=row["sent"],
        )
    if row["eligible"]:
        yield desk.DeskItem(
            ngettext(
                "%(count)d eligible application without readers",
                "%(count)d eligible applications without readers",
                row["eligible"],
            )
            % {"count": row["eligible"]},
            title,
            reverse("applications_office:reviews", args=[slug]),
            count=row["eligible"],
        )
    if due:
        yield desk.DeskItem(
            ngettext("%(count)d review is still due", "%(count)d reviews are still due", due)
            % {"count": due},
            title,
            reverse("applications_office:reviews", args=[slug]),
            urgency="later",
            count=due,
        )
    here = reverse("applications_office:selection", args=[slug])
    if row["judged"] and not due and run is None and not row["eligible"]:
        # While interviews are to come their own items say what waits; their scores are part of the list.
        if not row["interviews"]:
            yield desk.DeskItem(_("Every score is in: make the list"), title, here, urgency="now")
    elif run is not None and run.state == RunState.NO_COHORT:
        yield desk.DeskItem(_("No list keeps all of the rules"), title, here, urgency="now")
    elif run is not None and run.state == RunState.COMPUTED:
        yield desk.DeskItem(_("A list waits to be sealed"), title, here, urgency="now")
    elif run is not None and run.state == RunState.SEALED and run.computed_by_id != person.pk:
        yield desk.DeskItem(
            _("A sealed list waits for a second officer to release it"), title, here, urgency="now"
        )
