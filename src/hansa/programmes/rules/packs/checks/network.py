"""Faults of a network: doubled keys, regions and partners that nobody knows."""

from collections.abc import Iterator

from ..faults import NETWORK_FILE, Finding
from ..messages import nearest
from ..schema.base import LANGUAGES
from ..schema.network import Network
from .common import disordered, doubled, placed, unknown


def findings(network: Network, folder: str | None) -> Iterator[Finding]:
    for found in _findings(network, folder):
        yield Finding(found.path, found.problem, found.remedy, NETWORK_FILE)


def _findings(network: Network, folder: str | None) -> Iterator[Finding]:
    if folder is not None and network.key != folder:
        problem = f"The key is “{network.key}”, the folder is “{folder}”."
        yield Finding(("key",), problem, "Folder and key are the same word.")
    yield from unknown(network.languages, LANGUAGES, ("languages",), "language of ours called")
    for name in ("regions", "members", "offices", "partners", "milestones"):
        yield from doubled(getattr(network, name), (name,))
    regions = [region.key for region in network.regions]
    for name in ("members", "offices"):
        for number, item in enumerate(getattr(network, name)):
            if item.region not in regions:
                problem = f"There is no region “{item.region}”."
                yield Finding((name, number, "region"), problem, nearest(item.region, regions))
    for number, member in enumerate(network.members):
        is_friend = member.kind.startswith("friendship")
        if is_friend != (member.status == "friendship"):
            problem = f"“{member.key}” is of kind {member.kind} and of status {member.status}."
            yield Finding(
                ("members", number, "status"), problem, "Friendship Members have both of friendship."
            )
        yield from placed(member, ("members", number))
    for number, office in enumerate(network.offices):
        if office.closes_hour <= office.opens_hour:
            yield Finding(
                ("offices", number, "closes_hour"), "The office closes before it opens.", "Mend the hours."
            )
    partners = [partner.key for partner in network.partners]
    for number, milestone in enumerate(network.milestones):
        path = ("milestones", number)
        yield from unknown(milestone.partners, partners, (*path, "partners"), "partner called")
        yield from disordered(milestone.on, milestone.ends_on, path, ("on", "ends_on"))
