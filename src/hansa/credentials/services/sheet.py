"""The certificate as a sheet of paper: English and the holder's language, both signatories, the code."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hansa.credentials.adapters.code import code_of_id
from hansa.credentials.adapters.typeset import typeset
from hansa.credentials.enums import AchievementKind
from hansa.credentials.models import Credential, Signatory
from hansa.credentials.rules.document import document_text
from hansa.credentials.rules.scripts import Script, script_of
from hansa.credentials.selectors import signatories_of
from hansa.credentials.services.issuing import named
from hansa.credentials.services.sheet_keys import signed_sheet
from hansa.foundation.i18n import in_language
from hansa.foundation.typesetting import HAN_FORMS, fonts_for, spoken
from hansa.foundation.ui import dates
from hansa.network import selectors as network_selectors

FIRST = "en"


def _second(language: str) -> str:
    """The second language of a sheet: none where it would say the same once more."""
    return language if language != FIRST and language in dict(settings.LANGUAGES) else ""


def _heading(kind: str) -> str:
    if kind == AchievementKind.COURSE:
        return _("Certificate of completion")
    if kind == AchievementKind.WORKSHOP:
        return _("Certificate of participation")
    return _("Award")


def _sentence(earned: str) -> dict[str, str]:
    """The one sentence, cut where the name of what was earned stands out."""
    whole: str = pgettext("certificate, after the holder's name", "has earned %(achievement)s.")
    before, _mark, after = whole.partition("%(achievement)s")
    return {"before": before, "earned": earned, "after": after}


def _short_key(credential: Credential, signatory: Signatory) -> str:
    for proof in credential.document.get("proof", []):
        method: str = proof["verificationMethod"]
        if method.startswith(f"{signatory.did}#"):
            key = method.partition("#")[2]
            return f"{key[:7]}…{key[-4:]}"
    return ""


def _signatories(credential: Credential, second: str) -> list[dict[str, str]]:
    rows = signatories_of(credential.achievement)
    shown = []
    for place, row in enumerate(rows, start=1):
        facts = {"place": place, "all": len(rows), "key": _short_key(credential, row)}
        shown.append(
            {
                "role": named(row.role, FIRST, is_specimen=row.is_specimen),
                "role-2": row.role.get(second, ""),
                "name": in_language(row.name, FIRST),
                "signed": _("Signed electronically, %(place)s of %(all)s. Key %(key)s") % facts,
            }
        )
    return shown


def verify_url(credential: Credential) -> str:
    """Return the address that the code on the sheet holds."""
    return settings.HANSA_BASE_URL + reverse("credentials:certificate", args=[credential.pk])


def pdf_of(credential: Credential) -> bytes:
    """Return the certificate as PDF/A-3, with the credential attached, signed by everybody; always the same bytes."""
    issued_at = credential.issued_at or credential.created_at
    return signed_sheet(bare_sheet(credential), signatories_of(credential.achievement), issued_at=issued_at)


def bare_sheet(credential: Credential, *, mark: str | None = None) -> bytes:
    """Return the certificate as PDF/A-3 with the credential attached, before anybody signs the page.

    ``mark`` is the network's name, for whoever makes many and has asked for it once.
    """
    achievement, second = credential.achievement, _second(credential.language)
    issuer = signatories_of(achievement)[0]
    issued_at = credential.issued_at or credential.created_at
    script = script_of(credential.holder_name)
    with translation.override(FIRST):
        facts = _facts_in_first(credential, second, issued_at)
    if mark is None:
        mark = network.name if (network := network_selectors.network()) else ""
    facts.update(
        mark=mark,
        first=spoken(FIRST),
        second=spoken(second or FIRST),
        bilingual=bool(second),
        serif=fonts_for(FIRST, serif=True),
        name=credential.holder_name,
        **_name_style(script, credential.language),
    )
    facts["body-2"] = in_language(issuer.name, second) if second in issuer.name else ""
    facts["heading-2"], facts["description-2"] = "", ""
    facts["texts"].update({"foot-2": "", "sentence-2": _sentence("")})
    if second:
        with translation.override(second):
            heading = _heading(achievement.kind)
            facts["heading-2"] = heading if heading != facts["heading"] else ""
            facts["texts"]["sentence-2"] = _sentence(in_language(achievement.name, second))
            facts["texts"]["foot-2"] = _foot(facts["signatories"], issued_at)
        # A description without a translation is not said twice in English.
        facts["description-2"] = " ".join(achievement.description.get(second, "").split())
    return typeset(
        facts,
        attached=document_text(credential.document),
        about=facts["title"],
        at=issued_at,
        sheet=achievement.template,
    )


def _foot(signatories: list[dict[str, str]], issued_at: datetime) -> str:
    day = {"day": dates.day(issued_at.date())}
    if len(signatories) > 1:
        return _("Issued %(day)s. Valid with both signatures, which are inside this file.") % day
    return _("Issued %(day)s. Valid with its signature, which is inside this file.") % day


def _facts_in_first(credential: Credential, second: str, issued_at: datetime) -> dict[str, Any]:
    achievement = credential.achievement
    rows = signatories_of(achievement)
    specimen = any(row.is_specimen for row in rows)
    signatories = _signatories(credential, second)
    host = settings.HANSA_BASE_URL.partition("://")[2]
    name = in_language(achievement.name, FIRST)
    before, after = verify_url(credential).split(str(credential.pk))
    note = _("Specimen. The person is invented.") if credential.holder.is_invented else _("Specimen.")
    return {
        "title": _("%(achievement)s: %(name)s") % {"achievement": name, "name": credential.holder_name},
        "heading": _heading(achievement.kind),
        "number": credential.number,
        "address": f"{host}{reverse('credentials:verify')}",
        "code": code_of_id(before, credential.pk, after),
        "body": in_language(rows[0].name, FIRST),
        "description": " ".join(in_language(achievement.description, FIRST).split()),
        "signatories": signatories,
        "watermark": _("SPECIMEN") if specimen else "",
        "texts": {
            "gable": _("A stepped gable of brick"),
            "code": _("QR code: opens the page that checks this certificate"),
            "sentence": _sentence(name),
            "foot": _foot(signatories, issued_at),
            "specimen": note if specimen else "",
        },
    }


def _name_style(script: Script, language: str) -> dict[str, Any]:
    """How a name is set: in the letters it is written in, whatever the language of the sheet."""
    code = {Script.HANGUL: "ko", Script.ARABIC: "ar"}.get(script, language if language in HAN_FORMS else "en")
    if script is Script.HAN and code not in HAN_FORMS:
        code = "zh-hans"
    return {
        "name-fonts": fonts_for(code, serif=True),
        "name-lang": code.split("-")[0],
        "name-rtl": script in (Script.ARABIC, Script.HEBREW),
    }
