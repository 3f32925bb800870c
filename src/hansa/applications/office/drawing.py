"""The parts of an application's page in the office, written at once: conditions, papers, scores, steps."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.utils.formats import localize
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from hansa.accounts.permissions import LIKENESS_ROLES
from hansa.accounts.selectors import sign_said
from hansa.applications.forms import ReasonForm
from hansa.applications.models import Document, Referee, Review, StateChange
from hansa.applications.rules.terms import DocumentTerms
from hansa.applications.services import eligibility
from hansa.applications.services.acts_said import act_said
from hansa.foundation.i18n import in_language
from hansa.foundation.ui.escaping import escape
from hansa.foundation.ui.icons import icon
from hansa.foundation.ui.templatetags.ui import address, instant
from hansa.programmes.services import Finding


def conditions(findings: Iterable[Finding]) -> SafeString:
    """Write how each condition of the call stands."""
    lines = (
        f"<li>{icon(*eligibility.sign_of(finding))}<div>{escape(finding.text)}</div></li>"
        for finding in findings
    )
    return SafeString(f'<ul class="ledger check">{"".join(lines)}</ul>')


def papers(rows: Iterable[tuple[DocumentTerms, Document | None, bool]]) -> SafeString:
    """Write the files that a call asks for: is it there, may one open it."""
    language, lines = get_language() or "en", []
    for asked, document, may_open in rows:
        label, link = escape(in_language(asked.label, language)), ""
        if document is None:
            said = pgettext("a document", "Missing")
        elif document.file is None:
            said = _("Deleted on its day.")
        elif not may_open:
            said = _("The programme does not open this kind to your role.")
        else:
            said = _("Opening it is logged.")
            url, word = address("applications:file", document.uid), pgettext("a button", "Open")
            link = f'<a class="small" href="{escape(url)}">{escape(word)}<span class="vh"> {label}</span></a>'
        sign = icon("done", "c-done") if document else icon("needs", "c-needs")
        lines.append(
            f'<li>{sign}<div><b>{label}</b><span class="small quiet">{escape(said)}</span></div>{link}</li>'
        )
    return SafeString(f'<ul class="ledger check">{"".join(lines)}</ul>')


_OF_REFEREE = {"asked": "waiting", "received": "done", "declined": "refused", "replaced": "closed"}


def letters(rows: Iterable[Referee], may_read: bool) -> SafeString:
    """Write who was asked for a letter, how it stands, and the way to it."""
    lines = []
    for row in rows:
        link = ""
        if row.state == "received" and may_read:
            link = (
                f'<a class="small" href="{escape(address("applications:referee_letter", row.uid))}">'
                f'{escape(_("Read it"))}<span class="vh"> {escape(row.name)}</span></a>'
            )
        lines.append(
            f"<li>{icon(_OF_REFEREE[row.state])}<div><b><bdi>{escape(row.name)}</bdi></b>"
            f'<span class="small quiet">{escape(row.get_state_display())} · {escape(row.relation)}</span></div>{link}</li>'
        )
    nobody = escape(_("Nobody is asked yet."))
    return SafeString(f'<ul class="ledger check">{"".join(lines)}</ul>' if lines else f"<p>{nobody}</p>")


def scores(reviews: Iterable[Review]) -> SafeString:
    """Write the rows of the reviews: who reads, how it stands, the points."""
    rows = (
        f'<tr><th scope="row"><bdi>{escape(review.reviewer.name)}</bdi></th>'
        f"<td>{escape(review.get_state_display())}</td>"
        f'<td class="n">{"–" if review.total is None else escape(localize(review.total))}</td></tr>'
        for review in reviews
    )
    return SafeString("".join(rows))


def steps(changes: Iterable[StateChange], zone: str, city: Any = "") -> SafeString:
    """Write what happened to an application, with who did it and what they said."""
    lines, nobody = [], _("the system")
    for change in changes:
        who = f"<bdi>{escape(change.by.called)}</bdi>" if change.by else escape(nobody)
        reason = f"<br><bdi>{escape(change.reason)}</bdi>" if change.reason else ""
        lines.append(
            f"<li>{instant(change.at, zone, city)}<br><b>{escape(act_said(change.act))}</b> "
            f'<span class="quiet">{who}</span>{reason}</li>'
        )
    return SafeString("".join(lines))


def alike(reader: Any, found: Iterable[tuple[Any, list[str], str]]) -> SafeString | str:
    """Write that the applicant perhaps has a second account, and why; whoever decides about it is led there."""
    lines = []
    for uid, signs, called in found:
        why = " · ".join(escape(sign_said(sign)) for sign in signs) or "–"
        if reader.roles & LIKENESS_ROLES:
            whose = (
                f'<a href="{escape(address("accounts_office:alike", uid))}"><bdi>{escape(called)}</bdi></a>'
            )
        else:
            whose = escape(_("another account; the secretariat decides"))
        lines.append(f"{icon('needs', 'c-needs')} {whose}: {why}")
    return SafeString("<br>".join(lines))


def reason_field(label: str, begin: str) -> SafeString:
    """Return the field for a reason that nobody has written yet; drawn once for each language."""
    return _reason_field(label, begin, get_language())


@lru_cache(maxsize=64)
def _reason_field(label: str, begin: str, language: Any) -> SafeString:
    return ReasonForm(label=label, auto_id=f"{begin}_%s")["reason"].as_field_group()
