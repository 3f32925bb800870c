"""The parts of an applicant's pages that are drawn anew for each visit, written at once: steps, conditions, questions."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hansa.applications.services import eligibility
from hansa.applications.views.steps import StepLink
from hansa.foundation.ui.escaping import escape
from hansa.foundation.ui.icons import icon
from hansa.programmes.services import Finding
from hansa.questionnaires.services import Part


def way(steps: Iterable[StepLink]) -> SafeString:
    """Write the steps of applying, each with how it stands."""
    said = {"done": _("complete"), "needs": _("something is missing")}
    here = ' aria-current="step"'
    lines = []
    for one in steps:
        word = f'<span class="vh"> ({said[one.standing]})</span>' if one.standing in said else ""
        lines.append(
            f'<li class="{one.standing}"><a href="{escape(one.url)}"{here if one.is_current else ""}>'
            f"{one.sign}{escape(one.label)}{word}</a></li>"
        )
    label = escape(_("Steps"))
    return SafeString(f'<nav aria-label="{label}"><ol class="steps">{"".join(lines)}</ol></nav>')


def conditions(findings: Iterable[Finding]) -> SafeString:
    """Write how each condition stands, and what follows where it is open or only preferred."""
    asked, wished = _("We ask you in the form."), _("Preferred, not required.")
    lines = []
    for finding in findings:
        note = asked if finding.met is None else ""
        if not finding.required:
            note = f"{wished} {note}".strip()
        small = f'<span class="small quiet">{escape(note)}</span>' if note else ""
        sign = icon(*eligibility.sign_of(finding))
        lines.append(f"<li>{sign}<div><b>{escape(finding.text)}</b>{small}</div></li>")
    return SafeString("".join(lines))


def questions(parts: Sequence[Part]) -> SafeString:
    """Write a form in its parts, each with what of it still wants an answer."""
    complete, still = pgettext("a part of the form", "Complete"), _("Still to answer:")
    out = []
    for part in parts:
        key, missing = escape(part.key), part.missing
        asked = ""
        if part.asked:
            links = "".join(
                f'<a href="#{escape(one.anchor)}" data-for="{escape(one.name)}"'
                f"{'' if one.is_open else ' hidden'}>{escape(one.label)}</a> "
                for one in part.asked
            )
            asked = (
                f'<p class="to-fill"{"" if part.applies else " hidden"}><span class="st done" data-complete{" hidden" if missing else ""}>'
                f"{icon('done')}{complete}</span>"
                f"<span data-still{'' if missing else ' hidden'}>{still} {links}</span></p>"
            )
        out.append(
            f'<section class="section" aria-labelledby="part-{key}"><div class="head">'
            f'<h2 id="part-{key}">{escape(part.title)}</h2>{asked}</div>\n{"".join(part.fields)}</section>\n'
        )
    return SafeString("".join(out))


def completeness(parts: Sequence[Part], documents: int, url: str) -> SafeString:
    """Write how much of what is needed is there, and what is missing by part, each with a link to it."""
    if not any(part.asked for part in parts):
        return SafeString("")
    asked = [one for part in parts for one in part.asked if one.applies]
    done, every = sum(1 for one in asked if one.is_answered), len(asked)
    words = _("Answered: %(done)s of %(all)s that are needed.")
    links = "".join(
        f'<a href="#part-{escape(part.key)}" data-part="part-{escape(part.key)}"{"" if part.missing else " hidden"}>'
        f"{escape(part.title)} (<span data-left>{part.missing}</span>)</a> "
        for part in parts
        if part.asked
    )
    if documents:
        said = ngettext("%(count)d document", "%(count)d documents", documents) % {"count": documents}
        links += f'<a href="{escape(url)}">{escape(said)}</a>'
    missing = escape(_("Still missing:"))
    return SafeString(
        f'<p class="to-fill" data-filled><b data-said="{escape(words)}">{escape(words % {"done": done, "all": every})}</b> '
        f"<span data-open{'' if done < every or documents else ' hidden'}>{missing} {links}</span></p>"
    )


# A message is read in passing: the form itself names every question.
MOST_NAMED = 3


def kept_but_open(asked: Sequence[tuple[str, str]]) -> SafeString:
    """Say that answers are kept and how many are still open; the first few of them lead back to their question."""
    quoted = _("“%(words)s”")
    links = [
        f'<a href="{escape(url)}">{escape(quoted % {"words": label})}</a>'
        for label, url in asked[:MOST_NAMED]
    ]
    if len(asked) > MOST_NAMED:
        links.append("…")
    said = ngettext(
        "Your answers are kept. %(count)d answer is still open: %(names)s",
        "Your answers are kept. %(count)d answers are still open: %(names)s",
        len(asked),
    )
    named = pgettext("between names", ", ").join(links)
    return SafeString(escape(said) % {"count": len(asked), "names": named})


def missing_list(missing: Iterable[tuple[str, str, str]], steps: Iterable[StepLink]) -> SafeString:
    """Write what is missing before an application can be sent, each with a link to where it is mended."""
    documents, form = _step(steps, "documents"), _step(steps, "form")
    links: dict[str, tuple[str, Any]] = {
        "form": (form, _("Answer it")),
        "start": (form, _("Change the answer")),
        "documents": (documents, _("Send the file")),
        "referees": (_step(steps, "referees"), _("See to it")),
    }
    lines = []
    for what, sentence, place in missing:
        where, mark, anchor = place.partition("#")
        link, sign = "", icon("refused", "c-refused") if where == "start" else icon("needs", "c-needs")
        if where in links:
            url, words = links[where]
            link = f'<a class="small" href="{escape(url + mark + anchor)}">{words}<span class="vh"> {escape(what)}</span></a>'
        lines.append(
            f"<li>{sign}<div><b>{escape(what)}</b>"
            f'<span class="small quiet">{escape(sentence)}</span></div>{link}</li>'
        )
    return SafeString(f'<ul class="check">{"".join(lines)}</ul>')


def _step(steps: Iterable[StepLink], name: str) -> str:
    return next((one.url for one in steps if one.name == name), "")
