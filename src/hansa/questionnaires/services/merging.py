"""What somebody answered, when their two accounts become one."""

from typing import Any

from hansa.foundation.merging import Merge, point_at
from hansa.questionnaires.enums import ResponseState
from hansa.questionnaires.models import Response

COLUMNS = ("questionnaires.Response.respondent",)


def move(merge: Merge) -> dict[str, int]:
    """Let every response be the kept account's; of two on one subject what was sent stays, else what was written last.

    A subject is an application or the like, which moves by itself: two on one subject are hardly ever there.
    """
    held = {
        (row.questionnaire_id, row.subject): row for row in Response.objects.filter(respondent=merge.keep)
    }
    for row in Response.objects.filter(respondent=merge.gone).order_by("pk"):
        mine = held.get((row.questionnaire_id, row.subject))
        if mine is not None:
            (row if _weight(mine) >= _weight(row) else mine).delete()
    return point_at(merge, (Response, "respondent"))


def _weight(row: Response) -> tuple[Any, ...]:
    return (row.state == ResponseState.SUBMITTED, row.updated_at)
