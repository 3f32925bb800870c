"""The JSON Schema of the files of a pack, so that an editor completes and checks while one writes."""

from typing import Any

from .schema.base import Section
from .schema.network import Network
from .schema.pack import PackFile
from .schema.words import Letter, Questionnaire

FILES: dict[str, type[Section]] = {
    "pack": PackFile,
    "network": Network,
    "questionnaire": Questionnaire,
    "letter": Letter,
}


def schema_of(file: str) -> dict[str, Any]:
    """Return the schema of one kind of file: pack, network, questionnaire or letter."""
    schema = FILES[file].model_json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
