"""A stretch of a page that is drawn once for what it shows, and kept: ``{% once keeper name=value … %}…{% endonce %}``.

Inside, only the named values are there, and no request, person or token; so the stretch depends on nothing else and can
be shown to everybody for whom they are the same. The values must be hashable. Rows of the database are told apart by
their key alone: name only those that are kept as long as the keeper is.
"""

from collections.abc import Callable, Hashable
from typing import Protocol, cast

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class Keeper(Protocol):
    """What was read once, and keeps what is drawn from it for as long as it is kept itself; see ``audit/watched.py``."""

    def keep(self, kind: str, key: Hashable, read: Callable[[], SafeString]) -> SafeString:
        """Return what was drawn under this key, or draw it."""


class _Once(template.Node):
    def __init__(self, keeper: FilterExpression, given: dict[str, FilterExpression], nodes: NodeList) -> None:
        self.keeper = keeper
        self.names = tuple(given)
        self.given = tuple(given.values())
        self.nodelist = nodes

    def render(self, context: template.Context) -> SafeString:
        keeper = cast(Keeper, self.keeper.resolve(context))
        values = tuple([value.resolve(context) for value in self.given])
        # The kinds as well: 1 and True, words that are safe and words that are not, are equal and look different.
        key = (self, get_language(), values, tuple(map(type, values)))
        return keeper.keep("once", key, lambda: self._drawn(context, values))

    def _drawn(self, context: template.Context, values: tuple[object, ...]) -> SafeString:
        shown = dict(zip(self.names, values, strict=True))
        inside = template.Context(shown, autoescape=context.autoescape)
        assert context.template is not None
        with inside.bind_template(context.template):
            return self.nodelist.render(inside)


@register.tag
def once(parser: Parser, token: Token) -> _Once:
    """Draw what stands between, unless it was drawn for the same values before."""
    _tag, keeper, *rest = token.split_contents()
    given = token_kwargs(rest, parser)
    if rest or not given:
        raise template.TemplateSyntaxError("once takes a keeper and then only name=value")
    nodes = parser.parse(("endonce",))
    parser.delete_first_token()
    return _Once(parser.compile_filter(keeper), given, nodes)
