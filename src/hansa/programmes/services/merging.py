"""Whose the acts around calls and packs were, when somebody's two accounts become one."""

from hansa.foundation.merging import Merge, point_at
from hansa.programmes.models import (
    Addressee,
    Amendment,
    Attachment,
    CallMailing,
    Photograph,
    Rehearsal,
    UploadedPack,
)

COLUMNS = (
    *("programmes.Amendment.by", "programmes.CallMailing.ordered_by", "programmes.Addressee.person"),
    *("programmes.Attachment.added_by", "programmes.UploadedPack.uploaded_by"),
    *("programmes.Rehearsal.requested_by", "programmes.Photograph.added_by"),
)


def move(merge: Merge) -> dict[str, int]:
    """Let the kept account be who was written to and who acted; nobody is written to twice for one member."""
    told = set(Addressee.objects.filter(person=merge.keep).values_list("mailing_id", "member_id"))
    for row in Addressee.objects.filter(person=merge.gone):
        if (row.mailing_id, row.member_id) in told:
            row.delete()
    return point_at(
        merge,
        (Addressee, "person"),
        (Amendment, "by"),
        (CallMailing, "ordered_by"),
        (Attachment, "added_by"),
        (Photograph, "added_by"),
        (UploadedPack, "uploaded_by"),
        (Rehearsal, "requested_by"),
    )
