"""Countries by their names in the reader's language (CLDR)."""

from functools import lru_cache

from django.utils.translation import to_locale


@lru_cache(maxsize=16)
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """Return (ISO code, name) sorted by name, for a list to choose from."""
    from babel import Locale

    territories = Locale.parse(to_locale(language)).territories
    named = [
        (str(code), str(name))
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
    ]
    return tuple(sorted(named, key=lambda pair: pair[1].casefold()))


def country_name(code: str, language: str) -> str:
    """Return a country's name, or its code where there is none."""
    return dict(countries(language)).get(code, code)


_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"})
