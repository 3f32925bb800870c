"""Pictures of which a part is shown, read for the applicant whose they are."""

from hansa.applications.models import Application, Framing
from hansa.foundation.prepared import Prepared

_framings = Prepared(
    lambda application: (
        Framing.objects.filter(document__application=application, document__replaced_at__isnull=True)
        .select_related("document", "picture")
        .order_by("pk")
    )
)


def framings_of(application: Application) -> list[Framing]:
    """Return the pictures of an application that one can still choose a part of."""
    return _framings.ask(application.pk)


def framing_of(application: Application, kind: str) -> Framing | None:
    """Return the picture of this kind that one can still choose a part of, if there is one."""
    return next((row for row in framings_of(application) if row.document.kind == kind), None)
