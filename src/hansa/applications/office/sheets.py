"""Applications out as a table: what the list shows at this moment, or all of a call."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from hansa.applications import services
from hansa.applications.office.listed import LIST
from hansa.foundation.office.lists.asking import choices_of, narrowed, read
from hansa.foundation.office.lists.page import asked_of
from hansa.foundation.policy import OFFICE, policy, recent
from hansa.foundation.sheets.services import WORKBOOK_TYPE
from hansa.programmes.selectors import calls


def download(content: bytes, name: str, *, as_text: bool) -> HttpResponse:
    """Return a table as a file to keep."""
    kind = "text/csv; charset=utf-8" if as_text else WORKBOOK_TYPE
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{"csv" if as_text else "xlsx"}"'
    return response


@policy(recent(OFFICE))
def export(request: HttpRequest) -> HttpResponse:
    """Hand out what the address asks of the list; with one call chosen, the answers of its form too."""
    asked = asked_of(request)
    question = read(LIST, request.GET, choices_of(LIST, asked))
    slug = question.chosen.get("call", "")
    call: Any = calls().filter(edition__slug=slug).first() if slug else None
    as_text = request.GET.get("as") == "csv"
    content = services.export_applications(
        rows=narrowed(LIST, asked, question), call=call, by=request.user, as_text=as_text
    )
    return download(content, f"applications-{slug or 'all'}", as_text=as_text)
