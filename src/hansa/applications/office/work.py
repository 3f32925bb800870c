"""What applications hang into the office: menu entries, and what waits on the desk."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from hansa.applications.enums import ApplicationState, ReviewState, RunState
from hansa.applications.models import Application, Review, SelectionRun
from hansa.applications.rules.transitions import ENDED
from hansa.foundation import scope
from hansa.foundation.i18n import in_language
from hansa.foundation.office import desk, menu
from hansa.foundation.policy import OFFICE_ROLES, STAFF_ROLES
from hansa.foundation.prepared import PreparedFor
from hansa.foundation.ui import dates
from hansa.programmes.enums import CallState
from hansa.programmes.permissions import editions_managed_by
from hansa.programmes.selectors import call_state, calls, letter_key, register_concerned

#: What changes where applications stand, and the calls they are for.
ACTS = (
    *("application.", "nomination.", "review", "panel.", "selection.", "interview", "conflict"),
    *("call.", "pack.", "edition."),
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
    desk.register_running(calls_under_way, *ACTS)
    register_concerned(whom_a_cancellation_concerns)


_stages = PreparedFor(
    lambda person: (
        scope.visible(person, Application.objects.filter(call__edition__in=editions_managed_by(person)))
        .order_by()
        .values("call_id", "call__edition__slug", "call__edition__title")
        .annotate(
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
        .exclude(state=RunState.SUPERSEDED)
        .only("call_id", "state", "computed_by_id")
    )
)


def waiting_for(person: Any, now: datetime) -> Iterator[desk.DeskItem]:
    """Say what waits for a member of staff: screening, readers, a list to make, to seal, to release.

    Three queries however many calls there are.
    """
    if not getattr(person, "roles", frozenset()) & STAFF_ROLES:
        return
    language = get_language() or "en"
    due = dict(_reviews_due.ask(person))
    runs = {run.call_id: run for run in _runs.ask(person)}
    for row in _stages.ask(person):
        title = in_language(row["call__edition__title"], language)
        yield from _of_call(row, title, due.get(row["call_id"], 0), runs.get(row["call_id"]), person)


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
            }
        )
    )
)


def _own_city(zone: str, place: dict[str, Any]) -> dict[str, str]:
    return dates.own_city(zone, place.get("country"), place.get("city") or {})


def calls_under_way(person: Any, now: datetime) -> Iterator[desk.Running]:
    """Return the calls of one's editions that are not over, each with its numbers; one query."""
    language = get_language() or "en"
    listing = reverse("applications_office:applications")
    for row in _under_way.ask(person):
        slug, state = row["edition__slug"], call_state(row["state"], row["opens_at"], row["closes_at"], now)
        yield desk.Running(
            title=in_language(row["edition__title"], language),
            url=reverse("programmes_office:call", args=[slug]),
            shape="half"
            if state == CallState.OPEN
            else "waiting"
            if state == CallState.PUBLISHED
            else "closed",
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
        yield desk.DeskItem(_("Every score is in: make the list"), title, here, urgency="now")
    elif run is not None and run.state == RunState.NO_COHORT:
        yield desk.DeskItem(_("No list keeps all of the rules"), title, here, urgency="now")
    elif run is not None and run.state == RunState.COMPUTED:
        yield desk.DeskItem(_("A list waits to be sealed"), title, here, urgency="now")
    elif run is not None and run.state == RunState.SEALED and run.computed_by_id != person.pk:
        yield desk.DeskItem(
            _("A sealed list waits for a second officer to release it"), title, here, urgency="now"
        )
