"""Letters to embassies: numbered, in the programme's language and the participant's, gone with the passport data."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from hansa.accounts.selectors import country_names
from hansa.applications import permissions, selectors
from hansa.applications.adapters import printing
from hansa.applications.enums import ApplicationState
from hansa.applications.models import Application, InvitationLetter, Register, TravelPlan
from hansa.applications.rules import numbers
from hansa.applications.services import travelling, wording
from hansa.applications.services.refusals import NotYours, Refused
from hansa.applications.services.travel_words import cost_name, payer_name
from hansa.foundation.audit.services import record
from hansa.foundation.i18n import in_language
from hansa.foundation.storage import services as storage
from hansa.foundation.typesetting import spoken
from hansa.network.selectors import network


class PassportMissing(Refused):
    """A letter to an embassy needs the passport that it speaks of."""

    @property
    def reason(self) -> str:
        return _("The participant has not given the passport yet, and an embassy wants its number.")


def embassy_suggested(application: Application) -> str:
    """Return to whom a letter most likely goes: the embassy of the programme's country."""
    edition = application.call.edition
    with translation.override(edition.language):
        country = country_names(edition.language).get(edition.place_country or "", "")
        return _("Embassy of %(country)s") % {"country": country} if country else ""


def issue_invitation(*, application_id: int, addressed_to: str, by: Any, now: datetime) -> InvitationLetter:
    """Write a letter to an embassy, with the next number of its call. Raises ``NotYours`` or ``PassportMissing``.

    Each is a letter of its own: what was handed to an embassy stays as it was.
    """
    shown = selectors.applications().select_related("call__edition__programme").get(pk=application_id)
    if not permissions.can_read_travel(by, shown) or shown.state != ApplicationState.CONFIRMED:
        raise NotYours
    storage.require_room()
    with transaction.atomic():
        application = selectors.locked(application_id)
        plan = TravelPlan.objects.select_for_update().filter(application=application).first()
        if plan is None or not plan.has_passport or application.state != ApplicationState.CONFIRMED:
            raise PassportMissing
        passport = travelling.read(plan, application.applicant.uid).passport
        serial = _next_serial(application)
        number = f"{application.number}/L{serial:03d}"
        languages = list(dict.fromkeys((application.call.edition.language, application.applicant.language)))
        pdf = printing.letter(_facts(application, passport, number, addressed_to, languages, by, now), at=now)
        file = storage.keep(
            examined=storage.Examined(f"invitation-{serial:03d}.pdf", storage.Kind.PDF, pdf),
            purpose="invitation",
            owner_uid=application.applicant.uid,
            personal=True,
            delete_on=travelling.gone_on(application),
            now=now,
        )
        letter = InvitationLetter.objects.create(
            application=application,
            call=application.call,
            serial=serial,
            number=number,
            addressed_to=addressed_to,
            languages=languages,
            file=file,
            issued_by=by,
            issued_at=now,
        )
        record(by, "travel.invite", application, letter=serial)
    return letter


@transaction.atomic
def record_letter_opened(*, letter: InvitationLetter, by: Any) -> None:
    """Write into the audit log that somebody opens a letter with a passport's number in it."""
    record(by, "travel.invitation.open", letter.application, letter=letter.serial)


def _next_serial(application: Application) -> int:
    """Return the next number of a call's letters, with its register locked so that two cannot take one."""
    edition = application.call.edition
    terms = selectors.terms_of(application.call)
    Register.objects.get_or_create(
        call=application.call,
        defaults={"prefix": terms.number_prefix or numbers.prefix(edition.slug, edition.year)},
    )
    Register.objects.select_for_update().get(call=application.call)
    last = InvitationLetter.objects.filter(call=application.call).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def _facts(
    application: Application,
    passport: Mapping[str, str],
    number: str,
    addressed_to: str,
    languages: list[str],
    by: Any,
    now: datetime,
) -> dict[str, Any]:
    home = network()
    return {
        "house": home.name if home else "Hansa",
        "title": number,
        "foot": number,
        "to": addressed_to,
        "pages": [_page(application, passport, number, language, by, now) for language in languages],
    }


def _page(
    application: Application, passport: Mapping[str, str], number: str, language: str, by: Any, now: datetime
) -> dict[str, Any]:
    edition = application.call.edition
    home = network()
    with translation.override(language):
        title = in_language(edition.title, language)
        place = in_language(edition.place_names, language)
        span = wording.days(edition.starts_on, edition.ends_on) or _("dates to be announced")
        where = ", ".join(filter(None, (place, country_names(language).get(edition.place_country or "", ""))))
        facts = [
            (_("Name"), passport.get("name", "")),
            (_("Nationality"), country_names(language).get(passport.get("nationality", ""), "")),
            (_("Passport"), passport.get("number", "")),
            (_("Valid until"), passport.get("expires_on", "")),
            (_("Sent by"), wording.city_name(application.member, language)),
            (_("Takes part in"), title),
            (_("When"), span),
            (_("Where"), where),
        ]
        return {
            "language": spoken(language),
            "number": number,
            "day": wording.day(now),
            "sender": wording.secretariat(),
            "subject": _("Invitation for a visa"),
            "greeting": _("Dear Sir or Madam,"),
            "paragraphs": [
                _(
                    "we invite the person named below to take part in our programme, and have given them a place."
                ),
                _("We ask you to grant a visa that holds for these days and for the journey."),
            ],
            "facts": [[label, value] for label, value in facts if value],
            "costs": _costs(application, language),
            "closing": _("For questions, write to us: %(address)s")
            % {"address": (home.details.get("email") if home else "") or by.email},
            "signed": f"{by.name}\n{wording.secretariat()}",
        }


def _costs(application: Application, language: str) -> list[str]:
    costs = application.call.edition.details.get("costs") or []
    said = [
        _("%(what)s: %(payer)s") % {"what": cost_name(cost["what"]), "payer": payer_name(cost["payer"])}
        for cost in costs
    ]
    return [_("Who pays what: %(costs)s.") % {"costs": "; ".join(said)}] if said else []
