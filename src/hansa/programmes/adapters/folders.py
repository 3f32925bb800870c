"""Reads packs from folders: the pack's own files, and what its network shares with all packs.

Nothing is followed out of the folder, nothing hidden is read, and no file is opened before its size is known.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from hansa.programmes.rules.packs.checks import check_network, check_pack
from hansa.programmes.rules.packs.faults import NETWORK_FILE, PACK_FILE, Fault, Source
from hansa.programmes.rules.packs.parsing import MOST_FILES, parse_network, parse_pack
from hansa.programmes.rules.packs.schema.network import Network
from hansa.programmes.rules.packs.schema.pack import Pack
from hansa.programmes.rules.packs.yamltext import LARGEST

SHARED_FOLDERS = ("questionnaires", "letters")


class NoPack(Exception):
    """There is nothing to read at that path; the message says so in one line."""


@dataclass
class Checked:
    """What a folder holds: the pack or the network, and every fault of it, with files as found on disk."""

    path: Path
    pack: Pack | None = None
    network: Network | None = None
    faults: list[Fault] = field(default_factory=list)
    source: Source = field(default_factory=Source)


def read_pack(path: Path) -> Checked:
    """Read and check the pack at a folder, or at its ``pack.yaml``.

    Its network lies in the folder above, beside other packs, where each folder is called by its slug; a
    pack on its travels may carry the ``network.yaml`` itself, in a folder of any name.
    """
    folder = _folder(path, PACK_FILE)
    checked = Checked(folder)
    above = folder.resolve().parent
    home = (
        above if (above / NETWORK_FILE).is_file() else folder if (folder / NETWORK_FILE).is_file() else None
    )
    shared: dict[str, bytes | str] = {}
    if home is not None:
        network = read_network(home, named=home is above)
        checked.network = network.network
        if network.network is None:
            problem = f"Its network cannot be read: {len(network.faults)} faults in {home / NETWORK_FILE}."
            checked.faults.append(Fault(PACK_FILE, 0, problem, "Mend the network first."))
    if home is above:
        for name in SHARED_FOLDERS:
            if (above / name).is_dir():
                shared.update(_contents(above / name, above, checked.faults))
    files = _contents(folder, folder, checked.faults)
    files.pop(NETWORK_FILE, None)
    parsed = parse_pack(files, shared=shared)
    checked.source = parsed.source
    checked.faults += parsed.faults
    if parsed.pack is not None:
        called = folder.resolve().name if home is above else None
        checked.faults += check_pack(parsed.pack, checked.network, folder=called, source=parsed.source)
        if not checked.faults:
            checked.pack = parsed.pack
    checked.faults = [_on_disk(fault, folder) for fault in checked.faults]
    return checked


def read_network(path: Path, *, named: bool = True) -> Checked:
    """Read and check the network at a folder, or at its ``network.yaml``.

    With ``named`` the folder must be called by the network's key.
    """
    folder = _folder(path, NETWORK_FILE)
    checked = Checked(folder)
    large = _too_large(folder / NETWORK_FILE, NETWORK_FILE)
    if large is not None:
        checked.faults = [_on_disk(large, folder)]
        return checked
    parsed = parse_network((folder / NETWORK_FILE).read_bytes())
    checked.network, checked.source = parsed.network, parsed.source
    faults = parsed.faults
    if parsed.network is not None:
        faults = faults + check_network(
            parsed.network, folder=folder.resolve().name if named else None, source=parsed.source
        )
    checked.faults = [_on_disk(fault, folder) for fault in faults]
    return checked


def read_all(path: Path) -> list[Checked]:
    """Read everything at a path: a pack, a network with all its packs, or a folder of networks."""
    if not path.exists():
        raise NoPack(f"{path}: there is no such file or folder")
    if path.is_file() and path.name not in (PACK_FILE, NETWORK_FILE):
        raise NoPack(f"{path}: a pack is a folder with a {PACK_FILE} in it")
    if path.name == PACK_FILE or (path / PACK_FILE).is_file():
        return [read_pack(path)]
    if path.is_file():
        return [read_network(path)]
    found: list[Checked] = []
    if (path / NETWORK_FILE).is_file():
        found.append(read_network(path))
    for inner in sorted(
        entry for entry in path.iterdir() if entry.is_dir() and not entry.name.startswith(".")
    ):
        if (inner / PACK_FILE).is_file() or (inner / NETWORK_FILE).is_file():
            found += read_all(inner)
    if not found:
        raise NoPack(f"{path}: there is no {PACK_FILE} and no {NETWORK_FILE} in it")
    return found


def _folder(path: Path, file: str) -> Path:
    folder = path.parent if path.name == file else path
    if not folder.is_dir():
        raise NoPack(f"{path}: there is no such folder")
    if not (folder / file).is_file():
        raise NoPack(f"{path}: there is no {file} in it")
    return folder


def _contents(folder: Path, root: Path, faults: list[Fault]) -> dict[str, bytes | str]:
    files: dict[str, bytes | str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(root).as_posix()
        if any(part.startswith(".") for part in path.relative_to(root).parts) or path.is_dir():
            continue
        if path.is_symlink() or not path.is_file():
            faults.append(Fault(name, 0, "This is a link or a device.", "Put the file itself there."))
            continue
        large = _too_large(path, name)
        if large is not None:
            faults.append(large)
            continue
        if len(files) > MOST_FILES:
            break
        files[name] = path.read_bytes()
    return files


def _too_large(path: Path, name: str) -> Fault | None:
    size = path.stat().st_size
    if size <= LARGEST:
        return None
    problem = f"The file has {size:,} bytes; we read {LARGEST:,} at most."
    return Fault(name, 0, problem, "Keep films and scans out of packs, and split long texts.")


def _on_disk(fault: Fault, folder: Path) -> Fault:
    file = folder.parent / fault.file[3:] if fault.file.startswith("../") else folder / fault.file
    return replace(fault, file=file.as_posix())
