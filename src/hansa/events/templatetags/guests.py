"""The rows of a guest list, written in Python: a hundred of them in template nodes cost ten times as much."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hansa.events.enums import RegistrationState, Source
from hansa.foundation.ui.templatetags.ui import status

register = template.Library()


@register.simple_tag
def guest_rows(rows: Iterable[Any], may: bool) -> SafeString:
    """Write a row for each guest; with ``may`` the buttons that mark them present or take the mark back."""
    drawn = _Drawing(may)
    return SafeString("".join([drawn.row(row) for row in rows]))


class _Drawing:
    """The words and shapes of all rows, looked up once."""

    def __init__(self, may: bool) -> None:
        self.may = may
        waits = RegistrationState.WAITING
        self.states = {state.value: escape(state.label) for state in RegistrationState}
        self.states[waits.value] = status("waiting", waits.label)
        self.sources = {source.value: escape(source.label) for source in Source}
        self.present = status("done", pgettext("one person at an event", "Present"))
        self.not_marked = status("ring", _("Not marked"))
        self.tick, self.mark, self.undo = _("Tick %(name)s"), escape(_("Mark present")), escape(_("Undo"))

    def row(self, row: Any) -> str:
        name, email = escape(row.person.called), escape(row.person.email)
        return (
            f'<tr id="r{row.pk}">{self._box(row, name)}<th scope="row"><bdi>{name}</bdi><br>'
            f'<span class="tiny quiet">{row.number} · <bdi>{email}</bdi></span></th><td>{self.states[row.state]}<br>'
            f'<span class="tiny quiet">{self.sources[row.source]}</span></td><td>{self._act(row, name)}</td></tr>'
        )

    def _box(self, row: Any, name: str) -> str:
        if not self.may:
            return ""
        if row.is_present:
            return '<td class="tick"></td>'
        label = escape(self.tick % {"name": row.person.called})
        return f'<td class="tick"><input type="checkbox" name="ticked" value="{row.pk}" aria-label="{label}"></td>'

    def _act(self, row: Any, name: str) -> str:
        spoken = f'<span class="vh"> {name}</span>'
        if row.is_present:
            undo = (
                f'<button class="btn quiet small" name="absent" value="{row.pk}">{self.undo}{spoken}</button>'
            )
            return f"{self.present} {undo}" if self.may else self.present
        if not self.may:
            return self.not_marked
        return (
            f'<button class="btn second small" name="present" value="{row.pk}">{self.mark}{spoken}</button>'
        )
