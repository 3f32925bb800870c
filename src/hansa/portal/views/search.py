"""Search over everything public, in the reader's language and by any other."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from hansa.foundation.i18n import in_language
from hansa.foundation.policy import PUBLIC, policy
from hansa.foundation.search import registry
from hansa.foundation.search.excerpts import excerpt, marked
from hansa.foundation.search.index import Answer, Entry
from hansa.foundation.search.words import asked
from hansa.portal.selectors.house import brand

PAGE = 20
LONGEST = 120


@dataclass(frozen=True)
class Found:
    """An entry as the page shows it: its title and the piece that answers, with what was asked marked."""

    url: str
    kind: str
    title: SafeString
    facts: str
    excerpt: SafeString
    language: str


def _with_marks(parts: list[tuple[str, bool]]) -> SafeString:
    return SafeString(
        "".join(f"<mark>{escape(text)}</mark>" if is_hit else escape(text) for text, is_hit in parts)
    )


def _shown(entry: Entry, question: str, language: str, labels: dict[str, str]) -> Found:
    title = in_language(entry.title, language)
    marks = marked(title, asked(question))
    piece = excerpt(entry.text, question, language)
    if not piece.has_hit and not any(is_hit for _text, is_hit in marks):
        # The word stands in the title in another language: say so, or one wonders why this was found.
        other = excerpt(entry.title, question, language)
        if other.has_hit:
            piece = other
    return Found(
        entry.url,
        labels.get(entry.kind, entry.kind),
        _with_marks(marks),
        in_language(entry.facts, language),
        _with_marks(piece.parts),
        piece.language if piece.language != language else "",
    )


@policy(PUBLIC)
def search(request: HttpRequest) -> HttpResponse:
    """Answer a question with what holds its words, best first, narrowed to one kind by a link."""
    language = get_language() or "en"
    question = " ".join(request.GET.get("q", "").split())[:LONGEST]
    kinds = registry.kinds()
    kind = request.GET.get("kind", "")
    if kind not in {known.key for known in kinds}:
        kind = ""
    index = registry.index()
    answer = index.search(question, language, kind=kind) if question else Answer([], {}, True)
    one = {known.key: str(known.one) for known in kinds}
    page = Paginator(answer.entries, PAGE).get_page(request.GET.get("page"))
    total = sum(answer.by_kind.values())
    context: dict[str, Any] = {
        "question": question,
        "kind": kind,
        "kinds": [
            (known.key, known.many, answer.by_kind[known.key], _address(question, known.key))
            for known in kinds
            if answer.by_kind.get(known.key)
        ],
        "everywhere": _address(question),
        "total": total,
        "page": page,
        "rows": [_shown(entry, question, language, one) for entry in page.object_list],
        "holds_all": answer.holds_all,
    }
    if question and not (total and answer.holds_all):
        near = index.nearest(question)
        context |= {"near": near, "near_url": _address(near) if near else ""}
    return render(request, "portal/search.html", context)


def _address(question: str, kind: str = "") -> str:
    said = {"q": question} | ({"kind": kind} if kind else {})
    return f"{reverse('portal:search')}?{urlencode(said)}"


@policy(PUBLIC)
def opensearch(request: HttpRequest) -> HttpResponse:
    """Describe the search to a browser, so that it can be asked from the address bar."""
    context = {"brand": brand(request), "base": settings.HANSA_BASE_URL.rstrip("/")}
    return render(
        request,
        "portal/opensearch.xml",
        context,
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )
