"""What a reader sees and does, by whichever door they came: their list, a score sheet, a file, the talk after it.

Nobody sees another's score before sending their own; what a call hides of its applicants is in none of it.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hansa.accounts.selectors import country_names
from hansa.applications import permissions, selectors, services
from hansa.applications.enums import ReviewState
from hansa.applications.forms import CommentForm, NoteForm, ReasonForm
from hansa.applications.models import Application, Document, Review
from hansa.applications.rules import blinding
from hansa.applications.rules.terms import Terms
from hansa.foundation import clock, scope
from hansa.foundation.i18n import in_language
from hansa.foundation.storage.services import response_for
from hansa.foundation.ui.icons import status
from hansa.questionnaires import services as questions


@dataclass(frozen=True)
class Door:
    """By which addresses a reader goes in and out; ``leave`` where they came by a personal link."""

    listing: str
    sheet: str
    conflict: str
    file: str
    talk: str
    letter: str
    leave: str = ""


def listed(request: HttpRequest, person: Any, door: Door) -> HttpResponse:
    """List what was given to one to read, what is still to do first."""
    language = get_language() or "en"
    lines = [_line(row, language, door) for row in selectors.reading_of(person)]
    lines.sort(key=lambda line: (_ORDER[line["state"]], line["number"]))
    context = {
        "door": door,
        "juror": person,
        "lines": lines,
        "has_cities": any(line["city"] for line in lines),
        "todo": sum(1 for line in lines if line["is_due"]),
        "begun": sum(1 for line in lines if line["state"] == ReviewState.DRAFT),
        "sent": sum(1 for line in lines if line["state"] == ReviewState.SUBMITTED),
        "first": next((line for line in lines if line["is_due"]), None),
    }
    return render(request, "applications/reviews.html", context)


# What was begun comes first, then what waits; what is done comes last.
_ORDER = {ReviewState.DRAFT: 0, ReviewState.ASSIGNED: 1, ReviewState.SUBMITTED: 2}
_SHAPES = {ReviewState.DRAFT: "half", ReviewState.ASSIGNED: "ring", ReviewState.SUBMITTED: "done"}


def _line(row: tuple[Any, ...], language: str, door: Door) -> dict[str, Any]:
    uid, state, points, _sent_at, number, city, title, hidden, opened_at, closed_at = row
    said = ReviewState(state)
    return {
        "url": reverse(door.sheet, args=[uid]),
        "state": said,
        "said": status(_SHAPES[said], said.label),
        "is_due": said in (ReviewState.ASSIGNED, ReviewState.DRAFT),
        "is_talked_about": said == ReviewState.SUBMITTED and opened_at is not None and closed_at is None,
        "points": points,
        "number": number,
        "city": "" if blinding.CITY in (hidden or ()) else in_language(city, language),
        "title": in_language(title, language),
    }


def sheet(request: HttpRequest, person: Any, door: Door, uid: str) -> HttpResponse:
    """One application beside its score sheet; a draft is kept, a sent one stays unless the readers talk about it."""
    row = own(person, uid)
    if row is None:
        return closed(request, person, door)
    page = _Sheet(request, person, door, row)
    if request.method == "POST":
        response = page.keep()
        if response is not None:
            return response
    else:
        _log_opening(request, person, row)
    return render(request, "applications/review.html", page.context())


def _log_opening(request: HttpRequest, person: Any, row: Review) -> None:
    """Log that an application is opened before anything is put down, once a session."""
    opened = request.session.get("readings", [])
    if row.state == ReviewState.ASSIGNED and row.pk not in opened:
        request.session["readings"] = [*opened[-500:], row.pk]
        services.record_opened(review=row, by=person)


def own(person: Any, uid: str) -> Review | None:
    """Return one's own sheet; nothing where it is closed because of a conflict; 404 where it was never one's own."""
    try:
        return selectors.own_review_or_404(person, uid)
    except Http404:
        if selectors.was_given(person, uid):
            return None
        raise


def closed(request: HttpRequest, person: Any, door: Door) -> HttpResponse:
    """Say that it is closed, and nothing of what it was."""
    context = {"door": door, "juror": person}
    return render(request, "applications/review_closed.html", context)


class _Sheet:
    """The score sheet as it is shown: the rubric's own form, and a comment where it has none."""

    def __init__(self, request: HttpRequest, person: Any, door: Door, row: Review) -> None:
        self.request, self.person, self.door, self.row = request, person, door, row
        self.call = row.application.call
        self.terms = selectors.terms_of(self.call)
        self.definition = services.rubric_of(self.call)
        self.language = get_language() or "en"
        self.talk = selectors.talk_about(row.application) if row.state == ReviewState.SUBMITTED else None
        self.sends = request.method == "POST" and "send" in request.POST
        self.moved = False
        data = request.POST if request.method == "POST" else None
        has_words = any(entry["kind"] == "long_text" for entry in self.definition["questions"])
        kind = questions.form_class(self.definition, self.language, draft=not self.sends)
        self.form = kind(data, initial=questions.initial_for(self.definition, row.scores))
        self.comment = None if has_words else CommentForm(data, initial={"comment": row.comment})

    def keep(self) -> HttpResponse | None:
        """Keep or send what was filled in; return where to go, or None to show the sheet again."""
        scores = questions.answers_of(self.form)
        words = self.comment.cleaned_data["comment"] if self.comment and self.comment.is_valid() else ""
        known: dict[str, Any] = {"review_id": self.row.pk, "scores": scores, "comment": words}
        quietly = bool(self.request.headers.get("X-Autosave"))
        try:
            if self.sends:
                return None if self.form.errors else self._sent(known)
            saved = services.save_review(**known, revision=self._revision(), by=self.person, now=clock.now())
        except services.ReviewMoved as moved:
            if quietly:
                return JsonResponse({"conflict": True}, status=409)
            self.row.revision, self.moved = moved.review.revision, True
            return None
        except services.REFUSALS as refusal:
            if quietly:
                return JsonResponse({"refused": services.sentence_of(refusal)}, status=409)
            messages.error(self.request, services.sentence_of(refusal))
            return redirect(self.door.listing)
        if quietly:
            return JsonResponse({"revision": saved.revision})
        if self.form.errors:
            return None
        messages.success(self.request, _("Your draft is kept."))
        return redirect(self.door.sheet, uid=self.row.uid)

    def _sent(self, known: dict[str, Any]) -> HttpResponse:
        if self.row.state == ReviewState.SUBMITTED and self.talk is not None:
            services.change_review(**known, by=self.person, now=clock.now())
            messages.success(self.request, _("Your new scores count. The earlier ones stay on record."))
            return redirect(self.door.sheet, uid=self.row.uid)
        services.submit_review(**known, revision=self._revision(), by=self.person, now=clock.now())
        messages.success(self.request, _("Your scores are with the secretariat."))
        return redirect(self.door.listing)

    def _revision(self) -> int:
        try:
            return int(self.request.POST.get("revision", ""))
        except ValueError:
            return self.row.revision

    def context(self) -> dict[str, Any]:
        application = self.row.application
        sent = self.row.state == ReviewState.SUBMITTED
        opened = permissions.kinds_opened_to_readers(self.terms)
        everyone = selectors.reviews_in_office(application) if sent else []
        is_open = self.talk is not None and self.talk.is_open
        return {
            "door": self.door,
            "juror": self.person,
            "review": self.row,
            "application": application,
            "edition": self.call.edition,
            "city": ""
            if self.terms.hides(blinding.CITY)
            else in_language(application.member.name, self.language),
            "answers": answers_shown(application, self.terms, self.language),
            "files": [
                (self.terms.document(document.kind), document, reverse(self.door.file, args=[document.uid]))
                for document in (selectors.own_documents(application) if opened else [])
                if document.kind in opened
            ],
            "letters": letters_shown(application, self.terms, self.door) if self.terms.referees else [],
            "form": self.form,
            "comment": self.comment,
            "revision": self.row.revision,
            "moved": self.moved,
            "sent": sent,
            "own": questions.readable_answers(self.definition, self.row.scores, self.language)
            if sent
            else [],
            "most": questions.rubric_most(self.definition),
            "others": [
                (letter, other.total)
                for letter, other in zip(READER_LETTERS, everyone, strict=False)
                if other.state == ReviewState.SUBMITTED and other.pk != self.row.pk
            ],
            "notes": self._notes(everyone),
            "may_talk": is_open,
            "is_over": self.talk is not None and not is_open,
            "note_form": NoteForm(auto_id="note_%s") if is_open else None,
            "conflict": None if sent else ReasonForm(label=_("What connects you?"), auto_id="conflict_%s"),
        }

    def _notes(self, everyone: list[Review]) -> list[dict[str, Any]]:
        """What was said, by letters instead of names: readers do not know each other's."""
        if self.talk is None:
            return []
        names = {one.reviewer_id: letter for letter, one in zip(READER_LETTERS, everyone, strict=False)}
        return [
            {
                "who": _("You")
                if note.author_id == self.person.pk
                else _("Reader %(letter)s") % {"letter": names.get(note.author_id, "–")},
                "text": note.text,
                "at": note.written_at,
            }
            for note in self.talk.notes
        ]


READER_LETTERS = "ABCDEFGHIJKLMNOPQRST"


def answers_shown(application: Application, terms: Terms, language: str) -> list[tuple[str, str]]:
    """Return what the applicant answered as readers may know it: what the call hides is covered."""
    definition, answers = selectors.questions_and_answers(application, terms)
    if terms.hides(blinding.CITY):
        entries = [
            entry
            for entry in definition.get("questions", [])
            if entry["kind"] != "country" and entry["key"] not in blinding.CITY_QUESTIONS
        ]
        definition = {**definition, "questions": entries}
    readable = questions.readable_answers(definition, answers, language)
    words = _hidden_words(application, terms)
    written = {
        in_language(entry["label"], language)
        for entry in definition.get("questions", [])
        if entry["kind"] in ("text", "long_text")
    }
    return [(label, blinding.covered(text, words) if label in written else text) for label, text in readable]


def letters_shown(application: Application, terms: Terms, door: Door) -> list[dict[str, str]]:
    """Return what referees wrote as readers may know it: where a call hides somebody, who wrote and on paper is hidden."""
    words = _hidden_words(application, terms)
    shown = []
    for row in selectors.letters_about(application):
        is_blind = bool(terms.hidden)
        also = blinding.names_of(row.name) if is_blind else []
        shown.append(
            {
                "who": "" if is_blind else f"{row.name}, {row.relation}",
                "text": blinding.covered(services.letter_text(row), [*words, *also]),
                "url": reverse(door.letter, args=[row.uid]) if row.file is not None and not is_blind else "",
                "is_hidden": str((is_blind and row.file is not None) or ""),
            }
        )
    return shown


def _hidden_words(application: Application, terms: Terms) -> list[str]:
    """Return the words by which readers would know the applicant, or the city where the call hides it."""
    words = blinding.names_of(application.applicant.name, application.applicant.addressed_as)
    if terms.hides(blinding.CITY):
        words += [name for name in application.member.name.values() if name]
        country = application.member.country
        words += [names[country] for one in LANGUAGES if country in (names := country_names(one))]
    return words


LANGUAGES = ("en", "fr", "de", "it", "ar", "ko", "zh-hans")


def declare(request: HttpRequest, person: Any, door: Door, uid: str) -> HttpResponse:
    """Close an application to oneself for good."""
    row = own(person, uid)
    if row is None:
        return redirect(door.listing)
    try:
        services.declare_conflict(
            review_id=row.pk, reason=request.POST.get("reason", ""), by=person, now=clock.now()
        )
        messages.success(request, _("It is closed to you from now on. Somebody else reads it."))
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect(door.listing)


def say(request: HttpRequest, person: Any, door: Door, uid: str) -> HttpResponse:
    """Add a note to the talk about an application one has scored."""
    row = own(person, uid)
    if row is None:
        return redirect(door.listing)
    try:
        services.say(review_id=row.pk, text=request.POST.get("text", ""), by=person, now=clock.now())
    except services.REFUSALS as refusal:
        messages.error(request, services.sentence_of(refusal))
    return redirect(reverse(door.sheet, args=[uid]) + "#talk")


def file(person: Any, uid: str) -> HttpResponse:
    """Open a file that the call opens to readers, under a name that tells nothing."""
    found = scope.visible_or_404(
        person, Document.objects.select_related("file", "application__call"), uid=uid
    )
    if found.file is None or not found.file.size:
        raise Http404
    services.record_opening(document_id=found.pk, by=person, now=clock.now())
    response = response_for(found.file)
    ending = found.file.name.rpartition(".")[2]
    name = f"{found.application.number}-{found.kind}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
