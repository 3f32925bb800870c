"""What applications hang into the office: menu entries, and what waits on the desk."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from hansa.applications.enums import ApplicationState, ReviewState, RunState
from hansa.applications.models import Application, Review, SelectionRun
from hansa.foundation import scope
from hansa.foundation.i18n import in_language
from hansa.foundation.office import desk, menu
from hansa.foundation.policy import OFFICE_ROLES, STAFF_ROLES
from hansa.programmes.permissions import editions_managed_by


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
    desk.register(waiting_for)


def waiting_for(person: Any, now: datetime) -> Iterator[desk.DeskItem]:
    """Say what waits for a member of staff: screening, readers, a list to make, to seal, to release.

    Three queries however many calls there are.
    """
    if not getattr(person, "roles", frozenset()) & STAFF_ROLES:
        return
    language = get_language() or "en"
    mine = editions_managed_by(person)
    rows = (
        scope.visible(person, Application.objects.filter(call__edition__in=mine))
        .order_by()
        .values("call_id", "call__edition__slug", "call__edition__title")
        .annotate(
            sent=Count("pk", filter=Q(state=ApplicationState.SUBMITTED)),
            eligible=Count("pk", filter=Q(state=ApplicationState.ELIGIBLE)),
            judged=Count("pk", filter=Q(state=ApplicationState.UNDER_REVIEW)),
        )
    )
    due = dict(
        Review.objects.filter(
            application__call__edition__in=mine, state__in=[ReviewState.ASSIGNED, ReviewState.DRAFT]
        )
        .order_by()
        .values_list("application__call_id")
        .annotate(Count("pk"))
    )
    runs = {
        run.call_id: run
        for run in SelectionRun.objects.filter(call__edition__in=mine)
        .exclude(state=RunState.SUPERSEDED)
        .only("call_id", "state", "computed_by_id")
    }
    for row in rows:
        title = in_language(row["call__edition__title"], language)
        yield from _of_call(dict(row), title, due.get(row["call_id"], 0), runs.get(row["call_id"]), person)


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
