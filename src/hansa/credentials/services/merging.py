"""Whose certificates they are, when somebody's two accounts become one. What was signed stays as it was signed."""

from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.credentials.enums import ClaimState, CredentialState
from hansa.credentials.models import Claim, Credential
from hansa.foundation.i18n import in_language
from hansa.foundation.merging import Collision, Line, Merge, point_at

COLUMNS = (
    "credentials.Credential.holder",
    "credentials.Claim.holder",
    "credentials.Claim.decided_by",
)


def lines(keep: Any, gone: Any) -> list[Line]:
    """Say how many certificates go over."""
    count = Credential.objects.filter(holder=gone).count()
    said = ngettext("%(count)d certificate", "%(count)d certificates", count)
    return [Line(said % {"count": count}, count)]


def collisions(keep: Any, gone: Any) -> list[Collision]:
    """Say which certificates there are twice."""
    held = {row.achievement_id: row for row in _valid(keep)}
    outcome = _("Both stay valid and can be checked; neither is signed anew.")
    return [
        Collision(
            _("Two certificates: %(title)s") % {"title": in_language(row.achievement.name, get_language())},
            f"{held[row.achievement_id].number}, {held[row.achievement_id].holder_name}",
            f"{row.number}, {row.holder_name}",
            outcome,
        )
        for row in _valid(gone)
        if row.achievement_id in held
    ]


def _valid(person: Any) -> Any:
    return Credential.objects.filter(holder=person, state=CredentialState.ISSUED).select_related(
        "achievement"
    )


def move(merge: Merge) -> dict[str, int]:
    """Let the kept account hold everything; what was issued to either is not issued again."""
    standing = {
        claim.achievement_id: claim
        for claim in Claim.objects.filter(holder=merge.keep).exclude(state=ClaimState.REFUSED)
    }
    for claim in Claim.objects.filter(holder=merge.gone).exclude(state=ClaimState.REFUSED).order_by("pk"):
        mine = standing.get(claim.achievement_id)
        if mine is not None:
            granted = claim.state == ClaimState.GRANTED and mine.state != ClaimState.GRANTED
            other = mine if granted else claim
            other.state, other.decided_at, other.decided_by = ClaimState.REFUSED, merge.now, merge.by
            other.reason = _("It was asked for from two accounts of one person; the other request counts.")
            other.save()
    for row in Credential.objects.filter(holder=merge.gone, key__endswith=f":{merge.gone.uid}"):
        key = row.key.replace(str(merge.gone.uid), str(merge.keep.uid))
        if not Credential.objects.filter(key=key).exists():
            row.key = key
            row.save(update_fields=["key"])
    return point_at(merge, (Credential, "holder"), (Claim, "holder"), (Claim, "decided_by"))
