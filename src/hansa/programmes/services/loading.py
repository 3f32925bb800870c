"""From a folder, or from the files somebody handed in, to a pack that has no fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hansa.programmes.adapters import folders
from hansa.programmes.rules import packs
from hansa.programmes.rules.packs.checks import check_pack
from hansa.programmes.rules.packs.faults import Fault
from hansa.programmes.rules.packs.parsing import parse_network, parse_pack
from hansa.programmes.services.standing import standing_network

NoPack = folders.NoPack


class PackFaults(Exception):
    """The pack has faults; each names file, line, what is wrong and what would be right."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Loaded:
    """A pack without fault, and the network that lies beside its folder, if one does."""

    pack: packs.Pack
    network: packs.Network | None = None


def load(path: Path | str) -> Loaded:
    """Read and check the pack at a folder; raises ``PackFaults``, or ``NoPack`` where there is none."""
    checked = folders.read_pack(Path(path))
    if checked.faults or checked.pack is None:
        raise PackFaults(checked.faults)
    return Loaded(checked.pack, checked.network)


def load_pack(path: Path | str) -> packs.Pack:
    """Read and check the pack at a folder; raises ``PackFaults``, or ``NoPack`` where there is none."""
    return load(path).pack


def load_network(path: Path | str) -> packs.Network:
    """Read and check the network at a folder; raises ``PackFaults``, or ``NoPack`` where there is none."""
    checked = folders.read_network(Path(path))
    if checked.faults or checked.network is None:
        raise PackFaults(checked.faults)
    return checked.network


def load_files(files: Mapping[str, str | bytes]) -> Loaded:
    """Read and check the files of a pack that was handed in, by their names within its folder.

    Names of members, offices and partners are looked up in the network that is installed; a
    ``network.yaml`` among the files counts only where none is installed yet.
    """
    own, shared, network_text = _apart(files)
    network = standing_network()
    brought: packs.Network | None = None
    if network is None and network_text is not None:
        parsed_network = parse_network(network_text)
        if parsed_network.network is None:
            raise PackFaults(parsed_network.faults)
        network = brought = parsed_network.network
    parsed = parse_pack(own, shared=shared)
    if parsed.faults or parsed.pack is None:
        raise PackFaults(parsed.faults)
    faults = check_pack(parsed.pack, network, source=parsed.source)
    if faults:
        raise PackFaults(faults)
    return Loaded(parsed.pack, brought)


def _apart(
    files: Mapping[str, str | bytes],
) -> tuple[dict[str, str | bytes], dict[str, str | bytes], str | bytes | None]:
    """Part the pack's own files from what its network shares, wherever in the archive the pack lies."""
    homes = [name for name in files if name == "pack.yaml" or name.endswith("/pack.yaml")]
    if len(homes) > 1:
        problem = f"There are {len(homes)} packs here: {', '.join(sorted(homes))}."
        raise PackFaults([Fault(sorted(homes)[1], 0, problem, "Hand them in one by one.")])
    home = homes[0].removesuffix("pack.yaml") if homes else ""
    own = {name.removeprefix(home): text for name, text in files.items() if name.startswith(home)}
    above = home.rstrip("/").rpartition("/")[0]
    prefix = f"{above}/" if above else ""
    if not home:
        network = own.pop("network.yaml", None)
        return own, {}, network
    shared = {
        name.removeprefix(prefix): text
        for name, text in files.items()
        if not name.startswith(home) and name.startswith((f"{prefix}questionnaires/", f"{prefix}letters/"))
    }
    return own, shared, files.get(f"{prefix}network.yaml")
