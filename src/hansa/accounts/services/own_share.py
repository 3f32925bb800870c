"""What an account itself hands over when it becomes part of another: addresses, roles, the stronger second factor."""

from importlib import import_module
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.foundation.i18n import listed
from hansa.foundation.merging import Collision, Line, Merge, point_at
from hansa.foundation.ui import dates

from .. import rules, selectors
from ..enums import Role
from ..models import Likeness, Person, RoleGrant

COLUMNS = (
    *("accounts.RoleGrant.person", "accounts.RoleGrant.granted_by", "accounts.Person.merged_into"),
    *("accounts.Likeness.one", "accounts.Likeness.other", "accounts.Likeness.decided_by"),
    *("accounts.Person_groups.person", "accounts.Person_user_permissions.person"),
    *("account.EmailAddress.user", "mfa.Authenticator.user", "usersessions.UserSession.user"),
)
#: Nobody can receive mail there: the top-level domain is set aside for this (RFC 2606).
NOWHERE = "merged.invalid"


def lines(keep: Person, gone: Person) -> list[Line]:
    """Say what of the account itself goes over."""
    roles = RoleGrant.objects.filter(person=gone).exclude(
        role__in=RoleGrant.objects.filter(person=keep).values("role")
    )
    labels = dict(Role.choices)
    named = [str(labels.get(role, role)) for role in roles.order_by("role").values_list("role", flat=True)]
    found = []
    if gone.merged_into_id is None:
        found.append(Line(_("Signing in with %(address)s") % {"address": gone.email}))
    if named:
        found.append(Line(_("Roles: %(roles)s") % {"roles": listed(named)}, len(named)))
    return found


def collisions(keep: Person, gone: Person) -> list[Collision]:
    """Say which second factor stays, and where what both say of themselves differs."""
    if gone.merged_into_id is not None:
        return []
    found = []
    held = {one.pk: _factor(one) for one in (keep, gone)}
    if held[gone.pk]:
        stays = _("The second factor of the account that is gone signs in; the other is taken out.")
        if held[keep.pk] >= held[gone.pk]:
            stays = _("The second factor of the account that stays signs in, as before.")
        mine, theirs = _factor_said(held[keep.pk]), _factor_said(held[gone.pk])
        found.append(Collision(_("Second factor"), mine, theirs, stays))
    pairs = (
        (_("Name"), keep.name, gone.name),
        (_("Date of birth"), _day(keep.birth_date), _day(gone.birth_date)),
        (_("Country"), _country(keep), _country(gone)),
    )
    found += [
        Collision(title, kept, other, _("The account that stays keeps what it says."))
        for title, kept, other in pairs
        if kept and other and kept != other
    ]
    sessions = UserSession.objects.filter(user=gone).count()
    if sessions:
        ended = ngettext("%(count)d device", "%(count)d devices", sessions) % {"count": sessions}
        found.append(Collision(_("Signed in now"), "–", ended, _("They are signed out at once.")))
    return found


def move(merge: Merge) -> dict[str, int]:
    """Hand over what is an account's own, and close the one that is gone: it keeps who it became."""
    keep, gone = merge.keep, merge.gone
    moved = {"roles": _roles(merge), "addresses": _addresses(keep, gone), "factors": _factors(keep, gone)}
    moved["sessions"] = _end_sessions(gone)
    moved |= point_at(merge, (RoleGrant, "granted_by"), (Likeness, "decided_by"), (Person, "merged_into"))
    keep.groups.add(*gone.groups.all())
    keep.user_permissions.add(*gone.user_permissions.all())
    gone.groups.clear()
    gone.user_permissions.clear()
    for blank in ("name", "addressed_as", "birth_date", "country"):
        if not getattr(keep, blank) and getattr(gone, blank):
            setattr(keep, blank, getattr(gone, blank))
    keep.save()
    gone.email = f"{gone.uid.hex}@{NOWHERE}"
    gone.set_unusable_password()
    gone.is_active, gone.is_superuser = False, False
    gone.merged_into, gone.merged_at = keep, gone.merged_at or merge.now
    gone.save()
    for person in (keep, gone):
        person.__dict__.pop("roles", None)
    return {name: count for name, count in moved.items() if count}


def _roles(merge: Merge) -> int:
    held = set(RoleGrant.objects.filter(person=merge.keep).values_list("role", flat=True))
    RoleGrant.objects.filter(person=merge.gone, role__in=held).delete()
    return RoleGrant.objects.filter(person=merge.gone).update(person=merge.keep)


def _addresses(keep: Person, gone: Person) -> int:
    """Let every address of the account that is gone belong to the one that stays, proven where it was proven."""
    if not gone.email.endswith(f"@{NOWHERE}"):
        EmailAddress.objects.get_or_create(user=gone, email=gone.email)
    if not EmailAddress.objects.filter(user=keep).exists():
        EmailAddress.objects.create(user=keep, email=keep.email, primary=True)
    own = {row.email: row for row in EmailAddress.objects.filter(user=keep)}
    moved = 0
    for row in EmailAddress.objects.filter(user=gone):
        there = own.get(row.email)
        if there is None:
            EmailAddress.objects.filter(pk=row.pk).update(user=keep, primary=False)
            moved += 1
            continue
        row.delete()
        if row.verified and not there.verified:
            there.verified = True
            there.save(update_fields=["verified"])
    return moved


def _factor(person: Person) -> rules.Factor:
    return rules.factor_of(Authenticator.objects.filter(user=person).values_list("type", flat=True))


def _factor_said(factor: rules.Factor) -> str:
    said = {
        rules.Factor.NONE: _("none"),
        rules.Factor.APP: _("an authenticator app"),
        rules.Factor.PASSKEY: _("a passkey"),
    }
    return said[factor]


def _factors(keep: Person, gone: Person) -> int:
    """Keep the second factors of the account whose are stronger, all of them, and none of the other's.

    They are not put together: whoever could open either account alone opens no more with both.
    """
    if _factor(gone) > _factor(keep):
        Authenticator.objects.filter(user=keep).delete()
        return Authenticator.objects.filter(user=gone).update(user=keep)
    Authenticator.objects.filter(user=gone).delete()
    return 0


def _end_sessions(gone: Person) -> int:
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    sessions = list(UserSession.objects.filter(user=gone))
    for session in sessions:
        store(session_key=session.session_key).delete()
        session.delete()
    return len(sessions)


def _day(value: Any) -> str:
    return dates.day(value) if value else ""


def _country(person: Person) -> str:
    return selectors.country_names(get_language() or "en").get(person.country, person.country)
