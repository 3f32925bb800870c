"""What the network app hangs into the staff menu."""

from django.utils.translation import gettext_lazy as _

from hansa.foundation.office.menu import MenuEntry, register


def fill() -> None:
    """Add the network and its members to the menu."""
    register(
        MenuEntry(
            key="members", label=_("Members"), url_name="network_office:members", group="network", order=10
        )
    )
    register(
        MenuEntry(
            key="network",
            label=_("The network"),
            url_name="network_office:describe",
            group="network",
            order=5,
            roles=frozenset({"programme_officer", "administrator"}),
        )
    )
    register(
        MenuEntry(
            key="offices",
            label=_("Regional offices"),
            url_name="network_office:offices",
            group="network",
            order=20,
        )
    )
