"""What an applicant changed between what they sent before and what they sent last; both stay on record."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from hansa.applications import selectors
from hansa.applications.models import Application, Document, StateChange
from hansa.applications.rules.terms import Terms
from hansa.foundation.i18n import in_language
from hansa.foundation.ui.icons import icon
from hansa.foundation.ui.templatetags.ui import instant
from hansa.questionnaires import selectors as questionnaires
from hansa.questionnaires import services as questions


def changed(
    application: Application,
    terms: Terms,
    documents: Iterable[Document],
    steps: Iterable[StateChange],
) -> SafeString | str:
    """Write what is new in the last version beside what stood there before; nothing where it was sent once."""
    sent = [step.at for step in steps if step.act == "submit"]
    if len(sent) < 2:
        return ""
    language, edition = get_language() or "en", application.call.edition
    clock = (edition.time_zone, edition.clock_names)
    new, same = escape(_("A new file.")), escape(_("Nothing was changed."))
    rows = [_answer(*row) for row in _answers(application, terms, language)]
    rows += [
        f"<div><dt>{escape(in_language(asked.label, language))}</dt><dd>{new}</dd></div>"
        for document in documents
        if document.uploaded_at > sent[-2] and (asked := terms.document(document.kind)) is not None
    ]
    when = _("Sent before on %(before)s, last on %(last)s.")
    said = escape(when) % {"before": instant(sent[-2], *clock), "last": instant(sent[-1], *clock)}
    shown = f'<dl class="facts">{"".join(rows)}</dl>' if rows else f"<p>{same}</p>"
    return SafeString(f'<p class="small quiet">{said}</p>{shown}')


def _answers(application: Application, terms: Terms, language: str) -> list[tuple[str, str, str]]:
    """Return (question, before, now) where the last two versions differ."""
    if not terms.questionnaire:
        return []
    key = selectors.questionnaire_key(application, terms.questionnaire)
    versions = questionnaires.versions_sent(
        questionnaire_key=key,
        respondent_id=application.applicant_id,
        subject=application.subject,
    )
    if len(versions) < 2:
        return []
    (before, _at), (now, _last) = versions[-2:]
    return questions.differences(questionnaires.definition(key), before, now, language)


def _answer(label: str, before: str, now: str) -> str:
    old, new = pgettext("an answer", "Before:"), pgettext("an answer", "Now:")
    return (
        f"<div><dt>{escape(label)}</dt><dd>"
        f'<p><span class="quiet">{icon("ring")}{escape(old)}</span> <del>{escape(before or "–")}</del></p>'
        f'<p><span class="quiet">{icon("done")}{escape(new)}</span> <ins>{escape(now or "–")}</ins></p></dd></div>'
    )
