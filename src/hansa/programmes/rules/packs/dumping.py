"""Writes packs out again: the same pack gives the same bytes, and reading them gives the same pack."""

from typing import Any

import yaml
from pydantic import BaseModel

from .faults import NETWORK_FILE, PACK_FILE
from .schema.base import TO_BE_ANNOUNCED, Section
from .schema.network import Network
from .schema.pack import Pack, PackFile


def dump_pack(pack: Pack) -> dict[str, str]:
    """Return the files of the pack by name; together they are a pack that stands alone."""
    head = _plain(pack, only=set(PackFile.model_fields))
    files = {PACK_FILE: _yaml(head)}
    for key, questionnaire in sorted(pack.questionnaires.items()):
        files[f"questionnaires/{key}.yaml"] = _yaml(_plain(questionnaire))
    for key, letter in sorted(pack.letter_texts.items()):
        files[f"letters/{key}.yaml"] = _yaml(_plain(letter))
    files.update(sorted(pack.files.items()))
    return files


def dump_network(network: Network) -> dict[str, str]:
    """Return the network as the one file it is read from."""
    return {NETWORK_FILE: _yaml(_plain(network))}


def _plain(section: BaseModel, only: set[str] | None = None) -> dict[str, Any]:
    """Return the section's fields in the schema's order, without those that stand at their default."""
    plain: dict[str, Any] = {}
    written = section.model_dump(mode="json", by_alias=True)
    names = list(type(section).model_fields)
    # ``assumed`` is inherited, so it would come first; what is assumed reads better after the facts.
    for name in sorted(names, key=lambda name: name == "assumed"):
        if only is not None and name not in only:
            continue
        field, value = type(section).model_fields[name], getattr(section, name)
        shown = field.alias or name
        if value is None and isinstance(section, Section) and section.announces(name):
            plain[shown] = TO_BE_ANNOUNCED
        elif field.is_required() or name == "kind" or value != field.get_default(call_default_factory=True):
            plain[shown] = _value(value, written[shown])
    return plain


def _value(value: Any, written: Any) -> Any:
    if isinstance(value, BaseModel):
        return _plain(value)
    if isinstance(value, list):
        return [_value(item, form) for item, form in zip(value, written, strict=True)]
    if isinstance(value, dict):
        return {key: _value(item, written[key]) for key, item in value.items()}
    return written


class _Dumper(yaml.SafeDumper):
    """Indents lists under their field, and writes long texts as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _yaml(value: dict[str, Any]) -> str:
    return yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110, default_flow_style=False
    )
