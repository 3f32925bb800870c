"""A verification in words: the answer, each check as a sentence, and what nobody can know from a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hansa.credentials.rules.document import holder_name
from hansa.credentials.rules.instants import parse_instant
from hansa.credentials.rules.verification import Line, Report
from hansa.credentials.services.page_wording import page, page_signature
from hansa.foundation.i18n import listed
from hansa.foundation.ui import dates

Facts = Mapping[str, str]


@dataclass(frozen=True)
class Sentence:
    """A check in words: what came out, and what that rests on."""

    state: str
    kind: str
    title: str
    detail: str


def _day(text: str) -> str:
    return dates.day(parse_instant(text).date())


def _who(facts: Facts) -> str:
    if facts.get("role") and facts.get("name"):
        return _("%(role)s, %(name)s") % {"role": facts["role"], "name": facts["name"]}
    return facts.get("name") or facts.get("key", "").partition("#")[0] or _("somebody unnamed")


def _key(facts: Facts) -> str:
    key = facts.get("key", "").partition("#")[2]
    return f"{key[:7]}…{key[-4:]}" if len(key) > 14 else key


def part_name(path: str) -> str:
    """Return what a place in the document is called on the certificate."""
    names: list[tuple[str, Callable[[], str]]] = [
        ("/credentialSubject/identifier/0", lambda: _("the holder's name")),
        (
            "/credentialSubject/identifier/1",
            lambda: _("the holder's e-mail address, which is there as a code"),
        ),
        ("/credentialSubject/achievement/criteria", lambda: _("what it takes to earn it")),
        ("/credentialSubject/achievement", lambda: _("what was earned")),
        ("/credentialSubject", lambda: _("whom it is about")),
        ("/name", lambda: _("its title")),
        ("/issuer", lambda: _("who issued it")),
        ("/validFrom", lambda: _("the day from which it holds")),
        ("/validUntil", lambda: _("the day until which it holds")),
        ("/awardedDate", lambda: _("the day on which it was awarded")),
        ("/evidence", lambda: _("the evidence")),
        ("/credentialStatus", lambda: _("where it is said whether it was withdrawn")),
        ("/termsOfUse", lambda: _("whose signatures it needs")),
        ("/proof", lambda: _("its signatures")),
        ("/id", lambda: _("its number")),
    ]
    for start, name in names:
        if path == start or path.startswith(f"{start}/"):
            return name()
    # The name of a strange member is the sender's text; it is not repeated here.
    return _("something that does not belong there")


WITHOUT_SIGNATURES = frozenset({"nothing_inside", "picture"})
"""A file that a signature cannot be in: nothing is known of what it shows."""


def is_unsigned(report: Report) -> bool:
    """Whether the file is of a kind that cannot carry signatures, so that it speaks neither for nor against."""
    return report.lines[0].facts.get("reason") in WITHOUT_SIGNATURES


def _form(line: Line) -> tuple[str, str]:
    if line.state == "ok":
        return _("It has the form of a certificate"), _(
            "Open Badges 3.0, checked against our own closed description of it (%(schema)s)."
        ) % {"schema": line.facts["schema"]}
    reasons = {
        "not_json": _("This file is neither a PDF nor a credential in JSON."),
        "unreadable_pdf": _("This PDF is damaged; it cannot be opened."),
        "too_large": _("Certificates are smaller than 5 MB; this file is larger."),
        "not_a_certificate": _("This is JSON, but not a verifiable credential."),
    }
    reason = line.facts.get("reason", "")
    if reason in WITHOUT_SIGNATURES:
        return _("This file cannot be checked"), _(
            "It carries no signed certificate inside, as a scan, a photograph or a print never does. That says "
            "nothing against the certificate: type the number that stands under its code."
        )
    if reason in reasons:
        return _("This is not a certificate"), reasons[reason]
    return _("It does not have the form of our certificates"), _(
        "The first part that is different: %(part)s."
    ) % {"part": part_name(line.facts.get("part", ""))}


def _signature(line: Line) -> tuple[str, str]:
    facts = line.facts
    who, key = _who(facts), _key(facts)
    if line.state == "ok":
        title = _("Signed by %(who)s") % {"who": who}
        if "since" in facts:
            return title, _("Key %(key)s, in use since %(day)s.") % {"key": key, "day": _day(facts["since"])}
        return title, _("Key %(key)s.") % {"key": key}
    reason = facts.get("reason")
    if reason == "missing":
        return _("The signature of %(who)s is missing") % {"who": who}, _("This certificate demands it.")
    if reason == "forged":
        return _("The signature of %(who)s does not fit") % {"who": who}, _(
            "Either the text was changed after it was signed, or somebody else made the signature."
        )
    if reason == "stranger":
        return _("Signature %(place)s is by a key we do not know") % {"place": facts["place"]}, _(
            "It calls itself %(key)s."
        ) % {"key": facts.get("key", "")}
    if reason == "not_asked":
        return _("The signature of %(who)s was not asked for") % {"who": who}, _(
            "The text names the signatures it needs; this is not one of them."
        )
    if reason == "retired":
        return _("The key of %(who)s was retired before this signature") % {"who": who}, _("Key %(key)s.") % {
            "key": key
        }
    if reason == "not_begun":
        return _("The key of %(who)s was not yet in use at this signature") % {"who": who}, _(
            "Key %(key)s. A certificate that claims to be older than its key is refused."
        ) % {"key": key}
    if reason == "twice":
        return _("The signature of %(who)s is there twice") % {"who": who}, _("Each signatory signs once.")
    return _("Signature %(place)s is of a kind we do not know") % {"place": facts.get("place", "?")}, _(
        "A certificate with a signature that cannot be checked is refused."
    )


def _validity(line: Line) -> tuple[str, str]:
    facts = {name: _day(text) for name, text in line.facts.items() if name in ("from", "until", "at")}
    if line.facts.get("reason") == "early":
        return _("It does not hold yet"), _(
            "It was signed for %(from)s or later; we checked for %(at)s."
        ) % facts
    if line.facts.get("reason") == "ended":
        return _("It no longer holds"), _("It held until %(until)s.") % facts
    if "until" in facts:
        return _("In its period of validity"), _("From %(from)s until %(until)s.") % facts
    return _("In its period of validity"), _("Since %(from)s; it does not expire.") % facts


def _status(line: Line) -> tuple[str, str]:
    reason = line.facts["reason"]
    if reason == "list":
        return _("It was not withdrawn"), _("The issuer's list of %(day)s says so.") % {
            "day": _day(line.facts["at"])
        }
    if line.state == "ok":
        return _("It was not withdrawn"), _("Our register says so at this moment.")
    if reason == "replaced":
        return _("A newer certificate takes its place"), _(
            "Our register says so. Ask its holder for the newer one; this one no longer counts."
        )
    if reason == "withdrawn":
        return _("It was withdrawn"), _(
            "Our register says so. The signatures are real, but it no longer counts."
        )
    if reason == "listed":
        return _("It was withdrawn"), _(
            "The issuer's list of %(day)s says so. The signatures are real, but it no longer counts."
        ) % {"day": _day(line.facts["at"])}
    if reason == "pending":
        return _("Not everybody has signed yet"), _("It counts from the day of the last signature.")
    if reason == "list_of_another":
        return _("Its status list is not its issuer's"), _(
            "Whether it was withdrawn is for its issuer to say."
        )
    if reason == "no_such_place":
        return _("Its place is not in the status list"), _("Its issuer's list is shorter than it says.")
    if reason == "list_absent":
        return _("Whether it was withdrawn is not in the file"), _(
            "Its issuer publishes that at %(list)s; the list is not among what you gave us."
        ) % {"list": line.facts["list"]}
    return _("Whether it was withdrawn is not in the file"), _(
        "It was issued before its issuer kept a list of withdrawn certificates."
    )


def _register(line: Line) -> tuple[str, str]:
    if line.state == "ok":
        return _("It is the text in our register"), _("Letter for letter what we issued under this number.")
    if line.state == "unknown":
        return _("Its number is not in our register"), _("It may come from another installation.")
    parts = list(dict.fromkeys(part_name(path) for path in line.facts["parts"].split("\n")))
    return _("It is not what we issued under this number"), ngettext(
        "Different: %(parts)s.", "Different: %(parts)s.", len(parts)
    ) % {"parts": listed(parts)}


def _words(line: Line) -> tuple[str, str]:
    if line.kind == "unchanged":
        if line.state == "ok":
            return _("Nothing in it was changed"), _("The text you see is the text that was signed.")
        if line.state == "bad":
            return _("It was changed, or never signed"), _("At least one signature does not fit the text.")
        return _("Whether it was changed cannot be said"), _("Not all of its signatures could be checked.")
    if line.kind == "issuer":
        if line.state == "ok":
            return _("Issued by %(name)s") % line.facts, _("The first signature is the issuer's own.")
        return _("It was not issued by whom it names"), _("%(name)s did not sign it first.") % line.facts
    if line.kind == "time":
        return _("When it was signed is the issuer's word"), _("It says %(day)s; no timestamp proves it.") % {
            "day": _day(line.facts["instant"])
        }
    writers = {
        "form": _form,
        "signature": _signature,
        "validity": _validity,
        "status": _status,
        "register": _register,
        "page": page,
        "page_signature": page_signature,
    }
    return writers[line.kind](line)


def sentences(report: Report) -> list[Sentence]:
    """Return each check of a report in the language of the moment."""
    is_page_changed = any(line.kind.startswith("page") and line.state == "bad" for line in report.lines)
    return [
        Sentence(line.state, line.kind, *(_inside() if is_page_changed and _is_whole(line) else _words(line)))
        for line in report.lines
    ]


def _is_whole(line: Line) -> bool:
    return line.kind == "unchanged" and line.state == "ok"


def _inside() -> tuple[str, str]:
    """What is whole where the page around it is not: nobody may take the page for what was signed."""
    return _("The credential inside was not changed"), _("It is as it was signed; the page around it is not.")


def answer(report: Report) -> str:
    """Return the answer in one sentence; a refusal says first what the reason is."""
    if report.is_valid:
        return _("This certificate is genuine")
    first = _reason(report)[0]
    if report.outcome == "not_a_certificate":
        return first
    return _("Do not rely on this certificate. %(reason)s.") % {"reason": first}


def reason(report: Report) -> str:
    """Return what the answer rests on, where that is a refusal."""
    return "" if report.is_valid else _reason(report)[1]


def _reason(report: Report) -> tuple[str, str]:
    bad = [line for line in report.lines if line.state == "bad" and line.kind != "unchanged"]
    # Where the register knows the number it can say more than the arithmetic of a signature.
    bad.sort(key=lambda line: line.kind != "register")
    return _words(bad[0]) if bad else ("", "")


OF_THE_CERTIFICATE = frozenset({"status", "validity"})
"""What no other file of the same certificate would change."""


def is_of_the_file(report: Report) -> bool:
    """Whether it is the file that is not in order, so that another one of the same certificate may be."""
    return any(line.state == "bad" and line.kind not in OF_THE_CERTIFICATE for line in report.lines)


def shown_facts(report: Report) -> dict[str, Any]:
    """Return what the certificate itself says, for a report on a document in our form; else nothing."""
    document = report.document
    if document is None or report.lines[0].state != "ok":
        return {}
    achievement = document["credentialSubject"]["achievement"]
    return {
        "id": document["id"],
        "holder": holder_name(dict(document)),
        "achievement": achievement["name"],
        "description": achievement["description"],
        "criteria": achievement["criteria"]["narrative"],
        "language": achievement["inLanguage"],
        "issuer": document["issuer"]["name"],
        "day": _day(document["awardedDate"]),
        "evidence": document.get("evidence", []),
    }
