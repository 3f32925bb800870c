"""What a status list of a million certificates costs to serve, 10,000 of them withdrawn: `python -m tools.bench_status`.

In the bench's own data, inside a transaction that is taken back.
"""

import statistics
import sys
import time
from typing import Any

GOAL_MS = 50.0
PLACES, WITHDRAWN = 1_000_000, 10_000


def measured() -> list[tuple[str, float, str, float]]:
    """Return the figures as the bench writes them: the list signed anew, and as it is kept."""
    from django.db import transaction

    with transaction.atomic():
        try:
            return _measured()
        finally:
            transaction.set_rollback(True)


def _measured() -> list[tuple[str, float, str, float]]:
    import random

    from hansa.credentials.models import Credential, StatusList
    from hansa.credentials.services import status
    from hansa.foundation import clock

    now = clock.now()
    example = Credential.objects.filter(state="issued").select_related("achievement").earliest("created_at")
    issuer = example.achievement.required.select_related("signatory")[0].signatory
    row = StatusList.objects.create(
        issuer=issuer, address="https://example.org/status/1/", size=PLACES, changed_at=now, created_at=now
    )
    places = random.Random(7).sample(range(PLACES), WITHDRAWN)
    Credential.objects.bulk_create(
        [
            Credential(
                key=f"bench:{place}",
                achievement_id=example.achievement_id,
                holder_id=example.holder_id,
                holder_name="",
                language="en",
                state="revoked",
                document={},
                short_code=f"B{number}",
                created_at=now,
                status_list=row,
                status_index=place,
            )
            for number, place in enumerate(places)
        ],
        batch_size=500,
    )
    status.published(row, now=now)
    fresh = [_once(lambda: _anew(status, row, now)) for _ in range(7)]
    kept = [_once(lambda: status.published(row, now=now)) for _ in range(7)]
    size = len(status.published(row, now=now).encode()) / 1024
    return [
        ("status list of a million, signed anew.cpu", round(statistics.median(fresh), 2), "ms", GOAL_MS),
        ("status list of a million, kept.cpu", round(statistics.median(kept), 2), "ms", GOAL_MS),
        ("status list of a million.size", round(size, 1), "KB", 64.0),
    ]


def _anew(status: Any, row: Any, now: Any) -> None:
    status.forget()
    status.published(row, now=now)


def _once(what: Any) -> float:
    began = time.process_time()
    what()
    return (time.process_time() - began) * 1000


def main() -> int:
    """Measure on the bench's data, and print."""
    from tools import bench

    bench.prepare()
    import django

    django.setup()
    print(bench.table(bench.Figure(*figure) for figure in measured()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
