"""Faults of the edition, and of marks that name a field which is not there."""

from collections.abc import Iterator

from ..faults import PACK_FILE, Finding, Path
from ..messages import nearest
from ..schema.base import LANGUAGES
from ..schema.network import Network
from ..schema.pack import Pack
from .common import assumptions, disordered, doubled, organisations, placed, unknown


def findings(pack: Pack, network: Network | None, folder: str | None) -> Iterator[Finding]:
    edition = pack.edition
    if folder is not None and edition.slug != folder:
        yield Finding(
            ("edition", "slug"),
            f"The slug is “{edition.slug}”, the folder is “{folder}”.",
            "Folder and slug are the same word.",
        )
    yield from disordered(edition.starts_on, edition.ends_on, ("edition",), ("starts_on", "ends_on"))
    yield from placed(edition.place, ("edition", "place"))
    for day in (edition.starts_on, edition.ends_on):
        if day is not None and abs(day.year - edition.year) > 1:
            yield Finding(
                ("edition", "year"),
                f"The year is {edition.year}, but a day of it is {day}.",
                "Mend one of the two.",
            )
            break
    for number, language in enumerate(edition.languages):
        if language not in LANGUAGES:
            yield Finding(
                ("edition", "languages", number),
                f"“{language}” is none of our languages.",
                nearest(language, LANGUAGES),
            )
    if "en" not in edition.languages:
        yield Finding(
            ("edition", "languages"), "English is not among the languages.", "Add en; every text has it."
        )
    yield from doubled(edition.figures, ("edition", "figures"))
    yield from _marks(pack)
    if network is not None:
        yield from _names(pack, network)


def _marks(pack: Pack) -> Iterator[Finding]:
    for section, path in assumptions(pack):
        if isinstance(section.assumed, list):
            known = [name for name in type(section).model_fields if name != "assumed"]
            file, within = _place(path)
            for number, name in enumerate(section.assumed):
                if name not in known:
                    yield Finding(
                        (*within, "assumed", number),
                        f"“{name}” is marked as assumed, but is no field here.",
                        nearest(name, known),
                        file,
                    )


def _place(path: Path) -> tuple[str, Path]:
    """Return the file that a field of the whole pack stands in, and the way within it."""
    folders = {"questionnaires": "questionnaires", "letter_texts": "letters"}
    if len(path) > 1 and path[0] in folders:
        return f"{folders[str(path[0])]}/{path[1]}.yaml", path[2:]
    return PACK_FILE, path


def _names(pack: Pack, network: Network) -> Iterator[Finding]:
    edition = pack.edition
    if pack.network != network.key:
        yield Finding(
            ("network",),
            f"The pack is of “{pack.network}”, the network beside it is “{network.key}”.",
            "Put it beside its own network, or change the name.",
        )
    offices = [office.key for office in network.offices]
    if edition.office is not None and edition.office not in offices:
        problem = f"There is no regional office “{edition.office}” in network.yaml."
        yield Finding(("edition", "office"), problem, nearest(edition.office, offices))
    known = organisations(network)
    yield from unknown(
        edition.hosts, known, ("edition", "hosts"), "member, office or partner in network.yaml called"
    )
    yield from unknown(
        edition.partners, known, ("edition", "partners"), "member, office or partner in network.yaml called"
    )
    if edition.contact is not None and edition.contact.organisation not in (None, *known):
        key = str(edition.contact.organisation)
        problem = f"There is no member, office or partner in network.yaml called “{key}”."
        yield Finding(("edition", "contact", "organisation"), problem, nearest(key, known))
