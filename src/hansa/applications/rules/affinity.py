"""How well a reader fits an application: a whole number from plain facts, the same for everybody who asks."""

from collections.abc import Collection
from dataclasses import dataclass

LANGUAGE, REGION, TOPIC = 4, 2, 3
"""What reading the writer's language, knowing their part of the world and each shared topic is worth."""
MOST_TOPICS = 3
MOST = LANGUAGE + REGION + TOPIC * MOST_TOPICS


@dataclass(frozen=True, slots=True)
class Profile:
    """What a reader is at home in, or what an application is about."""

    languages: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()


def profile(
    *, languages: Collection[str] = (), regions: Collection[str] = (), topics: Collection[str] = ()
) -> Profile:
    """Return a profile of what is really said; empty words count for nothing."""
    return Profile(*(frozenset(filter(None, words)) for words in (languages, regions, topics)))


def affinity(reader: Profile, application: Profile) -> int:
    """Return 0 … ``MOST``: the more, the better this reader can judge this application."""
    topics = min(MOST_TOPICS, len(reader.topics & application.topics))
    return (
        LANGUAGE * bool(reader.languages & application.languages)
        + REGION * bool(reader.regions & application.regions)
        + TOPIC * topics
    )
