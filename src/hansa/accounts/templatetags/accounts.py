"""What the pages of one's own account say."""

from django import template
from django.utils.translation import gettext as _

from hansa.accounts.rules import browser_of, system_of

register = template.Library()


@register.filter
def device(user_agent: str) -> str:
    """Name a device as its owner would: Firefox on Windows."""
    browser, system = browser_of(user_agent), system_of(user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A device that does not say its name")
