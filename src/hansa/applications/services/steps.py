"""One step of an application: asked of the table, written, kept in its history and in the audit log."""

from datetime import datetime
from typing import Any

from hansa.applications.models import Application, StateChange
from hansa.applications.rules import transitions
from hansa.foundation.audit.services import record


def step(
    application: Application,
    act: str,
    *,
    role: str,
    by: Any,
    now: datetime,
    reason: str = "",
    facts: dict[str, bool] | None = None,
) -> Application:
    """Move a locked application as the table says; raises ``ActRefused`` or ``GuardRefused``."""
    origin = application.state
    application.state = transitions.state_after(origin, act, role=role, facts=facts)
    application.changed_at = now
    application.save()
    StateChange.objects.create(
        application=application, act=act, origin=origin, to=application.state, by=by, at=now, reason=reason
    )
    record(by, f"application.{act}", application, origin=origin, to=str(application.state))
    return application
