"""Two applications of one person to one call: which of them stays, and what the fingerprint of a passport is made of."""

from datetime import datetime

from hansa.applications.enums import ApplicationState as S

#: How far an application has come; the further one is the one that people have worked on.
_WEIGHT = {
    S.WITHDRAWN: 0,
    S.DRAFT: 1,
    S.DISQUALIFIED: 2,
    S.INELIGIBLE: 3,
    S.RETURNED: 4,
    S.SUBMITTED: 5,
    S.NOT_SELECTED: 6,
    S.LAPSED: 7,
    S.DECLINED: 8,
    S.ELIGIBLE: 9,
    S.UNDER_REVIEW: 10,
    S.RESERVE: 11,
    S.OFFERED: 12,
    S.CONFIRMED: 13,
}


def gone_stays(
    kept: tuple[str, datetime | None, datetime], gone: tuple[str, datetime | None, datetime]
) -> bool:
    """Tell whether the application of the account that is gone is the one to stay: it came further, or was sent first.

    Each is told by its state, when it was sent and when it was begun; where nothing tells them apart the kept
    account's stays.
    """
    ahead, behind = _WEIGHT[S(gone[0])], _WEIGHT[S(kept[0])]
    if ahead != behind:
        return ahead > behind
    return (gone[1] or gone[2]) < (kept[1] or kept[2])
