"""What each act is called in the words of the office: each app says its own, this only keeps them."""

from collections.abc import Mapping

from django.utils.functional import Promise

_words: dict[str, str | Promise] = {}


def say(words: Mapping[str, str | Promise]) -> None:
    """Give acts their words, as what somebody did: ``{"call.publish": _("announced the call")}``."""
    _words.update(words)


def said(act: str) -> str:
    """Return what somebody did, in the language spoken now; an act without words by its bare name."""
    return str(_words.get(act, act))


def known() -> frozenset[str]:
    """Return the acts that have words."""
    return frozenset(_words)
