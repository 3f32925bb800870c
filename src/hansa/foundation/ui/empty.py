"""The empty fields of a form, drawn once for each language: nobody has typed anything into them yet."""

from functools import lru_cache
from typing import Any

from django.forms import BaseForm
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def empty_fields(form: type[BaseForm], *names: str) -> SafeString:
    """Return these fields of a form as it is at its first showing, all of them where none is named."""
    made: Any = form
    return _drawn(made, names, get_language())


@lru_cache(maxsize=512)
def _drawn(form: Any, names: tuple[str, ...], language: str | None) -> SafeString:
    made = form()
    return SafeString("".join(made[name].as_field_group() for name in names or made.fields))
