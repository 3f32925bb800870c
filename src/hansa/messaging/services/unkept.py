"""Letters that are handed over and not kept: to somebody who has no account, with a link that is a key."""

from collections.abc import Mapping
from typing import Any

from hansa.foundation.mail.rules.frame import Content
from hansa.foundation.mail.services import Answering

from .. import rules, selectors
from ..adapters import post
from ..adapters.post import NotSent
from .letters import TemplateMissing, signature


def hand_over(
    *, template_key: str, name: str, address: str, language: str, context: Mapping[str, Any], message_id: str
) -> None:
    """Write to an address in a language and hand the mail over at once; its words are kept nowhere.

    Whoever calls this tries again where it is worth it. Raises ``NotSent``, or ``TemplateMissing``.
    """
    template = selectors.template(template_key)
    if template is None:
        raise TemplateMissing(template_key)
    chosen = rules.language_for(template.texts, language)
    values = {"name": name, "secretariat": signature(chosen)} | {
        word: str(value) for word, value in context.items() if value is not None
    }
    text = template.texts[chosen]
    written = rules.write(subject=text["subject"], body=text["body"], values=values, language=chosen)
    content = Content(written.subject, written.text, written.html, written.language)
    post.hand_over(content, to=address, answering=Answering(), message_id=message_id)


__all__ = ["NotSent", "hand_over"]
