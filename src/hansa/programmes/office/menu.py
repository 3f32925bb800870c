"""What the programmes app hangs into the staff menu."""

from django.utils.translation import gettext_lazy as _

from hansa.foundation.office.menu import MenuEntry, register


def fill() -> None:
    """Add packs and calls to the menu."""
    register(
        MenuEntry(
            key="calls", label=_("Calls"), url_name="programmes_office:calls", group="programmes", order=20
        )
    )
    register(
        MenuEntry(
            key="packs",
            label=_("Programme files"),
            url_name="programmes_office:packs",
            group="programmes",
            order=60,
        )
    )
