"""Pure decisions about people."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from enum import IntEnum
from itertools import combinations


def tidy_name(name: str) -> str:
    """Return a name as it is kept: NFC, without control characters, single spaces."""
    kept = "".join(
        c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c)[0] != "C" or c == " "
    )
    return " ".join(kept.split())


def tidy_email(email: str) -> str:
    """Return an address in the form in which it is compared: trimmed, NFC, lower case."""
    return unicodedata.normalize("NFC", email).strip().lower()


def age_on(born: date, day: date) -> int:
    """Return the age in full years on a day; who is born on 29 February has a birthday on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


OLDEST = 120


def can_be_born_on(day: date, today: date) -> bool:
    """Tell whether somebody alive may be born on that day: before today, within the last 120 years."""
    return today.year - OLDEST <= day.year and day < today


# What a browser says of itself names others too, so the order counts.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_of(user_agent: str) -> str:
    """Return the browser's name as people know it; empty where it does not say."""
    return next((name for mark, name in _BROWSERS if mark in user_agent), "")


def system_of(user_agent: str) -> str:
    """Return the device's or system's name as people know it; empty where it does not say."""
    return next((name for mark, name in _SYSTEMS if mark in user_agent), "")


# Whose mail servers ignore what stands behind a plus sign, and whose ignore dots too: their own help pages say so
# (Google: "Dots don't matter"; Proton: dots, hyphens and underscores; the others: plus addressing). Of nobody else
# anything is known, so nobody else's addresses are taken for one another.
_GOOGLE = frozenset({"gmail.com", "googlemail.com"})
_PROTON = frozenset({"proton.me", "protonmail.com", "pm.me"})
_WITH_TAGS = frozenset(
    {
        *("outlook.com", "hotmail.com", "live.com", "msn.com"),
        *("icloud.com", "me.com", "mac.com", "fastmail.com", "fastmail.fm"),
    }
)
_ONE_HOUSE = {"googlemail.com": "gmail.com", "me.com": "icloud.com", "mac.com": "icloud.com"}
_ONE_HOUSE |= {"protonmail.com": "proton.me", "pm.me": "proton.me"}
WITH_ALIASES = _GOOGLE | _PROTON | _WITH_TAGS
"""The domains of which it is known that several addresses are one mailbox."""


def mailbox_of(email: str) -> str:
    """Return the mailbox that an address leads to, as far as its provider is known to ignore a part of it."""
    local, _at, domain = tidy_email(email).rpartition("@")
    if domain not in WITH_ALIASES:
        return f"{local}@{domain}"
    plain = local.split("+", 1)[0]
    if domain in _GOOGLE:
        plain = plain.replace(".", "")
    elif domain in _PROTON:
        plain = plain.translate({ord(sign): None for sign in ".-_"})
    # What would leave nothing is not an alias of anybody.
    return f"{plain or local}@{_ONE_HOUSE.get(domain, domain)}"


def folded_name(name: str) -> str:
    """Return a name as it is compared: without case, accents, signs and the order of its parts.

    ``Ş. Serra-Popa, MARIA`` and ``maria serra popa s`` fold alike; letters of any script stay what they are.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    kept = "".join(
        letter if unicodedata.category(letter)[0] in "LN" else " "
        for letter in plain
        if not unicodedata.combining(letter)
    )
    return " ".join(sorted(kept.split()))


MOST_ALIKE = 12


def alike(keys: Iterable[tuple[str, int]]) -> set[tuple[int, int]]:
    """Return each two people who share a key, the lower first; an empty key is nobody's.

    A key that more than ``MOST_ALIKE`` share says nothing of any two of them.
    """
    holders: dict[str, set[int]] = {}
    for key, person in keys:
        if key:
            holders.setdefault(key, set()).add(person)
    return {
        pair
        for people in holders.values()
        if len(people) <= MOST_ALIKE
        for pair in combinations(sorted(people), 2)
    }


class Factor(IntEnum):
    """How strong a second factor is; a passkey cannot be asked for on the telephone."""

    NONE = 0
    APP = 1
    PASSKEY = 2


def factor_of(kinds: Iterable[str]) -> Factor:
    """Return how strong the second factors of an account are, by their kinds."""
    held = set(kinds)
    if "webauthn" in held:
        return Factor.PASSKEY
    return Factor.APP if "totp" in held else Factor.NONE
