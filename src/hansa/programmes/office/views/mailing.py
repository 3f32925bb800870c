"""The letters about a call to the members: whom they go to before they go, and what became of each."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.foundation import clock, scope
from hansa.foundation.i18n import in_language, listed
from hansa.foundation.policy import OFFICE, STAFF, policy
from hansa.messaging.enums import LetterState
from hansa.messaging.selectors import LOST
from hansa.programmes import permissions, selectors, services
from hansa.programmes.enums import CallState, MailingKind
from hansa.programmes.models import Call
from hansa.programmes.office.views.calls import managed_call
from hansa.programmes.services.mailing import TOLD, Distribution, letter_to

#: From these a call may still come to where the members are told of it.
BEFORE = frozenset({CallState.DRAFT, CallState.APPROVED, CallState.PAUSED})


@policy(OFFICE)
def mailing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show whom the letter about a call goes to and in which language; below, who got it and whose came back."""
    found = managed_call(request, slug)
    now = clock.now()
    state = found.state_at(now)
    extension = selectors.last_extension(found)
    to_all = services.distribution(found)
    rows = _sent(request, found)
    lost = sum(row["is_lost"] for row in rows)
    may = permissions.can_manage(request.user, found.edition) and state in TOLD
    return render(
        request,
        "programmes/office/mailing.html",
        {
            "call": found,
            "edition": found.edition,
            "to_all": to_all,
            "languages": _languages(to_all),
            "readers": _readers(to_all),
            "sample": letter_to(found, to_all.readers[0], now) if to_all.readers else None,
            "silent": to_all.silent,
            "extension": extension if rows else None,
            "to_told": services.distribution_of_extension(extension) if extension and rows else None,
            "rows": rows,
            "numbers": Counter(
                "lost" if row["is_lost"] else "waiting" if row["is_waiting"] else "fine" for row in rows
            ),
            "undelivered": ngettext(
                "%(failed)d letter was not delivered", "%(failed)d letters were not delivered", lost
            )
            % {"failed": lost},
            "sent": sum(row["is_sent"] for row in rows),
            "may": may,
            "is_paused": state == CallState.PAUSED,
            "is_over": state not in TOLD and state not in BEFORE,
        },
    )


def _languages(found: Distribution) -> list[tuple[str, int]]:
    return [(_spoken(code), count) for code, count in found.languages]


def _spoken(code: str) -> str:
    return str(get_language_info(code)["name_translated"])


def _readers(found: Distribution) -> list[dict[str, Any]]:
    language = get_language() or "en"
    return [
        {
            "name": reader.person.name or reader.person.called,
            "address": reader.person.email,
            "members": listed(in_language(member.name, language) for member in reader.members),
            "language": _spoken(reader.person.language),
            "came_back": reader.came_back,
            "by_form": reader.contact is not None,
        }
        for reader in found.readers
    ]


def _sent(request: HttpRequest, call: Call) -> list[dict[str, Any]]:
    """What became of each letter; those that reached nobody first."""
    language = get_language() or "en"
    mailings = list(scope.visible(request.user, selectors.mailings_of(call)))
    extensions = {one.pk for one in mailings if one.kind == MailingKind.EXTENSION}
    rows: dict[tuple[int, int], dict[str, Any]] = {}
    for row in selectors.addressees_of(mailings) if mailings else ():
        name = in_language(row.member.name, language)
        known = rows.get((row.mailing_id, row.person_id))
        if known is not None:
            known["members"] = listed([known["members"], name])
            continue
        letter = row.letter
        rows[row.mailing_id, row.person_id] = {
            "name": row.person.name or row.person.called,
            "members": name,
            "letter": letter,
            "shape": letter.shape if letter is not None else "waiting",
            "state": letter.get_state_display() if letter is not None else _state_of(row.is_written),
            "fault": letter.last_fault if letter is not None else "",
            "is_lost": letter is not None and letter.state in LOST,
            "is_waiting": letter is None and not row.is_written,
            "is_extension": row.mailing_id in extensions,
            "is_sent": letter is not None and letter.state not in LOST and row.mailing_id not in extensions,
        }
    return sorted(rows.values(), key=lambda row: not row["is_lost"])


def _state_of(is_written: bool) -> str:
    return (
        _("Not written: the account is closed, or no letters are wanted")
        if is_written
        else str(LetterState.QUEUED.label)
    )


def _ordered(request: HttpRequest, slug: str, *, is_extension: bool) -> HttpResponse:
    found = managed_call(request, slug, to_change=True)
    try:
        if is_extension:
            last = selectors.last_extension(found)
            if last is None:
                raise services.NothingToSay("extension")
            services.tell_of_extension(amendment_id=last.pk, by=request.user, now=clock.now())
        else:
            services.announce_call(call_id=found.pk, by=request.user, now=clock.now())
    except services.NothingToSay:
        messages.error(
            request, _("There is nobody to write to, or the call stands where nobody is written to.")
        )
    else:
        messages.success(request, _("The letters are being written. Each goes out once."))
    return redirect("programmes_office:mailing", slug)


@require_POST
def _announce(request: HttpRequest, slug: str) -> HttpResponse:
    return _ordered(request, slug, is_extension=False)


@require_POST
def _tell(request: HttpRequest, slug: str) -> HttpResponse:
    return _ordered(request, slug, is_extension=True)


announce = policy(STAFF)(_announce)
tell = policy(STAFF)(_tell)
