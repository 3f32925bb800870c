"""Pure decisions about people."""

import unicodedata
from datetime import date


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
