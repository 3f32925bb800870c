"""``{% url %}`` as Django has it, but each address is worked out once: a page names dozens, always the same."""

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.urls import get_script_prefix, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

register = template.Library()


@lru_cache(maxsize=8192)
def _address(_urls: str, _prefix: str, name: str, *key: object) -> SafeString:
    return escape(reverse(name, args=key))


class KeptURLNode(URLNode):
    """An address of a page, by its name and the keys in it."""

    def render(self, context: Context) -> SafeString:
        """Write the address."""
        name: Any = self.view_name.resolve(context)
        return _address(
            settings.ROOT_URLCONF, get_script_prefix(), name, *(arg.resolve(context) for arg in self.args)
        )


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    """Write the address of a page; with named keys or ``as`` it is Django's own tag."""
    node = django_url(parser, token)
    if node.kwargs or node.asvar:
        return node
    return KeptURLNode(node.view_name, node.args, node.kwargs, node.asvar)
