"""The office's lists of people and of acts on record."""

from collections import defaultdict
from datetime import datetime
from html import escape
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hansa.foundation import scope
from hansa.foundation.audit import selectors as audit
from hansa.foundation.audit.words import said, subjects
from hansa.foundation.i18n import listed
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
from hansa.foundation.policy import OFFICE, policy, roles
from hansa.foundation.ui.dates import clock_of, day
from hansa.foundation.ui.templatetags.ui import address

from .. import permissions, selectors, services
from ..enums import Role
from ..models import Person, RoleGrant


def _known(asked: Asked, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Read the roles of everybody on the page in one query."""
    labels = {value: str(label) for value, label in Role.choices}
    held = defaultdict(list)
    grants = RoleGrant.objects.filter(person__in=[row["pk"] for row in rows]).order_by("role")
    for person, role in grants.values_list("person", "role"):
        held[person].append(labels.get(role, role))
    return {"roles": held, "invented": escape(_("invented"))}


def _name(row: dict[str, Any], known: dict[str, Any]) -> str:
    name = f"<bdi>{escape(row['name'] or row['email'])}</bdi>"
    badge = f'<span class="badge">{known["invented"]}</span>' if row["is_invented"] else ""
    return SafeString(name + badge)


def _email(row: dict[str, Any], known: dict[str, Any]) -> str:
    return SafeString(f'<span dir="ltr">{escape(row["email"])}</span>')


def _search(rows: Any, word: str) -> Any:
    return rows.filter(Q(name__icontains=word) | Q(email__icontains=word))


def _plan_reader(asked: Asked, keys: list[str]) -> Plan:
    rows = scope.visible(asked.person, Person.objects.filter(pk__in=keys)).order_by("name", "email")
    readers = set(
        RoleGrant.objects.filter(person_id__in=[int(key) for key in keys], role=Role.REVIEWER).values_list(
            "person_id", flat=True
        )
    )
    fit, left = [], []
    for row in rows.only("name", "email", "is_active"):
        name = row.name or row.email
        if not row.is_active:
            left.append((name, _("The account is closed.")))
        elif row.pk in readers:
            left.append((name, _("Is a reviewer already.")))
        else:
            fit.append((str(row.pk), name))
    will = [
        _("Each may be put on the panel of a call and read what is given to them, nothing else."),
        _("No letter goes out; a reader is written to when the first applications are given to them."),
    ]
    return Plan(fit, left, will, _("You can withdraw the role again on each person's page, at any time."))


def _do_reader(by: Any, key: str, now: datetime, answers: dict[str, Any]) -> str:
    if not permissions.can_grant(by):
        return _("This is not yours to decide.")
    person = Person.objects.select_for_update().get(pk=key)
    if RoleGrant.objects.filter(person=person, role=Role.REVIEWER).exists():
        return _("Is a reviewer already.")
    services.grant_role(person=person, role=Role.REVIEWER, by=by, now=now)
    return ""


PEOPLE = register(
    OfficeList(
        key="people",
        url_name="accounts_office:people",
        label=gettext_lazy("People"),
        heading=lambda found, is_narrowed: (
            ngettext("One person", "%(total)d people", found) % {"total": found}
        ),
        rows=lambda asked: scope.visible(asked.person, selectors.people()),
        fields=("uid", "name", "email", "is_invented", "date_joined"),
        columns=(
            Column("name", gettext_lazy("Name"), _name, ("name", "email")),
            Column("email", gettext_lazy("E-mail"), _email, ("email",)),
            Column(
                "roles",
                gettext_lazy("Roles"),
                lambda row, known: listed(known["roles"].get(row["pk"], ("–",))),
                is_named=True,
            ),
            Column(
                "since",
                gettext_lazy("Since"),
                lambda row, known: day(row["date_joined"].date()),
                ("date_joined", "pk"),
                falls=True,
                kind="nowrap",
                is_named=True,
            ),
        ),
        link=lambda row: address("accounts_office:person", row["uid"]),
        name=lambda row: row["name"] or row["email"],
        order="name",
        search=_search,
        search_label=gettext_lazy("Name or e-mail"),
        filters=(
            Filter(
                "role",
                gettext_lazy("Role"),
                pgettext_lazy("any role", "Any"),
                lambda asked: Role.choices,
                lambda rows, value: rows.filter(grants__role=value),
            ),
        ),
        views=(
            StandardView("readers", gettext_lazy("Reviewers"), "role=reviewer"),
            StandardView("officers", gettext_lazy("Programme officers"), "role=programme_officer"),
            StandardView("regional", gettext_lazy("Regional officers"), "role=regional_officer"),
            StandardView(
                "administrators",
                gettext_lazy("Administrators"),
                "role=administrator",
                frozenset({"administrator", "auditor"}),
            ),
        ),
        acts=(
            BulkAct(
                key="reviewer",
                label=gettext_lazy("Make reviewers …"),
                question=lambda count: (
                    ngettext("Make %(count)d person a reviewer", "Make %(count)d people reviewers", count)
                    % {"count": count}
                ),
                plan=_plan_reader,
                do=_do_reader,
                done=lambda count: (
                    ngettext(
                        "%(count)d person is a reviewer now", "%(count)d people are reviewers now", count
                    )
                    % {"count": count}
                ),
                roles=frozenset({"administrator"}),
                is_recent=True,
            ),
        ),
        known=_known,
        empty=Empty(
            gettext_lazy("Nobody has an account here yet"),
            gettext_lazy("People appear when they sign up, or when an application is written for them."),
        ),
    )
)


def _known_acts(asked: Asked, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Read what people and things on the page are called; who may open the log may see them."""
    references = {row["subject"] for row in rows} | {row["actor"] for row in rows}
    called = subjects(asked.person, (one for one in references if ":" in one))
    return {
        "called": called,
        "clock": clock_of(asked.person.time_zone),
        "system": _("Hansa itself"),
        "acts": {act: _said(act) for act in {row["act"] for row in rows}},
    }


def _said(act: str) -> SafeString:
    return SafeString(f'{escape(said(act))}<br><code class="tiny quiet" dir="ltr">{escape(act)}</code>')


def _actor(row: dict[str, Any], known: dict[str, Any]) -> str:
    if row["actor"] == "system":
        return str(known["system"])
    return str(known["called"].get(row["actor"], ("", row["actor"]))[1])


def _subject(row: dict[str, Any], known: dict[str, Any]) -> str:
    reference = row["subject"]
    if reference not in known["called"]:
        return str(reference)
    kind, name = known["called"][reference]
    return SafeString(
        f"{escape(kind)}: <bdi>{escape(name)}</bdi><br>"
        f'<code class="tiny quiet" dir="ltr">{escape(reference)}</code>'
    )


LOG = register(
    OfficeList(
        key="log",
        url_name="accounts_office:log",
        label=gettext_lazy("Record of acts"),
        heading=lambda found, is_narrowed: (
            ngettext("One act on record", "%(total)d acts on record", found) % {"total": found}
        ),
        rows=lambda asked: audit.entries(),
        fields=("sequence", "at", "actor", "act", "subject"),
        columns=(
            Column(
                "act",
                gettext_lazy("Act"),
                lambda row, known: known["acts"][row["act"]],
                ("act", "-sequence"),
            ),
            Column(
                "at",
                gettext_lazy("When"),
                lambda row, known: known["clock"](row["at"]),
                ("sequence",),
                falls=True,
                kind="nowrap",
            ),
            Column("actor", pgettext_lazy("whose act", "By"), _actor, is_named=True),
            Column(
                "subject",
                pgettext_lazy("what an act was done to", "On"),
                _subject,
                is_named=True,
            ),
        ),
        link=lambda row: "",
        name=lambda row: str(row["sequence"]),
        order="-at",
        search=lambda rows, word: rows.filter(Q(act__startswith=word) | Q(subject=word) | Q(actor=word)),
        search_key="act",
        search_label=gettext_lazy("Acts that begin with"),
        views=(
            StandardView("roles", gettext_lazy("Roles"), "act=role."),
            StandardView("files", gettext_lazy("Files opened"), "act=application.document.open"),
            StandardView("selection", gettext_lazy("Selections"), "act=selection."),
        ),
        known=_known_acts,
        empty=Empty(
            gettext_lazy("Nothing is on record yet"),
            gettext_lazy("Every act of the office and every opening of a document leaves a line here."),
        ),
        per_page=100,
    )
)


@policy(OFFICE)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, by name; filtered by words and by role."""
    return show(request, PEOPLE)


@policy(roles("administrator", "auditor"))
def log(request: HttpRequest) -> HttpResponse:
    """The audit log, newest first."""
    return show(request, LOG, "accounts/office/log.html")
