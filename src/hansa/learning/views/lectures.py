"""A lecture: film, captions, transcript, and the reports of the player."""

import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hansa.foundation import clock
from hansa.foundation.i18n import in_language, listed
from hansa.foundation.policy import SIGNED_IN, policy
from hansa.foundation.ui import dates
from hansa.foundation.ui.frame import OWN_NAMES
from hansa.learning import selectors, services
from hansa.learning.enums import DataChoice
from hansa.learning.forms import ReportForm
from hansa.learning.models import Enrolment, Lecture, LectureProgress
from hansa.learning.permissions import can_preview
from hansa.learning.rules import progress as rules
from hansa.media import selectors as media
from hansa.media.services import film_address

from .common import context_of, course_for, crumbs

CAPTIONS_COOKIE = "hansa_captions"
RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True, slots=True)
class Captions:
    """A caption track with what it calls its language, and whether it is the one that is shown."""

    track: Any
    name: str
    is_chosen: bool


@policy(SIGNED_IN)
@require_safe
def lecture(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show a lecture to whoever is enrolled: film, captions, transcript, what comes next."""
    course, enrolment = course_for(request, slug)
    shape = selectors.shape_of(course)
    found = shape.lectures.get(key)
    if found is None:
        raise Http404
    if enrolment is None and not can_preview(request.user, course):
        messages.info(request, _("Lectures open when you enrol. It is free."))
        return redirect("learning:course", slug)
    now = clock.now()
    seen = selectors.seen_by(enrolment, with_bits=True) if enrolment else {}
    if enrolment and (found.pk not in seen or enrolment.last_lecture_id != found.pk):
        # Most visits are not the first: only where there is something to note is anything written.
        try:
            services.open_lecture(enrolment_id=enrolment.pk, lecture_key=key, now=now)
        except services.LectureShut as shut:
            messages.info(request, _opening(shut.on))
            return redirect("learning:course", slug)
        seen.setdefault(found.pk, selectors.Seen(0, 0.0, None))
    outline = selectors.outline(course, enrolment, now, seen=seen)
    progress = seen.get(found.pk)
    title = in_language(found.title, get_language())
    response = render(
        request,
        "learning/lecture.html",
        context_of(
            course,
            enrolment,
            lecture=found,
            brick=outline.brick(found),
            row=next(row for row in outline.rows if row.part and row.part.pk == found.part_id),
            is_enrolled=enrolment is not None,
            following=outline.after(found),
            progress=progress,
            bits=bytes(progress.bits).hex() if progress else "",
            crumbs=crumbs(course, get_language() or "en", (title, "")),
            **_shown(request, shape, found, enrolment, progress),
        ),
    )
    if "captions" in request.GET and request.GET["captions"] in OWN_NAMES:
        response.set_cookie(
            CAPTIONS_COOKIE, request.GET["captions"], max_age=365 * 24 * 3600, samesite="Lax", httponly=True,
            secure=request.is_secure(),
        )  # fmt: skip
    return response


def _opening(on: Any) -> str:
    if on is None:
        return _("This lecture is not out yet. Its day is to be announced.")
    return _("This lecture opens on %(day)s.") % {"day": dates.day(on)}


def _shown(
    request: HttpRequest,
    shape: selectors.Shape,
    lecture: Lecture,
    enrolment: Enrolment | None,
    progress: selectors.Seen | None,
) -> dict[str, Any]:
    """Return film, captions and transcript as the learner wants them."""
    video = selectors.film_of(shape.course, lecture)
    if video is None:
        return {"video": None}
    languages = shape.keep("captions", video.pk, lambda: {one.language for one in media.tracks(video)})
    asked = request.GET.get("captions") or request.COOKIES.get(CAPTIONS_COOKIE) or get_language()
    wanted = asked if asked in languages else ""
    awaited = ""
    if languages and not wanted and asked in OWN_NAMES:
        awaited = shape.keep(
            "awaited", (video.pk, asked, get_language()), lambda: _awaited(video, str(asked))
        )
    choice = enrolment.data_choice if enrolment else DataChoice.FILM
    # All but where one stopped is the same for everybody who chose the same.
    film = shape.keep(
        "film", (video.pk, wanted, str(choice), get_language()), lambda: _film(video, wanted, choice)
    )
    position = progress.position_s if progress else 0.0
    # The address says where to go on, so that it works without a script; near the end one begins anew.
    resumes = 5 <= position < video.duration_s - 10
    return {
        **film,
        "awaited": awaited,
        "address": film_address(film["file"]) if film["file"] else "",
        "resume_at": int(position) if resumes else 0,
        "resume_clock": media.clock(position) if resumes else "",
        "poster": film_address(film["picture"]) if film["picture"] else "",
    }


def _film(video: Any, wanted: str, choice: str) -> dict[str, Any]:
    """Return what is shown of a film in the language spoken now to those who chose these captions and this much data."""
    tracks = media.tracks(video)
    chosen = next((one for one in tracks if one.language == wanted), tracks[0] if tracks else None)
    kind = {DataChoice.FILM: "video", DataChoice.SOUND: "sound"}.get(DataChoice(choice))
    file = media.rendition(video, kind) if kind else None
    return {
        "video": video,
        "file": file,
        "picture": media.rendition(video, "poster") if file else None,
        "length_clock": media.clock(video.duration_s),
        "tracks": tuple([Captions(one, _own_name(one.language), one == chosen) for one in tracks]),
        "to_come": [_own_name(one.language) for one in media.tracks_to_come(video)],
        "chosen": chosen,
        "chosen_name": _own_name(chosen.language) if chosen else "",
        "direction": "rtl" if chosen and chosen.language in RIGHT_TO_LEFT else "ltr",
        "lines": media.transcript(chosen.content) if chosen else (),
        "data_choices": _data_choices(media.megabytes(video)),
        "data_choice": choice,
    }


def _awaited(video: Any, asked: str) -> str:
    """Say that a lecture has no captions in the language somebody wants, and in which it has."""
    known = {
        "language": _own_name(asked),
        "others": listed(_own_name(one.language) for one in media.tracks(video)),
    }
    if any(one.language == asked for one in media.tracks_to_come(video)):
        return _("Captions in %(language)s are still to come. Until then there are: %(others)s.") % known
    return _("This lecture has no captions in %(language)s. There are: %(others)s.") % known


def _own_name(language: str) -> str:
    return OWN_NAMES.get(language, language)


def _data_choices(costs: dict[str, float]) -> tuple[tuple[str, str], ...]:
    """Return the choices with what this lecture would cost under each."""
    kinds = {DataChoice.FILM: "video", DataChoice.SOUND: "sound"}
    choices = []
    for choice in DataChoice:
        cost = costs[kinds[choice]] if choice in kinds else 0
        label = str(choice.label)
        if cost:
            label = _("%(what)s, %(size)s MB") % {"what": label, "size": number_format(cost, 1)}
        choices.append((choice.value, label))
    return tuple(choices)


def _own_key_or_404(request: HttpRequest, slug: str) -> int:
    key = selectors.own_enrolment_key(slug, request.user)
    if key is None:
        raise Http404
    return key


@policy(SIGNED_IN)
@require_POST
def report(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Take a player's report, as JSON or as a form (a beacon can send no header), and say what is kept."""
    enrolment = _own_key_or_404(request, slug)
    form = ReportForm(_sent(request))
    if not form.is_valid():
        return JsonResponse({"error": "unreadable"}, status=400)
    try:
        row = services.record_progress(
            enrolment_id=enrolment,
            lecture_key=key,
            position=form.cleaned_data["position"],
            bits=form.cleaned_data["bits"],
            now=clock.now(),
        )
    except LectureProgress.DoesNotExist as fault:
        raise Http404 from fault
    bits = rules.written_bits(int.from_bytes(row.bits, "little"))
    return JsonResponse({"percent": row.percent, "bits": bits})


def _sent(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != "application/json":
        return request.POST.dict()
    try:
        said = json.loads(request.body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


@policy(SIGNED_IN)
@require_POST
def transcript_read(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Count the lecture as watched, because its transcript was read."""
    enrolment = _own_key_or_404(request, slug)
    try:
        services.mark_transcript_read(enrolment_id=enrolment, lecture_key=key, now=clock.now())
    except LectureProgress.DoesNotExist as fault:
        raise Http404 from fault
    except services.TooSoon as soon:
        said = ngettext(
            "You have only just opened this lecture. Read on; in %(count)d second you can mark it as read.",
            "You have only just opened this lecture. Read on; in %(count)d seconds you can mark it as read.",
            soon.wait_s,
        )
        messages.info(request, said % {"count": soon.wait_s})
    else:
        messages.success(request, _("The lecture counts as watched."))
    return redirect("learning:lecture", slug, key)
