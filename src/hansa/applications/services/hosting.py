"""A list for the host: who comes, when, and what they eat. Passports only with a reason, which is logged."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hansa.accounts.selectors import country_names
from hansa.applications import permissions
from hansa.applications.adapters import printing
from hansa.applications.selectors import travel as journeys
from hansa.applications.services import travelling, wording
from hansa.applications.services.refusals import NotYours, ReasonMissing
from hansa.applications.services.travel_words import diets
from hansa.foundation import scope
from hansa.foundation.audit.services import record
from hansa.foundation.i18n import in_language
from hansa.foundation.sheets import services as sheets
from hansa.foundation.typesetting import spoken
from hansa.network.selectors import network
from hansa.programmes.permissions import can_manage, editions_managed_by

PDF = "application/pdf"


@dataclass(frozen=True)
class HostList:
    """A list ready to be handed out: its bytes, their kind, and what the file is called."""

    content: bytes
    kind: str
    name: str


@transaction.atomic
def make_host_list(
    *, call: Any, as_pdf: bool, with_passports: bool, reason: str, by: Any, now: datetime
) -> HostList:
    """Return the list for the host of an edition, in the edition's language; the making is logged.

    Raises ``NotYours``, and ``ReasonMissing`` where passports are wanted without saying why.
    """
    if not by.roles & permissions.TRAVEL_ROLES or not can_manage(by, call.edition):
        raise NotYours
    if with_passports and not reason.strip():
        raise ReasonMissing
    edition = call.edition
    with translation.override(edition.language):
        heads = heads_of(with_passports=with_passports)
        rows = _rows(edition, by, with_passports=with_passports)
        title = in_language(edition.title, edition.language)
        under = " · ".join(
            (
                wording.days(edition.starts_on, edition.ends_on) or _("dates to be announced"),
                ngettext("%(count)d participant", "%(count)d participants", len(rows)) % {"count": len(rows)},
                _("times by the clock in %(city)s")
                % {"city": in_language(edition.place_names, edition.language) or edition.time_zone},
            )
        )
        record(
            by,
            "travel.host-list",
            call,
            rows=len(rows),
            passports=with_passports,
            reason=reason.strip()[:300],
            kind="pdf" if as_pdf else "xlsx",
        )
        if as_pdf:
            home = network()
            facts = {
                "house": home.name if home else "Hansa",
                "language": spoken(edition.language),
                "title": title,
                "under": under,
                "foot": _("For the host of this programme only. Delete it when the programme is over."),
                "heads": heads,
                "rows": rows,
            }
            return HostList(printing.host_list(facts, at=now), PDF, f"{edition.slug}-host.pdf")
        book = sheets.write_workbook([heads, *rows], title=edition.slug)
        return HostList(book, sheets.WORKBOOK_TYPE, f"{edition.slug}-host.xlsx")


def heads_of(*, with_passports: bool) -> list[str]:
    """Return what a host learns of each."""
    heads = [
        _("Name"),
        _("City"),
        _("Arrives"),
        pgettext("flight or train", "Arrives with"),
        pgettext("a traveller", "Leaves"),
        pgettext("flight or train", "Leaves with"),
        _("Eats"),
        _("Allergies"),
        _("Access"),
        _("Room"),
    ]
    if with_passports:
        heads += [_("Nationality"), _("Name as in the passport"), _("Passport"), _("Valid until")]
    return heads


def _rows(edition: Any, by: Any, *, with_passports: bool) -> list[list[str]]:
    shown = scope.visible(by, journeys.participants(editions_managed_by(by).filter(pk=edition.pk)))
    eats, countries = diets(), country_names(edition.language)
    rows = []
    for application in shown.order_by("applicant__name", "pk"):
        plan = getattr(application, "travel", None)
        said = travelling.read(plan, application.applicant.uid)
        row = [
            application.applicant.name,
            wording.city_name(application.member, edition.language),
            wording.local(plan.arrives_at if plan else None, edition),
            " ".join(filter(None, (plan.arrival_flight, plan.arrival_airport))) if plan else "",
            wording.local(plan.departs_at if plan else None, edition),
            " ".join(filter(None, (plan.departure_flight, plan.departure_airport))) if plan else "",
            eats.get(said.needs.get("diet", ""), "") if said.needs.get("diet") != "other" else "",
            said.needs.get("diet_note", ""),
            said.needs.get("access", ""),
            said.needs.get("room", ""),
        ]
        if with_passports:
            passport = said.passport
            row += [
                countries.get(passport.get("nationality", ""), ""),
                passport.get("name", ""),
                passport.get("number", ""),
                passport.get("expires_on", ""),
            ]
        rows.append(row)
    return rows
