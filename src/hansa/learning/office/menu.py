"""What learning hangs into the menus."""

from django.utils.translation import gettext_lazy as _

from hansa.foundation.office.menu import MenuEntry, register
from hansa.foundation.ui.frame import FrameLink, register_link


def fill() -> None:
    """Add the courses to the staff menu and to the masthead."""
    register(
        MenuEntry(
            key="courses",
            label=_("Courses"),
            url_name="learning_office:courses",
            group="programmes",
            order=40,
        )
    )
    register_link(
        FrameLink(key="courses", label=_("Courses"), url_name="learning:courses", place="main", order=20)
    )
