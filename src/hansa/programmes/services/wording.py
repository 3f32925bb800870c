"""The sentences of the eligibility rules, in the reader's language.

The rules answer with the key of a sentence and its values (``rules.packs.Explanation``); here each key has
its sentence. Values that are words of ours (levels, fields of work, countries, languages) are put into the
reader's language too. A test walks every rule and fails on a key without a sentence.
"""

from collections.abc import Callable
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from hansa.foundation.i18n import in_language
from hansa.foundation.ui import dates
from hansa.network import selectors as network
from hansa.programmes.rules.packs import Explanation
from hansa.programmes.rules.packs.eligibility import Param

LEVELS = {
    "officer": pgettext_lazy("level of a post", "officer"),
    "managerial": pgettext_lazy("level of a post", "manager"),
    "executive": pgettext_lazy("level of a post", "executive"),
}
FIELDS = {
    "smart_city": pgettext_lazy("field of work", "smart city"),
    "e_government": pgettext_lazy("field of work", "e-government"),
    "ict": pgettext_lazy("field of work", "ICT projects"),
}
MEMBER_KINDS = {
    "city": pgettext_lazy("kind of member", "cities"),
    "friendship_association": pgettext_lazy("kind of member", "associations of local governments"),
    "friendship_government": pgettext_lazy("kind of member", "government bodies"),
    "company": pgettext_lazy("kind of member", "companies"),
    "institution": pgettext_lazy("kind of member", "institutions"),
}
SENTENCES = {
    "age.under.rule": gettext_lazy("You must be under %(under)s on %(day)s."),
    "age.under.rule_day_open": gettext_lazy(
        "You must be under %(under)s; the day on which your age counts is to be announced."
    ),
    "age.under.wish": gettext_lazy("For people under %(under)s on %(day)s."),
    "age.under.met": gettext_lazy("Under %(under)s on %(day)s: you will be %(age)s."),
    "age.under.unmet": gettext_lazy("You must be under %(under)s on %(day)s; you will be %(age)s."),
    "age.at_least.rule": gettext_lazy("You must be at least %(youngest)s on %(day)s."),
    "age.at_least.rule_day_open": gettext_lazy(
        "You must be at least %(youngest)s; the day on which your age counts is to be announced."
    ),
    "age.at_least.wish": gettext_lazy("For people of %(youngest)s or older on %(day)s."),
    "age.at_least.met": gettext_lazy("At least %(youngest)s on %(day)s: you will be %(age)s."),
    "age.at_least.unmet": gettext_lazy("You must be at least %(youngest)s on %(day)s; you will be %(age)s."),
    "age.between.rule": gettext_lazy("You must be from %(youngest)s to %(oldest)s years old on %(day)s."),
    "age.between.rule_day_open": gettext_lazy(
        "You must be from %(youngest)s to %(oldest)s years old; the day on which your age counts is to be announced."
    ),
    "age.between.wish": gettext_lazy("For people from %(youngest)s to %(oldest)s years old on %(day)s."),
    "age.between.met": gettext_lazy("From %(youngest)s to %(oldest)s on %(day)s: you will be %(age)s."),
    "age.between.unmet": gettext_lazy(
        "You must be from %(youngest)s to %(oldest)s years old on %(day)s; you will be %(age)s."
    ),
    "member_of.any.rule": gettext_lazy("You work for a member of the network."),
    "member_of.any.met": gettext_lazy("You work for a member of the network."),
    "member_of.none.unmet": gettext_lazy("You must work for a member of the network; you have named none."),
    "member_of.kind.rule": gettext_lazy("You work for a member of one of these kinds: %(kinds)s."),
    "member_of.kind.unmet": gettext_lazy(
        "You must work for a member of one of these kinds: %(kinds)s; yours is of another kind."
    ),
    "member_of.region.rule": gettext_lazy("You work for a member in one of these regions: %(regions)s."),
    "member_of.region.unmet": gettext_lazy(
        "You must work for a member in one of these regions: %(regions)s; yours is elsewhere."
    ),
    "role_level.level.rule": gettext_lazy("Your post must be at this level or higher: %(level)s."),
    "role_level.level.met": gettext_lazy("Your post is at this level or higher: %(level)s."),
    "role_level.level.unmet": gettext_lazy(
        "Your post must be at this level or higher: %(level)s; you have given %(yours)s."
    ),
    "role_level.fields.rule": gettext_lazy("You are in charge of at least one of: %(fields)s."),
    "role_level.fields.met": gettext_lazy("You are in charge of at least one of: %(fields)s."),
    "role_level.fields.unmet": gettext_lazy("You are in charge of none of: %(fields)s."),
    "residence.inside.rule": gettext_lazy("You must live in: %(countries)s."),
    "residence.inside.met": gettext_lazy("You live in %(country)s."),
    "residence.inside.unmet": gettext_lazy("You must live in: %(countries)s; you live in %(country)s."),
    "residence.outside.rule": gettext_lazy("You must live outside: %(countries)s."),
    "residence.outside.met": gettext_lazy("You live in %(country)s."),
    "residence.outside.unmet": gettext_lazy("You must live outside: %(countries)s; you live in %(country)s."),
    "language.rule": gettext_lazy("Your %(language)s must be at %(level)s or higher."),
    "language.met": gettext_lazy("Your %(language)s is at %(yours)s; %(level)s is asked for."),
    "language.unmet": gettext_lazy(
        "Your %(language)s must be at %(level)s or higher; you have given %(yours)s."
    ),
}


def sentence(explanation: Explanation) -> str:
    """Return the explanation as a sentence in the reader's language."""
    values = {name: _shown(name, value) for name, value in explanation.params.items()}
    return str(SENTENCES[explanation.key]) % values


def _shown(name: str, value: Param) -> str:
    if isinstance(value, date):
        return dates.day(value)
    if isinstance(value, tuple):
        return format_list([_one(name, item) for item in value], style="or", locale=_locale())
    return _one(name, value)


def _one(name: str, value: Param) -> str:
    speak: Callable[[str], str] | None = {
        "level": lambda key: str(LEVELS.get(key, key)),
        "yours": lambda key: str(LEVELS.get(key, key)),
        "fields": lambda key: str(FIELDS.get(key, key)),
        "kinds": lambda key: str(MEMBER_KINDS.get(key, key)),
        "regions": _region,
        "countries": _country,
        "country": _country,
        "language": _language,
    }.get(name)
    return speak(str(value)) if speak is not None else str(value)


def _locale() -> Locale:
    try:
        return Locale.parse((get_language() or "en").replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _region(key: str) -> str:
    region = network.regions().filter(key=key).first()
    return in_language(region.name, get_language()) if region is not None else key


def _country(code: str) -> str:
    return _locale().territories.get(code, code)


def _language(code: str) -> str:
    return _locale().languages.get(code, code)
