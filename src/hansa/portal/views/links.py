"""The ways through the house, which the portal hangs into the frame of every page."""

from django.utils.translation import gettext_lazy

from hansa.foundation.office.menu import MenuEntry, register
from hansa.foundation.policy import OFFICE_ROLES
from hansa.foundation.ui.frame import FrameLink, register_link

LINKS = (
    FrameLink("programmes", gettext_lazy("Programmes"), "portal:programmes", "main", 10),
    FrameLink("courses", gettext_lazy("Courses"), "learning:courses", "main", 20),
    FrameLink("members", gettext_lazy("Cities"), "network:members", "main", 30),
    FrameLink("offices", gettext_lazy("Offices"), "network:offices", "main", 40),
    FrameLink("verify", gettext_lazy("Verify"), "credentials:verify", "main", 50),
    FrameLink("take-programmes", gettext_lazy("All programmes"), "portal:programmes", "take_part", 10),
    FrameLink("take-courses", gettext_lazy("Free courses"), "learning:courses", "take_part", 20),
    FrameLink(
        "take-join",
        gettext_lazy("Create an account"),
        "account_signup",
        "take_part",
        30,
        for_strangers=True,
    ),
    FrameLink("net-members", gettext_lazy("Cities and other members"), "network:members", "network", 10),
    FrameLink("net-offices", gettext_lazy("Regional offices"), "network:offices", "network", 20),
    FrameLink("net-partners", gettext_lazy("Partners"), "network:partners", "network", 30),
    FrameLink("net-about", gettext_lazy("About us"), "portal:about", "network", 40),
    FrameLink("net-contact", gettext_lazy("Contact"), "portal:contact", "network", 50),
    FrameLink("check-verify", gettext_lazy("Verify a certificate"), "credentials:verify", "check", 10),
    FrameLink("check-access", gettext_lazy("Accessibility"), "portal:accessibility", "check", 20),
    FrameLink("check-privacy", gettext_lazy("Privacy"), "portal:privacy", "check", 30),
    FrameLink("my", gettext_lazy("My page"), "portal:my", "person", 10),
    FrameLink("my-certificates", gettext_lazy("My certificates"), "credentials:mine", "person", 20),
    FrameLink(
        "my-nominations",
        gettext_lazy("My city’s nominations"),
        "applications:nominations",
        "person",
        30,
        frozenset({"coordinator"}),
    ),
    FrameLink(
        "my-reviews",
        gettext_lazy("My reviews"),
        "applications:reviews",
        "person",
        40,
        frozenset({"reviewer", "juror"}),
    ),
    FrameLink(
        "my-interviews",
        gettext_lazy("My interviews"),
        "applications:interviews",
        "person",
        45,
        frozenset({"reviewer", "juror"}),
    ),
    FrameLink("office", gettext_lazy("Office"), "portal:desk", "person", 50, OFFICE_ROLES),
    FrameLink("account-profile", gettext_lazy("My details"), "accounts:profile", "account", 10),
    FrameLink("account-email", gettext_lazy("E-mail address"), "account_email", "account", 20),
    FrameLink("account-password", gettext_lazy("Password"), "account_change_password", "account", 30),
    FrameLink("account-mfa", gettext_lazy("Second factor"), "mfa_index", "account", 40),
    FrameLink("account-sessions", gettext_lazy("Where I am signed in"), "usersessions_list", "account", 50),
)


def hang_links() -> None:
    """Hang the ways through the house into the frame, and the desk into the staff menu."""
    for link in LINKS:
        register_link(link)
    register(
        MenuEntry(key="desk", label=gettext_lazy("Desk"), url_name="portal:desk", group="today", order=0)
    )
