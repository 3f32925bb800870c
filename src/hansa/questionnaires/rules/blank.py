"""What counts as no answer."""


def is_blank(value: object) -> bool:
    """Whether a value counts as no answer."""
    return value is None or value is False or value == [] or (isinstance(value, str) and not value.strip())
