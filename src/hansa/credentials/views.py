"""Public pages: check a certificate, fetch one's own, read who signs."""

import hashlib
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from hansa.credentials import selectors, services
from hansa.credentials.adapters.typeset import ATTACHED_TYPE
from hansa.credentials.enums import CredentialState
from hansa.credentials.forms import FileForm, NumberForm
from hansa.credentials.models import Credential
from hansa.foundation import clock, scope
from hansa.foundation.policy import PUBLIC, SIGNED_IN, policy


def _report_page(
    request: HttpRequest, report: services.Report, found: Credential | None = None
) -> HttpResponse:
    checks = services.sentences(report)
    instead, unsigned = services.issued_instead(report), services.is_unsigned(report)
    asks_again = found is None and not unsigned and services.is_of_the_file(report)
    response = render(
        request,
        "credentials/report.html",
        {
            "report": report,
            "answer": services.answer(report),
            "reason": services.reason(report),
            # What fails is what one looks for: it stands first.
            "checked": sorted(
                [check for check in checks if check.state != "unknown"],
                key=lambda check: check.state != "bad",
            ),
            "unknown": [check for check in checks if check.state == "unknown"],
            "facts": services.shown_facts(report),
            "signers": [check.title for check in checks if check.kind == "signature" and check.state == "ok"],
            "credential": found,
            "instead": instead,
            "form": FileForm(),
            "unsigned": unsigned,
            "asks_again": asks_again,
            "number": NumberForm() if unsigned or (asks_again and not instead) else None,
            "checked_at": clock.now(),
        },
    )
    # About one person, for whoever holds the address: not for search engines, not for shared caches.
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


@policy(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Take a file or a number and say whether the certificate is genuine; nothing is kept."""
    files, number = FileForm(), NumberForm()
    status = 200
    if request.method == "POST":
        files = FileForm(request.POST, request.FILES)
        if files.is_valid():
            return _report_page(
                request, services.verify_file(files.cleaned_data["file"].read(), at=clock.now())
            )
        status = 422
    elif "code" in request.GET:
        number = NumberForm(request.GET)
        if number.is_valid() and number.found is not None:
            return redirect("credentials:certificate", number.found.pk)
        status = 404
    return render(request, "credentials/verify.html", {"files": files, "number": number}, status=status)


@policy(PUBLIC)
@require_safe
def certificate(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """Say whether the certificate of this id is genuine, and why."""
    found = selectors.certificate(credential_id)
    if found is None:
        # Whoever came by a code wants to know whether to rely on the sheet: that is answered, with what else to try.
        number = NumberForm({"code": str(credential_id)})
        number.is_valid()
        return render(request, "credentials/verify.html", {"files": FileForm(), "number": number}, status=404)
    return _report_page(request, services.verify_credential(found, at=clock.now()), found)


def _issued(credential_id: UUID) -> Credential:
    """The id is a capability: its holder gives it to whom they like. It opens an issued certificate only."""
    found = selectors.credential(credential_id)
    if found is None or found.state != CredentialState.ISSUED:
        raise Http404
    return found


def _file(content: bytes | str, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


@policy(PUBLIC)
@require_safe
def certificate_pdf(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """Hand out the sheet, with the signed credential inside."""
    found = _issued(credential_id)
    return _file(services.pdf_of(found), "application/pdf", f"certificate-{found.number}.pdf")


@policy(PUBLIC)
@require_safe
def certificate_json(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """Hand out the signed credential."""
    found = _issued(credential_id)
    return _file(services.document_text(found.document), ATTACHED_TYPE, f"certificate-{found.number}.json")


@policy(PUBLIC)
@require_safe
def status_list(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Publish which certificates of an issuer were withdrawn, for any verifier anywhere."""
    row = selectors.status_list(list_id)
    if row is None:
        raise Http404
    text = services.published(row, now=clock.now())
    response = HttpResponse(text, content_type=ATTACHED_TYPE)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=300"
    response["ETag"] = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


@policy(PUBLIC)
@require_GET
def did_document(request: HttpRequest, key: str) -> HttpResponse:
    """Publish a signatory's keys under its DID, for any verifier anywhere."""
    signatory = selectors.signatory(key)
    if signatory is None:
        raise Http404
    response = JsonResponse(services.did_document_of(signatory), content_type="application/did+json")
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=300"
    return response


@policy(PUBLIC)
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """Hand out every signatory's DID document, and the root of sheets: what ``--trust`` of the command takes."""
    documents = [services.did_document_of(signatory) for signatory in selectors.signatories()]
    content = {"didDocuments": documents, "sheetRoots": services.roots_in_pem()}
    response = JsonResponse(content, json_dumps_params={"indent": 2})
    response["Content-Disposition"] = content_disposition_header(True, "KEYS.json") or "attachment"
    response["Cache-Control"] = "public, max-age=300"
    return response


@policy(PUBLIC)
@require_safe
def achievement(request: HttpRequest, key: str) -> HttpResponse:
    """Say what an achievement takes and who signs for it."""
    found = selectors.achievement(key)
    if found is None:
        raise Http404
    signatories = selectors.signatories_of(found)
    return render(request, "credentials/achievement.html", {"achievement": found, "signatories": signatories})


@policy(SIGNED_IN)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show a person what they have earned and what they have asked for."""
    person = request.user
    earned = scope.visible(person, selectors.credentials_of(person))
    claims = [
        claim for claim in scope.visible(person, selectors.claims_of(person)) if claim.state != "granted"
    ]
    return render(request, "credentials/mine.html", {"earned": list(earned), "claims": claims})
