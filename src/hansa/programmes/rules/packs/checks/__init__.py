"""Faults by meaning: what has the right shape and still cannot be right.

Each module looks at one section and yields findings; ``check_pack`` asks them all.
"""

from ..faults import Fault, Source
from ..schema.network import Network
from ..schema.pack import Pack
from . import awards, calls, courses, credentials, editions, events, network, texts


def check_pack(
    pack: Pack, of: Network | None, *, folder: str | None = None, source: Source | None = None
) -> list[Fault]:
    """Return every fault of a pack that has the right shape.

    ``of`` is its network: without it names of members, offices and partners are not looked up.
    ``folder`` is the folder's name, which must be the edition's slug.
    """
    findings = [
        *editions.findings(pack, of, folder),
        *calls.findings(pack, of),
        *courses.findings(pack),
        *events.findings(pack, of),
        *awards.findings(pack, of),
        *credentials.findings(pack),
        *texts.findings(pack),
    ]
    return (source or Source()).placed(findings)


def check_network(found: Network, *, folder: str | None = None, source: Source | None = None) -> list[Fault]:
    """Return every fault of a network that has the right shape."""
    return (source or Source()).placed(network.findings(found, folder))
