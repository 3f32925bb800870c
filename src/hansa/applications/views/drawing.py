"""The parts of an applicant's pages that are drawn anew for each visit, written at once: steps, conditions, answers."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hansa.applications.views.steps import StepLink
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
    return SafeString(f'<nav aria-label="{escape(_("Steps"))}"><ol class="steps">{"".join(lines)}</ol></nav>')


def _shape(finding: Finding) -> SafeString:
    if finding.met is None:
        return icon("ring", "c-ring")
    if finding.met:
        return icon("done", "c-done")
    return icon("refused", "c-refused") if finding.required else icon("info", "c-half")


def conditions(findings: Iterable[Finding], *, told: bool = True) -> SafeString:
    """Write how each condition stands; ``told`` adds what follows where it is open or only preferred."""
    asked, wished = _("We ask you in the form."), _("Preferred, not required.")
    lines = []
    for finding in findings:
        text: str = escape(finding.text)
        if told:
            note = asked if finding.met is None else "" if finding.required else wished
            small = f'<span class="small quiet">{escape(note)}</span>' if note else ""
            text = f"<b>{text}</b>{small}"
        lines.append(f"<li>{_shape(finding)}<div>{text}</div></li>")
    return SafeString("".join(lines))


def answered(answers: Iterable[tuple[str, str]]) -> SafeString:
    """Write what somebody answered, question by question."""
    lines = (
        f"<div><dt>{escape(label)}</dt><dd>{_lines(value) if value else '–'}</dd></div>"
        for label, value in answers
    )
    return SafeString(f'<dl class="facts">{"".join(lines)}</dl>')


def _lines(text: str) -> str:
    """Write a text with its line breaks, as ``linebreaksbr`` does."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return escape(plain).replace("\n", "<br>")


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
                f"{' hidden' if one.is_answered else ''}>{escape(one.label)}</a> "
                for one in part.asked
            )
            asked = (
                f'<p class="to-fill"><span class="st done" data-complete{" hidden" if missing else ""}>'
                f"{icon('done')}{complete}</span>"
                f"<span data-still{'' if missing else ' hidden'}>{still} {links}</span></p>"
            )
        out.append(
            f'<section class="section" aria-labelledby="part-{key}"><div class="head">'
            f'<h2 id="part-{key}">{escape(part.title)}</h2>{asked}</div>\n{"".join(part.fields)}</section>\n'
        )
    return SafeString("".join(out))


def missing_list(missing: Iterable[tuple[str, str, str]], steps: Iterable[StepLink]) -> SafeString:
    """Write what is missing before an application can be sent, each with a link to where it is mended."""
    documents, form = _step(steps, "documents"), _step(steps, "form")
    links: dict[str, tuple[str, Any]] = {
        "form": (form, _("Answer it")),
        "start": (form, _("Answer it")),
        "documents": (documents, _("Send the file")),
    }
    sign, lines = icon("needs", "c-needs"), []
    for what, sentence, where in missing:
        link = ""
        if where in links:
            url, words = links[where]
            link = f'<a class="small" href="{escape(url)}">{words}<span class="vh"> {escape(what)}</span></a>'
        lines.append(
            f"<li>{sign}<div><b>{escape(what)}</b>"
            f'<span class="small quiet">{escape(sentence)}</span></div>{link}</li>'
        )
    return SafeString(f'<ul class="ledger check">{"".join(lines)}</ul>')


def _step(steps: Iterable[StepLink], name: str) -> str:
    return next(one.url for one in steps if one.name == name)
