"""The shape of packs, section by section, as pydantic models."""
