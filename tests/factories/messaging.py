from typing import Any

from hansa.messaging import services
from hansa.messaging.models import Letter, LetterTemplate

KEY = "wego/nia-workshop-2017:accepted"
TEXTS = {
    "en": {
        "subject": "A place for you in {edition}",
        "body": "Dear {name},\n\nYou have a place in {edition}. [Accept it here]({url}).\n\nYour points: {points}\n\n"
        "- until {deadline}\n- no letter on paper follows\n\nThe **secretariat** of {secretariat}",
    },
    "ar": {"subject": "مكان لكم في {edition}", "body": "عزيزنا {name}،\n\nلكم مكان في {edition}."},
}


def template(now, *, key: str = KEY, texts: dict[str, Any] | None = None) -> LetterTemplate:
    return services.define_template(key=key, texts=texts or TEXTS, by=None, now=now)


def letter(
    to,
    now,
    *,
    key: str = "nw17-0001:accepted",
    enclosed: list[services.Enclosed] | None = None,
    **context: str,
) -> Letter:
    """A letter on its way to a person, from the template above."""
    template(now)
    values = {"edition": "NIA workshop", "url": "https://example.org/my/", "deadline": "13 October"} | context
    return services.send_letter(
        template_key=KEY, to=to, context=values, key=key, now=now, enclosed=enclosed or ()
    )
