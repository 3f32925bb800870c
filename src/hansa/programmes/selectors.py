"""Reads of programmes: what runs now, what comes, what was; calls and their dates."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.urls import reverse

from hansa.foundation.i18n import in_language
from hansa.foundation.prepared import Prepared
from hansa.foundation.search.index import Entry, joined
from hansa.foundation.search.registry import everywhere
from hansa.network.selectors import country_in_languages
from hansa.programmes.enums import CallState, MailingKind
from hansa.programmes.models import (
    Addressee,
    Amendment,
    Attachment,
    Call,
    CallMailing,
    Edition,
    EditionFile,
    Photograph,
    Programme,
    Rehearsal,
    UploadedPack,
)
from hansa.programmes.rules import calls as rules

#: Large texts that no list shows.
HEAVY = ("credentials", "words", "stored_sections")


def programmes() -> QuerySet[Programme]:
    """Return the programmes."""
    return Programme.objects.all()


def editions() -> QuerySet[Edition]:
    """Return all editions with programme, office and call, newest first."""
    return Edition.objects.select_related("programme", "office", "call")


def edition(slug: str) -> Edition | None:
    """Return the edition of that slug, with programme, office and call."""
    return Edition.objects.select_related("programme__network", "office", "call").filter(slug=slug).first()


def names_of_topics(language: str) -> dict[str, str]:
    """Return the title of each edition by its namespace, by which letters and certificates are sorted."""
    rows = Edition.objects.order_by("pk").values_list("namespace", "title")
    return {namespace: in_language(title, language) for namespace, title in rows}


def editions_listed() -> QuerySet[Edition]:
    """Return editions for a list: with programme, office and call, without the long texts."""
    return editions().defer(*HEAVY)


def _last_day(now: datetime) -> Q:
    """Editions that are not over: by their last day, else by their year."""
    today = now.date()
    return Q(ends_on__gte=today) | Q(ends_on__isnull=True, year__gte=today.year)


def running_now(now: datetime) -> QuerySet[Edition]:
    """Return editions under way: begun and not over, what ends first on top."""
    today = now.date()
    begun = Q(starts_on__lte=today) | Q(starts_on__isnull=True, year=today.year)
    return (
        editions_listed()
        .filter(_last_day(now), begun, is_archive=False)
        .order_by(F("ends_on").asc(nulls_last=True), "slug")
    )


def upcoming(now: datetime) -> QuerySet[Edition]:
    """Return editions that have not begun, what begins first on top."""
    today = now.date()
    ahead = Q(starts_on__gt=today) | Q(starts_on__isnull=True, year__gt=today.year)
    return (
        editions_listed()
        .filter(ahead, is_archive=False)
        .order_by("year", F("starts_on").asc(nulls_last=True), "slug")
    )


def past(now: datetime) -> QuerySet[Edition]:
    """Return editions that are over or belong to the archive, newest first."""
    return (
        editions_listed()
        .exclude(_last_day(now), is_archive=False)
        .order_by("-year", F("starts_on").desc(nulls_last=True), "slug")
    )


def _to_the_second(now: datetime) -> datetime:
    return now.replace(microsecond=0)


Concerned = Callable[[Call], list[str]]
_concerned: list[Concerned] = []


def register_concerned(source: Concerned) -> None:
    """Let an app above say whom the end of a call concerns: sentences for whoever is about to cancel it."""
    if source not in _concerned:
        _concerned.append(source)


def concerned_by(call: Call) -> list[str]:
    """Return whom the end of a call concerns and which letters would go, in sentences."""
    return [sentence for source in _concerned for sentence in source(call)]


def call_state(state: str, opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> CallState:
    """Return where a call with these values stands at this instant, however late the scheduler is."""
    return rules.state_at(state, opens_at, closes_at, now)


def calls() -> QuerySet[Call]:
    """Return all calls with edition, programme and office."""
    return Call.objects.select_related("edition__programme", "edition__office")


def calls_listed() -> QuerySet[Call]:
    """Return calls for a list, without the long texts of their editions."""
    return calls().defer(*(f"edition__{name}" for name in HEAVY))


def open_calls(now: datetime) -> QuerySet[Call]:
    """Return calls that take applications at this instant, what closes first on top.

    By their hours, not by what the scheduler has written: as ``rules.calls.accepts`` says.
    """
    started = Q(state=CallState.OPEN) & (Q(opens_at__isnull=True) | Q(opens_at__lte=now))
    due = Q(state=CallState.PUBLISHED, opens_at__lte=now)
    not_over = Q(closes_at__isnull=True) | Q(closes_at__gte=_to_the_second(now))
    return calls_listed().filter(started | due, not_over).order_by(F("closes_at").asc(nulls_last=True), "pk")


def announced_calls(now: datetime) -> QuerySet[Call]:
    """Return calls that are announced and not open yet, what opens first on top."""
    to_come = Q(opens_at__isnull=True) | Q(opens_at__gt=now)
    return (
        calls_listed()
        .filter(to_come, state=CallState.PUBLISHED)
        .order_by(F("opens_at").asc(nulls_last=True), "pk")
    )


def calls_to_turn(now: datetime) -> QuerySet[Call]:
    """Return calls whose hour to open or close has come and is not written yet."""
    to_open = Q(state=CallState.PUBLISHED, opens_at__lte=now)
    to_close = Q(state__in=(CallState.OPEN, CallState.PAUSED), closes_at__lt=_to_the_second(now))
    return Call.objects.filter(to_open | to_close).order_by("pk")


def calls_by_urgency() -> QuerySet[Call]:
    """Return calls as the office lists them: open ones first, then by deadline."""
    open_first = Case(
        When(state=CallState.OPEN, then=Value(0)),
        When(state=CallState.PUBLISHED, then=Value(1)),
        default=Value(2),
    )
    return (
        calls_listed().annotate(turn=open_first).order_by("turn", F("closes_at").desc(nulls_last=True), "pk")
    )


def call_of(edition: Edition) -> Call | None:
    """Return the edition's call, or None where there is none."""
    return Call.objects.filter(edition_id=edition.pk).first()


def call(slug: str) -> Call | None:
    """Return the call of the edition of that slug."""
    return calls().filter(edition__slug=slug).first()


def locked_call(call_id: int) -> Call:
    """Return the call with its row locked until the transaction ends; its edition comes along unlocked."""
    return Call.objects.select_for_update(of=("self",)).select_related("edition").get(pk=call_id)


def amendments_of(call: Call) -> QuerySet[Amendment]:
    """Return what was changed after the call was announced, first to last."""
    return Amendment.objects.filter(call=call).select_related("by")


_amendments = Prepared(
    lambda call: (
        Amendment.objects.filter(call=call)
        .select_related("by")
        .only("field", "before", "after", "reason", "at", "by__name")
    )
)


def amendments_shown(call: Call) -> list[Amendment]:
    """Return what was changed after the call was announced, first to last, with who did it."""
    return _amendments.ask(call.pk)


def last_extension(call: Call) -> Amendment | None:
    """Return the amendment that gave the deadline which stands now, where it was an extension."""
    last = Amendment.objects.filter(call=call, field="closes_at").order_by("-at", "-pk").first()
    if last is None or not last.before or not last.after:
        return None
    return last if datetime.fromisoformat(last.after) > datetime.fromisoformat(last.before) else None


def attachments_of(call: Call) -> QuerySet[Attachment]:
    """Return the papers that anybody may take from a call, in the order in which they were put there."""
    return Attachment.objects.filter(call=call).select_related("file")


def photographs_of(edition: Edition) -> QuerySet[Photograph]:
    """Return the photographs of an edition, in the order in which they were put there."""
    return Photograph.objects.filter(edition=edition)


def mailings_of(call: Call) -> QuerySet[CallMailing]:
    """Return the times the members were written to about a call, first to last."""
    return CallMailing.objects.filter(call=call).select_related("ordered_by", "amendment")


def announcements() -> QuerySet[CallMailing]:
    """Return the times a call was announced to the members, each call's one."""
    return CallMailing.objects.filter(kind=MailingKind.ANNOUNCEMENT)


def addressees_of(mailings: Iterable[CallMailing]) -> QuerySet[Addressee]:
    """Return who is written to in these mailings, with their letters."""
    return (
        Addressee.objects.filter(mailing__in=list(mailings))
        .select_related("person", "member", "letter")
        .order_by("pk")
    )


def files_of(edition: Edition) -> QuerySet[EditionFile]:
    """Return the text files that lay beside the edition's pack."""
    return EditionFile.objects.filter(edition=edition)


def rehearsals() -> QuerySet[Rehearsal]:
    """Return every rehearsal, newest first, without its report."""
    return Rehearsal.objects.defer("report")


def rehearsals_of(slug: str) -> QuerySet[Rehearsal]:
    """Return the rehearsals of a pack, newest first."""
    return rehearsals().filter(slug=slug).select_related("requested_by")


def uploads() -> QuerySet[UploadedPack]:
    """Return packs that were handed in, newest first, without their files."""
    return UploadedPack.objects.defer("files").select_related("uploaded_by")


def letter_key(edition: Edition, signal: str) -> str | None:
    """Return the template of the letter that goes out at a signal, or None where the pack sends none."""
    letters: dict[str, Any] = edition.words.get("letters", {})
    name = letters.get(signal)
    return edition.key_of(name) if name else None


def findable() -> Iterator[Entry]:
    """Yield the programmes, their announced editions and what these award, as search shows them."""
    unannounced = (CallState.DRAFT, CallState.APPROVED)
    rows = Edition.objects.exclude(call__state__in=unannounced).select_related("programme")
    told = set()
    for row in rows.defer("credentials", "words").order_by("-year", "-starts_on", "pk"):
        if row.programme_id not in told:
            # A programme is best told by its newest edition.
            told.add(row.programme_id)
            address = reverse("portal:edition", args=[row.slug])
            yield Entry("programme", address, row.programme.title, row.programme.summary, weight=1.1)
        details = row.details
        many = [*details.get("topics", []), *details.get("objectives", []), *details.get("tours", [])]
        text = joined(row.summary, details.get("theme"), details.get("audience"), *filter(_is_text, many))
        facts = joined(row.place_names, country_in_languages(row.place_country), everywhere(row.year))
        address = reverse("portal:edition", args=[row.slug])
        yield Entry("edition", address, row.title, text, facts, 0.9 if row.is_archive else 1.1)
        for category in (row.stored_sections.get("awards") or {}).get("categories", []):
            about = joined(row.title, category.get("restricted_to"))
            yield Entry("award", f"{address}#awards", category["title"], about, everywhere(row.year))


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
