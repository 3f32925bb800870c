"""A form's fields as HTML, written at once: label, hint, control and error in the design's own markup.

A template for each field, control and option costs a long form more than all else on its page together. The markup of
every control of the product stands here, once.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hansa.foundation.ui.escaping import always, escape
from hansa.foundation.ui.icons import icon

_BARE = frozenset({"radio", "checkbox", "hidden"})
"""Kinds of input that are no box to write into."""
_INPUTS = (
    *("input", "text", "number", "email", "url", "password", "hidden", "search", "tel", "color", "checkbox"),
    *("date", "time", "datetime"),
)


def group(field: BoundField) -> SafeString:
    """Write a field with all that belongs to it."""
    kind = getattr(field.field.widget, "input_type", "")
    is_tick = kind == "checkbox" and not field.use_fieldset
    wrong = errors(field.errors) if field.errors else ""
    hint = _hint(field)
    classes = f"field{' bad' if wrong else ''}{' one' if is_tick else ''}"
    if field.use_fieldset:
        told = field.aria_describedby
        inside = (
            f'<fieldset{_attribute("aria-describedby", told)} id="{field.auto_id}">'
            f"<legend>{_label(field)}</legend>{hint}{wrong}{field}</fieldset>"
        )
    elif is_tick:
        label = escape(field.label)
        inside = (
            f'<div class="pick">{field}<label for="{field.id_for_label}">{label}</label></div>{hint}{wrong}'
        )
    else:
        caption = f'<label for="{field.id_for_label}">{_label(field)}</label>' if field.label else ""
        inside = f"{caption}{hint}{field}{wrong}"
    return SafeString(f'<div class="{classes}">{inside}</div>')


def errors(found: Any) -> SafeString:
    """Write what is wrong with a field, each with its sign."""
    if not found:
        return SafeString("")
    sign = icon("refused")
    lines = "".join(f'<p class="err">{sign}<span>{escape(sentence)}</span></p>' for sentence in found)
    name = getattr(found, "field_id", None)
    return SafeString(f"<div{_attribute('id', f'{name}_error' if name else None)}>{lines}</div>")


def _label(field: BoundField) -> str:
    label = str(escape(field.label))
    if field.field.required:
        return label
    return f'{label} <span class="may">({_("optional")})</span>'


def _hint(field: BoundField) -> str:
    if not field.help_text:
        return ""
    return f'<div class="hint" id="{field.auto_id}_helptext">{field.help_text}</div>'


def _attribute(name: str, value: Any) -> str:
    return f' {name}="{always(value)}"' if value else ""


def _attributes(given: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{always(value)}"'
        for name, value in given.items()
        if value is not False
    )


def _box(given: Mapping[str, Any]) -> str:
    return "" if given.get("class") else ' class="input"'


def _input(widget: Mapping[str, Any]) -> SafeString:
    kind, given, value = widget["type"], widget["attrs"], widget["value"]
    said = "" if value is None else f' value="{always(value)}"'
    box = "" if kind in _BARE else _box(given)
    return SafeString(f'<input type="{kind}" name="{always(widget["name"])}"{box}{said}{_attributes(given)}>')


def _file(widget: Mapping[str, Any]) -> SafeString:
    """Write a file's own control with our words on its button: a browser's speak the browser's language.

    It stays the native control; where it must be filled, "nothing chosen" is ours as well, until something is.
    """
    field, name = _input(widget), _attribute("for", widget["attrs"].get("id"))
    if not name:
        return field
    return SafeString(
        f'<div class="chooser" data-none="{always(_("No file chosen yet"))}">'
        f'<label class="btn second"{name}>{_("Choose a file")}</label>{field}</div>'
    )


def _textarea(widget: Mapping[str, Any]) -> SafeString:
    given, value = widget["attrs"], widget["value"]
    return SafeString(
        f'<textarea name="{always(widget["name"])}"{_box(given)}{_attributes(given)}>\n'
        f"{always(value) if value else ''}</textarea>"
    )


def _select(widget: Mapping[str, Any]) -> SafeString:
    given = widget["attrs"]
    parts = []
    for name, options, _index in widget["optgroups"]:
        rows = "".join(map(_option, options))
        parts.append(f'<optgroup label="{always(name)}">{rows}</optgroup>' if name else rows)
    shown = "".join(parts)
    return SafeString(
        f'<select name="{always(widget["name"])}"{_box(given)}{_attributes(given)}>{shown}</select>'
    )


def _option(option: Mapping[str, Any]) -> str:
    chosen = " selected" if option["selected"] else ""
    off = " disabled" if option["attrs"].get("disabled") else ""
    return f'<option value="{always(option["value"])}"{chosen}{off}>{escape(option["label"])}</option>'


def _options(widget: Mapping[str, Any]) -> SafeString:
    parts = []
    for name, options, _index in widget["optgroups"]:
        if name:
            parts.append(f'<p class="label">{always(name)}</p>')
        parts += [f"<div>{_picked(option)}</div>" for option in options]
    return SafeString(f'<div class="options">{"".join(parts)}</div>')


def _picked(option: Mapping[str, Any]) -> str:
    drawn = _input(option)
    if not option["wrap_label"]:
        return drawn
    target = _attribute("for", option["attrs"].get("id"))
    return f"<label{target}>{drawn}<span>{escape(option['label'])}</span></label>"


Drawing = Callable[[Mapping[str, Any]], SafeString]


def _of(context: Mapping[str, Any], *, key: str, draw: Callable[[Any], SafeString]) -> SafeString:
    return draw(context[key])


def _widgets(names: Iterable[str], draw: Callable[[Any], SafeString]) -> dict[str, Drawing]:
    drawing = partial(_of, key="widget", draw=draw)
    return {f"django/forms/widgets/{name}.html": drawing for name in names}


DRAWN: dict[str, Drawing] = {
    "django/forms/field.html": partial(_of, key="field", draw=group),
    "django/forms/errors/list/default.html": partial(_of, key="errors", draw=errors),
    "django/forms/errors/list/ul.html": partial(_of, key="errors", draw=errors),
    "django/forms/widgets/textarea.html": partial(_of, key="widget", draw=_textarea),
    "django/forms/widgets/select.html": partial(_of, key="widget", draw=_select),
    **_widgets(("radio", "checkbox_select"), _options),
    **_widgets(_INPUTS, _input),
    **_widgets(("file", "clearable_file_input"), _file),
}
"""What is written here, by the name of the template it stands for."""
