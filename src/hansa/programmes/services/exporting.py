"""Writing an edition out again, as it stands now: a pack that stands alone."""

import io
import zipfile

from hansa.programmes.rules import packs
from hansa.programmes.rules.packs.dumping import dump_network, dump_pack
from hansa.programmes.services.standing import standing_network, standing_pack

#: Entries of an archive carry this day, so that the same pack gives the same bytes.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


class NoEdition(LookupError):
    """There is no edition of that slug."""


def standing(slug: str) -> packs.Pack:
    """Return the edition as a pack would say it now; raises ``NoEdition``."""
    pack = standing_pack(slug)
    if pack is None:
        raise NoEdition(slug)
    return pack


def export_pack(slug: str) -> dict[str, str]:
    """Return the files of the edition's pack as it stands now; applying them is an empty plan."""
    return dump_pack(standing(slug))


def export_network_pack() -> dict[str, str]:
    """Return the network's own file as it stands now, or nothing before one is installed."""
    network = standing_network()
    return dump_network(network) if network is not None else {}


def export_archive(slug: str) -> bytes:
    """Return the edition's pack as a zip: its folder, and its network's file above it."""
    pack = standing(slug)
    files = {f"{pack.network}/{name}": text for name, text in export_network_pack().items()}
    files |= {f"{pack.network}/{slug}/{name}": text for name, text in dump_pack(pack).items()}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _NO_DAY), text.encode(), zipfile.ZIP_DEFLATED)
    return held.getvalue()
