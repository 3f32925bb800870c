"""The office's list of letters, and sending many of them again."""

from datetime import datetime
from html import escape
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hansa.foundation import scope
from hansa.foundation.office.lists import (
    Asked,
    BulkAct,
    Column,
    Empty,
    Filter,
    OfficeList,
    Plan,
    StandardView,
    register,
    show,
)
from hansa.foundation.policy import OFFICE, policy
from hansa.foundation.ui.dates import clock_of
from hansa.foundation.ui.templatetags.ui import address, status

from .. import permissions, selectors, services
from ..enums import LetterState
from ..models import Letter
from . import titles

_SHAPES: dict[str, str] = {
    LetterState.SENT: "done",
    LetterState.FAILED: "refused",
    LetterState.BOUNCED: "refused",
    LetterState.SENDING: "half",
}
_GONE = (LetterState.SENT, *selectors.LOST)


def _known(asked: Asked, rows: list[dict[str, Any]]) -> dict[str, Any]:
    states = {state.value: status(_SHAPES.get(state, "waiting"), state.label) for state in LetterState}
    return {
        "states": states,
        "clock": clock_of(asked.person.time_zone),
        "titles": titles.titles(asked.request),
        "programmes": titles.programmes(asked.request),
        # What each kind of letter is called on this page: the rows are of few kinds.
        "letters": {},
    }


def _subject(row: dict[str, Any], known: dict[str, Any]) -> str:
    return SafeString(f'<bdi lang="{escape(row["language"])}">{escape(row["subject"])}</bdi>')


def _to(row: dict[str, Any], known: dict[str, Any]) -> str:
    name, place = escape(row["to__name"]), escape(row["address"])
    return SafeString(f'<bdi>{name}</bdi><br><span class="tiny quiet" dir="ltr">{place}</span>')


def _search(rows: Any, word: str) -> Any:
    return rows.filter(Q(address__icontains=word) | Q(to__name__icontains=word) | Q(subject__icontains=word))


def _letter(row: dict[str, Any], known: dict[str, Any]) -> str:
    key = row["template_key"], row["topic"]
    said: str | None = known["letters"].get(key)
    if said is None:
        title = known["titles"].get(row["template_key"]) or titles.name_of(row["template_key"])
        programme = known["programmes"].get(row["topic"], row["topic"])
        said = known["letters"][key] = SafeString(
            f'{escape(title)}<br><span class="tiny quiet">{escape(programme)}</span>'
        )
    return said


def _written(asked: Asked, field: str) -> list[str]:
    mine = scope.visible(asked.person, selectors.letters())
    return list(mine.order_by(field).values_list(field, flat=True).distinct())


def _templates(asked: Asked) -> list[tuple[str, str]]:
    known = titles.by_name(asked.request)
    names = {titles.name_of(key) for key in _written(asked, "template_key")}
    return sorted(((name, known.get(name, name)) for name in names), key=lambda choice: choice[1])


def _programmes(asked: Asked) -> list[tuple[str, str]]:
    known = titles.programmes(asked.request)
    return [(topic, known.get(topic, topic)) for topic in _written(asked, "topic") if topic]


def _heading(found: int, is_narrowed: bool) -> str:
    return ngettext("%(total)d letter", "%(total)d letters", found) % {"total": found}


def _plan(asked: Asked, keys: list[str]) -> Plan:
    rows = scope.visible(asked.person, Letter.objects.filter(pk__in=keys)).select_related("to")
    fit, left = [], []
    again = fresh = moved = 0
    for row in rows.only("subject", "state", "address", "to__name", "to__email").order_by("-queued_at"):
        name = f"{row.to.name}: {row.subject}"
        if row.state not in _GONE:
            left.append((name, _("It is on its way.")))
            continue
        fit.append((str(row.pk), name))
        again += row.state == LetterState.SENT
        fresh += row.state in selectors.LOST
        moved += row.address != row.to.email
    will = []
    if fresh:
        will.append(
            ngettext(
                "%(count)d letter that was not delivered is tried once more.",
                "%(count)d letters that were not delivered are tried once more.",
                fresh,
            )
            % {"count": fresh}
        )
    if again:
        will.append(
            ngettext(
                "Of %(count)d letter that was sent a second copy goes out.",
                "Of %(count)d letters that were sent a second copy goes out.",
                again,
            )
            % {"count": again}
        )
    if moved:
        will.append(
            ngettext(
                "%(count)d goes to a new address: the person has changed it.",
                "%(count)d go to a new address: the people have changed it.",
                moved,
            )
            % {"count": moved}
        )
    will.append(_("Their words stay as they were."))
    return Plan(fit, left, will, _("A letter that has gone cannot be called back."))


def _do(by: Any, key: str, now: datetime, answers: dict[str, Any]) -> str:
    if not permissions.can_resend(by):
        return _("This is not yours to decide.")
    letter = Letter.objects.only("state").get(pk=key)
    if letter.state not in _GONE:
        return _("It is on its way.")
    services.resend(letter_id=key, by=by, now=now)
    return ""


LIST = register(
    OfficeList(
        key="letters",
        url_name="messaging_office:outbox",
        label=gettext_lazy("Letters"),
        heading=_heading,
        rows=lambda asked: scope.visible(asked.person, selectors.letters()),
        fields=("subject", "language", "address", "template_key", "topic", "queued_at", "state", "to__name"),
        columns=(
            Column("subject", gettext_lazy("Subject"), _subject, ("subject", "-queued_at")),
            Column("to", pgettext_lazy("to whom a letter goes", "To"), _to, ("to__name", "-queued_at")),
            Column(
                "letter",
                gettext_lazy("Letter"),
                _letter,
                ("template_key", "-queued_at"),
                kind="small",
            ),
            Column(
                "written",
                gettext_lazy("Written"),
                lambda row, known: known["clock"](row["queued_at"]),
                ("queued_at", "pk"),
                falls=True,
                kind="nowrap",
            ),
            Column(
                "state",
                gettext_lazy("State"),
                lambda row, known: known["states"][row["state"]],
                ("state", "-queued_at"),
            ),
        ),
        link=lambda row: address("messaging_office:letter", row["pk"]),
        name=lambda row: f"{row['to__name']}: {row['subject']}",
        order="-written",
        search=_search,
        search_label=gettext_lazy("Name, address or subject"),
        filters=(
            Filter(
                "state",
                gettext_lazy("State"),
                gettext_lazy("Any state"),
                lambda asked: LetterState.choices,
                lambda rows, value: rows.filter(state=value),
            ),
            Filter(
                "template",
                gettext_lazy("Letter"),
                gettext_lazy("Any letter"),
                _templates,
                lambda rows, value: rows.filter(template_key__endswith=f":{value}"),
                is_personal=True,
            ),
            Filter(
                "programme",
                gettext_lazy("Programme"),
                gettext_lazy("All programmes"),
                _programmes,
                lambda rows, value: rows.filter(topic=value),
                is_personal=True,
            ),
        ),
        views=(
            StandardView("failed", gettext_lazy("Not delivered"), "state=failed"),
            StandardView("bounced", pgettext_lazy("letters", "Came back"), "state=bounced"),
            StandardView("queued", gettext_lazy("Waiting to be sent"), "state=queued"),
        ),
        acts=(
            BulkAct(
                key="again",
                label=gettext_lazy("Send again …"),
                question=lambda count: (
                    ngettext("Send %(count)d letter again", "Send %(count)d letters again", count)
                    % {"count": count}
                ),
                plan=_plan,
                do=_do,
                done=lambda count: (
                    ngettext("%(count)d letter goes out again", "%(count)d letters go out again", count)
                    % {"count": count}
                ),
            ),
        ),
        known=_known,
        has_uuids=True,
        empty=Empty(
            gettext_lazy("No letter was written yet"),
            gettext_lazy(
                "Letters are written when something happens: an application arrives, a decision is released, a place is taken."
            ),
        ),
    )
)


@policy(OFFICE)
def outbox(request: HttpRequest) -> HttpResponse:
    """List the letters this office may see, with their states; first how many were not delivered."""
    mine = scope.visible(request.user, selectors.letters())
    failed = mine.filter(state=LetterState.FAILED).count()
    heading = (
        ngettext("%(failed)d letter was not delivered", "%(failed)d letters were not delivered", failed)
        % {"failed": failed}
        if failed
        else _("Every letter is sent or on its way")
    )
    return show(request, LIST, heading=heading)
