"""Faults of awards: quotas that do not add up, partners that nobody knows."""

from collections.abc import Iterator

from ..faults import Finding
from ..schema.network import Network
from ..schema.pack import Pack
from .common import doubled, unknown


def findings(pack: Pack, network: Network | None) -> Iterator[Finding]:
    awards = pack.awards
    if awards is None:
        return
    yield from doubled(awards.categories, ("awards", "categories"))
    yield from doubled(awards.prizes, ("awards", "prizes"))
    known = [] if network is None else [partner.key for partner in network.partners]
    for number, category in enumerate(awards.categories):
        path = ("awards", "categories", number)
        if category.quota.total != category.winners:
            yield Finding(
                (*path, "quota"),
                f"The quota of “{category.key}” adds up to {category.quota.total}; {category.winners} winners are stated.",
                "Mend one of the two.",
            )
        if network is not None:
            yield from unknown(
                category.partners, known, (*path, "partners"), "partner in network.yaml called"
            )
    total = sum(category.winners for category in awards.categories)
    if awards.winners_total is not None and awards.categories and awards.winners_total != total:
        yield Finding(
            ("awards", "winners_total"),
            f"{awards.winners_total} winners are stated; the categories add up to {total}.",
            "Mend one of the two.",
        )
    for number, prize in enumerate(awards.prizes):
        if (prize.amount is None) != (prize.currency is None):
            yield Finding(
                ("awards", "prizes", number),
                "An amount and its currency belong together.",
                "As in “amount: 3000000” and “currency: KRW”.",
            )
