"""What can be found that no other app has: the pages of the house; and the names of all kinds."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from hansa.foundation.search.index import Entry
from hansa.foundation.search.registry import Kind, register_kind, register_source

KINDS = (
    Kind("member", _("Cities and members"), pgettext_lazy("kind of thing found", "Member"), 10),
    Kind("programme", _("Programmes"), pgettext_lazy("kind of thing found", "Programme"), 20),
    Kind("edition", _("Editions"), pgettext_lazy("kind of thing found", "Edition"), 30),
    Kind("course", _("Courses"), pgettext_lazy("kind of thing found", "Course"), 40),
    Kind("lecture", _("Lectures"), pgettext_lazy("kind of thing found", "Lecture"), 50),
    Kind("event", _("Workshops and gatherings"), pgettext_lazy("kind of thing found", "Gathering"), 60),
    Kind("award", _("Awards"), pgettext_lazy("kind of thing found", "Award"), 70),
    Kind("office", _("Offices"), pgettext_lazy("kind of thing found", "Office"), 80),
    Kind("partner", _("Partners"), pgettext_lazy("kind of thing found", "Partner"), 90),
    Kind(
        "page",
        pgettext_lazy("kinds of things found", "Pages"),
        pgettext_lazy("kind of thing found", "Page"),
        100,
    ),
)

#: The house's own pages: the name of the address, the title, and what one comes there for.
PAGES: tuple[tuple[str, str | Promise, str | Promise], ...] = (
    ("portal:programmes", _("All programmes"), _("What is open now, what comes, and the archive.")),
    ("learning:courses", _("Free courses"), _("Lectures one can begin today, with captions.")),
    ("network:members", _("Cities and other members"), _("Who belongs to the network, on a map and in a list.")),
    ("network:offices", _("Regional offices"), _("Where they are, their hours, and whether they are open now.")),
    ("network:partners", _("Partners"), _("Schools, institutions and organisations we work with.")),
    ("credentials:verify", _("Verify a certificate"), _("Drop the file or type the code; no account is needed.")),
    ("portal:about", _("About us"), _("Who we are and who answers.")),
    ("portal:privacy", _("Privacy"), _("What we keep of you, for how long, and how to get it or have it erased.")),
    ("portal:accessibility", _("Accessibility"), _("How this site is made so that everybody can use it.")),
    ("account_signup", _("Create an account"), _("To apply, to learn, to register for a workshop.")),
    ("account_login", _("Sign in"), ""),
)  # fmt: skip


def _in_every_language(text: str | Promise) -> dict[str, str]:
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = str(text)
    return said


def pages() -> Iterator[Entry]:
    """Yield the house's own pages as search shows them."""
    for name, title, about in PAGES:
        yield Entry(
            "page", reverse(name), _in_every_language(title), _in_every_language(about) if about else {}
        )


def open_search() -> None:
    """Name the kinds of things that can be found, and add the house's own pages."""
    for kind in KINDS:
        register_kind(kind)
    register_source(pages)
