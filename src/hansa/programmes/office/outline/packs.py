"""A pack in a page: each section in a few lines, what is assumed, where its papers disagree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _
from pydantic import BaseModel

from hansa.foundation.i18n import in_language, listed
from hansa.foundation.ui import dates
from hansa.messaging.services import title_of
from hansa.network.selectors import organisation_names
from hansa.programmes.rules import packs
from hansa.programmes.services import sections as bindings


@dataclass(frozen=True)
class Outline:
    """A section of a pack: what it is called, whether an app runs it, and what it holds."""

    key: str
    label: str
    is_stored: bool = False
    lines: list[str] = field(default_factory=list)


def said(text: Mapping[str, str] | None) -> str:
    """Return a text of the pack in the reader's language."""
    return in_language(text, get_language())


def day(value: date | None) -> str:
    """Write a date as the reader's language does, or that it will be announced."""
    return dates.day(value) if value else _("to be announced")


def sections(pack: packs.Pack) -> list[Outline]:
    """Return every section that the pack has, in its own order."""
    found = [
        Outline(
            "programme", _("Programme"), lines=[said(pack.programme.title), said(pack.programme.summary)]
        ),
        Outline("edition", _("Edition"), lines=list(_edition(pack.edition))),
    ]
    if pack.call is not None:
        found.append(Outline("call", _("Call"), lines=list(_call(pack.call))))
    if pack.courses:
        found.append(
            _outline("courses", _("Courses"), [line for course in pack.courses for line in _course(course)])
        )
    if pack.events:
        found.append(_outline("events", _("Events"), [_event(event) for event in pack.events]))
    if pack.awards is not None:
        found.append(_outline("awards", _("Awards"), list(_awards(pack.awards))))
    if pack.credentials is not None:
        found.append(Outline("credentials", _("Certificates"), lines=list(_credentials(pack.credentials))))
    if pack.questionnaires:
        found.append(Outline("questionnaires", _("Questionnaires"), lines=list(_questionnaires(pack))))
    if pack.letter_texts:
        found.append(Outline("letters", _("Letters"), lines=list(_letters(pack))))
    return found


def parts_of(pack: packs.Pack) -> list[str]:
    """Return what a programme consists of, in a word each: a call, a course, certificates."""
    told = ("call", "courses", "events", "awards", "credentials")
    return [section.label for section in sections(pack) if section.key in told]


def timetable(pack: packs.Pack) -> list[tuple[str, str]]:
    """Return what will happen when, where and for how many, by the clock of the place, for whoever publishes it."""
    call, edition = pack.call, pack.edition
    found: list[tuple[str, date | None]] = []
    if call is not None:
        found += [(_("Applications open"), call.opens_at), (_("Applications close"), call.closes_at)]
        if call.interviews is not None:
            found += [
                (_("Interviews begin"), call.interviews.opens_on),
                (_("Interviews end"), call.interviews.closes_on),
            ]
        if call.decisions_on is not None:
            found.append((_("Decisions are sent"), call.decisions_on))
    found += [(_("First day"), edition.starts_on), (_("Last day"), edition.ends_on)]
    return [
        *(
            (label, moment(value, edition) if isinstance(value, datetime) else day(value))
            for label, value in found
        ),
        *_size(pack),
    ]


def _size(pack: packs.Pack) -> Iterator[tuple[str, str]]:
    """Return how many come, and to which place, where people meet at one."""
    if pack.call is not None:
        yield _("Places"), str(pack.call.places or _("to be announced"))
    place = pack.edition.place
    if place is not None and not place.online:
        named = [said(part) for part in (place.venue, place.city) if part]
        yield _("Where"), listed(named) if named else _("to be announced")


def moment(value: datetime, edition: packs.Edition) -> str:
    """Write an instant with its hour, by the clock of the programme's own city."""
    zone, place = edition.time_zone, edition.place
    city = dates.own_city(zone, place.country, dict(place.city or {})) if place is not None else {}
    return _("%(time)s in %(city)s") % {
        "time": dates.instant(value, zone),
        "city": said(city) or dates.city_of(zone),
    }


def _outline(key: str, label: str, lines: list[str]) -> Outline:
    return Outline(key, label, bindings.binding(key) is None, lines)


def _edition(edition: packs.Edition) -> Iterator[str]:
    yield said(edition.title)
    if edition.starts_on is not None:
        yield dates.days(edition.starts_on, edition.ends_on or edition.starts_on)
    else:
        yield _("Dates to be announced")
    if edition.place is not None and edition.place.city:
        yield said(edition.place.city)
    if edition.hosts:
        names = organisation_names(edition.hosts)
        hosts = [said(names.get(key)) or key for key in edition.hosts]
        yield _("Hosts: %(names)s") % {"names": listed(hosts)}
    topics, tours, testimonies = len(edition.topics), len(edition.tours), len(edition.testimonies)
    if topics:
        yield ngettext("%(count)d topic", "%(count)d topics", topics) % {"count": topics}
    if tours:
        yield ngettext("%(count)d technical tour", "%(count)d technical tours", tours) % {"count": tours}
    if testimonies:
        yield ngettext("%(count)d testimony", "%(count)d testimonies", testimonies) % {"count": testimonies}
    yield _("In %(languages)s") % {"languages": listed(map(_language, edition.languages))}


def _call(call: packs.Call) -> Iterator[str]:
    if call.opens_at is not None:
        yield _("Opens %(day)s") % {"day": _hour(call.opens_at)}
    if call.closes_at is not None:
        yield _("Closes %(day)s") % {"day": _hour(call.closes_at)}
    if call.rolling:
        yield _("Rolling: places are given while it is open")
    yield ngettext(
        "%(count)d rule of who may apply", "%(count)d rules of who may apply", len(call.eligibility)
    ) % {"count": len(call.eligibility)}
    if call.documents:
        yield _("Documents: %(names)s") % {
            "names": listed(said(document.label) for document in call.documents)
        }
    if call.caps.nominations_per_city:
        yield _("At most %(count)d nominations a city") % {"count": call.caps.nominations_per_city}
    yield (
        ngettext("%(count)d place", "%(count)d places", call.places) % {"count": call.places}
        if call.places
        else _("Places to be announced")
    )


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _hour(moment: datetime) -> str:
    """Write an instant by the clock of the zone that the pack names."""
    return dates.instant(moment, getattr(moment.tzinfo, "key", "UTC"))


def _course(course: packs.Course) -> Iterator[str]:
    yield said(course.title)
    for part in course.parts:
        yield ngettext(
            "%(title)s: %(count)d lecture", "%(title)s: %(count)d lectures", len(part.lectures)
        ) % {
            "title": said(part.title),
            "count": len(part.lectures),
        }
    if course.caption_languages:
        yield _("Captions promised in %(languages)s") % {
            "languages": listed(map(_language, course.caption_languages))
        }


def _event(event: packs.Event) -> str:
    return _("%(title)s, %(day)s") % {"title": said(event.title), "day": event.period or day(event.starts_on)}


def _awards(awards: packs.Awards) -> Iterator[str]:
    yield said(awards.title)
    for category in awards.categories:
        yield ngettext("%(title)s: %(count)d winner", "%(title)s: %(count)d winners", category.winners) % {
            "title": said(category.title),
            "count": category.winners,
        }
    for prize in awards.prizes:
        yield said(prize.title)


def _credentials(credentials: packs.Credentials) -> Iterator[str]:
    roles = {signatory.key: said(signatory.role) for signatory in credentials.signatories}
    for achievement in credentials.achievements:
        yield _("%(title)s, signed by %(signatories)s") % {
            "title": said(achievement.title),
            "signatories": listed(roles.get(key, key) for key in achievement.signatories),
        }


def _questionnaires(pack: packs.Pack) -> Iterator[str]:
    for questionnaire in pack.questionnaires.values():
        number = len(questionnaire.questions)
        yield ngettext("%(title)s: %(count)d question", "%(title)s: %(count)d questions", number) % {
            "title": said(questionnaire.title),
            "count": number,
        }


def _letters(pack: packs.Pack) -> Iterator[str]:
    for key, letter in pack.letter_texts.items():
        number = len(letter.texts)
        yield ngettext("%(key)s, in %(count)d language", "%(key)s, in %(count)d languages", number) % {
            "key": title_of(
                in_language({code: text.subject for code, text in letter.texts.items()}, get_language())
            )
            or key,
            "count": number,
        }


def assumed(pack: packs.Pack) -> list[str]:
    """Return where the pack says what its programme's papers do not: the way to each assumed field."""
    return list(_assumed(pack, ()))


def _assumed(value: Any, path: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, packs.Section):
        if value.assumed is True:
            yield " › ".join(path)
        elif isinstance(value.assumed, list):
            yield from (" › ".join((*path, name)) for name in value.assumed)
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _assumed(getattr(value, name), (*path, name))
    elif isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield from _assumed(
                item, (*path, str(getattr(item, "key", None) or getattr(item, "kind", None) or number))
            )
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _assumed(item, (*path, str(key)))


def notes(pack: packs.Pack) -> list[str]:
    """Return what the pack notes of its papers, such as where two of them disagree."""
    found = [*pack.edition.notes, *(pack.call.notes if pack.call else [])]
    return [said(note) for note in found]


def file_names(pack: packs.Pack) -> list[str]:
    """Return the names of the files that an export writes, without writing them."""
    own = [f"questionnaires/{key}.yaml" for key in pack.questionnaires]
    letters = [f"letters/{key}.yaml" for key in pack.letter_texts]
    return ["pack.yaml", *sorted([*own, *letters, *pack.files])]
