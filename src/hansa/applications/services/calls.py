"""The call moves along with its applications."""

from datetime import datetime
from typing import Any

from hansa.programmes.services import MoveRefused, advance_call


def turn(call: Any, act: str, *, by: Any, now: datetime) -> None:
    """Take the call a step further where it stands before that step; otherwise leave it.

    A rolling call, or a second round of readers, does not go back.
    """
    try:
        advance_call(call_id=call.pk, act=act, by=by, now=now)
    except MoveRefused:
        return
