"""Writing a pack into the installation: one transaction, and a second run changes nothing."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from hansa.credentials.services import define_achievement, define_signatory
from hansa.foundation.audit.services import record
from hansa.messaging.services import define_template
from hansa.network import selectors as network_selectors
from hansa.network.services import apply_network
from hansa.programmes import selectors, signals
from hansa.programmes.enums import CallState
from hansa.programmes.models import Call, Edition, EditionFile, Programme
from hansa.programmes.rules import packs
from hansa.programmes.rules.packs.dumping import dump_pack
from hansa.programmes.services import sections
from hansa.programmes.services.calls import turn_call
from hansa.programmes.services.planning import Plan, Refusal, plan_pack
from hansa.programmes.services.standing import (
    CALL_RULES,
    CALL_TIMETABLE,
    EDITION_COLUMNS,
    plain_section,
)
from hansa.questionnaires.services import define

#: Achievements of a training are certificates of attendance, as those of a workshop.
KIND_OF_CERTIFICATE = {"training": "workshop"}


class PackRefused(Exception):
    """The pack would change something frozen; ``refusals`` says what, and which amendment it needs."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("\n".join(map(str, refusals)))
        self.refusals = refusals


@dataclass(frozen=True)
class Applied:
    """What was done: the edition as it stands now, and the plan that was carried out."""

    edition: Edition
    plan: Plan


@transaction.atomic
def apply_pack(*, pack: packs.Pack, by: Any, now: datetime, network: packs.Network | None = None) -> Applied:
    """Write a pack into the installation, all of it or nothing.

    The edition's row is locked first. An empty plan writes nothing, not even in the log. Raises
    ``PackRefused`` where something frozen would change. With ``network``, the network's pack goes first.
    """
    if network is not None:
        apply_network(pack=network, by=by, now=now)
    Edition.objects.select_for_update().filter(slug=pack.slug).first()
    plan = plan_pack(pack=pack, network=network)
    if plan.refusals:
        raise PackRefused(plan.refusals)
    standing = selectors.edition(pack.slug)
    if plan.is_empty and standing is not None:
        return Applied(standing, plan)
    edition = _write_edition(pack, now)
    _write_words(edition, pack, by, now)
    _write_credentials(edition, pack, by, now)
    _write_files(edition, pack)
    _write_sections(edition, pack, by, now)
    call = _write_call(edition, pack, by, now)
    record(by, "pack.apply", edition, slug=edition.slug, sha=edition.pack_sha, **plan.counts())
    signals.edition_applied.send(sender=Edition, edition=edition, created=plan.is_new)
    if call is not None:
        turn_call(call_id=call.pk, now=now)
    return Applied(selectors.edition(pack.slug) or edition, plan)


def fingerprint(files: dict[str, str]) -> str:
    """Return a hash of a pack's files, whatever order they came in."""
    digest = hashlib.sha256()
    for name, text in sorted(files.items()):
        digest.update(f"{len(name.encode())}:{name}{len(text.encode())}:{text}".encode())
    return digest.hexdigest()


def _rest(section: packs.Section, *columns: str) -> dict[str, Any]:
    return {name: value for name, value in plain_section(section).items() if name not in columns}


def _write_edition(pack: packs.Pack, now: datetime) -> Edition:
    network = network_selectors.network()
    assert network is not None  # the plan refuses a pack whose network is not here
    said = pack.programme
    programme, _created = Programme.objects.update_or_create(
        key=said.key,
        defaults={
            "network": network,
            "title": said.title,
            "summary": said.summary,
            "kind": said.kind,
            "details": _rest(said, "key", "title", "summary", "kind"),
        },
    )
    item = pack.edition
    columns = {name: getattr(item, name) for name in EDITION_COLUMNS if name not in ("slug", "office")}
    place = item.place
    edition, _created = Edition.objects.update_or_create(
        slug=item.slug,
        defaults={
            **columns,
            "programme": programme,
            "namespace": f"{pack.network}/{item.slug}",
            "office": network_selectors.office(item.office) if item.office else None,
            "place_city": (place.city or {}).get("en", "") if place else "",
            "place_country": (place.country or "") if place else "",
            "details": _rest(item, *EDITION_COLUMNS),
            "credentials": plain_section(pack.credentials),
            "words": _words(pack),
            "pack_sha": fingerprint(dump_pack(pack)),
            "applied_at": now,
        },
    )
    return edition


def _words(pack: packs.Pack) -> dict[str, Any]:
    """Keep of the files beside the pack what the apps that hold their texts do not know."""
    return {
        "letters": dict(pack.letters),
        "letter_texts": {key: _rest(letter, "texts") for key, letter in pack.letter_texts.items()},
        "questionnaires": {key: _beside(item) for key, item in pack.questionnaires.items()},
        "pack": {"assumed": pack.assumed} if pack.assumed else {},
    }


def _beside(item: packs.Questionnaire) -> dict[str, Any]:
    kept = _rest(item, "title", "sections", "questions")
    for name, entries in (("questions", item.questions), ("sections", item.sections)):
        if assumed := {entry.key: entry.assumed for entry in entries if entry.assumed}:
            kept[f"assumed_{name}"] = assumed
    return kept


def _write_words(edition: Edition, pack: packs.Pack, by: Any, now: datetime) -> None:
    for key, questionnaire in pack.questionnaires.items():
        define(key=edition.key_of(key), definition=questionnaire.definition(), by=by, now=now)
    for key, letter in pack.letter_texts.items():
        texts = {
            language: {"subject": text.subject, "body": text.body} for language, text in letter.texts.items()
        }
        define_template(key=edition.key_of(key), texts=texts, by=by, now=now)


def _write_credentials(edition: Edition, pack: packs.Pack, by: Any, now: datetime) -> None:
    if pack.credentials is None:
        return
    network = edition.programme.network
    site = network.details.get("url") or settings.HANSA_BASE_URL
    for signatory in pack.credentials.signatories:
        define_signatory(
            key=signatory.key,
            name=signatory.name,
            role=signatory.role,
            url=site,
            is_specimen=signatory.is_specimen,
            by=by,
            now=now,
        )
    for achievement in pack.credentials.achievements:
        define_achievement(
            key=edition.key_of(achievement.key),
            name=achievement.title,
            description=achievement.description,
            criteria=achievement.narrative,
            criteria_url=f"{settings.HANSA_BASE_URL}/programmes/{edition.slug}/#{achievement.key}",
            signatories=achievement.signatories,
            language=achievement.languages[0],
            kind=KIND_OF_CERTIFICATE.get(achievement.kind, achievement.kind),
            template=pack.files.get(achievement.template, "") if achievement.template else "",
            by=by,
            now=now,
        )


def _write_files(edition: Edition, pack: packs.Pack) -> None:
    standing = {file.name: file for file in EditionFile.objects.filter(edition=edition)}
    EditionFile.objects.filter(edition=edition).exclude(name__in=list(pack.files)).delete()
    for name, text in pack.files.items():
        if name not in standing:
            EditionFile.objects.create(edition=edition, name=name, text=text)
        elif standing[name].text != text:
            EditionFile.objects.filter(pk=standing[name].pk).update(text=text)


def _write_sections(edition: Edition, pack: packs.Pack, by: Any, now: datetime) -> None:
    stored: dict[str, Any] = {}
    for name in sections.BOUND_ELSEWHERE:
        section = getattr(pack, name)
        bound = sections.binding(name)
        if bound is not None:
            bound.apply(edition=edition, section=section, pack=pack, by=by, now=now)
        elif section:
            stored[name] = (
                [plain_section(item) for item in section]
                if isinstance(section, list)
                else plain_section(section)
            )
    edition.stored_sections = stored
    edition.save(update_fields=["stored_sections"])


def _write_call(edition: Edition, pack: packs.Pack, by: Any, now: datetime) -> Call | None:
    call = Call.objects.select_for_update().filter(edition=edition).first()
    if pack.call is None:
        if call is not None:
            call.delete()
        return None
    # In full, defaults too: whoever reads the rules of a call finds every one of them.
    said = pack.call.model_dump(mode="json")
    fields = {
        "opens_at": pack.call.opens_at,
        "closes_at": pack.call.closes_at,
        "rolling": pack.call.rolling,
        "rules": {name: said[name] for name in CALL_RULES},
        "timetable": {name: said[name] for name in CALL_TIMETABLE},
        "notes": said["notes"],
        "assumed": pack.call.assumed,
    }
    if call is None:
        # Whoever applies a pack has seen its plan: the call is announced and opens on its hour. What was
        # over before it came here is put into the archive, and nobody is told that it opened.
        is_over = edition.is_archive or (edition.ends_on is not None and edition.ends_on < now.date())
        state = CallState.ARCHIVED if is_over else CallState.PUBLISHED
        call = Call.objects.create(edition=edition, state=state, **fields)
        record(by, "call.publish", call, state=state.value)
        return call
    for name, value in fields.items():
        setattr(call, name, value)
    call.save(update_fields=list(fields))
    return call
