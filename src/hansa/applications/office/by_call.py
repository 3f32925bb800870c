"""Lists of the office narrowed to one call."""

from django.utils.translation import gettext_lazy

from hansa.foundation.i18n import in_language
from hansa.foundation.office.lists import Asked, Filter
from hansa.programmes.permissions import editions_managed_by


def by_call() -> Filter:
    """Return the filter by call: whoever asks is offered the calls of the editions they look after."""
    return Filter(
        "call",
        gettext_lazy("Call"),
        gettext_lazy("All calls"),
        _calls,
        lambda rows, value: rows.filter(call__edition__slug=value),
        is_personal=True,
    )


def _calls(asked: Asked) -> list[tuple[str, str]]:
    managed = editions_managed_by(asked.person).filter(call__isnull=False, is_archive=False)
    return [
        (slug, in_language(title, asked.language)) for slug, title in managed.values_list("slug", "title")
    ]
