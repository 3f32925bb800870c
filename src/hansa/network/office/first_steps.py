"""What a new secretariat says of its network first."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hansa.foundation.office.start import FirstStep, register
from hansa.network import selectors


def _has_look() -> bool:
    network = selectors.network()
    return network is not None and bool(network.logo_id or network.details.get("colours"))


def fill() -> None:
    """Add the network, its look and its members to the first steps."""
    register(
        FirstStep(
            key="network",
            title=_("Say who you are"),
            text=_("Name, one sentence, city, time zone, languages. English is enough for now."),
            minutes=6,
            order=20,
            url=lambda: reverse("network_office:describe"),
            is_done=lambda: selectors.network() is not None,
        )
    )
    register(
        FirstStep(
            key="look",
            title=_("Logo and colours"),
            text=_("Two colours and a picture; we refuse what people could not read."),
            minutes=4,
            order=30,
            url=lambda: reverse("network_office:look"),
            is_done=_has_look,
            may_be_skipped=True,
        )
    )
    register(
        FirstStep(
            key="members",
            title=_("Members from a spreadsheet"),
            text=_("Hand in the list as you have it; you look at every row before anything is written."),
            minutes=10,
            order=40,
            url=lambda: reverse("network_office:sheets"),
            is_done=lambda: selectors.members().exists(),
        )
    )
