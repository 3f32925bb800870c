"""The HTML of a list. Written here and not in templates: a list has a thousand cells, and a template node costs ten microseconds."""

from html import escape as escaped
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hansa.foundation.ui.templatetags.ui import icon

from .asking import Answer, Question, address
from .definition import Column, OfficeList

#: So many lists to choose from stand in the row above a list; the others wait in a fold.
FILTERS_AT_ONCE = 3


def escape(words: Any) -> str:
    """Escape words, safe ones too; Django's own takes ten times as long, because it asks whether they are lazy."""
    return escaped(str(words))


def _e(words: Any) -> str:
    return words if isinstance(words, SafeString) else escaped(str(words))


def filters(
    definition: OfficeList, question: Question, choices: dict[str, list[tuple[str, str]]]
) -> SafeString:
    """The words, the lists to choose from and the button, as a form whose answer can be sent to a colleague."""
    out = [f'<form class="filters" method="get" role="search" aria-label="{_("Filter")}">']
    if definition.search:
        key = definition.search_key
        out.append(
            f'<div class="field"><label for="f-{key}">{_e(definition.search_label)}</label>'
            f'<input class="input" type="search" id="f-{key}" name="{key}" maxlength="80" value="{escape(question.words)}"></div>'
        )
    rare = definition.filters[FILTERS_AT_ONCE:] if len(definition.filters) > FILTERS_AT_ONCE + 1 else ()
    for part in definition.filters:
        if rare and part is rare[0]:
            # The fold is open where something in it is used.
            is_used = any(question.chosen.get(one.key) for one in rare)
            more = _("More filters")
            out.append(
                f'<details class="more"{" open" if is_used else ""}><summary class="small">{icon("down")}{more}'
                '</summary><div class="filters">'
            )
        chosen = question.chosen.get(part.key, "")
        options = "".join(
            f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(label)}</option>'
            for value, label in choices[part.key]
        )
        out.append(
            f'<div class="field"><label for="f-{part.key}">{_e(part.label)}</label>'
            f'<select class="input" id="f-{part.key}" name="{part.key}"><option value="">{_e(part.every)}</option>{options}</select></div>'
        )
    hidden = dict(question.kept)
    if question.order != definition.order:
        hidden["sort"] = question.order
    out += (
        f'<input type="hidden" name="{escape(key)}" value="{escape(value)}">' for key, value in hidden.items()
    )
    if rare:
        out.append("</div></details>")
    out.append(f'<button class="btn second small">{_("Filter")}</button></form>')
    return SafeString("".join(out))


def chips(
    definition: OfficeList, question: Question, choices: dict[str, list[tuple[str, str]]], found: int
) -> SafeString:
    """What the list is narrowed by, each with a way to take it off, and how many were found."""
    taken = []
    if question.words:
        taken.append((definition.search_key, f"“{question.words}”"))
    for part in definition.filters:
        if value := question.chosen.get(part.key):
            label = next((label for one, label in choices[part.key] if one == value), value)
            taken.append((part.key, f"{part.label}: {label}"))
    off = _("Take this off")
    links = "".join(
        f'<a class="chip" href="?{escape(address(definition, question, **{key: ""}))}"><bdi>{escape(label)}</bdi>'
        f'{icon("cross")}<span class="vh">{off}</span></a>'
        for key, label in taken
    )
    if len(taken) > 1:
        clean = Question("", {}, question.order, 1, question.kept)
        words = _("Take all off")
        links += f'<a class="small" href="?{escape(address(definition, clean))}">{words}</a>'
    number = ngettext("%(count)d found", "%(count)d found", found) % {"count": found}
    return SafeString(
        f'<p class="chips found">{links}<span class="small quiet num" role="status">{number}</span></p>'
    )


def _head(definition: OfficeList, question: Question, column: Column) -> str:
    kind = f' class="{column.kind}"' if column.kind in {"n", "nowrap"} else ""
    if not column.order:
        return f'<th scope="col"{kind}>{_e(column.label)}</th>'
    is_now = question.order.removeprefix("-") == column.key
    falls = question.order.startswith("-")
    onward = f"-{column.key}" if (column.falls if not is_now else not falls) else column.key
    mark = f' aria-sort="{"descending" if falls else "ascending"}"' if is_now else ""
    arrow = icon("down", "" if falls else "up") if is_now else ""
    link = escape(address(definition, question, sort=onward))
    return f'<th scope="col"{kind}{mark}><a class="sort" href="?{link}">{_e(column.label)}{arrow}</a></th>'


def heads(definition: OfficeList, question: Question, *, may_tick: bool) -> SafeString:
    """The beginning of the table: its name, its columns, and by which it is sorted."""
    label = escape(definition.label)
    tick = f'<th scope="col" class="tick"><span class="vh">{_("Tick")}</span></th>' if may_tick else ""
    columns = "".join(_head(definition, question, column) for column in definition.columns)
    return SafeString(
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="ledger grid fold"><caption class="vh">{label}</caption>'
        f"<thead><tr>{tick}{columns}</tr></thead><tbody>"
    )


def table(
    definition: OfficeList, head: SafeString, rows: list[Any], known: Any, *, may_tick: bool
) -> SafeString:
    """The rows; where something may be done to many of them, each with a box."""
    out: list[str] = [head]
    first, *others = definition.columns
    cells = [(column.cell, _begin(column)) for column in others]
    said, label = pgettext("mark a row of a list", "Choose %(name)s"), ""
    for row in rows:
        out.append("<tr>")
        if may_tick:
            label = escape(said % {"name": definition.name(row)})
            box = f'<input type="checkbox" name="row" value="{definition.key_of(row)}" aria-label="{label}">'
            out.append(f'<td class="tick">{box}</td>')
        link, name = definition.link(row), _e(first.cell(row, known))
        out.append(
            f'<th scope="row"><a href="{link}">{name}</a></th>' if link else f'<th scope="row">{name}</th>'
        )
        out += [f"{begin}{_e(cell(row, known))}</td>" for cell, begin in cells]
        out.append("</tr>")
    out.append("</tbody></table></div>")
    return SafeString("".join(out))


def _begin(column: Column) -> str:
    kind = f' class="{column.kind}"' if column.kind else ""
    name = f' data-l="{escape(column.label)}"' if column.is_named else ""
    return f"<td{kind}{name}>"


def pages(definition: OfficeList, question: Question, answer: Answer) -> SafeString:
    """The way to the pages before and after."""
    if answer.pages == 1:
        return SafeString("")

    def link(page: int, words: str, rel: str) -> str:
        if not 1 <= page <= answer.pages:
            return "<span></span>"
        query = escape(address(definition, question, page=page if page > 1 else ""))
        return f'<a rel="{rel}" href="?{query}">{words}</a>'

    before, after = (
        link(answer.page - 1, _("Previous page"), "prev"),
        link(answer.page + 1, _("Next page"), "next"),
    )
    here = _("Page %(number)s of %(total)s") % {"number": answer.page, "total": answer.pages}
    return SafeString(
        f'<nav class="pages" aria-label="{_("Pages")}">{before}<span>{here}</span>{after}</nav>'
    )


def tabs(found: list[tuple[str, str, bool, str]]) -> SafeString:
    """The views above the list: name, query, whether it is the one that is shown, whose it is."""
    links = "".join(
        format_html(
            '<a href="?{}"{}><bdi>{}</bdi>{}</a>',
            query,
            SafeString(' aria-current="page"') if is_now else "",
            name,
            format_html('<span class="vh"> ({})</span>', whose) if whose else "",
        )
        for name, query, is_now, whose in found
    )
    label = _("Views")
    return SafeString(f'<nav class="views" aria-label="{label}">{links}</nav>' if links else "")
