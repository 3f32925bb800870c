"""What a question depends on: in words for whoever fills the form in, as data for the page's script."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hansa.foundation.i18n import in_language
from hansa.questionnaires import rules
from hansa.questionnaires.services.sentences import readable


def asked_if(definition: Mapping[str, Any], conditions: Sequence[Mapping[str, Any]], language: str) -> str:
    """Say which answers bring a question up."""
    return " ".join(_said(definition, condition, language) for condition in conditions)


def dependent(
    shown: str, definition: Mapping[str, Any], entry: Mapping[str, Any], language: str, *, applies: bool
) -> SafeString:
    """Put a question, or a whole section, where it stands once it applies; before that its place says what it waits for.

    Hidden fields are sent all the same, so what was typed into them outlasts a change of mind.
    """
    conditions = entry["only_if"]
    label = in_language(entry["label"], language) if "label" in entry else ""
    name = f"<b>{escape(label)}</b> " if label else ""
    data = escape(json.dumps([dict(one) for one in conditions], ensure_ascii=False))
    waits, stands = (" hidden", "") if applies else ("", " hidden")
    said = escape(asked_if(definition, conditions, language))
    save = escape(_("Save, and it stands here."))
    key = escape(entry["key"])
    title = escape(label or in_language(entry["title"], language))
    return SafeString(
        f'<div id="asked-{key}" data-only-if="{data}" data-what="{title}"><p class="small quiet"{waits}>{name}{said}'
        f"<noscript> {save}</noscript></p><div data-asked{stands}>{shown}</div></div>"
    )


def _said(definition: Mapping[str, Any], condition: Mapping[str, Any], language: str) -> str:
    entry = rules.question(definition, condition["question"]) or {}
    facts = {"question": in_language(entry.get("label") or {}, language)}
    if "answered" in condition:
        if condition["answered"]:
            return _("Asked if you answer “%(question)s”.") % facts
        return _("Asked if you leave “%(question)s” open.") % facts
    is_list = entry.get("kind") == "multiple"
    keys = condition.get("is") or condition.get("is_not") or ()
    facts["answers"] = " · ".join(readable(entry, [key] if is_list else key, language) for key in keys)
    if "is" in condition:
        return _("Asked if you answer “%(question)s” with: %(answers)s.") % facts
    return _("Asked if you answer “%(question)s” with anything but: %(answers)s.") % facts
