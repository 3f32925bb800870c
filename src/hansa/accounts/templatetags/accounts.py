"""What the pages of one's own account say."""

from django import template
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from hansa.accounts.rules import browser_of, system_of

register = template.Library()


@register.filter
def device(user_agent: str) -> str:
    """Name a device as its owner would: Firefox on Windows."""
    browser, system = browser_of(user_agent), system_of(user_agent)
    if browser and system:
        said = _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
        # It begins with a name in Latin letters; without the mark the whole line would run from left to right.
        return f"\u200f{said}" if get_language_bidi() else said
    return browser or system or _("A device that does not say its name")
