"""From the files of a pack to a ``Pack``, or to the list of what is wrong with their shape."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from .faults import NETWORK_FILE, PACK_FILE, Fault, Finding, Path, Source
from .messages import findings_of, nearest
from .schema.network import Network
from .schema.pack import Pack, PackFile
from .schema.words import Letter, Questionnaire
from .yamltext import LARGEST, read_yaml

Shape = TypeVar("Shape", bound=BaseModel)
Files = Mapping[str, bytes | str]
MOST_FILES = 2_000


@dataclass
class Parsed:
    """A pack as read.

    ``pack`` is missing where the shape of ``pack.yaml`` is wrong. Where only a file beside it is missing or
    wrong the pack is there without that file, so that its meaning can be checked in the same breath; it is
    sound only if there is no fault.
    """

    pack: Pack | None = None
    faults: list[Fault] = field(default_factory=list)
    source: Source = field(default_factory=Source)


@dataclass
class ParsedNetwork:
    """A network as read."""

    network: Network | None = None
    faults: list[Fault] = field(default_factory=list)
    source: Source = field(default_factory=Source)


def parse_network(data: bytes | str) -> ParsedNetwork:
    """Read a ``network.yaml``."""
    parsed = ParsedNetwork()
    parsed.network = _read(NETWORK_FILE, NETWORK_FILE, data, Network, parsed.faults, parsed.source)
    return parsed


def parse_pack(files: Files, *, shared: Files | None = None) -> Parsed:
    """Read the files of one pack, by their names within its folder.

    ``shared`` are the network's own ``questionnaires/…`` and ``letters/…``: a pack may name them without
    holding them, and a file of the pack with the same name goes before.
    """
    shared = shared or {}
    parsed = Parsed()
    if PACK_FILE not in files:
        parsed.faults.append(
            Fault(PACK_FILE, 0, "There is no pack.yaml.", "A pack is a folder with a pack.yaml in it.")
        )
        return parsed
    if len(files) > MOST_FILES:
        problem = f"The pack has {len(files):,} files; we read {MOST_FILES:,} at most."
        parsed.faults.append(Fault(PACK_FILE, 0, problem, "Split it."))
        return parsed
    head = _read(PACK_FILE, PACK_FILE, files[PACK_FILE], PackFile, parsed.faults, parsed.source)
    if head is None:
        return parsed
    questionnaires = _folder(
        "questionnaires", Questionnaire, _named_questionnaires(head), files, shared, parsed
    )
    letters = _folder("letters", Letter, _named_letters(head), files, shared, parsed)
    others = _other_files(files, parsed)
    parsed.pack = Pack(
        **{name: getattr(head, name) for name in PackFile.model_fields},
        questionnaires=questionnaires,
        letter_texts=letters,
        files=others,
    )
    return parsed


def _read(
    name: str, shown: str, data: bytes | str, model: type[Shape], faults: list[Fault], source: Source
) -> Shape | None:
    reading = read_yaml(data, shown)
    source.lines[name] = reading.lines
    source.names[name] = shown
    if reading.faults:
        faults.extend(reading.faults)
        return None
    try:
        return model.model_validate(reading.value)
    except ValidationError as wrong:
        faults.extend(source.placed(findings_of(wrong, model, name, reading.value)))
        return None


def _named_questionnaires(head: PackFile) -> Iterator[tuple[Path, str]]:
    """Yield every questionnaire that the pack names, with the field that names it."""
    if head.call is not None:
        for name in ("questionnaire", "nomination", "rubric"):
            key = getattr(head.call, name)
            if key is not None:
                yield ("call", name), key
    for at, course in enumerate(head.courses):
        for number, piece in enumerate(course.coursework):
            yield ("courses", at, "coursework", number, "questionnaire"), piece.questionnaire
    for number, achievement in enumerate(head.credentials.achievements if head.credentials else []):
        if achievement.questionnaire is not None:
            yield ("credentials", "achievements", number, "questionnaire"), achievement.questionnaire


def _named_letters(head: PackFile) -> Iterator[tuple[Path, str]]:
    for signal, key in head.letters.items():
        yield ("letters", signal), key


def _folder(
    folder: str,
    model: type[Shape],
    named: Iterator[tuple[Path, str]],
    files: Files,
    shared: Files,
    parsed: Parsed,
) -> dict[str, Shape]:
    own = {key: name for name in files if (key := _key(name, folder)) is not None}
    of_network = {key: name for name in shared if (key := _key(name, folder)) is not None}
    wanted = dict.fromkeys(own)
    missing: list[Finding] = []
    for path, key in named:
        if key in own or key in of_network:
            wanted[key] = None
        else:
            remedy = nearest(key, [*own, *of_network])
            problem = f"There is no {folder}/{key}.yaml, neither here nor in the network's folder above."
            missing.append(Finding(path, problem, remedy))
    parsed.faults.extend(parsed.source.placed(missing))
    found: dict[str, Shape] = {}
    for key in sorted(wanted):
        name = f"{folder}/{key}.yaml"
        shown = name if key in own else f"../{name}"
        read = _read(
            name, shown, (files if key in own else shared)[name], model, parsed.faults, parsed.source
        )
        if read is not None:
            found[key] = read
    return found


def _key(name: str, folder: str) -> str | None:
    inside, _, rest = name.partition("/")
    if inside != folder or "/" in rest or not rest.endswith(".yaml"):
        return None
    return rest.removesuffix(".yaml")


def _other_files(files: Files, parsed: Parsed) -> dict[str, str]:
    """Return captions and templates; a file that has no place in a pack is a fault."""
    others: dict[str, str] = {}
    for name in sorted(files):
        if name in (PACK_FILE, "README.md") or _key(name, "questionnaires") or _key(name, "letters"):
            continue
        data = files[name]
        is_caption = name.startswith("captions/") and name.endswith(".vtt") and name.count("/") == 1
        if not is_caption and not (name.endswith(".typ") and "/" not in name):
            remedy = (
                "A pack holds pack.yaml, questionnaires/*.yaml, letters/*.yaml, captions/*.vtt and *.typ."
            )
            parsed.faults.append(Fault(name, 0, "This file has no place in a pack.", remedy))
            continue
        if len(data) > LARGEST:
            problem = f"The file has {len(data):,} bytes; we read {LARGEST:,} at most."
            parsed.faults.append(Fault(name, 0, problem, "Make it smaller."))
            continue
        try:
            others[name] = data if isinstance(data, str) else data.decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            problem = f"Byte {wrong.start + 1} is not UTF-8."
            parsed.faults.append(Fault(name, 0, problem, "Save the file in UTF-8, and try again."))
    return others
