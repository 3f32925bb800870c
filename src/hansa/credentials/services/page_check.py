"""What a sheet's page is worth: the signatures on the PDF itself, beside those of the credential inside it."""

from datetime import datetime

from hansa.credentials.rules.instants import parse_instant
from hansa.credentials.rules.sheet_certificates import beginning
from hansa.credentials.rules.sheet_signatures import has_signatures, needed_by, page_signatures
from hansa.credentials.rules.verification import Line, Report, Trust


def with_page(report: Report, data: bytes, *, trust: Trust, at: datetime) -> Report:
    """Add what was found out about the page to the report on the credential in it."""
    if report.lines[0].state != "ok" or report.document is None:
        return report
    lines = _lines(report, data, trust, at)
    refused = any(line.state == "bad" for line in lines)
    return Report("refused" if refused else report.outcome, (*report.lines, *lines), document=report.document)


def _lines(report: Report, data: bytes, trust: Trust, at: datetime) -> list[Line]:
    document = report.document or {}
    if not has_signatures(data):
        since = beginning(trust.roots)
        if since is not None and parse_instant(document["validFrom"]) >= since:
            return [Line("page", "bad", {"reason": "stripped"})]
        return [Line("page", "unknown", {"reason": "unsigned"})]
    if not trust.roots:
        return [Line("page", "unknown", {"reason": "no_root"})]
    needed = needed_by(document)
    ended = dict(trust.ended)
    names = {key.did: (key.name, key.role) for key in trust.keys}
    found = page_signatures(data, needed=needed, roots=trust.roots, ended=ended, at=at)
    lines = []
    for one in found:
        # A signatory of ours is named as the reader's language has it; what a certificate says is English.
        name, role = names.get(one.facts["did"], ("", ""))
        facts = {**one.facts, "place": str(one.place)}
        facts.update({"name": name} if name else {}, **({"role": role} if role else {}))
        if one.reason:
            facts["reason"] = one.reason
        lines.append(Line("page_signature", "bad" if one.reason else "ok", facts))
    return lines
