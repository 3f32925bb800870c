"""What each act is called in the words of the office: each app says its own, this only keeps them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.utils.functional import Promise

from hansa.foundation import scope

_words: dict[str, str | Promise] = {}
_kinds: dict[str, str | Promise] = {}
_fields: dict[str, str] = {}
#: Enough of a long key to tell two rows of a page apart.
_SHORT = 8


def say(words: Mapping[str, str | Promise]) -> None:
    """Give acts their words, as what somebody did: ``{"call.publish": _("announced the call")}``."""
    _words.update(words)


def said(act: str) -> str:
    """Return what somebody did, in the language spoken now; an act without words by its bare name."""
    return str(_words.get(act, act))


def known() -> frozenset[str]:
    """Return the acts that have words."""
    return frozenset(_words)


def call_kinds(words: Mapping[str, str | Promise], **fields: str) -> None:
    """Give kinds of rows their words, and the field by which people know a row of that kind.

    ``call_kinds({"applications.application": _("Application")}, application="number")``
    """
    _kinds.update(words)
    _fields.update(
        {kind: fields[kind.partition(".")[2]] for kind in words if kind.partition(".")[2] in fields}
    )


def subjects(person: Any, references: Iterable[str]) -> dict[str, str]:
    """Return what each row is called: its kind, and the name or number that people know it by.

    One query for each kind that is known by a field. What this person may not see keeps its bare number.
    """
    keys = defaultdict(set)
    for reference in references:
        kind, _colon, key = reference.partition(":")
        keys[kind].add(key)
    called: dict[str, str] = {}
    for kind, some in keys.items():
        names = _names(person, kind, some) if kind in _fields else {}
        for key in some:
            known = names.get(key) or (key if len(key) <= _SHORT else f"{key[:_SHORT]}…")
            called[f"{kind}:{key}"] = f"{_kinds[kind]}: {known}" if kind in _kinds else f"{kind}:{key}"
    return called


def _names(person: Any, kind: str, keys: set[str]) -> dict[str, str]:
    rows = scope.visible(person, apps.get_model(kind)._default_manager.filter(pk__in=keys))
    return {str(pk): str(name) for pk, name in rows.order_by().values_list("pk", _fields[kind])}
