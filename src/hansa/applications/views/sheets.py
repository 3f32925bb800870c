"""What a reader was given, as a table to read offline."""

from django.http import HttpRequest, HttpResponse

from hansa.applications import services
from hansa.foundation.policy import policy, recent, roles
from hansa.foundation.sheets.services import WORKBOOK_TYPE


@policy(recent(roles("reviewer", "juror")))
def readings(request: HttpRequest) -> HttpResponse:
    """Hand out one's own readings, with nothing in them that the pages do not show."""
    as_text = request.GET.get("as") == "csv"
    content = services.export_readings(by=request.user, as_text=as_text)
    kind, ending = ("text/csv; charset=utf-8", "csv") if as_text else (WORKBOOK_TYPE, "xlsx")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="readings.{ending}"'
    return response
